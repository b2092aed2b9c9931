//! A form's values (§8.1): sealed for those alone whom the form's purpose names, inside an envelope
//! that every recipient of the conversation opens.
//!
//! Not here: whom a purpose names. That is in the site's policy, and both ends look it up there.

use alloc::{string::String, vec::Vec};
use core::fmt;

use aes_gcm::aead::{Aead, Payload};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::{
    SUITE,
    body::{FormAnswer, MAX_FIELDS, is_name, padded_len},
    bytes::{ConvId, Hash, lp},
    content::{SealError, cipher, commitment},
    dh::{Provider, Secret},
    header::HelloBox,
    json::Json,
    kem::{self, KemSecret},
    manifest::VerifiedManifest,
};

/// Longest value, in characters: two pages.
pub const MAX_VALUE: usize = 4000;

/// Largest values in bytes, padding included (§12).
const MAX_VALUES: usize = 16 * 1024;

/// What an answer is an answer to: its values are good for nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Answering<'a> {
    /// The conversation.
    pub conv: ConvId,
    /// The owner in the `from` of the visitor's loads.
    pub visitor: &'a str,
    /// The body id of the answer.
    pub body: &'a str,
    /// The body id of the form.
    pub form: &'a str,
    /// The form's purpose.
    pub purpose: &'a str,
}

/// What was filled in: each field's name and its value; no name twice, nothing empty.
#[derive(PartialEq, Eq, ZeroizeOnDrop)]
pub struct Values(Vec<(String, String)>);

/// Why values were not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuesError {
    /// They were sealed for others.
    NotNamed,
    /// Anything else, undistinguished.
    Refused,
}

impl fmt::Display for ValuesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotNamed => "the values are for other recipients",
            Self::Refused => "the values were refused",
        })
    }
}

impl core::error::Error for ValuesError {}

impl Answering<'_> {
    /// Seals `values` for the recipients `to`, each to its first prekey that is good now:
    ///
    /// ```text
    /// context  = lp("sigilo1 form", suite, site, conv, mh, visitor, body id, form id, purpose)
    /// kc       = HKDF(VK, "", "sigilo1 commit", 32)                  VK: 32 random bytes
    /// key ‖ iv = HKDF(VK, H(context), "sigilo1 form values", 44)
    /// sealed   = AES-256-GCM(key, iv, values, aad = context ‖ lp(to…))
    /// box      = SealBase(kem, context ‖ lp(id, kid, kc, H(sealed)), "", VK)
    /// ```
    ///
    /// # Errors
    ///
    /// [`SealError::Key`] if somebody in `to`, or nobody, has a key that is good now;
    /// [`SealError::Size`] above 16 KiB.
    pub fn seal(
        &self,
        manifest: &VerifiedManifest,
        to: &[&str],
        values: &Values,
        now: u64,
        by: &mut impl Provider,
    ) -> Result<FormAnswer, SealError> {
        let mut padded = Zeroizing::new(values.to_json().to_text().into_bytes());
        let len = padded_len(padded.len());
        if len > MAX_VALUES {
            return Err(SealError::Size);
        }
        padded.resize(len, b' ');
        let mut key = Secret::default();
        by.random(key.as_mut());
        let (context, kc) = (self.context(manifest), commitment(&key));
        let aad = aad(&context, to.iter().copied());
        let sealed = cipher(&key, &context, VALUES)
            .and_then(|(cipher, iv)| {
                cipher.encrypt(&iv.into(), Payload { msg: &padded, aad: &aad }).ok()
            })
            .ok_or(SealError::Size)?;
        let boxed = |id: &&str| {
            let pre = manifest.recipient(id)?.prekey(now)?;
            let info = info(&context, id, &pre.kid, kc, &sealed);
            let boxed = kem::seal(&pre.kem, &info, key.as_slice(), by)?;
            Some(HelloBox { to: (*id).into(), kid: pre.kid.clone(), sealed: boxed })
        };
        let boxes: Option<Vec<_>> = to.iter().map(boxed).collect();
        let to = boxes.filter(|boxes| !boxes.is_empty()).ok_or(SealError::Key)?;
        Ok(FormAnswer { form: self.form.into(), mh: manifest.hash(), kc, to, sealed })
    }

    /// Opens the values of `answer` as the recipient `id`, with the key that `secret` finds for a kid.
    ///
    /// # Errors
    ///
    /// [`ValuesError::NotNamed`] if they are for others; [`ValuesError::Refused`] for all that fails.
    pub fn open<'a>(
        &self,
        manifest: &VerifiedManifest,
        answer: &FormAnswer,
        id: &str,
        secret: impl FnOnce(&str) -> Option<&'a KemSecret>,
    ) -> Result<Values, ValuesError> {
        let own = answer.to.iter().find(|own| own.to == id).ok_or(ValuesError::NotNamed)?;
        self.open_box(manifest, answer, own, secret(&own.kid)).ok_or(ValuesError::Refused)
    }

    fn open_box(
        &self,
        manifest: &VerifiedManifest,
        answer: &FormAnswer,
        own: &HelloBox,
        secret: Option<&KemSecret>,
    ) -> Option<Values> {
        let FormAnswer { form, mh, kc, to, sealed } = answer;
        if *form != self.form || *mh != manifest.hash() {
            return None;
        }
        let context = self.context(manifest);
        let opened = secret?.open(&info(&context, &own.to, &own.kid, *kc, sealed), &own.sealed)?;
        let mut key = Secret::default();
        key.copy_from_slice(opened.get(..32).filter(|_| opened.len() == 32)?);
        // AES-GCM commits to nothing: without this, two recipients could be given two texts.
        if *kc != commitment(&key) {
            return None;
        }
        let (cipher, iv) = cipher(&key, &context, VALUES)?;
        let aad = aad(&context, to.iter().map(|own| own.to.as_str()));
        let opened = cipher.decrypt(&iv.into(), Payload { msg: sealed, aad: &aad }).ok()?;
        Values::from_json(Json::parse(&Zeroizing::new(opened))?)
    }

    fn context(&self, manifest: &VerifiedManifest) -> Vec<u8> {
        lp(&[
            b"sigilo1 form",
            SUITE.as_bytes(),
            manifest.site.as_bytes(),
            &self.conv.0,
            &manifest.hash().0,
            self.visitor.as_bytes(),
            self.body.as_bytes(),
            self.form.as_bytes(),
            self.purpose.as_bytes(),
        ])
    }
}

/// What the values' key and nonce are derived under.
const VALUES: &[u8] = b"sigilo1 form values";

fn aad<'a>(context: &[u8], to: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let to: Vec<_> = to.map(str::as_bytes).collect();
    [context, &lp(&to)].concat()
}

fn info(context: &[u8], id: &str, kid: &str, kc: Hash, sealed: &[u8]) -> Vec<u8> {
    let own = lp(&[id.as_bytes(), kid.as_bytes(), &kc.0, &Hash::of(sealed).0]);
    [context, &own].concat()
}

impl Values {
    /// Values that a form's answer may have; nothing if there are none or over 32, a name is not a
    /// field's or comes twice, or a value is empty or over 4000 characters.
    pub fn new(values: Vec<(String, String)>) -> Option<Self> {
        let values = Self(values);
        let own = &values.0;
        let is_good = |(i, (name, value)): (usize, &(String, String))| {
            is_name(name)
                && (1..=MAX_VALUE).contains(&value.chars().count())
                && own[..i].iter().all(|(old, _)| old != name)
        };
        let are_good = (1..=MAX_FIELDS).contains(&own.len()) && own.iter().enumerate().all(is_good);
        are_good.then_some(values)
    }

    /// Each name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// As they are sealed: `{name: value}`.
    pub fn to_json(&self) -> Json {
        let member = |(name, value): (&str, &str)| (name.into(), Json::text(value));
        Json::Object(self.iter().map(member).collect())
    }

    /// Reads what [`Values::to_json`] wrote.
    pub fn from_json(json: Json) -> Option<Self> {
        let Json::Object(members) = json else { return None };
        let value = |(name, value): (String, Json)| Some((name, value.into_text()?));
        Self::new(members.into_iter().map(value).collect::<Option<_>>()?)
    }
}

/// The names alone: values are nobody's to log.
impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Values")?;
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
