//! Sealed files (docs/protocol.md §11): taken in by pieces, each on the disk before it is acknowledged,
//! and handed out to those who may read the conversation. What they are is not to be seen here.

use std::{convert::Infallible, sync::Arc};

use axum::{
    Json as Answer,
    body::{Body, Bytes},
    extract::{FromRequestParts, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use futures_util::{Stream, stream::try_unfold};
use serde::Serialize;
use sigilo_protocol::{ConvId, Hash, Thumbprint};

use super::{
    MAX_PIECE,
    envelopes::may_read,
    limits::Refused,
    paths::{AtConversation, AtHash, AtSite, Bearer, Octets, Part},
    problem::Problem::{self, *},
    route::{Form, Operation, Route, Says, Subject},
    state::{Relay, Served},
    store::{BlobPlace, NewPiece, Owner, Progress, Taken},
};
use crate::{database::DatabaseError, names::log_name};

/// How much of a file is there.
#[derive(Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), serde(deny_unknown_fields))]
pub(super) struct Upload {
    /// Where the next piece begins.
    #[cfg_attr(test, schema(value_type = super::openapi::Length))]
    have: u64,
    /// Bytes of the sealed file.
    #[cfg_attr(test, schema(value_type = super::openapi::Length))]
    size: u64,
    /// Whether all is there, and has its hash.
    done: bool,
}

/// Which part of a file is wanted, as it was said.
pub(super) struct Range(Option<HeaderValue>);

pub(super) fn routes() -> Vec<Route> {
    let subject = Subject::Blobs;
    vec![
        Operation {
            path: "/conversations/{conv}/blobs/{hash}",
            id: "blob",
            subject,
            summary: "A sealed file, for the conversation's owner and for recipients.",
            answers: vec![
                Says::nothing(200, "All of it, byte for byte.").of(Form::Octets),
                Says::nothing(206, "The part that was asked for.")
                    .of(Form::Octets)
                    .with(header::CONTENT_RANGE, "Which part."),
            ],
            refuses: &[NotOwner, ConversationUnknown, ConversationErased, BlobUnknown],
        }
        .get(get),
        Operation {
            path: "/conversations/{conv}/blobs/{hash}",
            id: "upload",
            subject,
            summary: "The next piece of a sealed file.",
            answers: vec![
                Says::typed(200, "It is there; more follows, or all was there before."),
                Says::typed(201, "All is there now, and has its hash."),
            ],
            refuses: &[
                NotOwner,
                ConversationUnknown,
                ConversationErased,
                OffsetMismatch,
                BlobInvalid(""),
                QuotaExceeded,
            ],
        }
        .post(post)
        .up_to(MAX_PIECE),
        Operation {
            path: "/conversations/{conv}/blobs/{hash}",
            id: "removeBlob",
            subject,
            summary: "Takes a sealed file away, or what was begun of it.",
            answers: vec![Says::nothing(204, "It is gone, now or before.")],
            refuses: &[NotOwner, ConversationUnknown, ConversationErased],
        }
        .delete(delete),
        Operation {
            path: "/conversations/{conv}/blobs/{hash}/upload",
            id: "uploaded",
            subject,
            summary: "How much of a sealed file is there, for who goes on with it.",
            answers: vec![Says::typed(200, "How much is there.")],
            refuses: &[
                NotOwner,
                ConversationUnknown,
                ConversationErased,
                BlobUnknown,
                BlobInvalid(""),
            ],
        }
        .get(progress),
    ]
}

/// POST: the next piece.
async fn post(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtConversation(conv): AtConversation,
    AtHash(hash): AtHash,
    token: Bearer,
    part: Part,
    Octets(bytes): Octets,
) -> Result<(StatusCode, Answer<Upload>), Problem> {
    let place = admitted(&relay, &served, conv, hash, &token).await?;
    let shed = |refused: Refused| relay.shed(&served.site.site, refused, None);
    relay.limits().count_envelope(&served.site.site, conv).map_err(shed)?;
    part.check(bytes.len() as u64)?;
    let Part { at, size } = part;
    let piece = NewPiece { at, size, bytes: bytes.into(), received: relay.clock.now() };
    let is_visitor = !served.is_recipient(token.holder, relay.clock.now());
    let quotas = is_visitor.then(|| relay.storage.quotas.clone());
    let progress = match relay.store.append_piece(place.clone(), piece, quotas).await? {
        Taken::There(progress) => progress,
        Taken::Elsewhere => return Err(Problem::OffsetMismatch),
        Taken::ConversationUnknown => return Err(Problem::ConversationUnknown),
        Taken::ConversationErased => return Err(Problem::ConversationErased),
        Taken::QuotaExceeded => {
            relay.events.tell(&relay.event(&served, "quota.exceeded", "visitor").about(conv));
            return Err(Problem::QuotaExceeded);
        }
    };
    let was_done = progress.done;
    let upload = settled(&relay, &served, place, progress).await?;
    let is_new = upload.done && !was_done;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Answer(upload)))
}

/// GET: how much of it is there, for who goes on with it.
async fn progress(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtConversation(conv): AtConversation,
    AtHash(hash): AtHash,
    token: Bearer,
) -> Result<Answer<Upload>, Problem> {
    let place = admitted(&relay, &served, conv, hash, &token).await?;
    let progress = relay.store.blob(place.clone()).await?.ok_or(Problem::BlobUnknown)?;
    settled(&relay, &served, place, progress).await.map(Answer)
}

/// GET: the file, or a part of it.
async fn get(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtConversation(conv): AtConversation,
    AtHash(hash): AtHash,
    token: Bearer,
    Range(wanted): Range,
) -> Result<Response, Problem> {
    let place = admitted(&relay, &served, conv, hash, &token).await?;
    let found = relay.store.blob(place).await?.filter(|progress| progress.done);
    let Progress { id, size, .. } = found.ok_or(Problem::BlobUnknown)?;
    let range = wanted.and_then(|value| range(&value, size)).transpose()?;
    let (first, end) = range.unwrap_or((0, size));
    let body = Body::from_stream(pieces(relay, id, first, end));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_LENGTH, (end - first).into());
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if range.is_some() {
        let told = format!("bytes {first}-{}/{size}", end - 1);
        let told = HeaderValue::from_str(&told).map_err(|_| Problem::Internal)?;
        headers.insert(header::CONTENT_RANGE, told);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// DELETE: by whoever may read it. Again changes nothing, and is answered alike.
async fn delete(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtConversation(conv): AtConversation,
    AtHash(hash): AtHash,
    token: Bearer,
) -> Result<StatusCode, Problem> {
    let place = admitted(&relay, &served, conv, hash, &token).await?;
    if relay.store.remove_blob(place).await? {
        let is_recipient = served.is_recipient(token.holder, relay.clock.now());
        let actor = if is_recipient { "desk" } else { "visitor" };
        relay.events.tell(&relay.event(&served, "deletion.blob", actor).about(conv));
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The place of a file, for who may read its conversation.
async fn admitted(
    relay: &Relay,
    served: &Served,
    conv: ConvId,
    hash: Hash,
    token: &Bearer,
) -> Result<BlobPlace, Problem> {
    let reader: Thumbprint = token.holder;
    relay.admit_key(served, reader)?;
    may_read(relay, served, Some(conv), reader).await?;
    let site = served.site.site.clone();
    match relay.store.owner(site.clone(), conv).await? {
        Some(Owner::Erased(_)) => Err(Problem::ConversationErased),
        _ => Ok(BlobPlace { site, conv, hash }),
    }
}

/// What is told of a file; one that is complete is believed once its hash was looked at. A relay that
/// was stopped before that does it when it is asked next.
async fn settled(
    relay: &Relay,
    served: &Served,
    place: BlobPlace,
    progress: Progress,
) -> Result<Upload, Problem> {
    let Progress { size, have, done, .. } = progress;
    if done || have < size {
        return Ok(Upload { have, size, done });
    }
    let conv = place.conv;
    if !relay.store.settle_blob(place, progress).await? {
        return Err(Problem::BlobInvalid("its hash is not the one in the address"));
    }
    relay.events.tell(&relay.event(served, "blob.stored", "relay").about(conv).with("size", size));
    tracing::debug!(conversation = log_name(conv), size, "took a file");
    Ok(Upload { have, size, done: true })
}

impl<S: Sync> FromRequestParts<S> for Range {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.get(header::RANGE).cloned()))
    }
}

/// A file from `at` to `end`, a piece in memory at a time.
fn pieces(
    relay: Arc<Relay>,
    id: i64,
    at: u64,
    end: u64,
) -> impl Stream<Item = Result<Bytes, DatabaseError>> {
    try_unfold((relay, at), move |(relay, at)| async move {
        if at >= end {
            return Ok(None);
        }
        // Erased meanwhile: the answer breaks off, and is not as long as it said.
        let (start, bytes) = relay.store.piece(id, at).await?.ok_or(DatabaseError::Interrupted)?;
        let until = (end - start).min(bytes.len() as u64);
        let (from, to) = (usize::try_from(at - start), usize::try_from(until));
        let (Ok(from), Ok(to)) = (from, to) else { return Err(DatabaseError::Interrupted) };
        let bytes = Bytes::from(bytes).slice(from..to);
        let next = at + bytes.len() as u64;
        Ok(Some((bytes, (relay, next))))
    })
}

/// The first byte and the one after the last, of a range of the form `bytes=N-` or `bytes=N-M`. Another
/// form is passed over, as RFC 9110 §14.2 allows.
pub(super) fn range(value: &HeaderValue, size: u64) -> Option<Result<(u64, u64), Problem>> {
    let (first, last) = value.to_str().ok()?.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| -> Option<u64> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    let first = number(first)?;
    let end = match last {
        "" => size,
        last => number(last)?.saturating_add(1).min(size),
    };
    Some(if first < end { Ok((first, end)) } else { Err(Problem::RangeInvalid) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_a_first_byte_and_perhaps_a_last_one() {
        let of = |text: &str| range(&HeaderValue::from_str(text).unwrap(), 100);
        assert_eq!(of("bytes=0-"), Some(Ok((0, 100))));
        assert_eq!(of("bytes=10-19"), Some(Ok((10, 20))));
        assert_eq!(of("bytes=99-500"), Some(Ok((99, 100))));
        assert_eq!(of("bytes=100-"), Some(Err(Problem::RangeInvalid)));
        assert_eq!(of("bytes=20-10"), Some(Err(Problem::RangeInvalid)));
        for passed_over in ["bytes=-5", "bytes=0-1,5-6", "bytes=+1-2", "items=0-1", "bytes=x-"] {
            assert_eq!(of(passed_over), None, "{passed_over}");
        }
    }
}
