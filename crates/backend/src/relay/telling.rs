//! What happens at a relay, told as events: docs/events.md lists them.

use axum::{http::StatusCode, response::Response};
use sigilo_protocol::{ConvId, Hash, PublicKey};

use super::{
    limits::site_of,
    problem::Problem,
    state::{Relay, Served},
};
use crate::events::Event;
use crate::serve::ClientAddress;

/// Who did what the relay tells of, if it was the relay.
const RELAY: &str = "relay";

impl Relay {
    pub(super) fn event(&self, served: &Served, kind: &str, actor: &str) -> Event {
        Event::new(self.clock.now(), &served.site.site, kind, actor)
    }

    /// Tells of an envelope that was stored.
    pub(super) fn tell_stored(&self, served: &Served, conv: ConvId, eh: Hash, cursor: u64) {
        let event = self.event(served, "envelope.stored", RELAY).about(conv);
        self.events.tell(&event.with("eh", eh).with("cursor", cursor));
    }

    /// Tells of a token, and whether a recipient has it or a visitor.
    pub(super) fn tell_token(&self, served: &Served, key: &PublicKey) {
        let is_recipient = served.is_recipient(key.thumbprint(), self.clock.now());
        let actor = if is_recipient { "desk" } else { "visitor" };
        self.events.tell(&self.event(served, "access.token", actor));
    }

    /// Tells of a refusal that somebody may be interested in: who asks and may not, what is not signed
    /// by whom it names, what comes under a number that is taken, a manifest that is not one.
    pub(super) fn tell_refusal(
        &self,
        site: &str,
        problem: Problem,
        address: Option<ClientAddress>,
    ) {
        let Some(served) = self.site(site) else { return };
        let (status, code, _) = problem.parts();
        let kind = match problem {
            Problem::SignatureInvalid => "failure.signature",
            Problem::SequenceTaken => "failure.replay",
            Problem::ManifestInvalid(_)
            | Problem::ManifestStale
            | Problem::ManifestKeyRetired
            | Problem::DocumentMissing => "manifest.refused",
            _ if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => {
                "access.refused"
            }
            _ => return,
        };
        let event = self.event(served, kind, RELAY).with("reason", code);
        self.events.tell(&match address {
            Some(address) => event.with("network", address.wide()),
            None => event,
        });
    }

    /// The same, if an answer is one.
    pub(super) fn tell_answer(&self, path: &str, response: &Response) {
        if let Some(problem) = response.extensions().get::<Problem>() {
            let address = response.extensions().get::<ClientAddress>();
            self.tell_refusal(site_of(path), *problem, address.copied());
        }
    }
}
