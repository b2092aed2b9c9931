//! Sealing and opening: one content key an envelope, committed to, wrapped for each reader.
//!
//! Every wrap of this version is one-shot. A ratchet, once it comes, changes how a wrap is made and
//! opened, and nothing else here.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
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
    body::{Body, BodyError},
    bytes::{Bytes, ConvId, Hash, b64u, lp, unb64u},
    envelope::{Envelope, MAX_ENVELOPE, MAX_HEADER, signing_input},
    header::Header,
    kem::{self, KemSecret},
    key::Signature,
};

/// Why something could not be sealed. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// The message does not fit.
    Size,
    /// A reader has no key that is good now.
    Key,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Size => "the message is too long",
            Self::Key => "a recipient has no valid key",
        })
    }
}

impl core::error::Error for SealError {}

impl From<BodyError> for SealError {
    fn from(_: BodyError) -> Self {
        Self::Size
    }
}

/// Why an envelope was not taken. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiveError {
    /// It was taken before: nothing is lost by passing it over.
    Duplicate,
    /// Anything else, undistinguished: who sends a bad envelope learns nothing from the answer.
    Refused,
}

impl fmt::Display for ReceiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Duplicate => "the envelope was received before",
            Self::Refused => "the envelope was refused",
        })
    }
}

impl core::error::Error for ReceiveError {}

/// An envelope that lacks its signature: the caller signs [`Unsigned::signing_input`].
#[derive(Clone, Debug)]
pub struct Unsigned {
    header: Header,
    p: String,
    w: Vec<String>,
    c: String,
    input: Vec<u8>,
}

impl Unsigned {
    /// The bytes to sign, with ES256.
    pub fn signing_input(&self) -> &[u8] {
        &self.input
    }

    /// The envelope's name, which the signature does not change.
    pub fn eh(&self) -> Hash {
        Hash::of(&self.input)
    }

    /// Its sender's count.
    pub fn seq(&self) -> u64 {
        self.header.seq
    }

    /// The whole envelope.
    pub fn attach(self, signature: Signature) -> Envelope {
        Envelope::new(self.header, self.p, self.w, self.c, signature)
    }
}

/// A reader and the key to seal to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Target {
    pub(crate) id: String,
    pub(crate) kid: String,
    pub(crate) kem: Bytes<65>,
}

/// Seals `body` for `targets` under `header`, whose `rcpt` and `kc` are filled in here:
///
/// ```text
/// kc = HKDF(CK, "", "sigilo1 commit", 32)
/// key ‖ iv = HKDF(CK, H(p), "sigilo1 content", 44)
/// c = AES-256-GCM(key, iv, body, aad = ASCII(p))
/// w = id ~ kid ~ SealBase(kem, lp("sigilo1 copy", site, conv, mh, id, kid, H(p + "." + c)), "", CK)
/// ```
pub(crate) fn seal(
    site: &str,
    mut header: Header,
    body: &Body,
    targets: &[Target],
    rng: &mut impl CryptoRng,
) -> Result<Unsigned, SealError> {
    let body = Zeroizing::new(body.to_padded()?);
    let mut ck = Zeroizing::new([0; 32]);
    rng.fill_bytes(ck.as_mut());
    header.rcpt = targets.iter().map(|target| target.id.clone()).collect();
    header.kc = commitment(&ck);
    let p = header.to_json().to_text();
    if p.len() > MAX_HEADER {
        return Err(SealError::Size);
    }
    let p = b64u(p.as_bytes());
    let c = cipher(&ck, &p)
        .and_then(|(cipher, iv)| {
            cipher.encrypt(&iv.into(), Payload { msg: &body, aad: p.as_bytes() }).ok()
        })
        .ok_or(SealError::Size)?;
    let c = b64u(&c);
    let digest = Hash::of(format!("{p}.{c}").as_bytes());
    let wrap = |target: &Target| {
        let info = info(site, header.conv, header.mh, &target.id, &target.kid, digest);
        let sealed = kem::seal(&target.kem, &info, ck.as_slice(), rng)?;
        Some(format!("{}~{}~{}", target.id, target.kid, b64u(&sealed)))
    };
    let w = targets.iter().map(wrap).collect::<Option<Vec<_>>>().ok_or(SealError::Key)?;
    let input = signing_input(&p, &w, &c);
    // The quotes, names and signature around the signed parts take less than 200 bytes.
    if input.len() + 200 > MAX_ENVELOPE {
        return Err(SealError::Size);
    }
    Ok(Unsigned { header, p, w, c, input })
}

/// Opens the wrap for `id` with the key that `secret` finds for its kid, then the content. Every
/// failure is the same nothing.
pub(crate) fn open<'a>(
    site: &str,
    envelope: &Envelope,
    id: &str,
    secret: impl FnOnce(&str) -> Option<&'a KemSecret>,
) -> Option<Body> {
    let wrap = envelope.wraps().find(|wrap| wrap.id == id)?;
    let header = envelope.header();
    let (p, c) = (envelope.header_text(), envelope.ciphertext());
    let digest = Hash::of(format!("{p}.{c}").as_bytes());
    let info = info(site, header.conv, header.mh, id, wrap.kid, digest);
    let ck = secret(wrap.kid)?.open(&info, &unb64u(wrap.sealed)?)?;
    let ck = Zeroizing::new(<[u8; 32]>::try_from(ck.as_slice()).ok()?);
    // AES-GCM commits to nothing: without this, two readers could be shown two texts.
    if commitment(&ck) != header.kc {
        return None;
    }
    let (cipher, iv) = cipher(&ck, p)?;
    let payload = Payload { msg: &unb64u(c)?, aad: p.as_bytes() };
    let body = Zeroizing::new(cipher.decrypt(&iv.into(), payload).ok()?);
    Body::parse(&body).ok()
}

fn info(site: &str, conv: ConvId, mh: Hash, id: &str, kid: &str, digest: Hash) -> Vec<u8> {
    let fields = [
        b"sigilo1 copy".as_slice(),
        site.as_bytes(),
        &conv.0,
        &mh.0,
        id.as_bytes(),
        kid.as_bytes(),
        &digest.0,
    ];
    lp(&fields)
}

fn commitment(ck: &[u8; 32]) -> Hash {
    let mut out = [0; 32];
    // HKDF-SHA256 refuses only outputs over 255 · 32 bytes (RFC 5869 §2.3).
    let _ = Hkdf::<Sha256>::new(None, ck).expand(b"sigilo1 commit", &mut out);
    Bytes(out)
}

fn cipher(ck: &[u8; 32], p: &str) -> Option<(Aes256Gcm, [u8; 12])> {
    let mut okm = Zeroizing::new([0; 44]);
    let salt = Hash::of(p.as_bytes());
    Hkdf::<Sha256>::new(Some(&salt.0), ck).expand(b"sigilo1 content", okm.as_mut()).ok()?;
    let (key, iv) = okm.split_at(32);
    Some((Aes256Gcm::new_from_slice(key).ok()?, iv.try_into().ok()?))
}

/// A random id for a body: 16 bytes in base64url.
pub fn random_id(rng: &mut impl CryptoRng) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    Bytes(bytes).to_string()
}
