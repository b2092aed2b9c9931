//! A file that is spoken of in a body, and lies sealed elsewhere (§11).

use alloc::string::String;

use super::{read, write};
use crate::{bytes::Hash, file::FileKey, json::Json};

/// A file: what it is, where its sealed chunks lie, and the key that opens them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, for the reader; never a path.
    pub name: String,
    /// Its media type, as the sender says.
    pub media: String,
    /// Bytes of plaintext, at most [`crate::MAX_FILE`].
    pub size: u64,
    /// H(all chunks as sent), the blob's name.
    pub blob: Hash,
    /// The file's own key.
    pub key: FileKey,
    /// What it shows, for who can't see it.
    pub alt: Option<String>,
}

impl Attachment {
    /// Its members, as a value of a form's field of the kind `file` (§8.1).
    pub fn to_text(&self) -> String {
        write::attachment_alone(self).to_text()
    }

    /// Reads what [`Attachment::to_text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let mut members = Json::parse(text.as_bytes())?.into_members();
        let file = read::attachment(&mut members);
        members.read(file)
    }
}

/// Why a file was not taken (§11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The chat is not allowed, or not any more.
    NotAllowed,
    /// The policy takes no file of this media type.
    Kind,
    /// It is larger than the policy takes.
    Size,
    /// There are as many as the policy takes.
    Count,
    /// The relay does not have it.
    Missing,
    /// It does not open, or is not what it says to be.
    Invalid,
    /// A scanner has found something in it, or could not look at it.
    Unsafe,
}

impl FileFault {
    const ALL: [Self; 7] = [
        Self::NotAllowed,
        Self::Kind,
        Self::Size,
        Self::Count,
        Self::Missing,
        Self::Invalid,
        Self::Unsafe,
    ];

    /// Its name in a body.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAllowed => "not-allowed",
            Self::Kind => "kind",
            Self::Size => "size",
            Self::Count => "count",
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::Unsafe => "unsafe",
        }
    }

    /// The reason of a name; one that is not known is [`FileFault::Invalid`].
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|fault| fault.name() == name).unwrap_or(Self::Invalid)
    }
}
