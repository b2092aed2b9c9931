//! The signature of a webhook, by Standard Webhooks 1.0, symmetric:
//! `v1,base64(HMAC-SHA256(secret, id ‖ "." ‖ timestamp ‖ "." ‖ body))`.

use std::fmt;

use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::secret::Secret;

/// What a secret's text begins with.
const PREFIX: &str = "whsec_";

/// How long a secret is, in bytes: what the standard asks for.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// A secret to sign webhooks with; whoever receives them has the same.
#[derive(Clone)]
pub struct SigningSecret(Zeroizing<Vec<u8>>);

/// A text that is no such secret.
#[derive(Debug, thiserror::Error)]
#[error("the webhook's key is not `whsec_` and the base64 of 24 to 64 random bytes")]
pub struct KeyError;

impl SigningSecret {
    /// Reads `whsec_…`.
    pub fn parse(secret: &Secret) -> Result<Self, KeyError> {
        let encoded = secret.text().strip_prefix(PREFIX).ok_or(KeyError)?;
        let bytes = Zeroizing::new(Base64::decode_vec(encoded).map_err(|_| KeyError)?);
        if LENGTHS.contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(KeyError) }
    }

    /// The value of `webhook-signature`.
    pub fn sign(&self, id: &str, timestamp: u64, body: &[u8]) -> String {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        format!("v1,{}", Base64::encode_string(&mac.finalize().into_bytes()))
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_of_another_form_is_refused() {
        let parse = |text: &str| SigningSecret::parse(&Secret::new(text));
        let good = format!("whsec_{}", Base64::encode_string(&[7; 32]));
        assert!(!format!("{:?}", parse(&good).unwrap()).contains("Bwc"));
        assert!(parse(good.strip_prefix("whsec_").unwrap()).is_err());
        for length in [0, 23, 65] {
            let text = format!("whsec_{}", Base64::encode_string(&vec![7; length]));
            assert!(parse(&text).is_err(), "{length}");
        }
        assert!(parse("whsec_!").is_err());
    }
}
