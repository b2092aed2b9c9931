//! What a reader signs to show the relay that it holds a key.

use alloc::{format, vec::Vec};

/// The bytes to sign for a token: ASCII("SIGTOKEN1." + site + "." + nonce).
///
/// The prefix sets it apart from envelopes ("SIG1.") and from every JWS (a JWS starts with the
/// base64url of `{`, "ey"), so a signature for one can't be used as another.
pub fn token_signing_input(site: &str, nonce: &str) -> Vec<u8> {
    format!("SIGTOKEN1.{site}.{nonce}").into_bytes()
}
