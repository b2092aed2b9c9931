//! Wallets of crypto currencies.

use crate::{cues::Cue, found::Found, reading::Reading, scene::Scene};

pub(super) const CUES: &[Cue] = &[];

/// Looks from a token on.
pub(super) fn look(_scene: &Scene<'_>, _at: usize, _reading: Option<&Reading>, _found: &mut Found) {
}
