//! The public half of an archive's keys.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sigilo_protocol::{Bytes, Prekey, Recipient, Role};

/// A file that the desk puts into the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    pub(super) v: u64,
    /// The recipient's id in the manifest.
    pub id: String,
    /// Its name, which the visitor reads.
    pub name: String,
    /// How many people have to agree before something is opened.
    pub approvers: u64,
    pub(super) prekeys: Vec<Dated>,
}

/// A prekey, and from when on it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dated {
    pub(super) kid: String,
    pub(super) kem: Bytes<65>,
    /// In seconds since 1970, as the next.
    pub(super) from: u64,
    pub(super) until: u64,
}

/// Why an archive can't be disclosed.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// The file can't be read.
    #[error("the archive's file {0} can't be read: {1}")]
    File(PathBuf, io::Error),
    /// The file is not one that this program wrote.
    #[error("{0} is not an archive's public file of this version")]
    Format(PathBuf),
    /// Fewer people than the settings or the policy want can open it.
    #[error(
        "{0} can open what is sealed to this archive, and {1} have to agree by the settings or by the \
         policy: make its keys anew with `archive keygen --approvers {1}`"
    )]
    Approvers(u64, u64),
}

impl Published {
    /// Reads the file.
    pub fn open(path: &Path) -> Result<Self, PublishedError> {
        let text = fs::read(path).map_err(|error| PublishedError::File(path.into(), error))?;
        let read = serde_json::from_slice(&text).ok().filter(|own: &Self| own.v == 1);
        read.ok_or_else(|| PublishedError::Format(path.into()))
    }

    /// The recipient as the manifest names it now: with the prekey whose week it is. Nothing, if the
    /// keys are over.
    pub fn recipient(&self, now: u64) -> Option<Recipient> {
        let current = self.prekeys.iter().filter(|key| key.from <= now).max_by_key(|key| key.from);
        let Dated { kid, kem, until, .. } = current.filter(|key| now < key.until)?;
        Some(Recipient {
            id: self.id.clone(),
            role: Role::Archive,
            name: self.name.clone(),
            sig: None,
            pre: vec![Prekey::new(kid, *kem, None, *until)],
            via: None,
        })
    }

    /// When the last of the keys is over.
    pub fn until(&self) -> u64 {
        self.prekeys.iter().map(|key| key.until).max().unwrap_or(0)
    }
}
