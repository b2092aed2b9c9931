//! What the relay says when it refuses: RFC 9457 problem details, one name a reason.
//!
//! A problem never repeats what was sent, and never tells what happened inside: that is in the log.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::database::DatabaseError;

/// Why a request was refused. `urn:sigilo:problem:<code>` is its type on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    RouteUnknown,
    MethodNotAllowed,
    SiteUnknown,
    PathInvalid,
    QueryInvalid,
    MediaTypeUnsupported,
    BodyTooLarge,
    BodyInvalid,
    ManifestMissing,
    ManifestUnknown,
    ManifestInvalid(&'static str),
    ManifestStale,
    ManifestKeyRetired,
    DocumentMissing,
    PolicyUnknown,
    NonceInvalid,
    SignatureInvalid,
    TokenMissing,
    TokenInvalid,
    NotAllowed,
    NotOwner,
    OriginNotAllowed,
    UpgradeRequired,
    WorkRequired(&'static str),
    EnvelopeInvalid(&'static str),
    ConversationMismatch,
    ConversationUnknown,
    ConversationErased,
    SequenceTaken,
    BlobUnknown,
    BlobInvalid(&'static str),
    OffsetMismatch,
    RangeInvalid,
    QuotaExceeded,
    /// Too often; seconds until it is not.
    TooMany(u32),
    /// Full; seconds until there may be room.
    Busy(u32),
    TooSlow,
    Denied,
    Internal,
}

/// Why a request was refused (RFC 9457). It never repeats what was sent.
#[derive(Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), schema(as = Problem), serde(deny_unknown_fields))]
pub(super) struct Details {
    #[cfg_attr(test, schema(value_type = super::openapi::Problems))]
    r#type: String,
    #[cfg_attr(test, schema(example = "The relay does not serve this site."))]
    title: &'static str,
    #[cfg_attr(test, schema(minimum = 400, maximum = 599, example = 404))]
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schema(nullable = false))]
    detail: Option<&'static str>,
}

impl Problem {
    /// Status, code and sentence.
    pub(crate) fn parts(self) -> (StatusCode, &'static str, &'static str) {
        use StatusCode as S;
        match self {
            Self::RouteUnknown => (S::NOT_FOUND, "route-unknown", "There is nothing here."),
            Self::MethodNotAllowed => {
                (S::METHOD_NOT_ALLOWED, "method-not-allowed", "This address has no such method.")
            }
            Self::SiteUnknown => {
                (S::NOT_FOUND, "site-unknown", "The relay does not serve this site.")
            }
            Self::PathInvalid => {
                (S::BAD_REQUEST, "path-invalid", "A part of the address is not of the right form.")
            }
            Self::QueryInvalid => {
                (S::BAD_REQUEST, "query-invalid", "The query is not of the right form.")
            }
            Self::MediaTypeUnsupported => (
                S::UNSUPPORTED_MEDIA_TYPE,
                "media-type-unsupported",
                "The body is of another type.",
            ),
            Self::BodyTooLarge => {
                (S::PAYLOAD_TOO_LARGE, "body-too-large", "The body is too large.")
            }
            Self::BodyInvalid => {
                (S::BAD_REQUEST, "body-invalid", "The body is not JSON of the right form.")
            }
            Self::ManifestMissing => {
                (S::NOT_FOUND, "manifest-missing", "No manifest was published for this site yet.")
            }
            Self::ManifestUnknown => {
                (S::NOT_FOUND, "manifest-unknown", "No manifest of this hash was published.")
            }
            Self::ManifestInvalid(_) => {
                (S::UNPROCESSABLE_ENTITY, "manifest-invalid", "The manifest is not acceptable.")
            }
            Self::ManifestStale => (
                S::CONFLICT,
                "manifest-stale",
                "A manifest with this or a higher ver is published.",
            ),
            Self::ManifestKeyRetired => (
                S::CONFLICT,
                "manifest-key-retired",
                "The next identity key has signed a manifest; this key is no longer accepted.",
            ),
            Self::DocumentMissing => (
                S::UNPROCESSABLE_ENTITY,
                "document-missing",
                "The manifest's policy, or a text that it names, is not among the documents.",
            ),
            Self::PolicyUnknown => {
                (S::NOT_FOUND, "policy-unknown", "No document of this hash was published.")
            }
            Self::NonceInvalid => {
                (S::FORBIDDEN, "nonce-invalid", "The nonce is unknown, used or too old.")
            }
            Self::SignatureInvalid => {
                (S::FORBIDDEN, "signature-invalid", "The signature is not the sender's.")
            }
            Self::TokenMissing => (S::UNAUTHORIZED, "token-missing", "A bearer token is needed."),
            Self::TokenInvalid => (
                S::UNAUTHORIZED,
                "token-invalid",
                "The token is unknown or too old; ask for a new one.",
            ),
            Self::NotAllowed => (S::FORBIDDEN, "not-allowed", "The token's key may not read this."),
            Self::NotOwner => {
                (S::FORBIDDEN, "not-owner", "The conversation belongs to another key.")
            }
            Self::OriginNotAllowed => {
                (S::FORBIDDEN, "origin-not-allowed", "Pages of this origin may not open a socket.")
            }
            Self::UpgradeRequired => (
                S::UPGRADE_REQUIRED,
                "upgrade-required",
                "This address is for WebSockets of the protocol sigilo.1.",
            ),
            Self::WorkRequired(_) => (
                S::TOO_MANY_REQUESTS,
                "work-required",
                "Many say hello; solve a challenge and say it again.",
            ),
            Self::EnvelopeInvalid(_) => (
                S::UNPROCESSABLE_ENTITY,
                "envelope-invalid",
                "The body is not an acceptable envelope.",
            ),
            Self::ConversationMismatch => (
                S::UNPROCESSABLE_ENTITY,
                "conversation-mismatch",
                "The envelope names another conversation than the address.",
            ),
            Self::ConversationUnknown => {
                (S::NOT_FOUND, "conversation-unknown", "No hello has begun this conversation.")
            }
            Self::ConversationErased => {
                (S::GONE, "conversation-erased", "This conversation was erased.")
            }
            Self::SequenceTaken => (
                S::CONFLICT,
                "sequence-taken",
                "The sender has another envelope with this sequence number here.",
            ),
            Self::BlobUnknown => {
                (S::NOT_FOUND, "blob-unknown", "No file of this hash is in this conversation.")
            }
            Self::BlobInvalid(_) => (
                S::UNPROCESSABLE_ENTITY,
                "blob-invalid",
                "The file, or its piece, is not acceptable.",
            ),
            Self::OffsetMismatch => (
                S::CONFLICT,
                "offset-mismatch",
                "The file goes on at another place, or has another size.",
            ),
            Self::RangeInvalid => {
                (S::RANGE_NOT_SATISFIABLE, "range-invalid", "The file has no such part.")
            }
            Self::QuotaExceeded => (
                S::INSUFFICIENT_STORAGE,
                "quota-exceeded",
                "There is no more room for this conversation, or for this site.",
            ),
            Self::TooMany(_) => {
                (S::TOO_MANY_REQUESTS, "too-many", "This was too often; come again later.")
            }
            Self::Busy(_) => {
                (S::SERVICE_UNAVAILABLE, "busy", "Too many are waiting; try again soon.")
            }
            Self::TooSlow => (S::REQUEST_TIMEOUT, "too-slow", "The body took too long."),
            Self::Denied => (S::FORBIDDEN, "denied", "Nothing is taken from here."),
            Self::Internal => {
                (S::INTERNAL_SERVER_ERROR, "internal", "Something went wrong in the relay.")
            }
        }
    }

    /// Its type on the wire.
    pub(super) fn urn(self) -> String {
        format!("urn:sigilo:problem:{}", self.parts().1)
    }

    fn detail(self) -> Option<&'static str> {
        match self {
            Self::ManifestInvalid(detail)
            | Self::WorkRequired(detail)
            | Self::BlobInvalid(detail)
            | Self::EnvelopeInvalid(detail) => Some(detail),
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, _, title) = self.parts();
        let details =
            Details { r#type: self.urn(), title, status: status.as_u16(), detail: self.detail() };
        // A struct of strings and a number always becomes JSON.
        let body = serde_json::to_vec(&details).unwrap_or_default();
        let json = HeaderValue::from_static("application/problem+json");
        let mut response = (status, [(header::CONTENT_TYPE, json)], body).into_response();
        if let Self::TooMany(seconds) | Self::Busy(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        // For whoever tells of refusals; it does not go out.
        response.extensions_mut().insert(self);
        let extra = match status {
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
            StatusCode::UPGRADE_REQUIRED => Some((header::UPGRADE, "websocket")),
            _ => None,
        };
        if let Some((name, value)) = extra {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        tracing::error!(%error, "the relay's database failed");
        Self::Internal
    }
}

/// Every problem once; the match makes a new one fail to compile until it is listed.
#[cfg(test)]
pub(super) fn all() -> Vec<Problem> {
    use Problem::*;
    let last = |problem| match problem {
        RouteUnknown | MethodNotAllowed | SiteUnknown | PathInvalid | QueryInvalid
        | WorkRequired(_) | MediaTypeUnsupported | BodyTooLarge | BodyInvalid | ManifestMissing
        | ManifestUnknown | ManifestInvalid(_) | ManifestStale | ManifestKeyRetired
        | DocumentMissing | PolicyUnknown | NonceInvalid | SignatureInvalid | TokenMissing
        | TokenInvalid | NotAllowed | NotOwner | OriginNotAllowed | UpgradeRequired
        | BlobUnknown | BlobInvalid(_) | OffsetMismatch | RangeInvalid | EnvelopeInvalid(_)
        | ConversationMismatch | ConversationUnknown | ConversationErased | SequenceTaken
        | QuotaExceeded | TooMany(_) | Busy(_) | TooSlow | Denied | Internal => problem,
    };
    vec![
        RouteUnknown,
        MethodNotAllowed,
        SiteUnknown,
        PathInvalid,
        QueryInvalid,
        MediaTypeUnsupported,
        BodyTooLarge,
        BodyInvalid,
        ManifestMissing,
        ManifestUnknown,
        ManifestInvalid(""),
        ManifestStale,
        ManifestKeyRetired,
        DocumentMissing,
        PolicyUnknown,
        NonceInvalid,
        SignatureInvalid,
        TokenMissing,
        TokenInvalid,
        NotAllowed,
        NotOwner,
        OriginNotAllowed,
        UpgradeRequired,
        WorkRequired(""),
        EnvelopeInvalid(""),
        ConversationMismatch,
        ConversationUnknown,
        ConversationErased,
        SequenceTaken,
        BlobUnknown,
        BlobInvalid(""),
        OffsetMismatch,
        RangeInvalid,
        QuotaExceeded,
        TooMany(1),
        Busy(1),
        TooSlow,
        Denied,
        last(Internal),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_documented_with_its_status() {
        let docs = include_str!("../../../../docs/http.md");
        for problem in all() {
            let (status, code, _) = problem.parts();
            let row = format!("| `{code}` | {} |", status.as_u16());
            assert!(docs.contains(&row), "docs/http.md has no row {row}");
        }
    }

    #[test]
    fn every_problem_has_a_name_of_its_own() {
        let mut codes: Vec<_> = all().into_iter().map(|problem| problem.parts().1).collect();
        codes.sort_unstable();
        let count = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
