//! Which ratchet keys were used, read from what the relay stored.

use std::collections::HashSet;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use sigilo_backend::relay;
use sigilo_e2e::world::World;
use sigilo_protocol::unb64u;

/// The kinds of the stored envelopes, in their order.
pub(crate) fn kinds(world: &World) -> Result<Vec<String>> {
    let rows = relay::rows(&world.database())?;
    rows.iter().map(|row| Ok(text(&header(&serde_json::from_str(&row.envelope)?)?["t"]))).collect()
}

/// How many hellos were said, each with a first ratchet key of its own.
pub(crate) fn hellos(world: &World) -> Result<usize> {
    let mut keys = HashSet::new();
    for row in relay::rows(&world.database())? {
        let envelope: Value = serde_json::from_str(&row.envelope)?;
        if header(&envelope)?["t"] == "hello" {
            let wrap = envelope["w"][0].as_str().and_then(place).context("no wrap")?;
            ensure!(keys.insert(wrap[..65].to_vec()), "two hellos with one key");
        }
    }
    Ok(keys.len())
}

/// Fails if a number of a sender, or a key of a ratchet, was used twice.
pub(crate) fn must_serve_once(world: &World) -> Result<()> {
    let (mut places, mut wrapped) = (HashSet::new(), HashSet::new());
    for row in relay::rows(&world.database())? {
        let number = (row.sender.clone(), row.seq);
        ensure!(places.insert(number), "{} {} twice", row.sender, row.seq);
        let envelope: Value = serde_json::from_str(&row.envelope)?;
        for wrap in envelope["w"].as_array().context("no wraps")? {
            let place = wrap.as_str().and_then(place).context("no place")?;
            ensure!(wrapped.insert(place), "a key of a ratchet is used twice");
        }
    }
    Ok(())
}

/// Which key of a ratchet a wrap used: `pub ‖ pn ‖ n`, its first 73 bytes.
fn place(wrap: &str) -> Option<Vec<u8>> {
    let wrapped = unb64u(wrap.rsplit('~').next()?)?;
    Some(wrapped.get(..73)?.to_vec())
}

fn header(envelope: &Value) -> Result<Value> {
    let header = envelope["p"].as_str().and_then(unb64u).context("no header")?;
    Ok(serde_json::from_slice(&header)?)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
