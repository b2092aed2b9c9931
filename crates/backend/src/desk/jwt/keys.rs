//! An issuer's public keys (RFC 7517), fetched from one address beside everybody's work, and kept for a
//! while. While they are fetched anew those that are known still count, for a bounded time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jsonwebtoken::{
    Algorithm, DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet},
};
use reqwest::Url;
use tokio::sync::{Notify, watch};

use super::{Fetch, JwtError};

/// For how long keys are used without another look, in seconds. A longer time lets a key that was
/// taken back count for so long.
const FRESH: u64 = 600;

/// For how long they are used while nobody can fetch them anew, in seconds. A longer time lets who keeps
/// the issuer from answering use a key that was taken back; a shorter one ends signing in sooner
/// when the issuer is down.
const STALE: u64 = 3_600;

/// Least time between two looks, in seconds: tokens that name keys which there are not fetch nothing.
const PAUSE: u64 = 30;

/// The keys behind an address. Clones are the same.
#[derive(Clone)]
pub(in crate::desk) struct Keys(Arc<Inner>);

struct Inner {
    url: Url,
    fetch: Fetch,
    state: Mutex<State>,
    /// How many fetches have ended.
    ended: watch::Sender<u64>,
    /// Told when one has.
    wake: Arc<Notify>,
}

#[derive(Default)]
struct State {
    known: Option<(u64, Arc<JwkSet>)>,
    begun: u64,
    ended: u64,
    /// Whether the last fetch brought nothing.
    has_failed: bool,
}

/// What is known of a key now.
pub(in crate::desk) enum Look {
    /// The key, or why there is none.
    Now(Result<DecodingKey, JwtError>),
    /// It is known after that fetch.
    After(u64),
}

impl Keys {
    /// Those of `url`; `wake` is told whenever a fetch has ended.
    pub(in crate::desk) fn new(url: Url, fetch: Fetch, wake: Arc<Notify>) -> Self {
        let (state, ended) = (Mutex::default(), watch::Sender::new(0));
        Self(Arc::new(Inner { url, fetch, state, ended, wake }))
    }

    /// The key that a token names; one that names none has the only one that fits. Waits for nothing.
    pub(in crate::desk) fn look(&self, kid: Option<&str>, algorithm: Algorithm, now: u64) -> Look {
        let mut state = self.state();
        if let Some((at, set)) = &state.known {
            let (found, age) = (pick(set, kid, algorithm), now.saturating_sub(*at));
            if age < PAUSE || (age < FRESH && found.is_ok()) {
                return Look::Now(found);
            }
            if age < STALE && found.is_ok() {
                self.begin(&mut state, now);
                return Look::Now(found);
            }
        }
        Look::After(self.begin(&mut state, now))
    }

    /// The same after a fetch, if that has ended.
    pub(in crate::desk) fn look_after(
        &self,
        fetch: u64,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: u64,
    ) -> Option<Result<DecodingKey, JwtError>> {
        let state = self.state();
        if state.ended < fetch {
            return None;
        }
        let known = state.known.as_ref().filter(|(at, _)| now.saturating_sub(*at) < STALE);
        let found = known.map_or(Err(JwtError::Keys), |(_, set)| pick(set, kid, algorithm));
        // Those of before don't say that there is no such key.
        Some(found.map_err(|error| if state.has_failed { JwtError::Keys } else { error }))
    }

    /// The same for who has time: waits for a fetch.
    pub(super) async fn find(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: u64,
    ) -> Result<DecodingKey, JwtError> {
        let fetch = match self.look(kid, algorithm, now) {
            Look::Now(found) => return found,
            Look::After(fetch) => fetch,
        };
        let mut ended = self.0.ended.subscribe();
        let waited = ended.wait_for(|ended| *ended >= fetch).await.is_ok();
        let found = if waited { self.look_after(fetch, kid, algorithm, now) } else { None };
        found.unwrap_or(Err(JwtError::Keys))
    }

    /// Fetches them, so that they are there when they are needed.
    pub(in crate::desk) fn prepare(&self, now: u64) {
        self.begin(&mut self.state(), now);
    }

    /// Begins a fetch unless one is under way; which one that is.
    fn begin(&self, state: &mut State, now: u64) -> u64 {
        if state.begun == state.ended {
            state.begun += 1;
            let own = self.clone();
            tokio::spawn(async move {
                let body = own.0.fetch.get(&own.0.url).await;
                own.end(body.and_then(|body| serde_json::from_slice(&body).ok()), now);
            });
        }
        state.begun
    }

    fn end(&self, set: Option<JwkSet>, now: u64) {
        let mut state = self.state();
        state.has_failed = set.is_none();
        if let Some(set) = set {
            state.known = Some((now, Arc::new(set)));
        } else {
            tracing::warn!("an issuer's keys can't be fetched");
        }
        state.ended = state.begun;
        self.0.ended.send_replace(state.ended);
        drop(state);
        self.0.wake.notify_one();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What is changed under the lock is changed by single assignments.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn pick(
    set: &JwkSet,
    kid: Option<&str>,
    algorithm: Algorithm,
) -> Result<DecodingKey, JwtError> {
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
