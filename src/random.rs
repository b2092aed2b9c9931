//! Randomness: the browser's.

use std::time::Duration;

use getrandom::{
    SysRng,
    rand_core::{CryptoRng, Rng, UnwrapErr},
};
use sigilo_protocol::{Bytes, ConvId, random_id};

/// `crypto.getRandomValues`. Where it fails, the widget stops: nothing is sealed with bad
/// randomness.
pub(crate) fn rng() -> impl CryptoRng {
    UnwrapErr(SysRng)
}

/// Fills `out`; the same holds.
pub(crate) fn fill(out: &mut [u8]) {
    rng().fill_bytes(out);
}

/// One of 256.
pub(crate) fn chance() -> u64 {
    let mut one = [0];
    fill(&mut one);
    one[0].into()
}

/// So many seconds, and up to half as long again as `chance` has it: what many wait for does not come to them at once.
pub(crate) fn longer(seconds: u64, chance: u64) -> Duration {
    Duration::from_millis(seconds * (1000 + 2 * chance))
}

/// A fresh id for a body or a receipt.
pub(crate) fn new_id() -> String {
    random_id(&mut rng())
}

/// A new conversation; nothing where the browser has no randomness.
pub(crate) fn new_conv() -> Option<ConvId> {
    let mut conv = [0; 16];
    getrandom::fill(&mut conv).ok()?;
    Some(Bytes(conv))
}
