//! One limit, a bucket for each of whom it counts, and how often it has refused.

use std::{
    hash::Hash,
    num::NonZeroU32,
    sync::atomic::{AtomicU32, AtomicU64, Ordering},
    time::Duration,
};

use governor::{
    Quota, RateLimiter, clock::Clock as _, clock::MonotonicClock, state::keyed::DashMapStateStore,
};
use serde::{Deserialize, Serialize};

/// How often something may be done: `burst` times at once, and from then on `per_minute`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// How often a minute, in the long run; 0 sets no limit.
    pub per_minute: u32,
    /// How often at once, after a while without; 0 sets no limit.
    pub burst: u32,
}

impl Rate {
    /// So often a minute, and `burst` at once.
    pub const fn new(per_minute: u32, burst: u32) -> Self {
        Self { per_minute, burst }
    }
}

/// After how many checks full buckets are forgotten. More keeps the memory of who is gone, fewer
/// spends time on looking for it.
const SWEEP: u32 = 4_096;

/// Seconds to wait; at least one.
pub(crate) type Wait = u32;

/// Counts by keys of one kind.
pub(crate) struct Limiter<K: Hash + Eq + Clone> {
    buckets: Option<RateLimiter<K, DashMapStateStore<K>, MonotonicClock>>,
    checks: AtomicU32,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// Of a rate; one that sets no limit counts nothing.
    pub(crate) fn new(rate: Rate) -> Self {
        Self {
            buckets: quota(rate)
                .map(|quota| RateLimiter::dashmap_with_clock(quota, MonotonicClock)),
            checks: AtomicU32::new(0),
        }
    }

    /// Counts one, or tells how long to wait for the next.
    pub(crate) fn check(&self, key: &K) -> Result<(), Wait> {
        let Some(buckets) = &self.buckets else { return Ok(()) };
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            buckets.retain_recent();
            buckets.shrink_to_fit();
        }
        buckets.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(MonotonicClock.now());
            whole_seconds(wait)
        })
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.buckets.as_ref().map_or(0, RateLimiter::len)
    }
}

/// How often a limit has refused since that was told last, and when that was.
#[derive(Default)]
pub(crate) struct Shed {
    count: AtomicU64,
    told: AtomicU64,
}

impl Shed {
    /// Counts that it has refused; how often since that was told last, once a second at most: a flood of requests is no
    /// flood of events.
    pub(crate) fn count(&self, now: u64) -> Option<u64> {
        self.count.fetch_add(1, Ordering::Relaxed);
        let told = self.told.load(Ordering::Relaxed);
        let is_due = told < now
            && self.told.compare_exchange(told, now, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        is_due.then(|| self.count.swap(0, Ordering::Relaxed))
    }
}

/// Rounded up: who comes after that is not too early.
fn whole_seconds(wait: Duration) -> Wait {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    u32::try_from(seconds).unwrap_or(u32::MAX).max(1)
}

fn quota(Rate { per_minute, burst }: Rate) -> Option<Quota> {
    let burst = NonZeroU32::new(burst)?;
    let each = Duration::from_secs(60).checked_div(per_minute)?;
    Some(Quota::with_period(each)?.allow_burst(burst))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_refills_and_is_one_key_s() {
        let limiter = Limiter::new(Rate::new(6_000, 3));
        assert!((0..3).all(|_| limiter.check(&"a").is_ok()));
        assert_eq!(limiter.check(&"a"), Err(1));
        assert!(limiter.check(&"b").is_ok());
        std::thread::sleep(Duration::from_millis(15));
        assert!(limiter.check(&"a").is_ok());
    }

    #[test]
    fn the_wait_is_told_in_whole_seconds_and_is_enough() {
        let limiter = Limiter::new(Rate::new(40, 1));
        assert!(limiter.check(&1).is_ok());
        assert_eq!(limiter.check(&1), Err(2), "a second and a half");
    }

    #[test]
    fn no_rate_is_no_limit() {
        for rate in [Rate::new(0, 1), Rate::new(1, 0)] {
            let limiter = Limiter::new(rate);
            assert!((0..100).all(|_| limiter.check(&1).is_ok()));
        }
    }

    #[test]
    fn who_is_gone_takes_no_memory() {
        let limiter = Limiter::new(Rate::new(u32::MAX, 1));
        for key in 0..SWEEP * 4 {
            let _ = limiter.check(&key);
        }
        assert!(limiter.len() <= SWEEP as usize, "{}", limiter.len());
    }
}
