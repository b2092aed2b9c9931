//! A file that is spoken of in a body, and lies sealed elsewhere (§11).

use alloc::string::String;

use crate::{bytes::Hash, file::FileKey};

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
