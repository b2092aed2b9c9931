//! Rules that read events and raise alarms. An alarm is an event, too: `alert.<name>`.
//!
//! A rule knows no more than an event has. It keeps times, by whom it counts, and nothing else.

mod hours;
mod rule;
mod standard;
mod window;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::{Mutex, OnceLock, PoisonError};

use serde::Deserialize;

use self::window::Windows;
pub use self::{
    hours::Hours,
    rule::{By, Level, Rule},
};
use crate::events::{Event, Events, Listener};

/// How the kind of an alarm begins.
const ALERT: &str = "alert.";

/// What raises alarms: the tables `[[alert]]`, and whether those that we ship are there as well.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whether the standard rules hold, but for those that have a namesake in `alert`.
    pub standard: bool,
    /// The operator's rules.
    pub alert: Vec<Rule>,
}

/// Whether the standard rules hold; yes, unless told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Standard(pub bool);

/// Listens and raises alarms.
pub struct Alarms {
    rules: Vec<(Rule, Mutex<Windows>)>,
    events: OnceLock<Events>,
}

impl Settings {
    /// The rules that hold.
    pub fn rules(&self) -> Vec<Rule> {
        let is_replaced = |rule: &Rule| self.alert.iter().any(|own| own.name == rule.name);
        let standard =
            standard::rules().into_iter().filter(|rule| self.standard && !is_replaced(rule));
        standard.chain(self.alert.iter().cloned()).collect()
    }
}

impl Default for Standard {
    fn default() -> Self {
        Self(true)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { standard: true, alert: Vec::new() }
    }
}

impl Alarms {
    /// By these rules.
    pub fn new(settings: &Settings) -> Self {
        let rules = settings.rules().into_iter().map(|rule| (rule, Mutex::default())).collect();
        Self { rules, events: OnceLock::new() }
    }

    /// Whom to tell of alarms; once. It may be those who tell this.
    pub fn tell_to(&self, events: Events) {
        let _ = self.events.set(events);
    }

    fn raised(&self, event: &Event) -> Vec<Event> {
        let mut raised = Vec::new();
        for (rule, windows) in self.rules.iter().filter(|(rule, _)| rule.means(event)) {
            let Some(key) = rule.by.key(event) else { continue };
            // No step between lock and release can leave the windows half changed.
            let mut windows = windows.lock().unwrap_or_else(PoisonError::into_inner);
            if windows.count(rule, key, event.at, rule.weight(event)) {
                raised.push(rule.alarm(event));
            }
        }
        raised
    }
}

impl Listener for Alarms {
    fn hear(&self, event: &Event) {
        // An alarm raises none: two rules that mean each other would never end.
        if event.kind.starts_with(ALERT) {
            return;
        }
        let raised = self.raised(event);
        if let Some(events) = self.events.get() {
            raised.iter().for_each(|alarm| events.tell(alarm));
        }
    }
}
