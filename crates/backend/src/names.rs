//! Names that may be written into a log.

use sigilo_protocol::{ConvId, Hash};

/// A conversation's name in the log: enough to tell two apart, useless for asking a relay.
pub(crate) fn log_name(conv: ConvId) -> String {
    Hash::of(conv.as_bytes()).to_string().chars().take(8).collect()
}
