//! The audit log: every event that somebody may have to account for, in a Merkle tree (RFC 6962)
//! whose head is signed again and again, so that nothing in it can be changed, moved or taken out
//! without being found (docs/audit.md).
//!
//! The log is a few tables in a database. What has to be in it together with something else is
//! appended in that one's transaction ([`append`]); everything else is heard by a [`Recorder`]. The
//! tree is made of what is stored there, when a checkpoint is due.

mod elsewhere;
mod export;
mod key;
mod log;
mod network;
mod prove;
mod record;
mod recorder;
mod table;
mod verify;

#[cfg(test)]
mod tests;

pub use crate::settings::Audit as Settings;
pub use export::{ExportError, export, verify_export};
pub use key::LogKey;
pub use log::{AuditError, Log, append_to, newest, origin, public_path, site_of};
pub use record::Record;
pub use recorder::Recorder;
pub use table::{Row, rows};
pub use verify::{Erased, Fault, Report, verify};

pub(crate) use table::{ERASURE, Goes, append, erase};
