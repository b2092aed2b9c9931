//! A visitor's receipt as the desk takes it: what `sigilo-consent` checks, and that it is this
//! conversation's visitor who decided, for this site.

use sigilo_consent::{
    Core, Countersignature, Decided, Event, Kind, Log, Page, Reason, Receipt, Status,
};
use sigilo_protocol::{Hash, PublicKey, SigningKey, jws};

/// A receipt that holds, whatever it decides.
#[derive(Debug)]
pub(super) struct Checked {
    /// What it decided.
    pub(super) decided: Decided,
    /// The language that the visitor was asked in, if they were.
    pub(super) lang: Option<String>,
}

/// The policy that a receipt is about, before anything in it is believed: which one to look up.
pub(super) fn claimed_policy(receipt: &str) -> Result<Hash, Reason> {
    Receipt::claimed(receipt)?.policy().ok_or(Reason::NoPurpose)
}

/// Checks a receipt of `visitor` for `site` against the core of the policy `policy`.
pub(super) fn check(
    receipt: &str,
    visitor: &PublicKey,
    site: &str,
    policy: Hash,
    core: &Core,
) -> Result<Checked, Reason> {
    let receipt = Receipt::verify(receipt)?;
    if receipt.visitor != *visitor {
        return Err(Reason::AnotherSubject);
    }
    receipt.fits_subject()?;
    receipt.fits_controller(site)?;
    receipt.fits_notice(core, policy)?;
    let purposes = receipt.decided(core)?;
    let lang = receipt.lang().map(Into::into);
    let (previous, at_ms) = (receipt.previous, receipt.decided_ms());
    let decided = Decided { receipt: receipt.hash, previous, at_ms, purposes };
    Ok(Checked { decided, lang })
}

/// The controller's signature: that this receipt was received, then, for this site.
pub(super) fn countersign(receipt: Hash, site: &str, now: u64, key: &SigningKey) -> String {
    Countersignature { receipt, iat: now, site: site.into() }.sign(key)
}

/// The page of the desk's own log that follows `last`: a receipt came, was countersigned, and what it
/// takes back is used no longer.
pub(super) fn log(
    last: Option<&Page>,
    decided: &Decided,
    policy: Hash,
    now: u64,
    key: &SigningKey,
) -> Option<String> {
    let named = |wanted: &dyn Fn(Status) -> bool| {
        let named = decided.purposes.iter().filter(|(_, status)| wanted(*status));
        named.map(|(purpose, _)| purpose.clone()).collect::<Vec<_>>()
    };
    let mut log = last.map_or_else(Log::default, Log::after);
    for (kind, purposes) in [
        (Kind::Receive, named(&|_| true)),
        (Kind::Countersign, named(&|_| true)),
        (Kind::Honour, named(&|status| status != Status::Given)),
    ] {
        if !purposes.is_empty() {
            let (at_ms, receipt) = (now * 1_000, Some(decided.receipt));
            log.push(Event { kind, at_ms, purposes, policy, shown: None, receipt });
        }
    }
    let input = Log::signing_input(&log.page()?, &key.public());
    let signature = key.sign(input.as_bytes());
    Some(jws::attach(input, &signature))
}
