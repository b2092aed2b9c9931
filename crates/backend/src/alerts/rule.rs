//! One rule: what it means, by whom it counts, and when it is too much.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ALERT, Hours};
use crate::{events::Event, siem::Pattern};

/// A rule: a table `[[alert]]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name; the alarm is `alert.<name>`.
    pub name: String,
    /// Which events count: `failure.open`, `access.*`.
    pub kinds: Vec<Pattern>,
    /// What an event's details must have, by name: one of these values.
    #[serde(default)]
    pub details: BTreeMap<String, Vec<String>>,
    /// By whom it is counted. An event that does not say counts nothing.
    #[serde(default)]
    pub by: By,
    /// How many events are an alarm.
    #[serde(default = "once")]
    pub count: usize,
    /// The detail that says as how many an event counts; one, where it has none.
    #[serde(default)]
    pub weigh: Option<String>,
    /// In how many seconds.
    #[serde(default = "an_hour")]
    pub window: u64,
    /// For how many seconds after an alarm there is no other about the same.
    #[serde(default = "an_hour")]
    pub cool_down: u64,
    /// Only events out of these hours count; all, unless told.
    #[serde(default)]
    pub outside: Option<Hours>,
    /// How bad it is.
    #[serde(default)]
    pub level: Level,
    /// The names of the places in `[siem]` that it goes to; wherever its kind goes, unless told.
    #[serde(default)]
    pub to: Vec<String>,
}

/// By whom a rule counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// All together.
    #[default]
    All,
    /// Who did it: an account of the staff, for instance.
    Actor,
    /// The site.
    Site,
    /// The conversation.
    Conversation,
    /// The network that it came from, an IPv4 /24 or an IPv6 /48.
    Network,
}

/// How bad an alarm is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// To know.
    Info,
    /// To look at.
    #[default]
    Warning,
    /// To act on.
    Error,
    /// To act on now.
    Critical,
}

impl Rule {
    pub(super) fn means(&self, event: &Event) -> bool {
        let has = |(name, values): (&String, &Vec<String>)| {
            event.details.get(name).is_some_and(|value| values.contains(value))
        };
        self.kinds.iter().any(|pattern| pattern.matches(&event.kind))
            && self.details.iter().all(has)
            && self.outside.as_ref().is_none_or(|hours| !hours.have(event.at))
    }

    /// As how many an event counts.
    pub(super) fn weight(&self, event: &Event) -> usize {
        let told = self.weigh.as_ref().and_then(|name| event.details.get(name)?.parse().ok());
        told.unwrap_or(1)
    }

    /// What is told. It names what it counted by, and the event that was one too many.
    pub(super) fn alarm(&self, event: &Event) -> Event {
        let mut alarm =
            Event::new(event.at, &event.site, &format!("{ALERT}{}", self.name), &event.actor);
        alarm.conversation = event.conversation.clone().filter(|_| self.by == By::Conversation);
        let alarm = alarm.with("level", self.level.name()).with("count", self.count);
        let alarm = alarm.with("window", self.window).with("cause", &event.kind);
        let alarm = match event.details.get("network") {
            Some(network) => alarm.with("network", network),
            None => alarm,
        };
        if self.to.is_empty() { alarm } else { alarm.with("to", self.to.join(",")) }
    }
}

impl By {
    pub(super) fn key(self, event: &Event) -> Option<String> {
        match self {
            Self::All => Some(String::new()),
            Self::Actor => Some(event.actor.clone()),
            Self::Site => Some(event.site.clone()),
            Self::Conversation => event.conversation.clone(),
            Self::Network => event.details.get("network").cloned(),
        }
    }
}

impl Level {
    fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Critical => "critical",
        }
    }
}

fn once() -> usize {
    1
}

fn an_hour() -> u64 {
    3_600
}
