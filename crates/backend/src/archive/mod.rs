//! The compliance archive (docs/audit.md, docs/protocol.md 5.6): a recipient that the manifest names,
//! which reads every conversation, later and offline, under keys that no desk has.
//!
//! The desk knows the public half of those keys ([`Published`]) and puts it into the manifest, so that
//! every visitor is told. What opens is sealed in a file, under a key that is split among as many people
//! as have to agree ([`Keyring`]); what is opened is an export of the relay's envelopes ([`Holdings`]),
//! and each opening is an event of an audit log.

mod generate;
mod holdings;
mod keyring;
mod published;
mod reading;
mod settings;

pub use crate::settings::Archive as Settings;
pub use generate::{Generated, generate};
pub use holdings::{Held, Holdings, HoldingsError};
pub use keyring::{Keyring, KeyringError};
pub use published::{Published, PublishedError};
pub use reading::{Conversation, Line, ReadingError};
