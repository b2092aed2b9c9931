//! Signatures of Standard Webhooks, version 1a: what proves to a receiver who sent it, and when.
//!
//! ```text
//! webhook-signature = "v1," + base64(HMAC-SHA256(key, id + "." + timestamp + "." + body))
//! ```

use std::fmt;

use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// How a secret begins where people write it.
const PREFIX: &str = "whsec_";

/// Lengths of a key in bytes, as the specification has them.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// A text that is no such secret.
#[derive(Debug, thiserror::Error)]
#[error("a webhook's key is `whsec_` and the base64 of 24 to 64 random bytes")]
pub struct SecretError;

/// What sender and receiver share.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Reads `whsec_` and base64 of 24 to 64 bytes.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let encoded = text.trim().strip_prefix(PREFIX).ok_or(SecretError)?;
        let key = Zeroizing::new(Base64::decode_vec(encoded).map_err(|_| SecretError)?);
        if LENGTHS.contains(&key.len()) { Ok(Self(key)) } else { Err(SecretError) }
    }

    /// The value of `webhook-signature`, for those of `webhook-id` and `webhook-timestamp` and a body.
    pub fn sign(&self, id: &str, timestamp: u64, body: &[u8]) -> String {
        // HMAC takes keys of any length: a key that it refused would sign nothing.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        format!("v1,{}", Base64::encode_string(&mac.finalize().into_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn the_signature_is_the_one_that_the_specification_s_libraries_publish() {
        let secret = Secret::parse(SECRET).unwrap();
        let signature =
            secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let other =
            secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_331, br#"{"test": 2432232314}"#);
        assert_ne!(signature, other);
    }

    #[test]
    fn a_secret_has_one_form_and_shows_nothing() {
        for bad in ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA", "whsec_?"] {
            assert!(Secret::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(format!("{:?}", Secret::parse(SECRET).unwrap()), "Secret(…)");
    }
}
