//! The gate: nothing is stored or sent before the visitor decides, and only a decision opens it.
//!
//! Pure: it knows no clock, key or request. Opening, scrolling, closing, time and typing are not
//! events of it, so none of them can consent.

use sigilo_consent::{Policy, days};
use sigilo_protocol::{Hash, Json, Recipient, VerifiedManifest};

/// The proof that the visitor allowed the required purposes. Only the gate makes one; whatever
/// seals or sends demands it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grant {
    /// Made here alone.
    _private: (),
}

/// What a notice said that was on screen: the gate takes a decision only about what was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// SHA-256 of the text document.
    pub(crate) text: Hash,
    /// Its language.
    pub(crate) lang: String,
}

/// A decision to allow, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The policy that was shown.
    pub(crate) policy: Hash,
    /// Who could read: id, role and signing thumbprint of each recipient, as one hash.
    pub(crate) readers: Hash,
    /// When, in milliseconds since the epoch.
    pub(crate) at_ms: u64,
}

/// Where the visitor stands.
#[derive(Clone, Debug, PartialEq)]
enum State {
    /// No notice is on screen.
    NotAsked,
    /// This notice is on screen.
    Asked(Shown),
    /// The visitor allowed.
    Given,
    /// The visitor refused.
    Refused,
}

/// The gate of one load.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Gate {
    state: State,
    policy: Hash,
    readers: Hash,
    lifetime_ms: u64,
}

/// What allowing gives.
#[derive(Debug, PartialEq)]
pub(crate) struct Allowed {
    pub(crate) grant: Grant,
    pub(crate) decision: Decision,
    pub(crate) shown: Shown,
}

impl Gate {
    /// A closed gate in front of what this manifest and policy declare.
    pub(crate) fn new(manifest: &VerifiedManifest, policy: &Policy) -> Self {
        let lifetime = u64::from(days(&policy.core.grant_lifetime).unwrap_or(0)) * 86_400_000;
        let (policy, readers) = (policy.hash, readers(manifest));
        Self { state: State::NotAsked, policy, readers, lifetime_ms: lifetime }
    }

    /// A notice is on screen (again, perhaps in another language).
    pub(crate) fn show(&mut self, shown: Shown) {
        if self.state != State::Given {
            self.state = State::Asked(shown);
        }
    }

    /// The visitor pressed Allow. Nothing unless a notice is on screen.
    pub(crate) fn allow(&mut self, now_ms: u64) -> Option<Allowed> {
        let State::Asked(shown) = self.state.clone() else { return None };
        self.state = State::Given;
        let decision = Decision { policy: self.policy, readers: self.readers, at_ms: now_ms };
        Some(Allowed { grant: Grant { _private: () }, decision, shown })
    }

    /// The visitor pressed Refuse.
    pub(crate) fn refuse(&mut self) {
        if matches!(self.state, State::Asked(_)) {
            self.state = State::Refused;
        }
    }

    /// A kept decision opens the gate again only for the very policy and readers it was about, and
    /// only within its lifetime.
    pub(crate) fn resume(&mut self, kept: &Decision, now_ms: u64) -> Option<Grant> {
        let age = now_ms.checked_sub(kept.at_ms)?;
        let holds = kept.policy == self.policy
            && kept.readers == self.readers
            && age < self.lifetime_ms
            && self.state == State::NotAsked;
        holds.then(|| {
            self.state = State::Given;
            Grant { _private: () }
        })
    }
}

/// Who can read, as one hash: prekeys are not in it, they rotate.
fn readers(manifest: &VerifiedManifest) -> Hash {
    let reader = |recipient: &Recipient| {
        let key = recipient.sig.map(|sig| sig.thumbprint().to_string()).unwrap_or_default();
        let named = [&recipient.id, recipient.role.name(), &recipient.name, &key];
        Json::list(named.map(Json::text))
    };
    Hash::of(Json::list(manifest.recipients.iter().map(reader)).to_text().as_bytes())
}

#[cfg(test)]
mod tests {
    use sigilo_protocol::Bytes;

    use super::*;

    fn shown() -> Shown {
        Shown { text: Bytes([1; 32]), lang: "es".into() }
    }

    fn gate() -> Gate {
        Gate {
            state: State::NotAsked,
            policy: Bytes([2; 32]),
            readers: Bytes([3; 32]),
            lifetime_ms: 1000,
        }
    }

    /// Every sequence of events up to a length: a grant comes only from Allow on a shown notice.
    #[test]
    fn only_allow_on_a_shown_notice_opens_the_gate() {
        type Step = fn(&mut Gate) -> bool;
        let show: Step = |gate| {
            gate.show(shown());
            false
        };
        let refuse: Step = |gate| {
            gate.refuse();
            false
        };
        let allow: Step = |gate| gate.allow(5).is_some();
        let steps = [show, refuse, allow];
        for path in 0..3usize.pow(7) {
            let (mut gate, mut path) = (gate(), path);
            let (mut on_screen, mut given) = (false, false);
            for _ in 0..7 {
                let step = path % 3;
                path /= 3;
                let granted = steps[step](&mut gate);
                assert_eq!(granted, step == 2 && on_screen && !given);
                given |= granted;
                on_screen = match step {
                    0 => !given,
                    _ => false,
                };
            }
        }
    }

    #[test]
    fn a_kept_decision_is_good_for_what_it_was_about_and_while_it_lasts() {
        let mut first = gate();
        first.show(shown());
        let kept = first.allow(100).unwrap().decision;
        assert!(gate().resume(&kept, 100).is_some());
        assert!(gate().resume(&kept, 1099).is_some());
        assert!(gate().resume(&kept, 1100).is_none(), "expired");
        assert!(gate().resume(&kept, 99).is_none(), "from the future");
        let other_policy = Gate { policy: Bytes([9; 32]), ..gate() };
        assert!(other_policy.clone().resume(&kept, 100).is_none());
        let other_readers = Gate { readers: Bytes([9; 32]), ..gate() };
        assert!(other_readers.clone().resume(&kept, 100).is_none());
        let mut refused = gate();
        refused.show(shown());
        refused.refuse();
        assert!(refused.resume(&kept, 100).is_none(), "refused");
    }

    #[test]
    fn another_language_is_another_notice() {
        let mut gate = gate();
        gate.show(shown());
        let english = Shown { text: Bytes([7; 32]), lang: "en".into() };
        gate.show(english.clone());
        assert_eq!(gate.allow(0).unwrap().shown, english);
    }
}
