//! Nonces and tokens: who reads shows that it holds a key, and stays otherwise unknown.

use std::sync::Arc;

use axum::{Json as Answer, extract::State, http::StatusCode};
use getrandom::SysRng;
use rand_core::TryRng as _;
use serde::{Deserialize, Serialize};
use sigilo_protocol::{PublicKey, Signature, b64u, token_signing_input};

use super::{
    paths::{AtSite, Json},
    problem::Problem,
    state::Relay,
};

#[derive(Serialize)]
pub(super) struct Nonce {
    nonce: String,
    exp: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    pub(super) nonce: String,
    pub(super) jwk: PublicKey,
    pub(super) sig: Signature,
}

#[derive(Serialize)]
pub(super) struct Token {
    token: String,
    exp: u64,
}

/// POST: something new to sign.
pub(super) async fn nonce(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
) -> Result<(StatusCode, Answer<Nonce>), Problem> {
    let nonce = random()?;
    let exp = relay.remember_nonce(&served.site.site, &nonce);
    Ok((StatusCode::CREATED, Answer(Nonce { nonce, exp })))
}

/// POST: a signature over a nonce → a token bound to the key that signed. The nonce is used up,
/// whatever the signature is worth.
pub(super) async fn token(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    Json(proof): Json<Proof>,
) -> Result<(StatusCode, Answer<Token>), Problem> {
    let site = &served.site.site;
    // No key: it has signed nothing, and uses nothing up.
    if !proof.jwk.is_on_curve() {
        return Err(Problem::BodyInvalid);
    }
    if !relay.use_nonce(site, &proof.nonce) {
        return Err(Problem::NonceInvalid);
    }
    if !proof.jwk.verify(&token_signing_input(site, &proof.nonce), &proof.sig) {
        return Err(Problem::SignatureInvalid);
    }
    relay.admit_key(&served, proof.jwk.thumbprint())?;
    let token = random()?;
    let exp = relay.remember_token(site, &token, &proof.jwk);
    relay.tell_token(&served, &proof.jwk);
    Ok((StatusCode::CREATED, Answer(Token { token, exp })))
}

/// 32 random bytes: can't be guessed.
fn random() -> Result<String, Problem> {
    let mut bytes = [0; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no randomness");
        Problem::Internal
    })?;
    Ok(b64u(&bytes))
}
