//! HPKE (RFC 9180) in the one way it is used here: Base mode, single shot, everything bound in
//! `info`, empty `aad`; DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
//!
//! Composed here, of HKDF and AES-GCM, since its arithmetic is a [`Provider`]'s; the `hpke` crate, npm's and
//! OpenSSL's open what this seals, and this what they seal.

use alloc::vec::Vec;
use core::fmt;

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use hkdf::Hkdf;
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    bytes::Bytes,
    dh::{Curve, DhSecret, Native, Provider, Secret},
};

/// Length of an encapsulated key: a SEC1 uncompressed point.
const ENC: usize = 65;

/// `"KEM" ‖ I2OSP(kem_id, 2)` (RFC 9180 §4.1) of DHKEM(P-256, HKDF-SHA256).
const KEM: &[u8] = b"KEM\x00\x10";

/// `"HPKE" ‖ kem_id ‖ kdf_id ‖ aead_id` (RFC 9180 §5.1), of that, HKDF-SHA256 and AES-256-GCM.
const HPKE: &[u8] = b"HPKE\x00\x10\x00\x01\x00\x02";

/// A private KEM key.
#[derive(Clone)]
pub struct KemSecret(DhSecret);

impl KemSecret {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(DhSecret::generate(rng))
    }

    /// Reads the 32-byte scalar.
    pub fn from_bytes(scalar: &[u8]) -> Option<Self> {
        DhSecret::from_bytes(scalar).map(Self)
    }

    /// The 32-byte scalar.
    pub fn to_bytes(&self) -> Secret {
        self.0.to_bytes()
    }

    /// The public half, SEC1 uncompressed.
    pub fn public(&self) -> Bytes<65> {
        self.0.public()
    }

    /// `OpenBase(enc, sk, info, "", ct)` (RFC 9180 §6.1) of `enc ‖ ct`.
    pub(crate) fn open(&self, info: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.open_with(info, b"", sealed)
    }

    fn open_with(&self, info: &[u8], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (enc, msg) = sealed.split_at_checked(ENC)?;
        let enc = Bytes(enc.try_into().ok()?);
        let shared = Native.agree(&self.0, &enc)?;
        let (cipher, nonce) = context(&shared, &enc, &self.public(), info)?;
        cipher.decrypt(&nonce.into(), Payload { msg, aad }).ok().map(Zeroizing::new)
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
    by: &mut impl Provider,
) -> Option<Vec<u8>> {
    seal_with(public, info, b"", plaintext, by)
}

fn seal_with(
    public: &Bytes<65>,
    info: &[u8],
    aad: &[u8],
    msg: &[u8],
    by: &mut impl Provider,
) -> Option<Vec<u8>> {
    let ephemeral = by.pair()?;
    let (shared, enc) = (by.agree(&ephemeral, public)?, ephemeral.public());
    let (cipher, nonce) = context(&shared, &enc, public, info)?;
    let ct = cipher.encrypt(&nonce.into(), Payload { msg, aad }).ok()?;
    Some([enc.0.as_slice(), &ct].concat())
}

/// `ExtractAndExpand` of `Encap` and `Decap` (RFC 9180 §4.1), then `KeySchedule` (§5.1) with no psk: the key,
/// and the nonce of the first message, which is the base nonce (§5.2).
fn context(
    dh: &Secret,
    enc: &Bytes<65>,
    public: &Bytes<65>,
    info: &[u8],
) -> Option<(Aes256Gcm, [u8; 12])> {
    let mut shared = Secret::default();
    let prk = extract(KEM, b"", b"eae_prk", dh.as_slice()).1;
    expand(&prk, KEM, b"shared_secret", &[enc.0, public.0].concat(), shared.as_mut())?;
    let psk_id = extract(HPKE, b"", b"psk_id_hash", b"").0;
    let info = extract(HPKE, b"", b"info_hash", info).0;
    let context = [[0].as_slice(), psk_id.as_slice(), info.as_slice()].concat();
    let prk = extract(HPKE, shared.as_slice(), b"secret", b"").1;
    let (mut key, mut nonce) = (Secret::default(), [0; 12]);
    expand(&prk, HPKE, b"key", &context, key.as_mut())?;
    expand(&prk, HPKE, b"base_nonce", &context, &mut nonce)?;
    Some((Aes256Gcm::new_from_slice(key.as_slice()).ok()?, nonce))
}

/// `LabeledExtract(salt, label, ikm)` (RFC 9180 §4).
fn extract(suite: &[u8], salt: &[u8], label: &[u8], ikm: &[u8]) -> (Secret, Hkdf<Sha256>) {
    let ikm = Zeroizing::new([b"HPKE-v1", suite, label, ikm].concat());
    let (prk, hkdf) = Hkdf::extract(Some(salt), &ikm);
    (Zeroizing::new(prk.into()), hkdf)
}

/// `LabeledExpand(prk, label, info, L)` (RFC 9180 §4), where L is the length of `out`.
fn expand(
    prk: &Hkdf<Sha256>,
    suite: &[u8],
    label: &[u8],
    info: &[u8],
    out: &mut [u8],
) -> Option<()> {
    let length = u16::try_from(out.len()).ok()?.to_be_bytes();
    prk.expand_multi_info(&[&length, b"HPKE-v1", suite, label, info], out).ok()
}

#[cfg(test)]
mod tests;
