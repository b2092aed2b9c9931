//! HPKE (RFC 9180) in the one way it is used here: Base mode, single shot, everything bound in
//! `info`, empty `aad`; DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.

use alloc::vec::Vec;
use core::fmt;

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256,
    kem::DhP256HkdfSha256, single_shot_open, single_shot_seal_with_rng,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::bytes::Bytes;

type P256 = DhP256HkdfSha256;

/// Length of an encapsulated key: a SEC1 uncompressed point.
const ENC: usize = 65;

/// A private KEM key.
pub struct KemSecret(<P256 as Kem>::PrivateKey);

impl KemSecret {
    /// A new key (RFC 9180 §7.1.3, `GenerateKeyPair`).
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(P256::gen_keypair_with_rng(rng).0)
    }

    /// Reads the 32-byte scalar.
    pub fn from_bytes(scalar: &[u8]) -> Option<Self> {
        Deserializable::from_bytes(scalar).ok().map(Self)
    }

    /// The 32-byte scalar.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// The public half, SEC1 uncompressed.
    pub fn public(&self) -> Bytes<65> {
        Bytes(P256::sk_to_pk(&self.0).to_bytes().into())
    }

    /// `OpenBase(enc, sk, info, "", ct)` (RFC 9180 §6.1) of `enc ‖ ct`.
    pub(crate) fn open(&self, info: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (enc, ct) = sealed.split_at_checked(ENC)?;
        let enc = Deserializable::from_bytes(enc).ok()?;
        let opened = single_shot_open::<AesGcm256, HkdfSha256, P256>(
            &OpModeR::Base,
            &self.0,
            &enc,
            info,
            ct,
            b"",
        );
        opened.ok().map(Zeroizing::new)
    }
}

impl fmt::Debug for KemSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KemSecret(public {})", self.public())
    }
}

/// `enc ‖ ct` of `SealBase(pk, info, "", plaintext)` (RFC 9180 §6.1); nothing if `public` is no key.
pub(crate) fn seal(
    public: &Bytes<65>,
    info: &[u8],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Option<Vec<u8>> {
    let public = Deserializable::from_bytes(&public.0).ok()?;
    let (enc, ct) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, P256>(
        &OpModeS::Base,
        &public,
        info,
        plaintext,
        b"",
        rng,
    )
    .ok()?;
    Some([enc.to_bytes().as_slice(), &ct].concat())
}

#[cfg(test)]
mod tests {
    use getrandom::{SysRng, rand_core::UnwrapErr};
    use std::format;

    use super::*;
    use crate::bytes::unb64u;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap())
            .collect()
    }

    #[test]
    fn what_is_sealed_is_opened_under_the_same_info_only() {
        let rng = &mut UnwrapErr(SysRng);
        let key = KemSecret::generate(rng);
        let sealed = seal(&key.public(), b"info", b"text", rng).unwrap();
        assert_eq!(key.open(b"info", &sealed).unwrap().as_slice(), b"text");
        assert!(key.open(b"inf0", &sealed).is_none());
        assert!(KemSecret::generate(rng).open(b"info", &sealed).is_none());
        for i in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[i] ^= 1;
            assert!(key.open(b"info", &changed).is_none(), "byte {i}");
            assert!(key.open(b"info", &sealed[..i]).is_none(), "length {i}");
        }
    }

    #[test]
    fn what_another_implementation_sealed_is_opened() {
        // Made by vectors/hpke.py with Python's `cryptography` (OpenSSL).
        let vector: serde_json::Value =
            serde_json::from_str(include_str!("../vectors/hpke.json")).unwrap();
        let field = |name: &str| unb64u(vector[name].as_str().unwrap()).unwrap();
        let key = KemSecret::from_bytes(&field("secret")).unwrap();
        assert_eq!(key.public().0.as_slice(), field("public"));
        let opened = key.open(&field("info"), &field("sealed")).unwrap();
        assert_eq!(opened.as_slice(), field("plaintext"));
    }

    #[test]
    fn points_that_are_no_keys_are_refused() {
        let rng = &mut UnwrapErr(SysRng);
        let key = KemSecret::generate(rng).public();
        let mut off_curve = key;
        off_curve.0[64] ^= 1;
        let mut compressed = key;
        compressed.0[0] = 2;
        for bad in [off_curve, compressed, Bytes([0; 65]), Bytes([4; 65])] {
            assert!(seal(&bad, b"", b"", rng).is_none());
        }
        assert!(KemSecret::from_bytes(&hex(&"00".repeat(32))).is_none());
        assert!(KemSecret::from_bytes(&hex(&"ff".repeat(32))).is_none());
    }

    #[test]
    fn debug_shows_the_public_half_only() {
        let key = KemSecret::generate(&mut UnwrapErr(SysRng));
        assert_eq!(format!("{key:?}"), format!("KemSecret(public {})", key.public()));
    }
}
