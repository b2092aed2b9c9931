//! What a desk counts of its work, for supervisors and for Prometheus: how much, how fast, how often,
//! by the minute for a day. Nothing here is of anybody: no conversation, no text, no name.
//!
//! It lives in memory. What the audit log has of the last day, decisions and failures, is counted
//! again at a start ([`Figures::recall`]).

mod book;
mod find;
mod times;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::Policy;
use crate::{
    Clock,
    events::{Event, Listener},
};

pub use book::{Seen, Series, Span};
pub use times::Times;

use book::Book;

/// For how long it is remembered, in seconds.
pub(super) const REMEMBERED: u64 = 24 * 3_600;

/// What is counted, each by a name: of a purpose, a kind of data (a term of DPV), a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A purpose was allowed.
    Given,
    /// A purpose was refused.
    Refused,
    /// A purpose was withdrawn.
    Withdrawn,
    /// A kind of data was in a message as it came.
    Found,
    /// A kind of data was replaced before a message went to a bot elsewhere.
    Masked,
    /// A kind of data was filled into a form.
    Filled,
    /// Something failed.
    Failed,
    /// A message came; there is one name.
    Messages,
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The bot.
    Bot,
    /// One of the company's people.
    People,
}

/// How many conversations there are at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Talks {
    /// In which what is said may be read.
    pub open: u64,
    /// Of these, in which something was said in the last quarter of an hour.
    pub active: u64,
    /// Which people have taken over.
    pub taken: u64,
    /// In which the visitor waits for people.
    pub waiting: u64,
    /// For how long the first of those has waited, in seconds.
    pub longest: u64,
}

/// A desk's figures. Clones are the same.
#[derive(Clone)]
pub struct Figures(Arc<Inner>);

struct Inner {
    site: String,
    clock: Clock,
    began: u64,
    /// The policy's purposes, each with its name in every language that there is a text in.
    purposes: Vec<(String, Vec<(String, String)>)>,
    book: Mutex<Book>,
}

impl Figures {
    pub(super) fn new(site: &str, policy: &Policy, clock: Clock) -> Self {
        let (site, began) = (site.to_owned(), clock.now());
        let (purposes, book) = (policy.purposes(), Mutex::default());
        Self(Arc::new(Inner { site, clock, began, purposes, book }))
    }

    /// Counts again what was told before this start.
    pub(super) fn recall(&self, events: &[Event]) {
        let mut book = self.book();
        for event in events {
            if let Some((what, name)) = counted(event) {
                book.count(event.at, what, &name, 1);
            }
        }
    }

    /// A message came.
    pub(super) fn came(&self) {
        self.book().count(self.0.clock.now(), What::Messages, "", 1);
        metrics::counter!("sigilo_messages_total", "site" => self.0.site.clone()).increment(1);
    }

    /// A message was answered, after so long.
    pub(super) fn answered(&self, by: By, after: Duration) {
        self.book().took(self.0.clock.now(), by, after);
        let labels = [("site", self.0.site.clone()), ("by", by.name().to_owned())];
        metrics::histogram!("sigilo_answer_seconds", &labels).record(after);
    }

    /// Kinds of data were seen.
    pub(super) fn found(&self, what: What, kinds: impl IntoIterator<Item = &'static str>) {
        let place = match what {
            What::Masked => "masked",
            What::Filled => "form",
            _ => "message",
        };
        for kind in kinds {
            self.book().count(self.0.clock.now(), what, kind, 1);
            let labels = [
                ("site", self.0.site.clone()),
                ("data", kind.to_owned()),
                ("in", place.to_owned()),
            ];
            metrics::counter!("sigilo_detected_total", &labels).increment(1);
        }
    }

    /// How many conversations there are now.
    pub(super) fn sample(&self, talks: Talks) {
        self.book().sample(self.0.clock.now(), talks);
        let gauge = |state: &str, count: u64| {
            let labels = [("site", self.0.site.clone()), ("state", state.to_owned())];
            // More than 2^53 of them are not countable here, and not to be feared.
            metrics::gauge!("sigilo_talks", &labels).set(count as f64);
        };
        gauge("open", talks.open);
        gauge("active", talks.active);
        gauge("taken", talks.taken);
        gauge("waiting", talks.waiting);
        let longest = metrics::gauge!("sigilo_longest_wait_seconds", "site" => self.0.site.clone());
        longest.set(talks.longest as f64);
    }

    /// What was counted lately.
    pub fn seen(&self, span: Span) -> Seen {
        self.book().seen(span, self.0.clock.now())
    }

    /// Since when times, messages and kinds are counted, in seconds since 1970.
    pub fn began(&self) -> u64 {
        self.0.began
    }

    /// The policy's purposes by id, each with its name in a language, or in the first there is.
    pub fn purposes(&self, lang: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0.purposes.iter().map(move |(id, names)| {
            let own = names.iter().find(|(own, _)| own.starts_with(lang)).or(names.first());
            (id.as_str(), own.map_or(id.as_str(), |(_, name)| name.as_str()))
        })
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // What is changed under the lock are single counts.
        self.0.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener for Figures {
    fn hear(&self, event: &Event) {
        let Some((what, name)) = counted(event) else { return };
        if event.site != self.0.site {
            return;
        }
        self.book().count(event.at, what, &name, 1);
        let decision = event.kind.strip_prefix("consent.");
        if let (Some(decision), Some(purpose)) = (decision, event.details.get("purpose")) {
            let labels = [
                ("site", event.site.clone()),
                ("purpose", purpose.clone()),
                ("decision", decision.to_owned()),
            ];
            metrics::counter!("sigilo_decisions_total", &labels).increment(1);
        }
    }
}

/// What an event counts as, and by which name.
fn counted(event: &Event) -> Option<(What, String)> {
    let what = match event.kind.as_str() {
        "consent.given" => What::Given,
        "consent.refused" => What::Refused,
        "consent.withdrawn" => What::Withdrawn,
        "bot.failed" => return Some((What::Failed, "bot".into())),
        kind => return Some((What::Failed, kind.strip_prefix("failure.")?.into())),
    };
    event.details.get("purpose").map(|purpose| (what, purpose.clone()))
}

impl By {
    fn name(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::People => "people",
        }
    }
}

#[cfg(test)]
mod tests;
