//! Envelopes: taken in when their signature is a visitor's or a recipient's, listed for those two.

use std::{sync::Arc, time::Duration};

use axum::{
    Json as Answer,
    extract::{FromRequest, Request, State},
    http::StatusCode,
};
use serde::Serialize;
use serde_json::value::RawValue;
use sigilo_protocol::{
    Bytes, ConvId, Envelope, EnvelopeError, MAX_ENVELOPE, PublicKey, Thumbprint,
};
use tokio::time::{Instant, sleep_until};

use super::{
    FULL,
    limits::{Kind, Refused},
    paths::{AtConversation, AtSite, Bearer, JsonBytes, Since},
    problem::Problem::{self, *},
    route::{Operation, Route, Says, Subject},
    state::{Relay, Served},
    store::{Listed, NewEnvelope, Owner, Stored},
    watch::Counted,
};
use crate::names::log_name;

/// Where an envelope is.
#[derive(Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), serde(deny_unknown_fields))]
pub(super) struct Receipt {
    #[cfg_attr(test, schema(value_type = super::openapi::Cursor))]
    cursor: u64,
}

/// Envelopes of a conversation or of a site, oldest first.
#[derive(Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), serde(deny_unknown_fields))]
pub(super) struct Page {
    #[cfg_attr(test, schema(value_type = super::openapi::Items))]
    envelopes: Vec<Item>,
    /// What to ask for next; in the feed lower than what was asked for if the relay has begun anew.
    #[cfg_attr(test, schema(value_type = super::openapi::Cursor))]
    pub(super) next: u64,
    /// Of the feed: the name of this database, another one if that was lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schema(value_type = super::openapi::Bytes16, required = false))]
    epoch: Option<Bytes<16>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), serde(deny_unknown_fields))]
pub(super) struct Item {
    #[cfg_attr(test, schema(value_type = super::openapi::Cursor))]
    cursor: u64,
    /// In the feed: of which conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schema(value_type = super::openapi::Bytes16, required = false))]
    conv: Option<ConvId>,
    #[cfg_attr(test, schema(value_type = super::openapi::Sealed))]
    envelope: Box<RawValue>,
}

/// The same of a site: every item has its conversation.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct FeedPage(Page);

/// An envelope as a body.
pub(super) struct Posted(Envelope);

pub(super) fn routes() -> Vec<Route> {
    let subject = Subject::Envelopes;
    vec![
        Operation {
            path: "/conversations/{conv}/envelopes",
            id: "read",
            subject,
            summary: "A conversation, for its owner and for recipients.",
            answers: vec![Says::typed(200, "What has a cursor above `after`.")],
            refuses: &[NotOwner, ConversationUnknown, ConversationErased, FULL],
        }
        .get(list),
        Operation {
            path: "/conversations/{conv}/envelopes",
            id: "post",
            subject,
            summary: "Posts an envelope, by the authority of its signature.",
            answers: vec![
                Says::typed(200, "It was there before."),
                Says::typed(201, "It is there now."),
            ],
            refuses: &[
                SignatureInvalid,
                NotOwner,
                ConversationUnknown,
                ConversationErased,
                ConversationMismatch,
                SequenceTaken,
                QuotaExceeded,
                Busy(1),
            ],
        }
        .post(post)
        .up_to(MAX_ENVELOPE),
        Operation {
            path: "/envelopes",
            id: "feed",
            subject,
            summary: "Every conversation of the site, for recipients.",
            answers: vec![Says::typed(
                200,
                "What has a cursor above `after`, in the feed's own count.",
            )],
            refuses: &[NotAllowed, FULL],
        }
        .get(feed),
    ]
}

/// POST: an envelope, authorised by its own signature.
async fn post(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtConversation(conv): AtConversation,
    work: super::work::Done,
    Posted(envelope): Posted,
) -> Result<(StatusCode, Answer<Receipt>), Problem> {
    let header = envelope.header();
    if header.conv != conv {
        return Err(Problem::ConversationMismatch);
    }
    if i64::try_from(header.seq).is_err() {
        return Err(Problem::EnvelopeInvalid("its sequence number is too large"));
    }
    // Before anything that costs more than two hashes.
    relay.work.demand(&served.site.site, &envelope, &work, relay.clock.now())?;
    let key = sender_key(&relay, &served, &envelope).await?;
    if !envelope.verify(&key) {
        return Err(Problem::SignatureInvalid);
    }
    let shed = |refused| relay.shed(&served.site.site, refused, None);
    relay.admit_key(&served, key.thumbprint())?;
    relay.limits().count_envelope(&served.site.site, conv).map_err(shed)?;
    let new = NewEnvelope {
        site: served.site.site.clone(),
        conv,
        sender: header.from.to_string(),
        seq: header.seq,
        eh: envelope.eh(),
        json: envelope.to_json(),
        received: relay.clock.now(),
        owner: header.vsk,
    };
    let eh = new.eh;
    // Recipients may always answer: what they say, somebody waits for.
    let is_visitor = served.recipient_key(header.from.owner(), relay.clock.now()).is_none();
    let quotas = is_visitor.then(|| relay.storage.quotas.clone());
    match relay.store.append(new, quotas).await? {
        Stored::New(cursor) => {
            relay.bells.ring(&served.site.site, conv);
            relay.tell_stored(&served, conv, eh, cursor);
            tracing::debug!(conversation = log_name(conv), cursor, "took an envelope");
            Ok((StatusCode::CREATED, Answer(Receipt { cursor })))
        }
        Stored::Repeated(cursor) => Ok((StatusCode::OK, Answer(Receipt { cursor }))),
        Stored::SequenceTaken => Err(Problem::SequenceTaken),
        Stored::ConversationUnknown => Err(Problem::ConversationUnknown),
        Stored::ConversationErased => Err(Problem::ConversationErased),
        Stored::NotOwner => Err(Problem::NotOwner),
        Stored::QuotaExceeded => {
            relay.events.tell(&relay.event(&served, "quota.exceeded", "visitor").about(conv));
            Err(Problem::QuotaExceeded)
        }
        Stored::Queued(wait) => Err(shed(Refused(Kind::Queue, wait))),
    }
}

/// GET: a conversation, for its owner and for recipients.
async fn list(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtConversation(conv): AtConversation,
    token: Bearer,
    since: Since,
) -> Result<Answer<Page>, Problem> {
    relay.admit_key(&served, token.holder)?;
    may_read(&relay, &served, Some(conv), token.holder).await?;
    wait_for_page(&relay, &served, Some(conv), since, &token).await.map(Answer)
}

/// GET: every conversation of the site, for recipients.
async fn feed(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    token: Bearer,
    since: Since,
) -> Result<Answer<FeedPage>, Problem> {
    relay.admit_key(&served, token.holder)?;
    may_read(&relay, &served, None, token.holder).await?;
    wait_for_page(&relay, &served, None, since, &token).await.map(FeedPage).map(Answer)
}

/// Whether a key may read a conversation (and erase it), or the whole feed.
pub(super) async fn may_read(
    relay: &Relay,
    served: &Served,
    conv: Option<ConvId>,
    reader: Thumbprint,
) -> Result<(), Problem> {
    let is_recipient = || served.is_recipient(reader, relay.clock.now());
    let Some(conv) = conv else {
        return if is_recipient() { Ok(()) } else { Err(Problem::NotAllowed) };
    };
    let owner = relay.store.owner(served.site.site.clone(), conv).await?;
    let owner = owner.ok_or(Problem::ConversationUnknown)?;
    if owner.thumbprint() == reader || is_recipient() { Ok(()) } else { Err(Problem::NotOwner) }
}

/// The key that an envelope has to be signed by: a recipient's by its id, else the visitor's, which
/// a hello carries and the conversation keeps.
async fn sender_key(
    relay: &Relay,
    served: &Served,
    envelope: &Envelope,
) -> Result<PublicKey, Problem> {
    let header = envelope.header();
    let sender = header.from.owner();
    let owner = relay.store.owner(served.site.site.clone(), header.conv).await?;
    if let Some(Owner::Erased(_)) = owner {
        return Err(Problem::ConversationErased);
    }
    if let Some(key) = served.recipient_key(sender, relay.clock.now()) {
        return owner.map(|_| key).ok_or(Problem::ConversationUnknown);
    }
    let Some(Owner::Key(owner)) = owner else {
        return header.vsk.ok_or(Problem::ConversationUnknown);
    };
    if owner.thumbprint().to_string() == sender { Ok(owner) } else { Err(Problem::NotOwner) }
}

async fn wait_for_page(
    relay: &Relay,
    served: &Served,
    conv: Option<ConvId>,
    since: Since,
    token: &Bearer,
) -> Result<Page, Problem> {
    let Since { after, wait } = since;
    let site = &served.site.site;
    let deadline = Instant::now() + Duration::from_secs(wait);
    // Listening begins before the first look: what comes between the two rings.
    let mut listener = relay.bells.listen((site.clone(), conv));
    let mut revoked = relay.revoked.subscribe();
    let mut place = None;
    loop {
        let page = Page::after(relay, served, conv, after).await?;
        // For a cursor of a database that was lost, waiting would be for nothing.
        if !page.is_empty() || page.next < after || wait == 0 {
            return Ok(page);
        }
        if place.is_none() {
            let permit = relay.waiting.try_acquire().map_err(|_| FULL)?;
            let seat = relay.seat(served, token.holder)?;
            place = Some((permit, seat, Counted::new("sigilo_waiting_polls")));
        }
        tokio::select! {
            () = listener.rung() => token.still_holds(relay, site)?,
            // The sender lives as long as the relay.
            _ = revoked.changed() => token.still_holds(relay, site)?,
            () = sleep_until(deadline) => return Ok(page),
            () = relay.closed() => return Ok(page),
        }
    }
}

impl Page {
    /// What is there now after a cursor.
    pub(super) async fn after(
        relay: &Relay,
        served: &Served,
        conv: Option<ConvId>,
        after: u64,
    ) -> Result<Self, Problem> {
        let listed = relay.store.list(served.site.site.clone(), conv, after).await?;
        let listed = listed.ok_or(Problem::ConversationErased)?;
        let next = match listed.last() {
            Some(last) => last.cursor,
            None if conv.is_none() => after.min(relay.store.head().await?),
            None => after,
        };
        let epoch = conv.is_none().then(|| relay.store.epoch());
        let item = |listed: Listed| Item {
            cursor: listed.cursor,
            conv: conv.is_none().then_some(listed.conv),
            envelope: listed.envelope,
        };
        Ok(Self { envelopes: listed.into_iter().map(item).collect(), next, epoch })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.envelopes.is_empty()
    }
}

impl FromRequest<Arc<Relay>> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, relay: &Arc<Relay>) -> Result<Self, Problem> {
        let JsonBytes(body) = JsonBytes::from_request(request, relay).await?;
        Envelope::parse(&body).map(Self).map_err(refusal)
    }
}

fn refusal(error: EnvelopeError) -> Problem {
    match error {
        EnvelopeError::Size => Problem::BodyTooLarge,
        EnvelopeError::Format => {
            Problem::EnvelopeInvalid("it has not the form of an envelope of this version")
        }
        EnvelopeError::Consistency => Problem::EnvelopeInvalid("its parts contradict each other"),
    }
}
