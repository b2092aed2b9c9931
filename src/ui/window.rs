//! Which messages are on the page: those around where the visitor reads, so that ten thousand cost no more than a
//! hundred.

use std::ops::Range;
use std::time::Duration;

use leptos::prelude::*;

/// How many messages come or go at a time. Fewer are seen to come while scrolling, more cost time and memory.
const STEP: u64 = 60;

/// Most messages on the page.
const MOST: u64 = 4 * STEP;

/// How long additions are not read out after older messages were brought. Shorter than the browser takes to tell
/// screen readers of them would have it all read out.
const QUIET: Duration = Duration::from_millis(500);

/// In place of a message's: the end, and as far above that as is needed.
const FOLLOWING: u64 = u64::MAX;

/// The messages that are on the page.
#[derive(Clone, Copy)]
pub(super) struct Window {
    first: RwSignal<u64>,
    end: RwSignal<u64>,
    /// What is added now was said before: it is not read out.
    pub(super) quiet: RwSignal<bool>,
}

impl Window {
    /// At the end.
    pub(super) fn new() -> Self {
        Self {
            first: RwSignal::new(FOLLOWING),
            end: RwSignal::new(FOLLOWING),
            quiet: RwSignal::new(false),
        }
    }

    /// The places of what is on the page, of `count`.
    pub(super) fn range(self, count: usize) -> Range<usize> {
        let end = self.end.get().min(count as u64);
        // On a page there are fewer than `usize` has.
        start(self.first.get(), end) as usize..end as usize
    }

    /// Whether the newest message is on the page.
    pub(super) fn is_following(self) -> bool {
        self.end.get_untracked() == FOLLOWING
    }

    /// Where the visitor reads at the end, what is far above it leaves the page; elsewhere nothing does.
    pub(super) fn follow(self, count: usize, at_end: bool) {
        let (first, count) = (self.first.get_untracked(), count as u64);
        if at_end && self.is_following() && first != FOLLOWING {
            self.first.set(FOLLOWING);
        } else if !at_end && first >= count {
            self.first.set(start(first, count));
        }
    }

    /// Goes to the end.
    pub(super) fn to_end(self) {
        if !self.is_following() {
            self.end.set(FOLLOWING);
            self.first.set(FOLLOWING);
        }
    }

    /// Brings the message at `place`, with what is around it.
    pub(super) fn show(self, place: usize, count: usize) {
        if untrack(|| self.range(count)).contains(&place) {
            return;
        }
        let (place, count) = (place as u64, count as u64);
        self.hush();
        self.first.set(place.saturating_sub(STEP));
        self.end.set(if place + STEP < count { place + STEP } else { FOLLOWING });
    }

    /// Brings messages from before.
    pub(super) fn earlier(self, count: usize) {
        let end = self.end.get_untracked().min(count as u64);
        let first = start(self.first.get_untracked(), end).saturating_sub(STEP);
        self.hush();
        self.first.set(first);
        if end - first > MOST {
            self.end.set(first + MOST);
        }
    }

    /// Brings messages from after.
    pub(super) fn later(self, count: usize) {
        let end = self.end.get_untracked().saturating_add(STEP);
        self.hush();
        self.end.set(if end < count as u64 { end } else { FOLLOWING });
        let count = count as u64;
        let first = start(self.first.get_untracked(), count);
        self.first.set(first.max(end.min(count).saturating_sub(MOST)));
    }

    fn hush(self) {
        self.quiet.set(true);
        set_timeout(move || self.quiet.set(false), QUIET);
    }
}

/// The first one on the page, of what is before `end`.
fn start(first: u64, end: u64) -> u64 {
    if first < end { first } else { end.saturating_sub(STEP) }
}
