//! What an envelope carries once it is opened (§8): typed JSON with an id, padded.

mod attachment;
mod audit;
mod cards;
mod content;
mod form;
mod read;
mod right;
mod write;

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::{header::is_id, json::Json};

pub use attachment::{Attachment, FileFault};
pub use audit::{Proofs, Proven};
pub use cards::{Act, Action, Card, Cards, Layout, MAX_ALT, MAX_PICTURE, PICTURES, Picture, Scale};
pub use content::{By, Content, Format, Scope};
pub use form::{Field, FieldKind, FormAnswer, FormFault};
pub use right::{RequestState, Right};

pub(crate) use form::{MAX_FIELDS, is_name};

/// Largest body in bytes, padding included.
pub(crate) const MAX_BODY: usize = 64 * 1024;

/// Padding grows in these steps up to [`PAD_STEPS_END`], then by powers of two: short messages are
/// told apart by the step only, long ones by an order.
const PAD_STEP: usize = 256;
const PAD_STEPS_END: usize = 4 * 1024;

/// Longest id of a body, in characters. Ours have 22; a longer limit only makes records grow.
const MAX_ID: usize = 80;

/// A body: what is said, under an id that makes a second copy of it harmless.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// 1 to 80 characters, unique in the conversation; a body with an id that was seen is dropped.
    pub id: String,
    /// What is said.
    pub content: Content,
    /// The picture of who says it, by its name beside the reader's own files ([`is_picture`]). A reader passes over
    /// what is no such name.
    pub picture: Option<String>,
}

/// Why bytes are not a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// More than 64 KiB, padding included.
    Size,
    /// Not the JSON of a body, or a known type without what it needs.
    Format,
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Size => "the message is too long",
            Self::Format => "not a message of this version",
        })
    }
}

impl core::error::Error for BodyError {}

impl Body {
    /// A body of `content` under `id`.
    pub fn new(id: &str, content: Content) -> Self {
        Self { id: id.into(), content, picture: None }
    }

    /// The body's JSON and spaces up to the next multiple of 256 bytes, above 4 KiB up to the next
    /// power of two (§5.3).
    ///
    /// What its reader would refuse is not made: sealed, it would be a message that never arrives.
    ///
    /// # Errors
    ///
    /// [`BodyError::Size`] above 64 KiB, [`BodyError::Format`] for an id or a member that
    /// [`Body::parse`] refuses.
    pub fn to_padded(&self) -> Result<Vec<u8>, BodyError> {
        let mut bytes = write::body(self).to_text().into_bytes();
        bytes.resize(padded_len(bytes.len()), b' ');
        Self::parse(&bytes)?;
        Ok(bytes)
    }

    /// Reads a body (§8). Members that a type does not have are passed over, so that a newer
    /// sender's message shows what it can instead of breaking the conversation.
    ///
    /// # Errors
    ///
    /// [`BodyError::Size`] above 64 KiB, [`BodyError::Format`] for all else.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        if bytes.len() > MAX_BODY {
            return Err(BodyError::Size);
        }
        Json::parse(bytes).and_then(read::body).ok_or(BodyError::Format)
    }
}

/// Whether `text` can name a picture: an id without a colon. So it leads to no other folder and no other host, whatever
/// is put around it.
pub fn is_picture(text: &str) -> bool {
    is_id(text) && !text.contains(':')
}

/// The steps in which what is sealed grows.
pub(crate) fn padded_len(len: usize) -> usize {
    if len <= PAD_STEPS_END { len.next_multiple_of(PAD_STEP) } else { len.next_power_of_two() }
}

#[cfg(test)]
mod tests;
