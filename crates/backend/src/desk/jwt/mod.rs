//! JWTs of others: of the site's server about a visitor, of a provider about staff.
//!
//! The form and the claims are the `jsonwebtoken` crate's to read, the signatures `ring`'s to check;
//! that crate's own choices would bring a second generation of RustCrypto. The time is checked here,
//! by the desk's clock.

mod fetch;
#[cfg(any(test, fuzzing))]
pub(super) mod fuzzing;
mod keys;
mod provider;

use jsonwebtoken::{Header, Validation, decode, decode_header};
use serde::{Deserialize, de::DeserializeOwned};
use sigilo_protocol::CLOCK_SKEW;

pub(super) use fetch::Fetch;
pub(super) use jsonwebtoken::{Algorithm, DecodingKey};
pub(super) use keys::{Keys, Look};

/// Longest token, in bytes: it has a handful of claims.
const MAX_TOKEN: usize = 8 * 1024;

/// Why a token is not taken. None of them tells what was in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum JwtError {
    #[error("form")]
    Form,
    #[error("algorithm")]
    Algorithm,
    /// The keys can't be fetched.
    #[error("keys")]
    Keys,
    /// None of them is the token's.
    #[error("key")]
    Key,
    #[error("signature")]
    Signature,
    #[error("issuer")]
    Issuer,
    #[error("audience")]
    Audience,
    #[error("time")]
    Time,
}

/// What every token that is taken says.
#[derive(Deserialize)]
struct Times {
    exp: u64,
    #[serde(default)]
    iat: Option<u64>,
    #[serde(default)]
    nbf: Option<u64>,
}

/// Whose word counts, and for whom.
pub(super) struct Expected<'a> {
    pub(super) algorithms: &'a [Algorithm],
    pub(super) issuer: &'a str,
    pub(super) audience: &'a str,
    /// In how many seconds it has to be over at the latest.
    pub(super) within: u64,
}

impl Expected<'_> {
    /// The claims of a token, if it is the issuer's, for the audience, and of now. Waits for the issuer's
    /// keys, if they have to be fetched.
    pub(super) async fn check<T: DeserializeOwned>(
        &self,
        token: &str,
        keys: &Keys,
        now: u64,
    ) -> Result<T, JwtError> {
        let header = self.header(token)?;
        let key = keys.find(header.kid.as_deref(), header.alg, now).await?;
        self.claims(token, &header, &key, now)
    }

    /// What a token says of how it is signed, if that is as expected.
    pub(super) fn header(&self, token: &str) -> Result<Header, JwtError> {
        provider::install();
        if token.len() > MAX_TOKEN {
            return Err(JwtError::Form);
        }
        let header = decode_header(token).map_err(|_| JwtError::Form)?;
        if self.algorithms.contains(&header.alg) { Ok(header) } else { Err(JwtError::Algorithm) }
    }

    /// The claims of a token that is signed by `key`.
    pub(super) fn claims<T: DeserializeOwned>(
        &self,
        token: &str,
        header: &Header,
        key: &DecodingKey,
        now: u64,
    ) -> Result<T, JwtError> {
        let mut wanted = Validation::new(header.alg);
        wanted.set_issuer(&[self.issuer]);
        wanted.set_audience(&[self.audience]);
        wanted.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // By this desk's clock, below.
        (wanted.validate_exp, wanted.validate_nbf) = (false, false);
        let claims = decode::<serde_json::Value>(token, key, &wanted).map_err(reason)?.claims;
        let Times { exp, iat, nbf } =
            serde_json::from_value(claims.clone()).map_err(|_| JwtError::Form)?;
        let is_past = |at: Option<u64>| at.is_none_or(|at| at <= now + CLOCK_SKEW);
        if exp <= now || exp > now + self.within || !is_past(iat) || !is_past(nbf) {
            return Err(JwtError::Time);
        }
        serde_json::from_value(claims).map_err(|_| JwtError::Form)
    }
}

fn reason(error: jsonwebtoken::errors::Error) -> JwtError {
    use jsonwebtoken::errors::ErrorKind;
    match error.kind() {
        ErrorKind::InvalidIssuer => JwtError::Issuer,
        ErrorKind::InvalidAudience => JwtError::Audience,
        ErrorKind::InvalidSignature => JwtError::Signature,
        ErrorKind::InvalidAlgorithm => JwtError::Algorithm,
        _ => JwtError::Form,
    }
}
