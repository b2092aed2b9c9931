//! `[desk.audit]`: how audit logs are kept.

use serde::Deserialize;

/// How an audit log is kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Audit {
    /// At most so often a checkpoint is signed and kept, in seconds, and only after a change; default
    /// 60. Until one is signed, who can write to the database can change what came since the last
    /// one without being found. Shorter takes a row of 300 bytes each time.
    pub checkpoint_seconds: u64,
    /// How often the whole log is read and checked, in seconds; default 86 400, a day; 0 for never. It
    /// takes about a second for 100 000 entries, beside the work.
    pub verify_seconds: u64,
}

impl Default for Audit {
    fn default() -> Self {
        Self { checkpoint_seconds: 60, verify_seconds: 86_400 }
    }
}
