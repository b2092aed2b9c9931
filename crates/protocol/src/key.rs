//! Signing keys: ES256 (RFC 7518 §3.4) on P-256, public keys as JWK and as 65-byte points.

use alloc::{format, string::String};
use core::fmt;

use p256::ecdsa::{
    Signature as P256Signature, SigningKey as P256SigningKey, VerifyingKey,
    signature::{Signer, Verifier},
};
use p256::elliptic_curve::Generate;
use rand_core::CryptoRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

use crate::{
    bytes::{Bytes, Hash},
    json::Json,
};

/// A signature in P1363 form: r ‖ s, 64 bytes.
pub type Signature = Bytes<64>;

/// An RFC 7638 thumbprint of a public key.
pub type Thumbprint = Hash;

/// A public ES256 key. One whose point is not on the curve has signed nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(Bytes<65>);

/// The members of an EC JWK (RFC 7518 §6.2.1), no others.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Jwk {
    kty: String,
    crv: String,
    x: Bytes<32>,
    y: Bytes<32>,
}

impl PublicKey {
    /// Reads a SEC1 uncompressed point: `04 ‖ x ‖ y`, 65 bytes. No other form is accepted: not a
    /// compressed or hybrid point, not the identity. Whether it is on the curve is found where it is
    /// used, so that whoever has signatures checked elsewhere needs no arithmetic.
    pub fn from_point(point: &[u8]) -> Option<Self> {
        let point: [u8; 65] = point.try_into().ok()?;
        (point[0] == 4).then_some(Self(Bytes(point)))
    }

    /// Whether it is a point of the curve; else nothing is to be sent to whoever goes by it.
    pub fn is_on_curve(&self) -> bool {
        VerifyingKey::from_sec1_bytes(&self.0.0).is_ok()
    }

    /// The SEC1 uncompressed point, 65 bytes.
    pub fn point(&self) -> [u8; 65] {
        self.0.0
    }

    /// The JWK (RFC 7518 §6.2.1): `kty`, `crv`, `x`, `y`, nothing else.
    pub fn to_json(&self) -> Json {
        let Jwk { kty, crv, x, y } = self.jwk();
        Json::object([
            ("kty", Some(Json::Text(kty))),
            ("crv", Some(Json::Text(crv))),
            ("x", Some(x.to_json())),
            ("y", Some(y.to_json())),
        ])
    }

    /// Reads a JWK that has these members and no others.
    pub fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let jwk = Jwk {
            kty: members.text("kty"),
            crv: members.text("crv"),
            x: members.bytes("x"),
            y: members.bytes("y"),
        };
        members.done(jwk)?.key()
    }

    /// `H({"crv":"P-256","kty":"EC","x":"…","y":"…"})` (RFC 7638 §3.2).
    pub fn thumbprint(&self) -> Thumbprint {
        let Jwk { kty, crv, x, y } = self.jwk();
        Hash::of(format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}","y":"{y}"}}"#).as_bytes())
    }

    /// Whether `signature` is this key's over `message`.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        let key = VerifyingKey::from_sec1_bytes(&self.0.0);
        let signature = P256Signature::from_slice(&signature.0);
        key.is_ok_and(|key| signature.is_ok_and(|own| key.verify(message, &own).is_ok()))
    }

    fn jwk(&self) -> Jwk {
        let (mut x, mut y) = ([0; 32], [0; 32]);
        x.copy_from_slice(&self.0.0[1..33]);
        y.copy_from_slice(&self.0.0[33..]);
        Jwk { kty: "EC".into(), crv: "P-256".into(), x: Bytes(x), y: Bytes(y) }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.thumbprint())
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.jwk().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = Jwk::deserialize(deserializer)?.key();
        key.ok_or_else(|| de::Error::custom("not a P-256 public key"))
    }
}

impl Jwk {
    fn key(&self) -> Option<PublicKey> {
        let mut point = [4; 65];
        point[1..33].copy_from_slice(&self.x.0);
        point[33..].copy_from_slice(&self.y.0);
        let is_p256 = self.kty == "EC" && self.crv == "P-256";
        is_p256.then(|| PublicKey::from_point(&point)).flatten()
    }
}

/// A private ES256 key held in memory: a recipient's or a site identity's. A visitor's never is
/// one; it stays in WebCrypto.
pub struct SigningKey(P256SigningKey);

impl SigningKey {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(P256SigningKey::generate_from_rng(rng))
    }

    /// Reads the 32-byte scalar.
    pub fn from_bytes(scalar: &[u8]) -> Option<Self> {
        // `from_slice` would fill up a shorter one.
        P256SigningKey::from_bytes(scalar.try_into().ok()?).ok().map(Self)
    }

    /// The 32-byte scalar.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        let mut point = [0; 65];
        point.copy_from_slice(self.0.verifying_key().to_sec1_point(false).as_bytes());
        PublicKey(Bytes(point))
    }

    /// Signs with a deterministic nonce (RFC 6979).
    pub fn sign(&self, message: &[u8]) -> Signature {
        let signature: P256Signature = self.0.sign(message);
        Bytes(signature.to_bytes().into())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey(public {})", self.public().thumbprint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALAR: [u8; 32] = [7; 32];

    #[test]
    fn a_key_survives_its_jwk() {
        let key = SigningKey::from_bytes(&SCALAR).unwrap().public();
        let jwk = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<PublicKey>(&jwk).unwrap(), key);
        assert_eq!(PublicKey::from_point(&key.point()), Some(key));
    }

    #[test]
    fn the_thumbprint_is_the_one_of_rfc_7638() {
        // The P-256 key of RFC 7517 A.1; its thumbprint computed apart, with another SHA-256.
        let jwk = r#"{"kty":"EC","crv":"P-256",
            "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;
        let key: PublicKey = serde_json::from_str(jwk).unwrap();
        assert_eq!(
            std::string::ToString::to_string(&key.thumbprint()),
            "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s"
        );
    }

    #[test]
    fn other_point_encodings_are_refused() {
        let point = SigningKey::from_bytes(&SCALAR).unwrap().public().point();
        let mut compressed = [0; 33];
        compressed[0] = 2 + (point[64] & 1);
        compressed[1..].copy_from_slice(&point[1..33]);
        assert!(PublicKey::from_point(&compressed).is_none());
        assert!(PublicKey::from_point(&[0]).is_none());
        let mut hybrid = point;
        hybrid[0] = 6 + (point[64] & 1);
        assert!(PublicKey::from_point(&hybrid).is_none());
    }

    #[test]
    fn a_point_off_the_curve_has_signed_nothing() {
        let key = SigningKey::from_bytes(&SCALAR).unwrap();
        let mut point = key.public().point();
        point[40] ^= 1;
        let off_curve = PublicKey::from_point(&point).unwrap();
        assert!(key.public().is_on_curve() && !off_curve.is_on_curve());
        for signature in [key.sign(b"message"), Bytes([0; 64]), Bytes([1; 64])] {
            assert!(!off_curve.verify(b"message", &signature));
        }
    }

    #[test]
    fn a_signature_is_over_the_message_by_the_key() {
        let key = SigningKey::from_bytes(&SCALAR).unwrap();
        let signature = key.sign(b"message");
        assert!(key.public().verify(b"message", &signature));
        assert!(!key.public().verify(b"massage", &signature));
        assert!(!key.public().verify(b"message", &Bytes([0; 64])));
        let other = SigningKey::from_bytes(&[8; 32]).unwrap();
        assert!(!other.public().verify(b"message", &signature));
    }

    #[test]
    fn scalars_of_another_length_or_outside_the_order_are_refused() {
        for bad in [[1; 31].as_slice(), &[1; 33], &[], &[0; 32], &[0xff; 32]] {
            assert!(SigningKey::from_bytes(bad).is_none());
        }
    }

    #[test]
    fn debug_shows_public_parts_only() {
        let key = SigningKey::from_bytes(&SCALAR).unwrap();
        let expected = format!("SigningKey(public {})", key.public().thumbprint());
        assert_eq!(format!("{key:?}"), expected);
    }
}
