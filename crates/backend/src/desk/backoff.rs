//! How long to wait before trying again: longer each time, and never all desks at one moment.

use std::time::Duration;

use rand_core::CryptoRng;

/// First and longest wait, in milliseconds. A shorter limit burdens a relay that comes back; a
/// longer one lets visitors wait for nothing.
const FIRST: u64 = 500;
const LONGEST: u64 = 30_000;

/// Failures in a row.
#[derive(Debug, Default)]
pub(crate) struct Backoff(u32);

impl Backoff {
    /// The next wait: between half and the whole of `500 ms · 2^failures`, at most 30 s.
    pub(crate) fn next(&mut self, rng: &mut impl CryptoRng) -> Duration {
        let whole = FIRST.saturating_mul(1 << self.0.min(16)).min(LONGEST);
        self.0 = self.0.saturating_add(1);
        let half = whole / 2;
        Duration::from_millis(half + rng.next_u64() % (half + 1))
    }

    /// It worked.
    pub(crate) fn reset(&mut self) {
        self.0 = 0;
    }
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    use super::*;

    #[test]
    fn waits_grow_to_a_limit_and_differ() {
        let rng = &mut UnwrapErr(SysRng);
        let mut backoff = Backoff::default();
        for whole in [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000] {
            let wait = u64::try_from(backoff.next(rng).as_millis()).unwrap();
            assert!((whole / 2..=whole).contains(&wait), "{wait} of {whole}");
        }
        let mut waits: Vec<_> = (0..32).map(|_| backoff.next(rng)).collect();
        waits.dedup();
        assert!(waits.len() > 1);
        backoff.reset();
        assert!(backoff.next(rng) <= Duration::from_millis(500));
    }
}
