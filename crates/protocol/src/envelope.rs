//! The envelope: what the relay stores and passes on, and can check but not read.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

use crate::{
    bytes::{Hash, unb64u},
    header::{Header, Kind, is_id},
    json::{Json, JsonObject},
    key::{PublicKey, Signature},
};

/// Largest envelope in bytes. A body is 64 KiB at most, a third more in base64; the rest is wraps.
pub const MAX_ENVELOPE: usize = 128 * 1024;

/// Largest header in bytes, decoded.
pub(crate) const MAX_HEADER: usize = 8 * 1024;

/// Most wraps: 8 recipients, and room for the live loads of a visitor.
const MAX_WRAPS: usize = 16;

/// Why bytes are not an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeError {
    /// More than [`MAX_ENVELOPE`] bytes, or a header of more than 8 KiB.
    Size,
    /// Not the JSON of an envelope of this version, or with something more in it.
    Format,
    /// The parts contradict each other.
    Consistency,
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Size => "the envelope is too large",
            Self::Format => "not an envelope of this version",
            Self::Consistency => "the envelope's parts contradict each other",
        })
    }
}

impl core::error::Error for EnvelopeError {}

/// One wrap (§5.4): the content key for one reader, `id ~ b64u(…)` of a session, `id ~ kid ~ b64u(enc ‖ ct)`
/// of one shot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrap<'a> {
    /// Whom it is for.
    pub id: &'a str,
    /// Which of the reader's keys, where it is none of a session.
    pub kid: Option<&'a str>,
    /// What is wrapped, in base64url.
    pub sealed: &'a str,
}

impl<'a> Wrap<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (id, rest) = text.split_once('~')?;
        let (kid, sealed) = match rest.split_once('~') {
            Some((kid, sealed)) => (Some(kid), sealed),
            None => (None, rest),
        };
        let is_wrapped = unb64u(sealed).is_some_and(|wrapped| !wrapped.is_empty());
        let whole = is_id(id) && kid.is_none_or(is_id) && is_wrapped;
        whole.then_some(Self { id, kid, sealed })
    }
}

/// A well-formed envelope. Whose it is, [`Envelope::verify`] tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    header: Header,
    p: String,
    w: Vec<String>,
    c: String,
    s: Signature,
}

impl Envelope {
    /// Reads an envelope: size, then strict schema, then whether its parts fit.
    pub fn parse(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > MAX_ENVELOPE {
            return Err(EnvelopeError::Size);
        }
        let (p, w, c, s) = Json::parse(bytes).and_then(parts).ok_or(EnvelopeError::Format)?;
        let header = unb64u(&p).ok_or(EnvelopeError::Format)?;
        if header.len() > MAX_HEADER {
            return Err(EnvelopeError::Size);
        }
        let header = Json::parse(&header).and_then(Header::from_json);
        let header = header.ok_or(EnvelopeError::Format)?;
        if unb64u(&c).is_none() || w.len() > MAX_WRAPS {
            return Err(EnvelopeError::Format);
        }
        let mut fits = w.len() == header.rcpt.len();
        for (at, wrap) in w.iter().enumerate() {
            let wrap = Wrap::parse(wrap).ok_or(EnvelopeError::Format)?;
            fits &= header.rcpt.get(at).is_some_and(|id| id == wrap.id);
        }
        let has_content = header.t != Kind::Reset;
        if !fits || has_content == c.is_empty() || !header.is_consistent() {
            return Err(EnvelopeError::Consistency);
        }
        Ok(Self { header, p, w, c, s })
    }

    #[cfg(feature = "session")]
    pub(crate) fn new(header: Header, p: String, w: Vec<String>, c: String, s: Signature) -> Self {
        Self { header, p, w, c, s }
    }

    /// The envelope as one line of JSON.
    pub fn to_json(&self) -> String {
        let mut envelope = JsonObject::new();
        envelope.text("p", &self.p);
        envelope.json("w", Json::texts(&self.w));
        envelope.text("c", &self.c);
        envelope.json("s", self.s.to_json());
        envelope.whole().to_text()
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The wraps, in the order of `rcpt`.
    pub fn wraps(&self) -> impl Iterator<Item = Wrap<'_>> {
        self.w.iter().filter_map(|wrap| Wrap::parse(wrap))
    }

    /// SI = ASCII("SIG1." + p + "." + w.join(",") + "." + c), the bytes that are signed.
    pub fn signing_input(&self) -> Vec<u8> {
        signing_input(&self.p, &self.w, &self.c)
    }

    /// eh = H(SI): what names this envelope. It does not cover the signature.
    pub fn eh(&self) -> Hash {
        Hash::of(&self.signing_input())
    }

    /// Whether `key` signed it.
    pub fn verify(&self, key: &PublicKey) -> bool {
        key.verify(&self.signing_input(), &self.s)
    }

    /// Which of `keys` signed it, by `verify`, an ES256 of the caller's: the browser's, which costs no bytes.
    #[cfg(feature = "session")]
    pub async fn checked_by<V>(self, keys: &[PublicKey], verify: V) -> Checked
    where
        V: AsyncFn(&PublicKey, &[u8], &Signature) -> bool,
    {
        let input = self.signing_input();
        let mut signer = None;
        for key in keys {
            if verify(key, &input, &self.s).await {
                signer = Some(*key);
                break;
            }
        }
        Checked { envelope: self, signer }
    }

    #[cfg(feature = "session")]
    pub(crate) fn header_text(&self) -> &str {
        &self.p
    }

    #[cfg(feature = "session")]
    pub(crate) fn ciphertext(&self) -> &str {
        &self.c
    }
}

/// An envelope, and which of the keys that were asked about signed it, if one did.
#[cfg(feature = "session")]
pub struct Checked {
    pub(crate) envelope: Envelope,
    pub(crate) signer: Option<PublicKey>,
}

#[cfg(feature = "session")]
impl Checked {
    /// The envelope's header, which is to be believed only if somebody signed it.
    pub fn header(&self) -> &Header {
        self.envelope.header()
    }
}

impl fmt::Display for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

/// `{"p", "w": […], "c", "s"}`, nothing else.
fn parts(json: Json) -> Option<(String, Vec<String>, String, Signature)> {
    let mut members = json.into_members();
    let parts = (
        members.text("p"),
        members.list("w", Json::into_text),
        members.text("c"),
        members.bytes("s"),
    );
    members.done(parts)
}

pub(crate) fn signing_input(p: &str, w: &[String], c: &str) -> Vec<u8> {
    format!("SIG1.{p}.{}.{c}", w.join(",")).into_bytes()
}

#[cfg(test)]
mod tests;
