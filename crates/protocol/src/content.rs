//! Sealing and opening: one content key an envelope, committed to, wrapped for each reader.
//!
//! A wrap is made by the session with its reader, or one-shot for a reader without one.

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
    SUITE,
    body::{Body, BodyError, Content},
    bytes::{Bytes, ConvId, Hash, b64u, lp, unb64u},
    dh::{Curve, Provider, Secret},
    envelope::{Envelope, MAX_ENVELOPE, MAX_HEADER, signing_input},
    header::{Header, Kind, Sender},
    kem::{self, KemSecret},
    key::Signature,
    pair::Pair,
};

/// What an envelope's key and nonce are derived under.
const CONTENT: &[u8] = b"sigilo1 content";

/// Why something could not be sealed. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// The message does not fit.
    Size,
    /// The message is not one of this version.
    Form,
    /// A reader has no key that is good now: fetch the manifest again.
    Key,
    /// The load has said or lasted enough: say hello as a new one.
    Over,
    /// Nobody can be answered in the sessions of this start: ask for new hellos.
    Unanswerable,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Size => "the message is too long",
            Self::Form => "not a message of this version",
            Self::Key => "a recipient has no valid key",
            Self::Over => "the load is over",
            Self::Unanswerable => "no load has a session with this start",
        })
    }
}

impl core::error::Error for SealError {}

impl From<BodyError> for SealError {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::Size => Self::Size,
            BodyError::Format => Self::Form,
        }
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

    /// Who sends it.
    pub fn from(&self) -> &Sender {
        &self.header.from
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

/// Whom to seal for.
// A handful, on the way to be sealed: a box would be an allocation for each envelope.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug)]
pub(crate) enum Reader {
    /// The other end of a session.
    Session(String, Pair),
    /// Who has none with the sender: an archive, another recipient.
    OneShot(Copy),
}

/// A prekey to seal a one-shot wrap to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Copy {
    pub(crate) id: String,
    pub(crate) kid: String,
    pub(crate) kem: Bytes<65>,
}

impl Reader {
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Session(id, _) => id,
            Self::OneShot(copy) => &copy.id,
        }
    }
}

/// Seals `body` for `readers` under `header`, whose `rcpt` and `kc` are filled in here (§5.3, §5.4):
///
/// ```text
/// kc = HKDF(CK, "", "sigilo1 commit", 32)
/// key ‖ iv = HKDF(CK, H(p), "sigilo1 content", 44)
/// c = AES-256-GCM(key, iv, body, aad = ASCII(p))
/// one-shot w = id ~ kid ~ SealBase(kem, lp("sigilo1 copy", suite, site, conv, mh, id, kid, D), "", CK)
/// ```
///
/// The ratchets of `readers` move on, also when it fails: pass copies.
pub(crate) fn seal(
    site: &str,
    mut header: Header,
    body: &Body,
    readers: &mut [Reader],
    by: &mut impl Provider,
) -> Result<Unsigned, SealError> {
    let body = Zeroizing::new(body.to_padded()?);
    let mut ck = Secret::default();
    by.random(ck.as_mut());
    header.rcpt = readers.iter().map(|reader| reader.id().into()).collect();
    header.kc = Some(commitment(&ck));
    let p = header_text(&header)?;
    let c = cipher(&ck, p.as_bytes(), CONTENT)
        .and_then(|(cipher, iv)| {
            cipher.encrypt(&iv.into(), Payload { msg: &body, aad: p.as_bytes() }).ok()
        })
        .ok_or(SealError::Size)?;
    let c = b64u(&c);
    let digest = digest(&p, &c);
    let mut w = Vec::new();
    for reader in readers {
        let (name, wrap) = match reader {
            Reader::Session(id, pair) => (id.clone(), pair.wrap(&ck, digest, by)),
            Reader::OneShot(Copy { id, kid, kem }) => {
                let info = info(site, header.conv, header.mh, id, kid, digest);
                (format!("{id}~{kid}"), kem::seal(kem, &info, ck.as_slice(), by))
            }
        };
        w.push(format!("{name}~{}", b64u(&wrap.ok_or(SealError::Key)?)));
    }
    Unsigned::new(header, p, w, c)
}

/// An envelope without content (§6.2, reset).
pub(crate) fn bare(header: Header) -> Result<Unsigned, SealError> {
    let p = header_text(&header)?;
    Unsigned::new(header, p, Vec::new(), String::new())
}

fn header_text(header: &Header) -> Result<String, SealError> {
    let p = header.to_json().to_text();
    if p.len() > MAX_HEADER { Err(SealError::Size) } else { Ok(b64u(p.as_bytes())) }
}

impl Unsigned {
    fn new(header: Header, p: String, w: Vec<String>, c: String) -> Result<Self, SealError> {
        let input = signing_input(&p, &w, &c);
        // The quotes, names and signature around the signed parts take less than 200 bytes.
        if input.len() + 200 > MAX_ENVELOPE {
            return Err(SealError::Size);
        }
        Ok(Self { header, p, w, c, input })
    }
}

/// What was opened in a session.
pub(crate) struct Opened {
    pub(crate) body: Body,
    /// Wraps of the other end came before this one, and none was opened.
    pub(crate) skips_first: bool,
}

/// Opens the ratchet wrap for `id`, then the content. Every failure is the same nothing, and leaves
/// the ratchet where it was.
pub(crate) fn open_session(
    pair: &mut Pair,
    envelope: &Envelope,
    id: &str,
    by: &mut impl Curve,
) -> Option<Opened> {
    let wrap = envelope.wraps().find(|wrap| wrap.id == id && wrap.kid.is_none())?;
    let wrap = unb64u(wrap.sealed)?;
    let skips_first = pair.skips_first(&wrap);
    let digest = digest(envelope.header_text(), envelope.ciphertext());
    let body = pair.unwrap(&wrap, digest, by, |ck| content(envelope, ck))?;
    Some(Opened { body, skips_first })
}

/// Opens the one-shot wrap for `id` with the key that `secret` finds for its kid, then the content.
pub(crate) fn open_copy<'a>(
    site: &str,
    envelope: &Envelope,
    id: &str,
    secret: impl FnOnce(&str) -> Option<&'a KemSecret>,
) -> Option<Body> {
    let header = envelope.header();
    let wrap = envelope.wraps().find(|wrap| wrap.id == id)?;
    let kid = wrap.kid?;
    let digest = digest(envelope.header_text(), envelope.ciphertext());
    let info = info(site, header.conv, header.mh, id, kid, digest);
    let opened = secret(kid)?.open(&info, &unb64u(wrap.sealed)?)?;
    let mut ck = Secret::default();
    ck.copy_from_slice(opened.get(..32).filter(|_| opened.len() == 32)?);
    content(envelope, &ck)
}

/// Steps 7 and 8 of receiving (§6.4).
fn content(envelope: &Envelope, ck: &Secret) -> Option<Body> {
    // AES-GCM commits to nothing: without this, two readers could be shown two texts.
    if envelope.header().kc != Some(commitment(ck)) {
        return None;
    }
    let p = envelope.header_text();
    let (cipher, iv) = cipher(ck, p.as_bytes(), CONTENT)?;
    let payload = &unb64u(envelope.ciphertext())?;
    let payload = Payload { msg: payload, aad: p.as_bytes() };
    let body = Zeroizing::new(cipher.decrypt(&iv.into(), payload).ok()?);
    let body = Body::parse(&body).ok()?;
    // What the relay saw is what it was; a type to come is one or the other.
    let t = envelope.header().t;
    let is_unknown = matches!(body.content, Content::Unknown { .. });
    let fits = t == body.content.kind() || (is_unknown && t == Kind::Ctl);
    fits.then_some(body)
}

/// `D = H(ASCII(p + "." + c))`
fn digest(p: &str, c: &str) -> Hash {
    Hash::of(format!("{p}.{c}").as_bytes())
}

fn info(site: &str, conv: ConvId, mh: Hash, id: &str, kid: &str, digest: Hash) -> Vec<u8> {
    lp(&[
        b"sigilo1 copy",
        SUITE.as_bytes(),
        site.as_bytes(),
        &conv.0,
        &mh.0,
        id.as_bytes(),
        kid.as_bytes(),
        &digest.0,
    ])
}

/// `HKDF(CK, "", "sigilo1 commit", 32)`
pub(crate) fn commitment(ck: &Secret) -> Hash {
    let mut out = [0; 32];
    // HKDF-SHA256 refuses only outputs over 255 · 32 bytes (RFC 5869 §2.3).
    let _ = Hkdf::<Sha256>::new(None, ck.as_slice()).expand(b"sigilo1 commit", &mut out);
    Bytes(out)
}

/// `key ‖ iv = HKDF(CK, H(context), label, 44)`
pub(crate) fn cipher(ck: &Secret, context: &[u8], label: &[u8]) -> Option<(Aes256Gcm, [u8; 12])> {
    let mut okm = Zeroizing::new([0; 44]);
    let salt = Hash::of(context);
    Hkdf::<Sha256>::new(Some(&salt.0), ck.as_slice()).expand(label, okm.as_mut()).ok()?;
    let (key, iv) = okm.split_at(32);
    Some((Aes256Gcm::new_from_slice(key).ok()?, iv.try_into().ok()?))
}

/// A random id for a body: 16 bytes in base64url.
pub fn random_id(rng: &mut impl CryptoRng) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    Bytes(bytes).to_string()
}
