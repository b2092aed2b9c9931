//! The counts by the minute, and what is read off them.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use super::{By, REMEMBERED, Talks, Times, What};

/// Counts by the minute.
#[derive(Default)]
pub(super) struct Book(VecDeque<Minute>);

#[derive(Default)]
struct Minute {
    /// Since 1970, in minutes.
    at: u64,
    counts: BTreeMap<(What, String), u64>,
    bot: Times,
    people: Times,
    /// The most of each.
    talks: Talks,
}

/// How far back it is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// An hour, two minutes a slot.
    Hour,
    /// A day, half an hour a slot.
    Day,
}

/// A count for each slot, oldest first.
pub type Series = Vec<u64>;

/// What was counted lately.
#[derive(Clone, Debug)]
pub struct Seen {
    /// In how far back.
    pub span: Span,
    /// The newest sample.
    pub talks: Talks,
    /// How many waited at most.
    pub waiting: Series,
    /// How long the bot took: each slot, and all of them.
    pub bot: (Vec<Times>, Times),
    /// How long people took.
    pub people: (Vec<Times>, Times),
    counts: BTreeMap<(What, String), Series>,
}

impl Span {
    fn slots(self) -> usize {
        match self {
            Self::Hour => 30,
            Self::Day => 48,
        }
    }

    /// How much time a slot has, in seconds.
    pub fn slot(self) -> u64 {
        match self {
            Self::Hour => 2 * 60,
            Self::Day => 30 * 60,
        }
    }

    /// The slot of something so many minutes ago.
    fn slot_of(self, ago: u64) -> Option<usize> {
        let ago = usize::try_from(ago * 60 / self.slot()).ok()?;
        (self.slots() - 1).checked_sub(ago)
    }
}

impl Book {
    pub(super) fn count(&mut self, at: u64, what: What, name: &str, by: u64) {
        if let Some(minute) = self.minute(at) {
            *minute.counts.entry((what, name.to_owned())).or_default() += by;
        }
    }

    pub(super) fn took(&mut self, at: u64, by: By, time: Duration) {
        if let Some(minute) = self.minute(at) {
            match by {
                By::Bot => minute.bot.add(time),
                By::People => minute.people.add(time),
            }
        }
    }

    pub(super) fn sample(&mut self, at: u64, new: Talks) {
        if let Some(Minute { talks, .. }) = self.minute(at) {
            let waiting = talks.waiting.max(new.waiting);
            *talks = Talks { waiting, ..new };
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The minute of a moment; nothing if it is too long ago.
    fn minute(&mut self, at: u64) -> Option<&mut Minute> {
        let at = at / 60;
        let newest = self.0.back().map_or(at, |minute| minute.at.max(at));
        let is_over = |minute: &Minute| minute.at + REMEMBERED / 60 <= newest;
        while self.0.front().is_some_and(is_over) {
            self.0.pop_front();
        }
        let place = self.0.partition_point(|minute| minute.at < at);
        if self.0.get(place).is_none_or(|minute| minute.at != at) {
            let minute = Minute { at, ..Minute::default() };
            if is_over(&minute) {
                return None;
            }
            self.0.insert(place, minute);
        }
        self.0.get_mut(place)
    }

    pub(super) fn seen(&self, span: Span, now: u64) -> Seen {
        let slots = span.slots();
        let none = || (vec![Times::default(); slots], Times::default());
        let talks = self.0.back().map(|minute| minute.talks).unwrap_or_default();
        let mut seen = Seen {
            span,
            talks,
            waiting: vec![0; slots],
            bot: none(),
            people: none(),
            counts: BTreeMap::new(),
        };
        for minute in &self.0 {
            let ago = (now / 60).saturating_sub(minute.at);
            let Some(slot) = span.slot_of(ago) else { continue };
            for (key, count) in &minute.counts {
                seen.counts.entry(key.clone()).or_insert_with(|| vec![0; slots])[slot] += count;
            }
            seen.waiting[slot] = seen.waiting[slot].max(minute.talks.waiting);
            for ((each, all), own) in
                [(&mut seen.bot, &minute.bot), (&mut seen.people, &minute.people)]
            {
                each[slot].add_all(own);
                all.add_all(own);
            }
        }
        seen
    }
}

impl Seen {
    /// How often something was, by slot.
    pub fn series(&self, what: What, name: &str) -> Series {
        let found = self.counts.get(&(what, name.to_owned()));
        found.cloned().unwrap_or_else(|| vec![0; self.span.slots()])
    }

    /// How often something was.
    pub fn total(&self, what: What, name: &str) -> u64 {
        self.counts.get(&(what, name.to_owned())).map_or(0, |series| series.iter().sum())
    }

    /// The names under which something was.
    pub fn names(&self, what: What) -> impl Iterator<Item = &str> {
        self.counts.keys().filter(move |(own, _)| *own == what).map(|(_, name)| name.as_str())
    }
}
