//! The provider: what it says of itself, who was sent there, and whom it has let in.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::Url;
use serde::Deserialize;
use sigilo_protocol::{Hash, b64u};
use zeroize::Zeroizing;

use super::{super::secret, OidcError, PATIENCE, Refusal, Returned, Settings};
use crate::desk::jwt::{Algorithm, Expected, Fetch, Keys};

/// Most who are there at a time; the oldest is forgotten above that.
const MAX_PENDING: usize = 1_000;

/// For how long what the provider says of itself is used, in seconds.
const FRESH: u64 = 3_600;

/// How long an ID token may live, in seconds. Providers give an hour, some a day; it is read once.
const ID_TOKEN: u64 = 24 * 3_600;

/// How providers sign. Not `none`, and no shared secret.
const ALGORITHMS: &[Algorithm] =
    &[Algorithm::RS256, Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA];

pub(in super::super) struct Provider {
    pub(super) issuer: String,
    client_id: String,
    secret: Option<Zeroizing<String>>,
    redirect: String,
    fetch: Fetch,
    /// By the state, who is there.
    pending: Mutex<HashMap<String, Pending>>,
    known: tokio::sync::Mutex<Option<(u64, Arc<Known>)>>,
}

/// Somebody who was sent to the provider.
struct Pending {
    /// The hash of a cookie: the browser that comes back is the one that went.
    browser: String,
    nonce: String,
    verifier: String,
    until: u64,
}

/// What a provider says of itself.
#[derive(Deserialize)]
struct Discovered {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

struct Known {
    authorize: Url,
    token: Url,
    keys: Keys,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    azp: Option<String>,
}

impl Provider {
    pub(in super::super) fn new(settings: Settings, origin: &str) -> Result<Self, OidcError> {
        let Settings { issuer, client_id, client_secret_file: file } = settings;
        Fetch::url(&issuer).ok_or(OidcError::Address)?;
        if client_id.is_empty() {
            return Err(OidcError::Client);
        }
        let secret = match file.as_os_str().is_empty() {
            true => None,
            false => {
                let read = std::fs::read_to_string(&file);
                let read = read.map_err(|error| OidcError::Secret(file.clone(), error))?;
                Some(Zeroizing::new(read.trim().to_owned()))
            }
        };
        Ok(Self {
            issuer,
            client_id,
            secret,
            redirect: format!("{origin}/sign-in/return"),
            fetch: Fetch::new().ok_or(OidcError::Http)?,
            pending: Mutex::default(),
            known: tokio::sync::Mutex::default(),
        })
    }

    /// Where to send somebody, and the cookie that they are to bring back.
    pub(super) async fn begin(&self, now: u64) -> Result<(Url, String), Refusal> {
        let known = self.discover(now).await?;
        let [state, nonce, verifier, browser] = std::array::from_fn(|_| secret::token());
        let challenge = b64u(Hash::of(verifier.as_bytes()).as_bytes());
        let mut url = known.authorize.clone();
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("scope", "openid"),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.retain(|_, own| own.until > now);
        if pending.len() >= MAX_PENDING {
            let oldest = pending.iter().min_by_key(|(_, own)| own.until);
            if let Some(oldest) = oldest.map(|(state, _)| state.clone()) {
                pending.remove(&oldest);
            }
        }
        let hash = Hash::of(browser.as_bytes()).to_string();
        pending.insert(state, Pending { browser: hash, nonce, verifier, until: now + PATIENCE });
        Ok((url, browser))
    }

    /// Whom the provider has let in, by its name for them.
    pub(super) async fn finish(
        &self,
        returned: &Returned,
        browser: Option<&str>,
        now: u64,
    ) -> Result<String, Refusal> {
        let taken = {
            let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
            pending.remove(&returned.state)
        };
        let browser = browser.map(|cookie| Hash::of(cookie.as_bytes()).to_string());
        let own = taken.filter(|own| own.until > now && Some(&own.browser) == browser.as_ref());
        let Pending { nonce, verifier, .. } = own.ok_or(Refusal::State)?;
        // RFC 9207: a code of another provider is not taken to this one.
        let is_own = returned.iss.as_ref().is_none_or(|issuer| *issuer == self.issuer);
        if !is_own || returned.code.is_empty() {
            return Err(Refusal::Provider);
        }
        let known = self.discover(now).await?;
        let Tokens { id_token } = self.exchange(&known, &returned.code, &verifier).await?;
        let expected = Expected {
            algorithms: ALGORITHMS,
            issuer: &self.issuer,
            audience: &self.client_id,
            within: ID_TOKEN,
        };
        let claims: Claims = expected.check(&id_token, &known.keys, now).await?;
        let is_for_us = claims.azp.as_ref().is_none_or(|azp| *azp == self.client_id);
        if claims.nonce != nonce || !is_for_us {
            return Err(Refusal::Nonce);
        }
        Ok(claims.sub)
    }

    async fn exchange(&self, known: &Known, code: &str, verifier: &str) -> Result<Tokens, Refusal> {
        let mut form = known.token.clone();
        form.query_pairs_mut().clear().extend_pairs([
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect),
            ("code_verifier", verifier),
            ("client_id", &self.client_id),
        ]);
        let body = form.query().unwrap_or_default().to_owned();
        let mut request = self.fetch.0.post(known.token.clone());
        request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        if let Some(secret) = &self.secret {
            request = request.basic_auth(&self.client_id, Some(secret.as_str()));
        }
        let answer = Fetch::read(request).await.ok_or(Refusal::Provider)?;
        serde_json::from_slice(&answer).map_err(|_| Refusal::Provider)
    }

    async fn discover(&self, now: u64) -> Result<Arc<Known>, Refusal> {
        let mut known = self.known.lock().await;
        if let Some((at, known)) = known.as_ref().filter(|(at, _)| now < at + FRESH) {
            let _ = at;
            return Ok(Arc::clone(known));
        }
        let path = "/.well-known/openid-configuration";
        let url = format!("{}{path}", self.issuer.trim_end_matches('/'));
        let url = Fetch::url(&url).ok_or(Refusal::Provider)?;
        let answer = self.fetch.get(&url).await.ok_or(Refusal::Provider)?;
        let found: Discovered = serde_json::from_slice(&answer).map_err(|_| Refusal::Provider)?;
        if found.issuer != self.issuer {
            return Err(Refusal::Provider);
        }
        let address = |text: &str| Fetch::url(text).ok_or(Refusal::Provider);
        let fresh = Arc::new(Known {
            authorize: address(&found.authorization_endpoint)?,
            token: address(&found.token_endpoint)?,
            keys: Keys::new(address(&found.jwks_uri)?, self.fetch.clone(), Arc::default()),
        });
        *known = Some((now, Arc::clone(&fresh)));
        Ok(fresh)
    }
}
