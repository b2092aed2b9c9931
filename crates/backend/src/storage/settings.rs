//! The sections of the configuration that are about storage.

#[cfg(feature = "desk")]
use std::path::PathBuf;

use serde::Deserialize;

/// How the desk stores: `[desk.storage]`.
#[cfg(feature = "desk")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeskStorage {
    /// Where the master key is. Default `"key-file"`: the desk's own `keys.json` has it, so that there
    /// is nothing to set up; one from elsewhere is not in the folder that a thief of the disk has.
    pub master_key: MasterKey,
    /// How long a conversation in which nothing more is said is kept, in days. Default: as long as the
    /// policy says of the purposes that the chat can't do without. A number here can only be shorter.
    pub history_days: Option<u32>,
}

/// Where a master key is. It has 32 bytes, as 64 hexadecimal digits or in base64url; there may be
/// several, one a line, the newest first.
#[cfg(feature = "desk")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MasterKey {
    /// In the desk's `keys.json`.
    #[default]
    KeyFile,
    /// In a file that nobody but its owner may read.
    File(PathBuf),
    /// In a variable of the environment.
    Env(String),
    /// On the standard output of a program, which is run without a shell: program, arguments.
    Command(Vec<String>),
}

/// How the relay stores: `[relay.storage]`.
#[cfg(feature = "relay")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RelayStorage {
    /// How long an envelope is kept, in days. Default: as long as the longest of the published policy's
    /// purposes. A number here can only be shorter.
    pub envelope_days: Option<u32>,
    /// How much is stored.
    pub quotas: Quotas,
}

/// How much visitors may have the relay store. Recipients may always answer.
#[cfg(feature = "relay")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Quotas {
    /// Most envelopes of a conversation. Default 10 000: a year of thirty messages a day. Fewer cut
    /// long conversations off, more let one visitor fill pages that everybody waits for.
    pub conversation_envelopes: u64,
    /// Most bytes of a conversation. Default 64 MiB, 500 of the largest envelopes.
    pub conversation_bytes: u64,
    /// Most files of a conversation. Default 100.
    pub conversation_files: u64,
    /// Most bytes of a conversation's files. Default 256 MiB, ten of the largest.
    pub conversation_file_bytes: u64,
    /// Most bytes of a site, files and all. Default 16 GiB: above it SQLite's backups take minutes.
    pub site_bytes: u64,
}

#[cfg(feature = "relay")]
impl Default for Quotas {
    fn default() -> Self {
        Self {
            conversation_envelopes: 10_000,
            conversation_bytes: 64 * 1024 * 1024,
            conversation_files: 100,
            conversation_file_bytes: 256 * 1024 * 1024,
            site_bytes: 16 * 1024 * 1024 * 1024,
        }
    }
}
