//! A conversation's end at the relay: what was said goes, hashes and places stay.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};

use super::{
    envelopes::may_read,
    paths::{AtConversation, AtSite, Bearer},
    problem::Problem::{self, ConversationUnknown, NotOwner},
    route::{Operation, Route, Says, Subject},
    state::Relay,
};
use crate::names::log_name;

pub(super) fn routes() -> Vec<Route> {
    vec![Operation {
 path: "/conversations/{conv}",
            id: "erase",
            subject: Subject::Envelopes,
            summary: "Erases a conversation, for its owner and for recipients. Hashes and cursors stay.",
            answers: vec![Says::nothing(204, "It is erased, now or before.")],
            refuses: &[NotOwner, ConversationUnknown],
}
.delete(conversation)]
}

/// DELETE: by whoever may read it. Again changes nothing, and is answered alike.
async fn conversation(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtConversation(conv): AtConversation,
    token: Bearer,
) -> Result<StatusCode, Problem> {
    let reader = token.holder;
    relay.admit_key(&served, reader)?;
    may_read(&relay, &served, Some(conv), reader).await?;
    let site = &served.site.site;
    if relay.store.erase(site.clone(), conv, relay.clock.now()).await? {
        tracing::info!(conversation = log_name(conv), "erased a conversation");
        let is_recipient = served.is_recipient(reader, relay.clock.now());
        let actor = if is_recipient { "desk" } else { "visitor" };
        relay.events.tell(&relay.event(&served, "deletion.envelopes", actor).about(conv));
        // Who waits for news of it waits for nothing.
        relay.bells.ring(site, conv);
    }
    Ok(StatusCode::NO_CONTENT)
}
