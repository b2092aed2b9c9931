//! What an insurer's own server would do: customers sign in to its pages, and it says to the chat who they
//! are (docs/staff.md, "Known visitors"). This one knows a single customer, and lets everybody in as that
//! one.
//!
//! Its key is made at each start and kept nowhere. It signs for whoever has signed in by these pages,
//! and for no page but these.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use serde::Deserialize;
use serde_json::{Value, json};
use sigilo_protocol::{SigningKey, Thumbprint, b64u};

use super::sector::INSURER;
use crate::{
    Clock,
    desk::identify::{Algorithm, Settings},
};

/// Where its public keys are.
const KEYS: &str = "/customer/keys";

/// The cookie of who has signed in.
const COOKIE: &str = "demo-customer";

/// The customer's number.
const CUSTOMER: &str = "HG-0001024";

/// How long its word counts, in seconds: as long as it takes to reach the desk.
const LIFETIME: u64 = 120;

/// How many may have signed in. The first to come goes first.
const SESSIONS: usize = 64;

/// The insurer's own server. Clones share it.
#[derive(Clone)]
pub(super) struct Customers(Arc<Inner>);

struct Inner {
    key: SigningKey,
    /// The pages from which requests are taken, the first of them its name.
    origins: Vec<String>,
    sessions: Mutex<VecDeque<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    jkt: String,
    lang: String,
}

impl Customers {
    pub(super) fn new(origins: &[String]) -> Self {
        let key = SigningKey::generate(&mut UnwrapErr(SysRng));
        let (origins, sessions) = (origins.to_vec(), Mutex::default());
        Self(Arc::new(Inner { key, origins, sessions }))
    }

    /// What the desk knows of it; `near` is its origin as the desk reaches it.
    pub(super) fn settings(&self, near: &str) -> Settings {
        let (issuer, jwks) = (self.name(), format!("{near}{KEYS}"));
        Settings { issuer, algorithm: Algorithm::Es256, jwks, ..Settings::default() }
    }

    pub(super) fn router(&self) -> Router {
        Router::new()
            .route(KEYS, get(keys))
            .route("/customer/sign-in", post(sign_in))
            .route("/customer/sign-out", post(sign_out))
            .route("/customer/token", post(token))
            .with_state(self.clone())
    }

    /// Whether a request's browser has signed in.
    pub(super) fn knows(&self, headers: &HeaderMap) -> bool {
        session(headers).is_some_and(|own| self.sessions().contains(&own))
    }

    fn name(&self) -> String {
        self.0.origins.first().cloned().unwrap_or_default()
    }

    /// Whether a request comes from a page of its own.
    fn is_own(&self, headers: &HeaderMap) -> bool {
        let origin = headers.get(header::ORIGIN).and_then(|own| own.to_str().ok());
        origin.is_some_and(|own| self.0.origins.iter().any(|known| known == own))
    }

    fn sessions(&self) -> std::sync::MutexGuard<'_, VecDeque<String>> {
        self.0.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// That whoever has the key of this thumbprint is the customer.
    fn token(&self, jkt: &str, lang: &str) -> Option<String> {
        let name = if lang == "en" { "Test customer" } else { "Cliente de prueba" };
        let kid = self.0.key.public().thumbprint().to_string();
        let claims = json!({
            "iss": self.name(), "aud": INSURER.site, "sub": CUSTOMER, "name": name,
            "exp": Clock::system().now() + LIFETIME, "cnf": {"jkt": jkt},
        });
        let part = |json: Value| b64u(json.to_string().as_bytes());
        let input = [part(json!({"alg": "ES256", "kid": kid})), part(claims)].join(".");
        let signature = serde_json::to_value(self.0.key.sign(input.as_bytes())).ok()?;
        Some([&input, signature.as_str()?].join("."))
    }
}

async fn keys(State(customers): State<Customers>) -> Response {
    let key = customers.0.key.public();
    let Ok(mut public) = serde_json::to_value(key) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    public["kid"] = key.thumbprint().to_string().into();
    Json(json!({"keys": [public]})).into_response()
}

/// Asks for nothing: a real server would ask for a password here.
async fn sign_in(State(customers): State<Customers>, headers: HeaderMap) -> Response {
    if !customers.is_own(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut bytes = [0; 32];
    UnwrapErr(SysRng).fill_bytes(&mut bytes);
    let token = b64u(&bytes);
    {
        let mut sessions = customers.sessions();
        sessions.truncate(SESSIONS - 1);
        sessions.push_front(token.clone());
    }
    cookie(&format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"))
}

async fn sign_out(State(customers): State<Customers>, headers: HeaderMap) -> Response {
    if !customers.is_own(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if let Some(token) = session(&headers) {
        customers.sessions().retain(|own| *own != token);
    }
    cookie(&format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"))
}

async fn token(
    State(customers): State<Customers>,
    headers: HeaderMap,
    Json(Asked { jkt, lang }): Json<Asked>,
) -> Response {
    if !customers.is_own(&headers) || !customers.knows(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if Thumbprint::parse(&jkt).is_none() {
        return StatusCode::BAD_REQUEST.into_response();
    }
    match customers.token(&jkt, &lang) {
        Some(token) => ([(header::CACHE_CONTROL, "no-store")], token).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn cookie(value: &str) -> Response {
    let headers = [(header::SET_COOKIE, value), (header::CACHE_CONTROL, "no-store")];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// What a request's cookie of ours says.
fn session(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|own| own.to_str().ok());
    let mut pairs =
        all.flat_map(|own| own.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}
