//! What a desk is asked by who watches it: whether it gets anywhere, and can keep what comes.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crate::{Clock, database::Database};

/// How long ago the relay's last answer may be, in seconds: two long polls, and the wait between two
/// tries.
const LATELY: u64 = 90;

/// A running desk's.
#[derive(Clone)]
pub struct Pulse {
    site: String,
    last: Arc<AtomicU64>,
    clock: Clock,
    database: Database,
}

impl Pulse {
    pub(super) fn new(site: &str, clock: &Clock, database: &Database) -> Self {
        let (clock, database) = (clock.clone(), database.clone());
        Self { site: site.into(), last: Arc::default(), clock, database }
    }

    pub(super) fn beat(&self) {
        self.last.store(self.clock.now(), Ordering::Relaxed);
    }

    /// What keeps the desk from its work, a sentence each; nothing if it is ready.
    pub async fn ailments(&self) -> Vec<String> {
        let last = self.last.load(Ordering::Relaxed);
        let mut reasons = Vec::new();
        if last == 0 || self.clock.now() >= last.saturating_add(LATELY) {
            reasons.push(format!("the desk of {} has not reached the relay lately", self.site));
        }
        if self.database.is_writable().await.is_err() {
            reasons.push(format!("the database of the desk of {} can't be written", self.site));
        }
        reasons
    }
}
