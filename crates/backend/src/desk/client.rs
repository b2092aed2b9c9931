//! The desk's side of the relay's HTTP API, the same that the widget speaks. What comes back is a
//! stranger's: its length is bounded, and whoever reads it checks it.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode, Url, redirect};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{json, value::RawValue};
use sigilo_protocol::{Bytes, ConvId, Hash, SigningKey, token_signing_input};

/// How long a request may take beside the time that it is meant to wait.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long a sealed file may be on its way.
const FILE_PATIENCE: Duration = Duration::from_secs(120);

/// Bytes of a file in one request: four sealed chunks and less than a relay takes.
const PIECE: usize = 8 * sigilo_protocol::SEALED_CHUNK;

/// Largest answer in bytes. A page of the feed is about 512 KiB.
const MAX_ANSWER: usize = 2 * 1024 * 1024;

/// Room for a problem, where less is expected.
const MAX_PROBLEM: usize = 4 * 1024;

/// A relay, for one site. Clones have the token of their moment.
#[derive(Clone)]
pub(super) struct Client {
    http: reqwest::Client,
    base: Url,
    site: String,
    token: Option<String>,
}

/// Why a relay's address can't be used.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// Not a URL.
    #[error("'{0}' is not an address of a relay; it looks like http://127.0.0.1:8082")]
    Format(String),
    /// This build speaks plain HTTP.
    #[error(
        "'{0}' begins with neither https:// nor http://; write the relay's address, such as \
         https://relay.example"
    )]
    Scheme(String),
    /// The HTTP client can't start.
    #[error("the HTTP client can't start: {0}")]
    Client(reqwest::Error),
}

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ClientError {
    /// No answer, or one that is none: worth another try.
    #[error("the relay can't be reached or does not answer as one")]
    Unreachable,
    /// A problem; its code, if it has one.
    #[error("the relay answered {0} ({1})")]
    Refused(u16, String),
}

/// The feed from a cursor on.
#[derive(Deserialize)]
pub(super) struct Page {
    pub(super) envelopes: Vec<Item>,
    pub(super) next: u64,
    /// Of the feed: the name of the relay's database, another one when it has begun anew.
    pub(super) epoch: Option<Bytes<16>>,
}

/// An envelope of the feed.
#[derive(Deserialize)]
pub(super) struct Item {
    pub(super) cursor: u64,
    pub(super) envelope: Box<RawValue>,
}

#[derive(Deserialize)]
struct Upload {
    have: u64,
    done: bool,
}

#[derive(Deserialize)]
struct Nonce {
    nonce: String,
}

#[derive(Deserialize)]
struct Token {
    token: String,
}

#[derive(Deserialize)]
struct Problem {
    r#type: String,
}

impl Client {
    pub(super) fn new(relay: &str, site: &str) -> Result<Self, AddressError> {
        let format = || AddressError::Format(relay.into());
        let base = Url::parse(relay).map_err(|_| format())?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(AddressError::Scheme(relay.into()));
        }
        let host = base.host_str().ok_or_else(format)?;
        let mut http =
            reqwest::Client::builder().redirect(redirect::Policy::none()).connect_timeout(PATIENCE);
        if ["localhost", "127.0.0.1", "[::1]"].contains(&host) {
            // A proxy of the environment is not for this machine itself.
            http = http.no_proxy();
        }
        let http = http.build().map_err(AddressError::Client)?;
        Ok(Self { http, base, site: site.into(), token: None })
    }

    pub(super) async fn publish(
        &self,
        manifest: &str,
        documents: &[String],
    ) -> Result<(), ClientError> {
        let request = self.request(Method::PUT, &["manifest"])?;
        let request = request.json(&json!({"manifest": manifest, "documents": documents}));
        send(request.timeout(PATIENCE)).await.map(drop)
    }

    /// Posts an envelope; posting it again is harmless.
    pub(super) async fn post(&self, conv: &str, envelope: &str) -> Result<(), ClientError> {
        let request = self.request(Method::POST, &["conversations", conv, "envelopes"])?;
        let request = request.header("content-type", "application/json").body(envelope.to_owned());
        send(request.timeout(PATIENCE)).await.map(drop)
    }

    /// What is new in the feed after `after`, waiting up to `wait` seconds for it.
    pub(super) async fn feed(
        &mut self,
        after: u64,
        wait: u64,
        key: &SigningKey,
    ) -> Result<Page, ClientError> {
        self.list(&["envelopes"], after, wait, key).await
    }

    /// The beginning of a conversation.
    pub(super) async fn conversation(
        &mut self,
        conv: ConvId,
        key: &SigningKey,
    ) -> Result<Page, ClientError> {
        self.list(&["conversations", &conv.to_string(), "envelopes"], 0, 0, key).await
    }

    /// Erases a conversation; again is harmless.
    pub(super) async fn erase(
        &mut self,
        conv: ConvId,
        key: &SigningKey,
    ) -> Result<(), ClientError> {
        let request = self.request(Method::DELETE, &["conversations", &conv.to_string()])?;
        self.with_token(request.timeout(PATIENCE), key).await.map(drop)
    }

    /// A sealed file of so many bytes, by the token that is there; one that is over is as if nobody
    /// answered.
    pub(super) async fn blob(
        &self,
        conv: ConvId,
        hash: Hash,
        len: u64,
    ) -> Result<Vec<u8>, ClientError> {
        let path = ["conversations", &conv.to_string(), "blobs", &hash.to_string()];
        let token = self.token.as_deref().ok_or(ClientError::Unreachable)?;
        let request = self.request(Method::GET, &path)?.timeout(FILE_PATIENCE).bearer_auth(token);
        let most = usize::try_from(len).map_err(|_| ClientError::Unreachable)?;
        match send_within(request, most.max(MAX_PROBLEM)).await {
            Err(ClientError::Refused(401 | 403, _)) => Err(ClientError::Unreachable),
            answer => answer,
        }
    }

    /// Takes a sealed file away; again is harmless.
    pub(super) async fn take_away(
        &mut self,
        conv: ConvId,
        hash: Hash,
        key: &SigningKey,
    ) -> Result<(), ClientError> {
        let path = ["conversations", &conv.to_string(), "blobs", &hash.to_string()];
        let request = self.request(Method::DELETE, &path)?;
        self.with_token(request.timeout(PATIENCE), key).await.map(drop)
    }

    /// Takes a sealed file to the relay, from where an earlier attempt has come to; again is harmless.
    pub(super) async fn upload(
        &mut self,
        conv: ConvId,
        hash: Hash,
        blob: Vec<u8>,
        key: &SigningKey,
    ) -> Result<(), ClientError> {
        let (conv, hash, size) = (conv.to_string(), hash.to_string(), blob.len());
        let path = ["conversations", &conv, "blobs", &hash];
        let asking = self.request(Method::GET, &[&path[..], &["upload"]].concat())?;
        let mut upload = match self.with_token(asking.timeout(PATIENCE), key).await {
            Ok(answer) => parse(&answer)?,
            Err(ClientError::Refused(404, code)) if code == "blob-unknown" => {
                Upload { have: 0, done: false }
            }
            Err(error) => return Err(error),
        };
        while !upload.done {
            let at = usize::try_from(upload.have).map_err(|_| ClientError::Unreachable)?;
            let piece = blob.get(at..size.min(at + PIECE)).ok_or(ClientError::Unreachable)?;
            let mut url = self.url(&path)?;
            url.set_query(Some(&format!("at={at}&size={size}")));
            let request = self.http.post(url).header("content-type", "application/octet-stream");
            let request = request.body(piece.to_vec()).timeout(FILE_PATIENCE);
            let next: Upload = parse(&self.with_token(request, key).await?)?;
            if !next.done && next.have <= upload.have {
                return Err(ClientError::Unreachable);
            }
            upload = next;
        }
        Ok(())
    }

    async fn list(
        &mut self,
        path: &[&str],
        after: u64,
        wait: u64,
        key: &SigningKey,
    ) -> Result<Page, ClientError> {
        let mut url = self.url(path)?;
        url.set_query(Some(&format!("after={after}&wait={wait}")));
        let request = self.http.get(url).timeout(PATIENCE + Duration::from_secs(wait));
        parse(&self.with_token(request, key).await?)
    }

    /// A token that is over is replaced by a new one.
    async fn with_token(
        &mut self,
        request: RequestBuilder,
        key: &SigningKey,
    ) -> Result<Vec<u8>, ClientError> {
        // It stays where it is: who waits for the answer may stop waiting.
        if let (Some(token), Some(first)) = (&self.token, request.try_clone()) {
            match send(first.bearer_auth(token)).await {
                Err(ClientError::Refused(401, _)) => {}
                answer => return answer,
            }
        }
        let token = self.new_token(key).await?;
        let request = request.bearer_auth(&token);
        self.token = Some(token);
        send(request).await
    }

    async fn new_token(&self, key: &SigningKey) -> Result<String, ClientError> {
        let request = self.request(Method::POST, &["nonces"])?.timeout(PATIENCE);
        let Nonce { nonce } = parse(&send(request).await?)?;
        let sig = key.sign(&token_signing_input(&self.site, &nonce));
        let proof = json!({"nonce": nonce, "jwk": key.public(), "sig": sig});
        let request = self.request(Method::POST, &["tokens"])?.json(&proof).timeout(PATIENCE);
        let Token { token } = parse(&send(request).await?)?;
        Ok(token)
    }

    fn request(&self, method: Method, path: &[&str]) -> Result<RequestBuilder, ClientError> {
        Ok(self.http.request(method, self.url(path)?))
    }

    fn url(&self, path: &[&str]) -> Result<Url, ClientError> {
        let mut url = self.base.clone();
        // Only a URL without a host has no path to extend; this one has a host.
        let mut segments = url.path_segments_mut().map_err(|()| ClientError::Unreachable)?;
        segments.pop_if_empty().extend(["v1", "sites", &self.site]).extend(path);
        drop(segments);
        Ok(url)
    }
}

async fn send(request: RequestBuilder) -> Result<Vec<u8>, ClientError> {
    send_within(request, MAX_ANSWER).await
}

async fn send_within(request: RequestBuilder, most: usize) -> Result<Vec<u8>, ClientError> {
    let mut response = request.send().await.map_err(|_| ClientError::Unreachable)?;
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| ClientError::Unreachable)? {
        body.extend_from_slice(&chunk);
        if body.len() > most {
            return Err(ClientError::Unreachable);
        }
    }
    if status.is_success() { Ok(body) } else { Err(refusal(status, &body)) }
}

/// A refusal that is not a problem of the relay is not the relay's: something stands between.
fn refusal(status: StatusCode, body: &[u8]) -> ClientError {
    let code = serde_json::from_slice(body).ok().and_then(|Problem { r#type }| {
        let code = r#type.strip_prefix("urn:sigilo:problem:")?;
        let is_code = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        (is_code && code.len() <= 40).then(|| code.to_owned())
    });
    match code {
        // Too often or too slow: the same is right later.
        _ if matches!(status.as_u16(), 408 | 425 | 429) => ClientError::Unreachable,
        Some(code) if status.is_client_error() => ClientError::Refused(status.as_u16(), code),
        _ => ClientError::Unreachable,
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ClientError> {
    serde_json::from_slice(body).map_err(|_| ClientError::Unreachable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_can_t_be_used_says_why() {
        assert!(Client::new("http://127.0.0.1:8082", "insurer.example").is_ok());
        let refused = |address| Client::new(address, "insurer.example").err().unwrap();
        assert!(matches!(refused("127.0.0.1"), AddressError::Format(_)));
        assert!(Client::new("https://relay.example", "insurer.example").is_ok());
        assert!(matches!(refused("ftp://relay.example"), AddressError::Scheme(_)));
    }

    #[test]
    fn only_the_relay_s_own_refusals_count_as_such() {
        let problem = br#"{"type":"urn:sigilo:problem:not-owner","title":"","status":403}"#;
        let is_refusal = |status, body: &[u8]| matches!(refusal(status, body), ClientError::Refused(403, code) if code == "not-owner");
        assert!(is_refusal(StatusCode::FORBIDDEN, problem));
        assert!(!is_refusal(StatusCode::FORBIDDEN, b"<html>"));
        assert!(!is_refusal(StatusCode::BAD_GATEWAY, problem));
        assert!(!is_refusal(StatusCode::TOO_MANY_REQUESTS, problem), "worth another try");
        let other = br#"{"type":"about:blank","title":"","status":403}"#;
        assert!(!is_refusal(StatusCode::FORBIDDEN, other));
    }
}
