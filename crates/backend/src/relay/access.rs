//! Nonces and tokens: who reads shows that it holds a key, and stays otherwise unknown.

use std::sync::Arc;

use axum::{Json as Answer, extract::State, http::StatusCode};
use getrandom::SysRng;
use rand_core::TryRng as _;
use serde::{Deserialize, Serialize};
use sigilo_protocol::{PublicKey, Signature, b64u, token_signing_input};

use super::{
    MAX_TOKEN_REQUEST,
    paths::{AtSite, Json},
    problem::Problem::{self, NonceInvalid, SignatureInvalid},
    route::{Operation, Route, Says, Subject},
    state::Relay,
};

/// Something new to sign.
#[derive(Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), serde(deny_unknown_fields))]
pub(super) struct Nonce {
    #[cfg_attr(test, schema(example = "Xh0cYw5tBq3tN0y0mC1m3rQbqf9m3mJ4o8Zr6f2kq1E"))]
    nonce: String,
    /// Seconds since 1970.
    #[cfg_attr(test, schema(example = 1_800_000_060))]
    exp: u64,
}

/// A nonce, signed.
#[derive(Deserialize)]
#[cfg_attr(test, derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    pub(super) nonce: String,
    #[cfg_attr(test, schema(value_type = super::openapi::Coordinates))]
    pub(super) jwk: PublicKey,
    /// Over ASCII("SIGTOKEN1." + site + "." + nonce).
    #[cfg_attr(test, schema(value_type = super::openapi::Signed))]
    pub(super) sig: Signature,
}

/// What shows who reads.
#[derive(Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), serde(deny_unknown_fields))]
pub(super) struct Token {
    #[cfg_attr(test, schema(example = "7mVb3aZl2Jx5eH8uQf1sWkC9dRtYgN4pLoI6zEvBhMA"))]
    token: String,
    /// Seconds since 1970.
    #[cfg_attr(test, schema(example = 1_800_000_900))]
    exp: u64,
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        Operation {
            path: "/nonces",
            id: "nonce",
            subject: Subject::Tokens,
            summary: "Something new to sign.",
            answers: vec![Says::typed(201, "A nonce, good for 60 seconds and one attempt.")],
            refuses: &[],
        }
        .post(nonce),
        Operation {
            path: "/tokens",
            id: "token",
            subject: Subject::Tokens,
            summary: "A token for whoever signs a nonce.",
            answers: vec![Says::typed(201, "A token, good for 15 minutes on this site.")],
            refuses: &[NonceInvalid, SignatureInvalid],
        }
        .post(token)
        .up_to(MAX_TOKEN_REQUEST),
    ]
}

/// POST: something new to sign.
async fn nonce(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
) -> Result<(StatusCode, Answer<Nonce>), Problem> {
    let nonce = random()?;
    let exp = relay.remember_nonce(&served.site.site, &nonce);
    Ok((StatusCode::CREATED, Answer(Nonce { nonce, exp })))
}

/// POST: a signature over a nonce → a token bound to the key that signed. The nonce is used up,
/// whatever the signature is worth.
async fn token(
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
