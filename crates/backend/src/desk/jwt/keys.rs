//! An issuer's public keys (RFC 7517), fetched from one address and kept for a while.

use std::{sync::Arc, time::Duration};

use jsonwebtoken::{
    Algorithm, DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet},
};
use reqwest::{Client, Url, redirect};
use tokio::sync::Mutex;

use super::JwtError;

/// For how long keys are used without another look, in seconds. A longer time lets a key that was
/// taken back count for so long.
const FRESH: u64 = 600;

/// Least time between two looks, in seconds: tokens that name keys which there are not fetch nothing.
const PAUSE: u64 = 30;

/// How long an answer may take. The desk waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Largest answer, in bytes.
const MAX_ANSWER: usize = 256 * 1024;

/// Fetches documents of an issuer's: by TLS, or from this machine; follows nobody elsewhere.
#[derive(Clone)]
pub(in crate::desk) struct Fetch(pub(in crate::desk) Client);

/// The keys behind an address.
pub(in crate::desk) struct Keys {
    url: Url,
    fetch: Fetch,
    known: Mutex<Option<(u64, Arc<JwkSet>)>>,
}

impl Fetch {
    pub(in crate::desk) fn new() -> Option<Self> {
        let client = Client::builder().redirect(redirect::Policy::none()).timeout(PATIENCE);
        client.no_proxy().build().ok().map(Self)
    }

    /// An address that may be asked.
    pub(in crate::desk) fn url(text: &str) -> Option<Url> {
        let url = Url::parse(text).ok()?;
        let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&url.host_str()?);
        (url.scheme() == "https" || (url.scheme() == "http" && is_here)).then_some(url)
    }

    pub(in crate::desk) async fn get(&self, url: &Url) -> Option<Vec<u8>> {
        Self::read(self.0.get(url.clone())).await
    }

    /// An answer, if it is a good one of bounded length.
    pub(in crate::desk) async fn read(request: reqwest::RequestBuilder) -> Option<Vec<u8>> {
        let mut response = request.send().await.ok().filter(|own| own.status().is_success())?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.ok()? {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_ANSWER {
                return None;
            }
        }
        Some(body)
    }
}

impl Keys {
    pub(in crate::desk) fn new(url: Url, fetch: Fetch) -> Self {
        Self { url, fetch, known: Mutex::default() }
    }

    /// The key that a token names; one that names none has the only one that fits.
    pub(super) async fn find(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: u64,
    ) -> Result<DecodingKey, JwtError> {
        let mut known = self.known.lock().await;
        if let Some((at, set)) = &*known {
            let found = pick(set, kid, algorithm);
            let age = now.saturating_sub(*at);
            if age < PAUSE || (age < FRESH && found.is_ok()) {
                return found;
            }
        }
        let set = match self.fetch.get(&self.url).await {
            Some(body) => serde_json::from_slice(&body).map_err(|_| JwtError::Keys)?,
            None => return Err(JwtError::Keys),
        };
        let set = Arc::new(set);
        *known = Some((now, Arc::clone(&set)));
        pick(&set, kid, algorithm)
    }
}

fn pick(set: &JwkSet, kid: Option<&str>, algorithm: Algorithm) -> Result<DecodingKey, JwtError> {
    let is_named = |key: &&Jwk| kid.is_none() || key.common.key_id.as_deref() == kid;
    let mut fitting = set.keys.iter().filter(|key| fits(key, algorithm)).filter(is_named);
    match (fitting.next(), fitting.next()) {
        (Some(key), None) => DecodingKey::from_jwk(key).map_err(|_| JwtError::Key),
        _ => Err(JwtError::Key),
    }
}

/// A key has one kind of signature.
fn fits(key: &Jwk, algorithm: Algorithm) -> bool {
    match (&key.algorithm, algorithm) {
        (AlgorithmParameters::EllipticCurve(own), Algorithm::ES256) => {
            own.curve == EllipticCurve::P256
        }
        (AlgorithmParameters::OctetKeyPair(own), Algorithm::EdDSA) => {
            own.curve == EllipticCurve::Ed25519
        }
        (AlgorithmParameters::RSA(_), Algorithm::RS256 | Algorithm::PS256) => true,
        _ => false,
    }
}
