//! What an operator can set.

use std::path::PathBuf;

use serde::Deserialize;

use super::{Published, PublishedError};

/// Whether conversations are archived, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The public file that `archive keygen` has written; no archive if left out, which is the default:
    /// an archive takes forward secrecy away, and visitors are told.
    pub file: Option<PathBuf>,
    /// How many people have to agree before a conversation is opened; default 2. A file whose keys
    /// fewer can open is refused; 1 allows a single person to read all.
    pub approvers: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { file: None, approvers: 2 }
    }
}

impl Settings {
    /// The archive's public half, if there is to be an archive.
    pub fn read(&self) -> Result<Option<Published>, PublishedError> {
        let Some(file) = &self.file else { return Ok(None) };
        let published = Published::open(file)?;
        match published.approvers < self.approvers {
            true => Err(PublishedError::Approvers(published.approvers, self.approvers)),
            false => Ok(Some(published)),
        }
    }
}
