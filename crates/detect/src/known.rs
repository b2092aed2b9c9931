//! All that is read from the tables, once.

use std::sync::OnceLock;

use crate::{
    families::{Forms, Plans},
    packed::parts,
    vocabulary::Vocabulary,
};

/// What the tables say, ready to be looked up.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) vocabulary: Vocabulary,
    /// Of identifiers.
    pub(crate) forms: Forms,
    /// Of telephone numbers.
    pub(crate) plans: Plans,
}

/// All of it, read at the first call: in one piece, since each that is read at its own first call is a tenth of a
/// kilobyte more.
#[inline(never)]
pub(crate) fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut parts = parts();
        let mut next = || parts.next().unwrap_or_default();
        Known {
            vocabulary: Vocabulary::new(next()),
            forms: Forms::new(next()),
            plans: Plans::new(next()),
        }
    })
}
