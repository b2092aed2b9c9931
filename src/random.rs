//! Randomness: the browser's.

use getrandom::{
    SysRng,
    rand_core::{CryptoRng, UnwrapErr},
};

/// `crypto.getRandomValues`. Where it fails, the widget stops: nothing is sealed with bad
/// randomness.
pub(crate) fn rng() -> impl CryptoRng {
    UnwrapErr(SysRng)
}
