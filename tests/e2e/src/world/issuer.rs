//! The site's server, as far as it says who a visitor is: its key, and the words that it signs.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use axum::{Json, Router, routing::get};
use serde_json::{Value, json};
use sigilo_backend::desk::identify::{Algorithm, Settings};
use sigilo_protocol::{SigningKey, b64u};
use tokio::task::JoinSet;

use super::backend;
use crate::ports::listen;

const NAME: &str = "https://seguros-aurora.example/entrar";

/// The site's server; it ends when this is dropped.
pub struct Issuer {
    keys: String,
    _servers: JoinSet<()>,
}

/// The key that it signs with.
fn key() -> Result<SigningKey> {
    SigningKey::from_bytes(&[77; 32]).context("no key")
}

impl Issuer {
    pub(super) async fn serve() -> Result<Self> {
        let mut public: Value = serde_json::to_value(key()?.public())?;
        public["kid"] = "site".into();
        let jwks = json!({"keys": [public]});
        let listener = listen(0).await?;
        let keys = format!("http://127.0.0.1:{}/keys", listener.local_addr()?.port());
        let app = Router::new().route("/keys", get(async move || Json(jwks)));
        let mut servers = JoinSet::new();
        servers.spawn(async move { drop(axum::serve(listener, app).await) });
        Ok(Self { keys, _servers: servers })
    }

    /// What the desk knows of it.
    pub(super) fn settings(&self) -> Settings {
        let (issuer, jwks) = (NAME.into(), self.keys.clone());
        Settings { issuer, algorithm: Algorithm::Es256, jwks, ..Settings::default() }
    }

    /// Says that whoever has the key of this thumbprint is `subject`, for so many seconds from now.
    pub fn token(&self, jkt: &str, subject: &str, seconds: i64) -> Result<String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let claims = json!({
            "iss": NAME, "aud": backend::NAME, "sub": subject, "name": "Lucía Demo",
            "exp": now.saturating_add_signed(seconds), "cnf": {"jkt": jkt},
        });
        let part = |json: Value| b64u(json.to_string().as_bytes());
        let input = [part(json!({"alg": "ES256", "kid": "site"})), part(claims)].join(".");
        let signature = serde_json::to_value(key()?.sign(input.as_bytes()))?;
        Ok([&input, signature.as_str().context("no signature")?].join("."))
    }
}
