//! `[site.archive]`: whether conversations are archived.

use std::path::PathBuf;

use serde::Deserialize;

/// Whether conversations are archived, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Archive {
    /// The public file that `archive keygen` has written; no archive if left out, which is the default:
    /// an archive takes forward secrecy away, and visitors are told.
    pub file: Option<PathBuf>,
    /// How many people have to agree before a conversation is opened; default 2. A file whose keys
    /// fewer can open is refused; 1 allows a single person to read all.
    pub approvers: u64,
}

impl Default for Archive {
    fn default() -> Self {
        Self { file: None, approvers: 2 }
    }
}
