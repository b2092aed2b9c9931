//! Whether a desk gets anywhere: when it last had an answer of the relay's.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crate::Clock;

/// How long ago that may be, in seconds: two long polls, and the wait between two tries.
const LATELY: u64 = 90;

/// A running desk's, for who watches it.
#[derive(Clone, Debug)]
pub struct Pulse {
    last: Arc<AtomicU64>,
    clock: Clock,
}

impl Pulse {
    pub(super) fn new(clock: Clock) -> Self {
        Self { last: Arc::default(), clock }
    }

    pub(super) fn beat(&self) {
        self.last.store(self.clock.now(), Ordering::Relaxed);
    }

    /// Whether the desk has had an answer of the relay's lately.
    pub fn beats(&self) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        last > 0 && self.clock.now() < last.saturating_add(LATELY)
    }
}
