//! ALTCHA's puzzle, version 1: find the number behind a hash.
//!
//! ```text
//! challenge = hex(SHA-256(salt ‖ number)), number a decimal in 0 … maxnumber
//! salt      = hex(12 random bytes) ‖ "?expires=" ‖ seconds since 1970 ‖ "&"
//! signature = hex(HMAC-SHA256(key, challenge)), key = HMAC-SHA256(secret, site)
//! ```
//!
//! The "&" ends the salt: without it, digits could be moved from the number to the time, under the same
//! hash and signature.

use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sigilo_protocol::Hash;

use super::MAX_SOLUTION;

const ALGORITHM: &str = "SHA-256";

/// Random bytes of a salt.
const SALT: usize = 12;

/// What is to be solved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), serde(deny_unknown_fields))]
pub(in crate::relay) struct Challenge {
    #[cfg_attr(test, schema(pattern = "^SHA-256$", example = "SHA-256"))]
    pub(super) algorithm: &'static str,
    #[cfg_attr(test, schema(pattern = "^[0-9a-f]{64}$"))]
    pub(super) challenge: String,
    #[cfg_attr(test, schema(minimum = 1, example = 100_000))]
    pub(super) maxnumber: u32,
    #[cfg_attr(
        test,
        schema(
            pattern = r"^[0-9a-f]{24}\?expires=[0-9]+&$",
            example = "00112233445566778899aabb?expires=1800000300&"
        )
    )]
    pub(super) salt: String,
    #[cfg_attr(test, schema(pattern = "^[0-9a-f]{64}$"))]
    pub(super) signature: String,
}

/// What was found. A library's `took` and the like are passed over.
#[derive(Deserialize)]
pub(super) struct Solution {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

/// Why a solution is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not of the form, not ours, or not right.
    Wrong,
    /// It was too late.
    Late,
}

impl Challenge {
    /// A challenge of a site whose number is at most `most`, good until then.
    pub(super) fn new(
        secret: &[u8],
        site: &str,
        most: u32,
        until: u64,
        rng: &mut impl CryptoRng,
    ) -> Self {
        let mut random = [0; SALT];
        rng.fill_bytes(&mut random);
        // As even as a puzzle has to be.
        let number = rng.next_u64() % (u64::from(most) + 1);
        let salt = format!("{}?expires={until}&", hex(&random));
        let challenge = hash(&salt, number);
        let signature = hex(&mac(secret, site, &challenge).finalize().into_bytes());
        Self { algorithm: ALGORITHM, challenge, maxnumber: most, salt, signature }
    }
}

impl Solution {
    /// Reads base64 of JSON, as ALTCHA's widgets and libraries write it.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > MAX_SOLUTION {
            return Err(Fault::Wrong);
        }
        let json = Base64::decode_vec(text).map_err(|_| Fault::Wrong)?;
        serde_json::from_slice(&json).map_err(|_| Fault::Wrong)
    }

    /// The challenge that it solves, by a name of one length.
    pub(super) fn check(&self, secret: &[u8], site: &str, now: u64) -> Result<Hash, Fault> {
        let Self { algorithm, challenge, number, salt, signature } = self;
        let signature = unhex(signature).ok_or(Fault::Wrong)?;
        let is_ours = mac(secret, site, challenge).verify_slice(&signature).is_ok();
        if algorithm != ALGORITHM || !is_ours || hash(salt, *number) != *challenge {
            return Err(Fault::Wrong);
        }
        let until = salt
            .split_once("?expires=")
            .and_then(|(_, rest)| rest.strip_suffix('&')?.parse::<u64>().ok())
            .ok_or(Fault::Wrong)?;
        if now < until { Ok(Hash::of(challenge.as_bytes())) } else { Err(Fault::Late) }
    }
}

fn hash(salt: &str, number: u64) -> String {
    hex(&Sha256::digest(format!("{salt}{number}")))
}

fn mac(secret: &[u8], site: &str, challenge: &str) -> Hmac<Sha256> {
    let keyed = |key: &[u8], text: &str| {
        // HMAC takes a key of any length; an empty one would fit nothing that was signed.
        let mut mac =
            Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&[0; 64].into()));
        mac.update(text.as_bytes());
        mac
    };
    keyed(&keyed(secret, site).finalize().into_bytes(), challenge)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}
