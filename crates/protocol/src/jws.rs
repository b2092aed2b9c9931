//! Compact JWS (RFC 7515), as strict as it can be: `alg` is ES256, `typ` is the expected one, the
//! header holds nothing else, and the key comes from outside.
//!
//! Not a general JWS library: `jku`, `x5u`, `kid` and every other header are refused, since a message
//! must not choose the key that it is checked with. What a visitor signs for whoever reads it later
//! has `jwk` as well, since nobody else publishes a visitor's key: [`SelfSigned`] (§2). Such a type
//! is never read as another, and its key is believed only where it is the one that was looked for.

use alloc::{format, string::String, vec::Vec};

use crate::{
    bytes::{Bytes, b64u, unb64u},
    json::{Json, Members},
    key::{PublicKey, Signature, SigningKey},
};

/// Why a JWS was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JwsError {
    /// Not three base64url parts with the expected header.
    Format,
    /// The signature is not the key's.
    Signature,
}

impl core::fmt::Display for JwsError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Format => "not a JWS of the expected type",
            Self::Signature => "the JWS is not signed by the expected key",
        })
    }
}

impl core::error::Error for JwsError {}

/// The bytes to sign: `b64u(header) + "." + b64u(payload)` (RFC 7515 §5.1).
pub fn signing_input(typ: &str, payload: &[u8]) -> String {
    let header = format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#);
    format!("{}.{}", b64u(header.as_bytes()), b64u(payload))
}

/// The bytes to sign of a JWS that carries its key, `{"alg":"ES256","jwk":{…},"typ":…}`.
pub fn signing_input_with_jwk(typ: &str, payload: &[u8], key: &PublicKey) -> String {
    let jwk = key.to_json().to_text();
    let header = format!(r#"{{"alg":"ES256","jwk":{jwk},"typ":"{typ}"}}"#);
    format!("{}.{}", b64u(header.as_bytes()), b64u(payload))
}

/// The compact JWS of a signing input and its signature.
pub fn attach(signing_input: String, signature: &Signature) -> String {
    format!("{signing_input}.{signature}")
}

/// Signs `payload`.
pub fn sign(typ: &str, payload: &[u8], key: &SigningKey) -> String {
    let input = signing_input(typ, payload);
    let signature = key.sign(input.as_bytes());
    attach(input, &signature)
}

/// A JWS of the right form whose signature was not looked at yet.
pub struct Unverified<'a> {
    signing_input: &'a str,
    payload: Vec<u8>,
    signature: Signature,
}

impl<'a> Unverified<'a> {
    /// Reads a compact JWS whose header is exactly `alg` ES256 and `typ`.
    pub fn parse(compact: &'a str, typ: &str) -> Result<Self, JwsError> {
        Self::read(compact, typ).ok_or(JwsError::Format)
    }

    fn read(compact: &'a str, typ: &str) -> Option<Self> {
        let (header, unverified) = Self::split(compact)?;
        has_type(header, typ)?;
        Some(unverified)
    }

    /// The header's members, and the rest.
    fn split(compact: &'a str) -> Option<(Members, Self)> {
        let (signing_input, signature) = compact.rsplit_once('.')?;
        let (header, payload) = signing_input.split_once('.')?;
        let header = Json::parse(&unb64u(header)?)?.into_members();
        let (payload, signature) = (unb64u(payload)?, Bytes::parse(signature)?);
        Some((header, Self { signing_input, payload, signature }))
    }

    /// The payload, to find the key by; nothing in it is to be believed yet.
    pub fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }

    /// What was signed, and by what signature: for whoever has it checked elsewhere.
    pub(crate) fn signed(&self) -> (&[u8], &Signature) {
        (self.signing_input.as_bytes(), &self.signature)
    }

    /// The payload, once `verify`, an ES256 of the caller's, has found that it is `key`'s.
    pub async fn verify_by<V>(self, key: &PublicKey, verify: V) -> Option<Vec<u8>>
    where
        V: AsyncFnOnce(&PublicKey, &[u8], &Signature) -> bool,
    {
        let (input, signature) = self.signed();
        verify(key, input, signature).await.then_some(self.payload)
    }

    /// The payload, once `key` has verified.
    pub fn verify(self, key: &PublicKey) -> Result<Vec<u8>, JwsError> {
        let (input, signature) = self.signed();
        if key.verify(input, signature) { Ok(self.payload) } else { Err(JwsError::Signature) }
    }
}

/// Nothing unless the members that are left are `alg` ES256 and `typ`.
fn has_type(mut header: Members, typ: &str) -> Option<()> {
    let is_expected = header.text("alg") == "ES256" && header.text("typ") == typ;
    header.done(()).filter(|()| is_expected)
}

/// A JWS that is signed by the key in its own header: that key said this. Whose key it is, the
/// header does not prove.
pub struct SelfSigned {
    /// The key that signed.
    pub key: PublicKey,
    /// What it signed.
    pub payload: Vec<u8>,
}

impl SelfSigned {
    /// Reads and checks a compact JWS whose header is exactly `alg` ES256, `jwk` and `typ`.
    pub fn verify(compact: &str, typ: &str) -> Result<Self, JwsError> {
        let (key, unverified) = Self::read(compact, typ).ok_or(JwsError::Format)?;
        Ok(Self { key, payload: unverified.verify(&key)? })
    }

    /// The same, its key and payload apart from whether the signature holds.
    pub fn claimed(compact: &str, typ: &str) -> Option<Self> {
        let (key, unverified) = Self::read(compact, typ)?;
        Some(Self { key, payload: unverified.payload })
    }

    fn read<'a>(compact: &'a str, typ: &str) -> Option<(PublicKey, Unverified<'a>)> {
        let (mut header, unverified) = Unverified::split(compact)?;
        let key = header.one("jwk", PublicKey::from_json)?;
        has_type(header, typ)?;
        Some((key, unverified))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[3; 32]).unwrap()
    }

    fn with_header(header: &str) -> String {
        let input = format!("{}.{}", b64u(header.as_bytes()), b64u(b"{}"));
        let signature = key().sign(input.as_bytes());
        attach(input, &signature)
    }

    #[test]
    fn what_was_signed_is_read() {
        let jws = sign("t", b"payload", &key());
        let payload = Unverified::parse(&jws, "t").unwrap().verify(&key().public()).unwrap();
        assert_eq!(payload, b"payload");
    }

    #[test]
    fn confusions_are_refused() {
        for header in [
            r#"{"alg":"none","typ":"t"}"#,
            r#"{"alg":"HS256","typ":"t"}"#,
            r#"{"alg":"ES256","typ":"u"}"#,
            r#"{"alg":"ES256"}"#,
            r#"{"alg":"ES256","typ":"t","kid":"x"}"#,
            r#"{"alg":"ES256","typ":"t","jwk":{}}"#,
            r#"{"alg":"ES256","typ":"t","jku":"https://example.org"}"#,
            r#"{"alg":"ES256","typ":"t","x5u":"https://example.org"}"#,
            r#"{"alg":"none","alg":"ES256","typ":"t"}"#,
        ] {
            let refused = Unverified::parse(&with_header(header), "t").err();
            assert_eq!(refused, Some(JwsError::Format), "{header}");
        }
        assert!(Unverified::parse(&with_header(r#"{"alg":"ES256","typ":"t"}"#), "t").is_ok());
    }

    #[test]
    fn a_changed_payload_or_key_is_refused() {
        let jws = sign("t", b"payload", &key());
        let changed = jws.replace(&b64u(b"payload"), &b64u(b"pay1oad"));
        let verdict = |jws: &str, key: &SigningKey| {
            Unverified::parse(jws, "t").unwrap().verify(&key.public()).err()
        };
        assert_eq!(verdict(&jws, &key()), None);
        assert_eq!(verdict(&changed, &key()), Some(JwsError::Signature));
        let other = SigningKey::from_bytes(&[4; 32]).unwrap();
        assert_eq!(verdict(&jws, &other), Some(JwsError::Signature));
    }

    fn with_jwk(typ: &str) -> String {
        let input = signing_input_with_jwk(typ, b"payload", &key().public());
        let signature = key().sign(input.as_bytes());
        attach(input, &signature)
    }

    #[test]
    fn a_key_that_comes_along_is_read_with_what_it_signed() {
        let read = SelfSigned::verify(&with_jwk("t"), "t").unwrap();
        assert_eq!((read.key, read.payload.as_slice()), (key().public(), b"payload".as_slice()));
        let changed = with_jwk("t").replace(&b64u(b"payload"), &b64u(b"pay1oad"));
        assert_eq!(SelfSigned::verify(&changed, "t").err(), Some(JwsError::Signature));
        assert!(SelfSigned::claimed(&changed, "t").is_some());
    }

    #[test]
    fn a_key_that_comes_along_is_for_its_types_only() {
        assert_eq!(Unverified::parse(&with_jwk("t"), "t").err(), Some(JwsError::Format));
        for jws in [sign("t", b"payload", &key()), with_jwk("u")] {
            assert_eq!(SelfSigned::verify(&jws, "t").err(), Some(JwsError::Format));
        }
        let jwk = key().public().to_json().to_text();
        for header in [
            format!(r#"{{"alg":"none","jwk":{jwk},"typ":"t"}}"#),
            format!(r#"{{"alg":"ES256","jwk":{jwk},"typ":"t","kid":"x"}}"#),
            format!(r#"{{"alg":"ES256","jwk":{jwk},"jwk":{jwk},"typ":"t"}}"#),
            r#"{"alg":"ES256","jwk":{},"typ":"t"}"#.into(),
            format!(r#"{{"alg":"ES256","jwk":{},"typ":"t"}}"#, jwk.replace("EC", "RSA")),
            format!(r#"{{"alg":"ES256","jwk":{},"typ":"t"}}"#, jwk.replace('}', r#","d":"AA"}"#)),
        ] {
            let refused = SelfSigned::verify(&with_header(&header), "t").err();
            assert_eq!(refused, Some(JwsError::Format), "{header}");
        }
    }
}
