//! The signed manifest and the documents that it hashes.

use std::{collections::HashMap, convert::Infallible, sync::Arc};

use axum::{
    extract::{FromRequestParts, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sigilo_protocol::{Hash, ManifestError, VerifiedManifest};

use super::{
    MAX_PUBLICATION,
    paths::{AtHash, AtMh, AtSite, Json},
    problem::Problem::{self, *},
    route::{Form, Operation, Route, Says, Subject},
    state::Relay,
    store::{Published, StoredManifest},
};

/// What a site's owner publishes.
#[derive(Deserialize)]
#[cfg_attr(test, derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Publication {
    #[cfg_attr(test, schema(value_type = super::openapi::Jws))]
    pub(super) manifest: String,
    /// The policy and each text that it names, byte for byte.
    pub(super) documents: Vec<String>,
}

/// The tag of the manifest that whoever asks has already.
pub(super) struct Known(Option<HeaderValue>);

/// How long what is found by its hash may be kept.
const UNCHANGING: &str = "public, max-age=31536000, immutable";

/// The part of a policy that names other documents.
#[derive(Deserialize)]
struct Policy {
    texts: HashMap<String, Hash>,
}

pub(super) fn routes() -> Vec<Route> {
    let subject = Subject::Manifest;
    vec![
        Operation {
            path: "/manifest",
            id: "manifest",
            subject,
            summary: "The manifest that was published last.",
            answers: vec![
                Says::nothing(200, "The JWS as it was signed.")
                    .of(Form::Jws)
                    .with(header::ETAG, "Of this manifest."),
                Says::nothing(304, "It is the one of `If-None-Match`.")
                    .with(header::ETAG, "Of this manifest."),
            ],
            refuses: &[ManifestMissing],
        }
        .get(get),
        Operation {
            path: "/manifest",
            id: "publish",
            subject,
            summary: "Publishes a manifest, by the authority of its signature.",
            answers: vec![Says::nothing(204, "It is published, or was.")],
            refuses: &[ManifestStale, ManifestKeyRetired, ManifestInvalid(""), DocumentMissing],
        }
        .put(put)
        .up_to(MAX_PUBLICATION),
        Operation {
            path: "/manifests/{mh}",
            id: "citedManifest",
            subject,
            summary: "The manifest that an envelope cites, whenever it was published.",
            answers: vec![
                Says::nothing(200, "The JWS as it was signed.")
                    .of(Form::Jws)
                    .with(header::CACHE_CONTROL, UNCHANGING),
            ],
            refuses: &[ManifestUnknown],
        }
        .get(cited),
        Operation {
            path: "/policies/{hash}",
            id: "document",
            subject,
            summary: "A policy or a text of one, by its hash.",
            answers: vec![
                Says::nothing(200, "The document, byte for byte.")
                    .of(Form::Document)
                    .with(header::CACHE_CONTROL, UNCHANGING),
            ],
            refuses: &[PolicyUnknown],
        }
        .get(document),
    ]
}

/// GET: the JWS, as it was signed.
async fn get(AtSite(served): AtSite, Known(known): Known) -> Result<Response, Problem> {
    let published = served.published().ok_or(Problem::ManifestMissing)?;
    let tag = format!("\"{}\"", Hash::of(published.jws.as_bytes()));
    if known.is_some_and(|known| known == tag.as_str()) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let jose = HeaderValue::from_static("application/jose");
    Ok(([(header::CONTENT_TYPE, jose)], [(header::ETAG, tag)], published.jws.clone())
        .into_response())
}

/// GET: the manifest that envelopes cite, however old: what was sealed under it is read by it.
async fn cited(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtMh(mh): AtMh,
) -> Result<Response, Problem> {
    let jws = relay.store.cited(served.site.site.clone(), mh).await?;
    Ok(unchanging("application/jose", jws.ok_or(Problem::ManifestUnknown)?))
}

/// PUT: the pinned signature is all the authority that it needs.
async fn put(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    Json(publication): Json<Publication>,
) -> Result<StatusCode, Problem> {
    let Publication { manifest, documents } = publication;
    let now = relay.clock.now();
    let manifest = VerifiedManifest::verify(&manifest, &served.site.pins, now).map_err(refusal)?;
    if manifest.site != served.site.site {
        return Err(Problem::ManifestInvalid("it is another site's"));
    }
    if i64::try_from(manifest.ver).is_err() {
        return Err(Problem::ManifestInvalid("its ver is too large"));
    }
    let documents = named_documents(manifest.policy.hash, documents)?;
    let stored = StoredManifest {
        key: manifest.key.thumbprint(),
        ver: manifest.ver,
        jws: manifest.jws().into(),
    };
    let site = served.site.site.clone();
    let current_pin = served.site.pins.current();
    match relay.store.publish(site, stored, current_pin, documents).await? {
        Published::Stale => Err(Problem::ManifestStale),
        Published::KeyRetired => Err(Problem::ManifestKeyRetired),
        published @ (Published::New | Published::Repeated) => {
            let before = served.published();
            if matches!(published, Published::New) {
                let event = relay.event(&served, "manifest.stored", "desk");
                let event = event.with("ver", manifest.ver).with("policy", manifest.policy.hash);
                relay.events.tell(&event.with("key", manifest.key.thumbprint()));
            }
            served.publish(manifest);
            relay.compare_recipients(&served, before.as_deref());
            Ok(StatusCode::NO_CONTENT)
        }
    }
}

/// GET: a policy or a text by its hash, which never changes.
async fn document(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtHash(hash): AtHash,
) -> Result<Response, Problem> {
    let body = relay.store.document(served.site.site.clone(), hash).await?;
    Ok(unchanging("application/json", body.ok_or(Problem::PolicyUnknown)?))
}

impl<S: Sync> FromRequestParts<S> for Known {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.get(header::IF_NONE_MATCH).cloned()))
    }
}

/// What is found by its hash never changes.
fn unchanging(media_type: &'static str, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(UNCHANGING)),
    ];
    (headers, body).into_response()
}

/// The policy and the texts that it names, each by its hash; whatever else was sent is left out.
pub(super) fn named_documents(
    policy: Hash,
    sent: Vec<String>,
) -> Result<Vec<(Hash, String)>, Problem> {
    let mut sent: HashMap<_, _> =
        sent.into_iter().map(|body| (Hash::of(body.as_bytes()), body)).collect();
    let body = sent.remove(&policy).ok_or(Problem::DocumentMissing)?;
    let named: Policy = serde_json::from_str(&body)
        .map_err(|_| Problem::ManifestInvalid("its policy names no texts"))?;
    let mut documents = vec![(policy, body)];
    for hash in named.texts.into_values() {
        if let Some(body) = sent.remove(&hash) {
            documents.push((hash, body));
        } else if documents.iter().all(|(known, _)| *known != hash) {
            return Err(Problem::DocumentMissing);
        }
    }
    Ok(documents)
}

fn refusal(error: ManifestError) -> Problem {
    Problem::ManifestInvalid(match error {
        ManifestError::Format => "it is not a manifest of this version",
        ManifestError::Pin => "its key is not pinned",
        ManifestError::Signature => "it is not signed by its key",
        ManifestError::Time => "it is expired, from the future, or valid for too long",
        ManifestError::Recipients => "its recipients are not valid",
    })
}
