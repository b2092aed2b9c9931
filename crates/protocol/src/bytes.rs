//! Byte strings as they travel: base64url without padding, fixed lengths, length-prefixed lists.

use alloc::{string::String, vec::Vec};
use core::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use crate::json::Json;

/// Encodes as base64url without padding (RFC 4648 §5).
pub fn b64u(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Decodes base64url without padding. Padding, other alphabets and non-canonical endings are refused.
pub fn unb64u(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

/// `lp(x…)`: each field as its length (u32, big-endian) followed by its bytes.
///
/// Two different lists never give the same bytes, so what is bound by it can't be shifted from one
/// field into the next.
#[cfg(feature = "session")]
pub(crate) fn lp(fields: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(fields.iter().map(|field| field.len() + 4).sum());
    for field in fields {
        // A field is at most an envelope long; a longer one can't be told apart and must not pass.
        let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(field);
    }
    out
}

/// A byte string of `N` bytes that is public: written as base64url in JSON and in `Debug`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes<const N: usize>(pub [u8; N]);

/// A SHA-256 hash: 32 bytes.
pub type Hash = Bytes<32>;

/// A conversation's id: 16 random bytes.
pub type ConvId = Bytes<16>;

impl Hash {
    /// `H(bytes)` = SHA-256 (FIPS 180-4).
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl<const N: usize> Bytes<N> {
    /// Reads base64url without padding, of exactly `N` bytes.
    pub fn parse(text: &str) -> Option<Self> {
        unb64u(text)?.try_into().ok().map(Self)
    }

    /// As it travels.
    pub fn to_json(&self) -> Json {
        Json::text(&b64u(&self.0))
    }

    /// Reads a JSON string as [`Bytes::parse`] does.
    pub fn from_json(json: Json) -> Option<Self> {
        Self::parse(&json.into_text()?)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> fmt::Display for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&b64u(&self.0))
    }
}

impl<const N: usize> fmt::Debug for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&b64u(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not base64url of the right length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "session")]
    #[test]
    fn lists_with_shifted_borders_differ() {
        assert_ne!(lp(&[b"ab", b"c"]), lp(&[b"a", b"bc"]));
        assert_eq!(lp(&[b"ab", b""]), [0, 0, 0, 2, b'a', b'b', 0, 0, 0, 0]);
    }

    #[test]
    fn only_one_spelling_of_each_byte_string_is_read() {
        assert_eq!(unb64u("_-8"), Some([0xff, 0xef].into()));
        for bad in ["_-8=", "/+8", "_-9", "_-8 ", "_"] {
            assert_eq!(unb64u(bad), None, "{bad}");
        }
        assert!(Hash::parse(&b64u(&[7; 31])).is_none());
        assert_eq!(Hash::parse(&b64u(&[7; 32])), Some(Bytes([7; 32])));
    }
}
