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
        self.open_with(info, b"", sealed)
    }

    fn open_with(&self, info: &[u8], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (enc, ct) = sealed.split_at_checked(ENC)?;
        let enc = Deserializable::from_bytes(enc).ok()?;
        let opened = single_shot_open::<AesGcm256, HkdfSha256, P256>(
            &OpModeR::Base,
            &self.0,
            &enc,
            info,
            ct,
            aad,
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
    seal_with(public, info, b"", plaintext, rng)
}

fn seal_with(
    public: &Bytes<65>,
    info: &[u8],
    aad: &[u8],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Option<Vec<u8>> {
    let public = Deserializable::from_bytes(&public.0).ok()?;
    let (enc, ct) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, P256>(
        &OpModeS::Base,
        &public,
        info,
        plaintext,
        aad,
        rng,
    )
    .ok()?;
    Some([enc.to_bytes().as_slice(), &ct].concat())
}

#[cfg(test)]
mod tests;
