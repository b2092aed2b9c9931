//! Consent, as behaviour: a test for each thing that is promised of it.
//!
//! What is decided is read where it counts: at the desk, which has the receipts, and in the frame's
//! own panel. What leaves is read from what the proxy saw.

mod allow;
mod audit;
mod change;
mod clicks;
mod erasure;
mod expiry;
mod export;
mod gone;
mod gpc;
mod log;
mod pending;
mod proof;
mod record;
mod refused;
mod rights;
mod switches;
mod twins;
mod withdrawal;

use anyhow::{Context as _, Result};
use serde_json::Value;
use sigilo_consent::{Outcome, Terms, verify};
use sigilo_e2e::proxy::Exchange;
use sigilo_e2e::world::World;
use sigilo_protocol::{Pins, unb64u};

/// Terms of DPV, PD and EU-GDPR 2.3.
const TERMS: &str = include_str!("../../../../crates/consent/data/dpv-2.3.txt");

/// The headers of the envelopes that were posted after `mark`, in order.
pub(crate) fn posted(world: &World, mark: usize) -> Result<Vec<Value>> {
    let all = world.proxy.record().since(mark);
    let is_post = |one: &&Exchange| one.method == "POST" && one.path().ends_with("/envelopes");
    let header = |one: &Exchange| {
        let envelope: Value = serde_json::from_slice(&one.body)?;
        let header = envelope["p"].as_str().and_then(unb64u).context("no header")?;
        Ok(serde_json::from_slice(&header)?)
    };
    all.iter().filter(is_post).map(header).collect()
}

/// How many of these envelopes are of type `t`.
pub(crate) fn count(envelopes: &[Value], t: &str) -> usize {
    envelopes.iter().filter(|header| header["t"] == t).count()
}

/// Fails unless every check of the saved receipts holds, under the site's pin and with DPV's terms.
/// Of what `missing` names, the file can lack what it takes.
fn must_verify(world: &World, bundle: &[u8], missing: &[&str]) -> Result<()> {
    let pins = Pins::parse(world.pin()).context("no pin")?;
    for check in verify(bundle, Some(&pins), Some(&Terms::of(TERMS))) {
        let holds = match check.outcome {
            Outcome::Passed => true,
            Outcome::Impossible(_) => missing.contains(&check.name),
            Outcome::Failed(_) => false,
        };
        anyhow::ensure!(holds, "{check:?}");
    }
    Ok(())
}
