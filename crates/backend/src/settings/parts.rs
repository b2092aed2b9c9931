//! `[relay]` and `[desk]`: what is the same for all their sites.

use std::path::PathBuf;

use serde::Deserialize;

use super::Audit;
#[cfg(feature = "desk")]
use crate::{desk::FilesSettings, storage::DeskStorage};
#[cfg(feature = "relay")]
use crate::{relay::WorkSettings, storage::RelayStorage};

/// `[relay]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RelayPart {
    /// Its SQLite file; made if missing. Default `relay.db`.
    pub database: PathBuf,
    /// How it stores.
    #[cfg(feature = "relay")]
    pub storage: RelayStorage,
    /// Whether who says hello has to do some work first, under load.
    #[cfg(feature = "relay")]
    pub work: WorkSettings,
}

/// `[desk]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeskPart {
    /// The relay's address, `https://relay.example`. Default, with `all`: this program's own.
    pub relay: Option<String>,
    /// How audit logs are kept.
    pub audit: Audit,
    /// How they store.
    #[cfg(feature = "desk")]
    pub storage: DeskStorage,
    /// What is done with files that visitors send.
    #[cfg(feature = "desk")]
    pub files: FilesSettings,
}

impl Default for RelayPart {
    fn default() -> Self {
        Self {
            database: "relay.db".into(),
            #[cfg(feature = "relay")]
            storage: RelayStorage::default(),
            #[cfg(feature = "relay")]
            work: WorkSettings::default(),
        }
    }
}
