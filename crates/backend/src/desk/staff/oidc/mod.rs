//! Signing in at an OpenID provider (OpenID Connect Core 1.0: authorization code, with PKCE, state and
//! nonce). Who they are, the provider says; what they may do, the account here.
//!
//! A thin client over the desk's HTTP client and JWT checks: the `openidconnect` crate stands on
//! another generation of RustCrypto.

mod provider;

use std::{io, path::PathBuf};

use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::{
    Staff,
    guard::{self, Visit},
    pages::entry::{self, Notice},
};

use crate::{DatabaseError, desk::jwt::JwtError};

pub(super) use provider::Provider;

/// How long somebody may take at the provider, in seconds.
const PATIENCE: u64 = 600;

/// A provider that signs people in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its issuer address: `https://`, or `http://` on this machine. Default empty. What it says of
    /// itself is read below that (`/.well-known/openid-configuration`).
    pub issuer: String,
    /// What this desk is called there. Default empty.
    pub client_id: String,
    /// The file with the secret that the provider gave for it. Default empty: a public client, which
    /// PKCE alone protects.
    pub client_secret_file: PathBuf,
}

/// Why a provider can't be used.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The address is not one.
    #[error("`oidc.issuer` is https://, or http:// on this machine")]
    Address,
    /// It has no name there.
    #[error("`oidc.client_id` is missing")]
    Client,
    /// The secret can't be read.
    #[error("the provider's secret in {0} can't be read: {1}")]
    Secret(PathBuf, io::Error),
    /// The HTTP client can't start.
    #[error("the HTTP client can't start")]
    Http,
}

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    /// They have not been sent there from here, in this browser, lately.
    #[error("state")]
    State,
    #[error("provider")]
    Provider,
    #[error("token-{}", .0.name())]
    Token(#[from] JwtError),
    #[error("nonce")]
    Nonce,
    #[error("no-account")]
    NoAccount,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

#[derive(Deserialize)]
pub(super) struct Returned {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    iss: Option<String>,
}

impl Staff {
    /// The cookie of a browser that is at the provider: it comes back from another site, so it is not
    /// as strict as a session's.
    fn flow_cookie(&self, value: &str, age: u64) -> String {
        let secure = if self.0.settings.is_secure() { "; Secure" } else { "" };
        let name = self.flow_name();
        format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
    }

    fn flow_name(&self) -> &'static str {
        if self.0.settings.is_secure() { "__Host-sigilo-flow" } else { "sigilo-flow" }
    }

    async fn let_in(&self, returned: &Returned, headers: &HeaderMap) -> Result<String, Refusal> {
        let provider = self.0.oidc.as_ref().ok_or(Refusal::State)?;
        let browser = guard::cookie(headers, self.flow_name());
        let now = self.0.clock.now();
        let subject = provider.finish(returned, browser.as_deref(), now).await?;
        let account = self.0.accounts.by_subject(&provider.issuer, &subject)?;
        let account = account.ok_or(Refusal::NoAccount)?;
        let token = self.begin(&account).await?;
        let event = self.event("staff.login", &account.name).with("role", account.role);
        self.tell(event.with("how", "provider")).await?;
        Ok(token)
    }

    async fn refuse(&self, visit: &Visit, refusal: Refusal) -> Response {
        let (status, sentence) = match &refusal {
            Refusal::NoAccount => (StatusCode::FORBIDDEN, visit.text.not_known),
            Refusal::Database(_) => (StatusCode::INTERNAL_SERVER_ERROR, visit.text.failed),
            _ => (StatusCode::UNAUTHORIZED, visit.text.provider_failed),
        };
        let event = self.event("staff.refused", "visitor").with("why", &refusal);
        if matches!(refusal, Refusal::Database(_)) || self.tell(event).await.is_err() {
            tracing::error!(%refusal, "signing in by the provider failed");
        }
        (status, entry::form(self, visit.text, Some(Notice(sentence.into())))).into_response()
    }
}

/// Sends a browser to the provider.
pub(super) async fn start(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Response {
    let Some(provider) = &staff.0.oidc else { return Redirect::to("/sign-in").into_response() };
    match provider.begin(staff.0.clock.now()).await {
        Ok((url, browser)) => {
            let cookie = [(header::SET_COOKIE, staff.flow_cookie(&browser, PATIENCE))];
            (cookie, Redirect::to(url.as_str())).into_response()
        }
        Err(refusal) => staff.refuse(&visit, refusal).await,
    }
}

/// Takes a browser back. It comes from another site, so a page of this one has to send it on before
/// it brings its session.
pub(super) async fn finish(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Query(returned): Query<Returned>,
    headers: HeaderMap,
) -> Response {
    match staff.let_in(&returned, &headers).await {
        Ok(token) => {
            let mut response = entry::entered(visit.text).into_response();
            let age = staff.0.settings.lifetime();
            for cookie in [staff.0.settings.set_cookie(&token, age), staff.flow_cookie("", 0)] {
                if let Ok(cookie) = cookie.parse() {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
            }
            response
        }
        Err(refusal) => staff.refuse(&visit, refusal).await,
    }
}
