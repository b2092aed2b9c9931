//! The ways in which a backend can be broken, hostile or old.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use sigilo_protocol::{b64u, unb64u};

use super::mishap::{Line, Mishap};

/// What is wrong with the backend. What a browser asks for CORS is answered rightly all the same,
/// so that the frame sees the fault itself and not a failed preflight.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Nothing.
    None,
    /// Every request is answered 200 with a page in HTML, as captive portals do.
    Html,
    /// Every request is answered 500 with problem details.
    ServerError,
    /// Every request is answered 200 with bytes that mean nothing.
    Garbage,
    /// The manifest is well-formed and lives a day longer than was signed.
    ManifestPayload,
    /// One bit of the manifest's signature is wrong.
    ManifestSignature,
    /// This manifest is served in place of the relay's.
    Manifest(String),
    /// The policy says something else than the one that was signed.
    Policy,
    /// What is posted reaches the relay, and the frame hears of an error.
    Deaf,
    /// What is posted is refused for good and does not reach the relay, as by a firewall of words.
    Refusing,
    /// There is no room for what is posted now, as a relay says whose queue is full (docs/http.md, Problems).
    Full,
    /// The same, of everything.
    Crowded,
    /// What is posted is neither passed on nor answered.
    Swallowing,
    /// WebSockets are refused, as by a proxy that does not know them.
    NoSockets,
    /// WebSockets are opened, and nothing comes through.
    MuteSockets,
    /// Answers are held back this long.
    Slow(Duration),
    /// The backend is well, and the line to it is not.
    Line(Line),
}

impl Fault {
    /// The answer given without asking the relay.
    pub(super) fn instead(&self, request: &Parts) -> Option<Response> {
        if request.method == Method::OPTIONS {
            return None;
        }
        let (status, kind, body): (_, _, Vec<u8>) = match self {
            Self::Html => (
                StatusCode::OK,
                "text/html; charset=utf-8",
                b"<!doctype html><title>Welcome</title><p>Sign in to use this network.".to_vec(),
            ),
            Self::ServerError => return Some(server_error()),
            Self::Full if request.method == Method::POST => return Some(full()),
            Self::Crowded => return Some(full()),
            Self::Refusing if request.method == Method::POST => {
                (StatusCode::FORBIDDEN, "text/plain", b"Forbidden".to_vec())
            }
            Self::NoSockets if request.headers.contains_key(header::UPGRADE) => {
                (StatusCode::BAD_REQUEST, "text/plain", b"Bad Request".to_vec())
            }
            Self::Garbage => {
                let noise =
                    (0..2048_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]);
                (StatusCode::OK, "application/octet-stream", noise.collect())
            }
            _ => return None,
        };
        let headers = [(header::CONTENT_TYPE, kind), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
        Some((status, headers, body).into_response())
    }

    /// What happens to this exchange on the way.
    pub(super) fn mishap(&self, number: u64) -> Option<Mishap> {
        match self {
            Self::Line(line) => line.mishap(number),
            _ => None,
        }
    }

    /// Whether this request ends here, without an answer.
    pub(super) fn swallows(&self, request: &Parts) -> bool {
        matches!(self, Self::Swallowing) && request.method == Method::POST
    }

    /// Whether what the relay says on a socket is lost.
    pub(super) fn is_mute(&self) -> bool {
        matches!(self, Self::MuteSockets)
    }

    /// Holds back what the relay says, if that is the fault.
    pub(super) async fn delay(&self) {
        if let Self::Slow(delay) = self {
            tokio::time::sleep(*delay).await;
        }
    }

    /// Whether the relay's answer to this request is replaced by an error.
    pub(super) fn is_deaf_to(&self, request: &Parts) -> bool {
        matches!(self, Self::Deaf) && request.method == Method::POST
    }

    /// The relay's answer, changed.
    pub(super) async fn spoil(&self, request: &Parts, body: Bytes) -> Bytes {
        let path = request.uri.path();
        let manifest = request.method == Method::GET && path.ends_with("/manifest");
        match self {
            Self::ManifestPayload if manifest => prolonged(&body),
            Self::ManifestSignature if manifest => flipped(&body),
            Self::Manifest(other) if manifest => other.clone().into(),
            Self::Policy if path.contains("/policies/") => {
                String::from_utf8_lossy(&body).replacen("P", "Q", 1).into()
            }
            _ => {
                self.delay().await;
                body
            }
        }
    }
}

/// A server that failed, in the words of RFC 9457.
pub(super) fn server_error() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    let body = r#"{"type":"about:blank","title":"Internal Server Error","status":500}"#;
    (StatusCode::INTERNAL_SERVER_ERROR, headers, body).into_response()
}

fn full() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after"),
        (header::RETRY_AFTER, "2"),
    ];
    let body = r#"{"type":"urn:sigilo:problem:busy","title":"There is no room.","status":503}"#;
    (StatusCode::SERVICE_UNAVAILABLE, headers, body).into_response()
}

/// Changes what the JWS says and keeps its signature.
fn prolonged(jws: &Bytes) -> Bytes {
    let text = String::from_utf8_lossy(jws);
    let parts: Vec<&str> = text.split('.').collect();
    let payload = parts.get(1).and_then(|payload| unb64u(payload)).unwrap_or_default();
    let mut payload: Value = serde_json::from_slice(&payload).unwrap_or_default();
    payload["exp"] = (payload["exp"].as_u64().unwrap_or_default() + 24 * 3600).into();
    let (header, signature) = (parts.first().unwrap_or(&""), parts.last().unwrap_or(&""));
    format!("{header}.{}.{signature}", b64u(payload.to_string().as_bytes())).into()
}

/// Changes one character in the middle of the JWS's signature to another of the same alphabet.
fn flipped(jws: &Bytes) -> Bytes {
    let mut bytes = jws.to_vec();
    let signature = bytes.iter().rposition(|byte| *byte == b'.').map_or(0, |dot| dot + 1);
    let middle = usize::midpoint(signature, bytes.len());
    if let Some(byte) = bytes.get_mut(middle) {
        *byte = if *byte == b'A' { b'B' } else { b'A' };
    }
    bytes.into()
}
