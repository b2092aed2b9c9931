//! The controller's policy: what data is used for, by whom, how long; and the sentences about it.
//!
//! A document is read only after its hash was found in the manifest or in the core, so what it says
//! is what the site identity signed. Its form: docs/policy.md.

mod attachments;
mod core;
mod detection;
mod purpose;
mod text;

use sigilo_protocol::Hash;

pub use self::{
    attachments::{Attachments, MAX_FILES, MEDIA, media_of},
    core::{Authority, Channel, Controller, Core, Obligation, Processor},
    detection::{Detection, MAX_KEEP, MAX_PATTERNS, OwnNumber},
    purpose::{AGAINST_GPC, Datum, Purpose, Transfer},
    text::{PurposeText, Section, Text},
};

/// Largest document in bytes.
pub const MAX_DOCUMENT: usize = 64 * 1024;

/// Most purposes of a policy. More could not be decided about one by one, and a receipt of all of them,
/// some 4 KB each, has to fit a body (docs/protocol.md, §8).
pub const MAX_PURPOSES: usize = 12;

/// The purpose by which each side may tell the other that it writes, and what it has read (docs/policy.md).
pub const PRESENCE: &str = "presence";

/// The purpose by which the site's server may say who a visitor is (docs/policy.md).
pub const IDENTITY: &str = "identity";

/// Why a policy can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyError {
    /// Its bytes are not the ones that were signed for, or too many.
    Hash,
    /// It is not a policy of this version: a member is missing, unknown, or not what it should be.
    Format,
    /// No purpose is required, there are too many, or one is named twice.
    Purposes,
    /// A text lacks a sentence for something that the core holds.
    Sentence,
    /// No text is in a language that is asked for.
    Language,
}

/// A policy with its sentences in some languages, one at least.
#[derive(Clone, Debug)]
pub struct Policy {
    /// SHA-256 of the core.
    pub hash: Hash,
    /// What it declares.
    pub core: Core,
    texts: Vec<(String, Hash, Text)>,
}

impl Policy {
    /// Joins a core with texts: `(language, bytes)`, each of which must be what the core names.
    pub fn read(core: Core, hash: Hash, texts: &[(String, Vec<u8>)]) -> Result<Self, PolicyError> {
        let mut read = Vec::new();
        for (lang, bytes) in texts {
            let hash = core.text(lang).ok_or(PolicyError::Language)?;
            let text = Text::read(bytes, hash, lang, &core)?;
            read.push((lang.clone(), hash, text));
        }
        if read.is_empty() {
            Err(PolicyError::Language)
        } else {
            Ok(Self { hash, core, texts: read })
        }
    }

    /// The sentences of a language, or of the first there is: language, hash, sentences.
    pub fn text(&self, lang: &str) -> (&str, Hash, &Text) {
        let own = self.texts.iter().find(|(own, ..)| own == lang);
        let (lang, hash, text) = own.unwrap_or(&self.texts[0]);
        (lang, *hash, text)
    }
}

fn check(bytes: &[u8], hash: Hash) -> Result<(), PolicyError> {
    if bytes.len() <= MAX_DOCUMENT && Hash::of(bytes) == hash {
        Ok(())
    } else {
        Err(PolicyError::Hash)
    }
}

/// The days of an ISO 8601 duration of whole years, months, weeks and days (`P90D`, `P1Y`), a year
/// taken as 365 days and a month as 30.
pub fn days(duration: &str) -> Option<u32> {
    let mut rest = duration.strip_prefix('P')?;
    let mut total = 0u32;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: u32 = rest[..end].parse().ok()?;
        let unit = match rest.as_bytes()[end] {
            b'Y' => 365,
            b'M' => 30,
            b'W' => 7,
            b'D' => 1,
            _ => return None,
        };
        total = total.checked_add(count.checked_mul(unit)?)?;
        rest = &rest[end + 1..];
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests;
