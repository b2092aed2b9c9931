//! A file that is spoken of in a body, and lies sealed elsewhere (§11).

use alloc::string::String;

use super::{read, write};
use crate::{bytes::Hash, file::FileKey, json::Json};

/// A file: what it is, where its sealed chunks lie, and the key that opens them.
#[derive(Clone, Debug, PartialEq)]
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
