//! Tokens that end before their time: who signs out, who is no recipient any more, who is denied.

use std::{collections::HashSet, sync::Arc};

use axum::{extract::State, http::StatusCode};
use sigilo_protocol::{Hash, Thumbprint};

use super::{
    limits::{Kind, Refused},
    paths::{AtSite, Bearer},
    problem::Problem,
    route::{Operation, Route, Says, Subject},
    seats::{AGAIN, Seat},
    state::{Publication, Relay, Served, SiteName, lock},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Operation {
            path: "/tokens",
            id: "signOut",
            subject: Subject::Tokens,
            summary: "Ends every token of the key that asks, on this site.",
            answers: vec![Says::nothing(
                204,
                "They are no tokens any more; sockets and requests that wait by one end.",
            )],
            refuses: &[],
        }
        .delete(tokens),
    ]
}

/// DELETE: every token of the key that asks, on this site, with the one that it asks by. Who reads or
/// waits by one of them is cut off.
async fn tokens(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    token: Bearer,
) -> Result<StatusCode, Problem> {
    let site = Hash::of(served.site.site.as_bytes());
    let is_recipient = served.is_recipient(token.holder, relay.clock.now());
    let count = relay.forget_tokens(|name, holder| name == site && holder == token.holder);
    let actor = if is_recipient { "desk" } else { "visitor" };
    relay.events.tell(&relay.event(&served, "access.revoked", actor).with("count", count));
    Ok(StatusCode::NO_CONTENT)
}

impl Relay {
    /// Forgets the tokens of whom `is_meant` names, and wakes everybody who reads by a token.
    pub(super) fn forget_tokens(&self, is_meant: impl Fn(SiteName, Thumbprint) -> bool) -> usize {
        let count = lock(&self.tokens).remove_where(|(site, holder)| is_meant(*site, *holder));
        if count > 0 {
            self.revoked.send_replace(());
        }
        count
    }

    /// Whether a token was given and not taken back. It may be too old: a socket sees that by itself,
    /// and in its own time.
    pub(super) fn knows_token(&self, site: &str, token: &str) -> bool {
        let known = lock(&self.tokens).known(&Hash::of(token.as_bytes()));
        known.is_some_and(|(name, _)| name == Hash::of(site.as_bytes()))
    }

    /// Counts what a key does, unless nothing is taken of it.
    pub(super) fn admit_key(&self, served: &Served, key: Thumbprint) -> Result<(), Problem> {
        let limits = self.limits();
        limits.denies(key)?;
        let is_recipient = served.is_recipient(key, self.clock.now());
        let counted = limits.count_key(key, is_recipient);
        counted.map_err(|refused| self.shed(&served.site.site, refused, None))
    }

    /// A key's place among those who wait for news.
    pub(super) fn seat(&self, served: &Served, key: Thumbprint) -> Result<Seat<'_>, Problem> {
        let seat = self.seats.take(key);
        seat.ok_or_else(|| self.shed(&served.site.site, Refused(Kind::Key, AGAIN), None))
    }

    /// After a new manifest: a recipient that it leaves out has no token from now on, and of one whose
    /// keys are others than before it is told.
    pub(super) fn compare_recipients(&self, served: &Served, before: Option<&Publication>) {
        let now = served.published();
        let Some(before) = before.and_then(|published| published.manifest.as_ref()) else { return };
        let Some(now) = now.as_ref().and_then(|published| published.manifest.as_ref()) else {
            return;
        };
        let keys = |recipients: &[sigilo_protocol::Recipient]| -> HashSet<Thumbprint> {
            let sig = recipients.iter().filter_map(|recipient| recipient.sig);
            sig.map(|key| key.thumbprint()).collect()
        };
        let left = keys(&now.recipients);
        let gone: HashSet<_> = keys(&before.recipients).difference(&left).copied().collect();
        let site = Hash::of(served.site.site.as_bytes());
        let count = self.forget_tokens(|name, holder| name == site && gone.contains(&holder));
        if count > 0 {
            let event = self.event(served, "access.revoked", "relay").with("count", count);
            self.events.tell(&event.with("reason", "recipient-removed"));
        }
        for old in &before.recipients {
            let new = now.recipient(&old.id);
            if new.is_some_and(|new| {
                new.sig.map(|key| key.thumbprint()) != old.sig.map(|key| key.thumbprint())
            }) {
                self.events
                    .tell(&self.event(served, "key.changed", "desk").with("recipient", &old.id));
            }
        }
    }
}
