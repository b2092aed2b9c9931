//! What happened that somebody will ask about: told once by whoever does it, heard by whoever keeps
//! it, counts it, or raises an alarm.
//!
//! An event has names, times and counts. It never has what was said, a token, a key's secret half, or
//! a whole network address: whoever reads the record of events learns nothing that a relay would not.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use sigilo_protocol::ConvId;

use crate::names::log_name;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When, in seconds since 1970.
    pub at: u64,
    /// The site; empty if it was about none.
    pub site: String,
    /// What, as a dotted name that is never given another meaning: `consent.withdrawn`.
    pub kind: String,
    /// Who did it: `visitor`, `desk`, `relay`, `operator`, or the name of a staff account.
    pub actor: String,
    /// The conversation's name in the log; it asks a relay for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// What else there is to know, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
}

impl Event {
    /// Something that `actor` did on `site`.
    pub fn new(at: u64, site: &str, kind: &str, actor: &str) -> Self {
        Self {
            at,
            site: site.into(),
            kind: kind.into(),
            actor: actor.into(),
            conversation: None,
            details: BTreeMap::new(),
        }
    }

    /// The same, about a conversation.
    #[must_use]
    pub fn about(mut self, conv: ConvId) -> Self {
        self.conversation = Some(log_name(conv));
        self
    }

    /// The same, with one more thing to know.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.details.insert(name.into(), value.to_string());
        self
    }
}

/// Hears of events. It is called where they happen, so it has to be quick, and may not fail the caller.
pub trait Listener: Send + Sync {
    /// Something has happened.
    fn hear(&self, event: &Event);
}

/// Whom to tell. Clones tell the same listeners; the default tells nobody.
#[derive(Clone, Default)]
pub struct Events(Arc<[Arc<dyn Listener>]>);

impl Events {
    /// Tells all of `listeners`, in their order.
    pub fn to(listeners: impl IntoIterator<Item = Arc<dyn Listener>>) -> Self {
        Self(listeners.into_iter().collect())
    }

    /// Tells these and `listener`, which comes first.
    #[must_use]
    pub fn and(&self, listener: Arc<dyn Listener>) -> Self {
        Self([listener].into_iter().chain(self.0.iter().cloned()).collect())
    }

    /// Tells that something has happened.
    pub fn tell(&self, event: &Event) {
        for listener in self.0.iter() {
            listener.hear(event);
        }
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Events({} listeners)", self.0.len())
    }
}

/// Remembers what was told, for tests.
#[cfg(test)]
#[derive(Default)]
pub(crate) struct Heard(std::sync::Mutex<Vec<Event>>);

#[cfg(test)]
impl Heard {
    pub(crate) fn all(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn of(&self, kind: &str) -> Vec<Event> {
        self.all().into_iter().filter(|event| event.kind == kind).collect()
    }

    pub(crate) fn kinds(&self) -> Vec<String> {
        self.all().into_iter().map(|event| event.kind).collect()
    }
}

#[cfg(test)]
impl Listener for Heard {
    fn hear(&self, event: &Event) {
        self.0.lock().unwrap().push(event.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listener_hears_each_event_once() {
        let (one, other) = (Arc::new(Heard::default()), Arc::new(Heard::default()));
        let events = Events::to([one.clone() as Arc<dyn Listener>, other.clone()]);
        events.tell(&Event::new(1, "s", "consent.given", "visitor"));
        events.clone().tell(&Event::new(2, "s", "consent.withdrawn", "visitor"));
        for heard in [&one, &other] {
            assert_eq!(heard.kinds(), ["consent.given", "consent.withdrawn"]);
        }
        let third = Arc::new(Heard::default());
        events.and(third.clone()).tell(&Event::new(3, "s", "access.read", "relay"));
        assert_eq!((one.0.lock().unwrap().len(), third.0.lock().unwrap().len()), (3, 1));
    }

    #[test]
    fn an_event_names_no_conversation_that_could_be_asked_for() {
        let conv: ConvId = sigilo_protocol::Bytes([7; 16]);
        let event = Event::new(1, "s", "access.read", "relay").about(conv).with("count", 3);
        let json = serde_json::to_string(&event).unwrap();
        assert!(!json.contains(&sigilo_protocol::b64u(conv.as_bytes())), "{json}");
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
    }
}
