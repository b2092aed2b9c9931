//! Requests, parsed at the edge: the site, the conversation, the query, the body, the token.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request},
    http::{StatusCode, Uri, header, request::Parts},
    response::IntoResponse as _,
};
use serde::{Deserialize, de::DeserializeOwned};
use sigilo_protocol::{ConvId, Hash, Thumbprint};
use tokio::time::timeout;

use super::{
    MAX_BLOB, MAX_WAIT, SEALED_CHUNK, TAG,
    problem::Problem,
    state::{Relay, Served},
};

/// The site that a request is for.
pub(super) struct AtSite(pub(super) Arc<Served>);

/// The conversation that a request is for.
pub(super) struct AtConversation(pub(super) ConvId);

/// The hash at the end of the address.
pub(super) struct AtHash(pub(super) Hash);

/// The manifest's hash at the end of the address.
pub(super) struct AtMh(pub(super) Hash);

/// From where to list, and how long to wait for news.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    #[serde(default)]
    pub(super) after: u64,
    #[serde(default)]
    pub(super) wait: u64,
}

/// Which part of a file a request's body is.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// Where it begins.
    #[serde(default)]
    pub(super) at: u64,
    /// How long the file is.
    pub(super) size: u64,
}

/// A body of type `application/octet-stream`.
pub(super) struct Octets(pub(super) Bytes);

/// A body of type `application/json`, not parsed yet.
pub(super) struct JsonBytes(pub(super) Bytes);

/// A body of type `application/json` and of the form `T`.
pub(super) struct Json<T>(pub(super) T);

/// The key whose holder a bearer token shows the sender to be.
pub(super) struct Bearer {
    pub(super) holder: Thumbprint,
    token: String,
}

impl Bearer {
    /// Whether it was not taken back meanwhile. That it got old while its holder waited is no matter.
    pub(super) fn still_holds(&self, relay: &Relay, site: &str) -> Result<(), Problem> {
        relay.knows_token(site, &self.token).then_some(()).ok_or(Problem::TokenInvalid)
    }
}

impl FromRequestParts<Arc<Relay>> for AtSite {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, relay: &Arc<Relay>) -> Result<Self, Problem> {
        let name = path_param(parts, "site").await?;
        relay.site(&name).cloned().map(Self).ok_or(Problem::SiteUnknown)
    }
}

impl<S: Sync> FromRequestParts<S> for AtConversation {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let conv = path_param(parts, "conv").await?;
        ConvId::parse(&conv).map(Self).ok_or(Problem::PathInvalid)
    }
}

impl<S: Sync> FromRequestParts<S> for AtHash {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        hash_param(parts, "hash").await.map(Self)
    }
}

impl<S: Sync> FromRequestParts<S> for AtMh {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        hash_param(parts, "mh").await.map(Self)
    }
}

impl<S: Sync> FromRequestParts<S> for Since {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::parse(&parts.uri)
    }
}

impl Since {
    /// Of an address's query.
    pub(super) fn parse(uri: &Uri) -> Result<Self, Problem> {
        let Query(since) = Query::<Self>::try_from_uri(uri).map_err(|_| Problem::QueryInvalid)?;
        // A cursor is a row number: SQLite has no larger ones.
        let possible = since.wait <= MAX_WAIT && i64::try_from(since.after).is_ok();
        possible.then_some(since).ok_or(Problem::QueryInvalid)
    }
}

impl<S: Sync> FromRequestParts<S> for Part {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::parse(&parts.uri)
    }
}

impl Part {
    /// Of an address's query.
    pub(super) fn parse(uri: &Uri) -> Result<Self, Problem> {
        let Query(part) = Query::<Self>::try_from_uri(uri).map_err(|_| Problem::QueryInvalid)?;
        // The smallest file is a tag.
        let is_possible = (TAG..=MAX_BLOB).contains(&part.size) && part.at <= part.size;
        is_possible.then_some(part).ok_or(Problem::QueryInvalid)
    }

    /// Whether a piece of so many bytes may stand there. Many small ones would be many rows.
    pub(super) fn check(self, len: u64) -> Result<(), Problem> {
        match self.size - self.at {
            left if len > left => Err(Problem::BlobInvalid("it is longer than its size")),
            left if len < left && len < SEALED_CHUNK => {
                Err(Problem::BlobInvalid("a piece that is not the last is shorter than a chunk"))
            }
            _ => Ok(()),
        }
    }
}

impl FromRequest<Arc<Relay>> for Octets {
    type Rejection = Problem;

    async fn from_request(request: Request, relay: &Arc<Relay>) -> Result<Self, Problem> {
        body(request, relay, "application/octet-stream").await.map(Self)
    }
}

impl FromRequest<Arc<Relay>> for JsonBytes {
    type Rejection = Problem;

    async fn from_request(request: Request, relay: &Arc<Relay>) -> Result<Self, Problem> {
        body(request, relay, "application/json").await.map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<Relay>> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, relay: &Arc<Relay>) -> Result<Self, Problem> {
        let JsonBytes(body) = JsonBytes::from_request(request, relay).await?;
        serde_json::from_slice(&body).map(Self).map_err(|_| Problem::BodyInvalid)
    }
}

impl FromRequestParts<Arc<Relay>> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, relay: &Arc<Relay>) -> Result<Self, Problem> {
        let site = path_param(parts, "site").await?;
        let value = parts.headers.get(header::AUTHORIZATION).ok_or(Problem::TokenMissing)?;
        let (scheme, token) = value
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .ok_or(Problem::TokenInvalid)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Problem::TokenInvalid);
        }
        let token = token.trim().to_owned();
        let holder = relay.token_holder(&site, &token).ok_or(Problem::TokenInvalid)?;
        Ok(Self { holder, token })
    }
}

/// A body of this type, if it comes in time.
async fn body(request: Request, relay: &Arc<Relay>, media_type: &str) -> Result<Bytes, Problem> {
    let given = request.headers().get(header::CONTENT_TYPE);
    let given = given.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case(media_type) {
        return Err(Problem::MediaTypeUnsupported);
    }
    let patience = Duration::from_secs(relay.limits().settings.body_seconds.max(1));
    let body = timeout(patience, Bytes::from_request(request, relay)).await;
    let body = body.map_err(|_| Problem::TooSlow)?;
    body.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::BodyTooLarge,
        _ => Problem::BodyInvalid,
    })
}

async fn hash_param(parts: &mut Parts, name: &str) -> Result<Hash, Problem> {
    Hash::parse(&path_param(parts, name).await?).ok_or(Problem::PathInvalid)
}

async fn path_param(parts: &mut Parts, name: &str) -> Result<String, Problem> {
    let params =
        RawPathParams::from_request_parts(parts, &()).await.map_err(|_| Problem::PathInvalid)?;
    let found = params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned());
    found.ok_or(Problem::PathInvalid)
}
