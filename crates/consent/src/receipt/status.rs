//! Where a purpose stands, in DPV's terms. Only what rests on consent is consented to; of the rest
//! the visitor is informed, and may object.

use crate::{Purpose, Status};

/// What DPV has no term for: an objection where none is provided for, or leaving a chat that was
/// begun on another ground.
const OBJECTED: &str = "sigilo:Objected";

/// The terms of `status`; none if it is no decision.
pub(super) fn terms(purpose: &Purpose, status: Status) -> Vec<&'static str> {
    let is_consent = purpose.rests_on_consent();
    match status {
        Status::NotAsked | Status::Requested | Status::Deferred => Vec::new(),
        Status::Given if is_consent => vec!["dpv:ConsentGiven", "dpv:ExplicitlyExpressedConsent"],
        Status::Refused if is_consent => vec!["dpv:ConsentRefused"],
        Status::Withdrawn if is_consent => vec!["dpv:ConsentWithdrawn"],
        Status::Expired if is_consent => vec!["dpv:ConsentExpired"],
        Status::Invalidated if is_consent => vec!["dpv:ConsentInvalidated"],
        Status::Given => vec!["dpv:DataSubjectInformed"],
        // What they were told holds no longer: they are to be told anew.
        Status::Expired | Status::Invalidated => vec!["dpv:DataSubjectUninformed"],
        Status::Refused | Status::Withdrawn => vec![objected(&purpose.basis)],
    }
}

fn objected(basis: &str) -> &'static str {
    let article = basis.strip_prefix("eu-gdpr:A6-1-").and_then(|rest| rest.chars().next());
    match article {
        Some('d') => "dpv:VitalInterestObjected",
        Some('e') => "dpv:PublicInterestObjected",
        Some('f') => "dpv:LegitimateInterestObjected",
        _ => OBJECTED,
    }
}

/// The status that [`terms`] tells; nothing if it is none that the purpose's basis has.
pub(super) fn read(purpose: &Purpose, kinds: &[String]) -> Option<Status> {
    let all =
        [Status::Given, Status::Withdrawn, Status::Refused, Status::Expired, Status::Invalidated];
    all.into_iter().find(|status| terms(purpose, *status) == kinds)
}
