//! `[relay]` and `[desk]`: what is the same for all their sites.

use std::path::PathBuf;

use serde::Deserialize;

/// `[relay]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RelayPart {
    /// Its SQLite file; made if missing. Default `relay.db`.
    pub database: PathBuf,
}

/// `[desk]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeskPart {
    /// The relay's address, `https://relay.example`. Default, with `all`: this program's own.
    pub relay: Option<String>,
}

impl Default for RelayPart {
    fn default() -> Self {
        Self { database: "relay.db".into() }
    }
}
