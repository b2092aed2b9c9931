//! What a rule remembers: when, by whom, and when it last rang.

use std::collections::{HashMap, VecDeque};

use super::Rule;

/// Most whom one rule remembers; beyond it those are forgotten of whom nothing came for longest.
const MAX_KEYS: usize = 10_000;

/// The windows of one rule.
#[derive(Default)]
pub(super) struct Windows(HashMap<String, Window>);

#[derive(Default)]
struct Window {
    times: VecDeque<u64>,
    rang: Option<u64>,
}

impl Windows {
    /// Counts an event as so many; true if it is the one too many, and no alarm was raised about the same
    /// lately.
    pub(super) fn count(&mut self, rule: &Rule, key: String, at: u64, weight: usize) -> bool {
        if self.0.len() >= MAX_KEYS && !self.0.contains_key(&key) {
            self.forget(rule, at);
        }
        let window = self.0.entry(key).or_default();
        // More than are one too many change nothing.
        (0..weight.min(rule.count.max(1))).for_each(|_| window.times.push_back(at));
        while window.times.len() > rule.count.max(1)
            || window.times.front().is_some_and(|first| first.saturating_add(rule.window) <= at)
                && window.times.len() > 1
        {
            window.times.pop_front();
        }
        let is_quiet = window.rang.is_none_or(|rang| rang.saturating_add(rule.cool_down) <= at);
        let is_due = window.times.len() >= rule.count.max(1) && is_quiet;
        if is_due {
            window.rang = Some(at);
            window.times.clear();
        }
        is_due
    }

    /// Makes room: first of what counts no more, and then of the oldest half.
    fn forget(&mut self, rule: &Rule, at: u64) {
        let last = |window: &Window| window.times.back().copied().max(window.rang).unwrap_or(0);
        let span = rule.window.max(rule.cool_down);
        self.0.retain(|_, window| last(window).saturating_add(span) > at);
        if self.0.len() >= MAX_KEYS {
            let mut all: Vec<_> = self.0.values().map(last).collect();
            let middle = all.len() / 2;
            let (_, median, _) = all.select_nth_unstable(middle);
            let median = *median;
            self.0.retain(|_, window| last(window) > median);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
