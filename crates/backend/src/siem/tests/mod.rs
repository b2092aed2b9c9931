//! Every way out, against a receiver of the test's own; tests/rsyslog.rs has somebody else's.

mod file;
mod hook;
pub(crate) mod receiver;
mod syslog;

use std::{path::Path, sync::Arc, time::Duration};

use super::{Export, Running, Settings};
use crate::{
    clock::Clock,
    events::{Event, Events, Heard, Listener},
};

/// What must come has come by then.
pub(super) const SOON: Duration = Duration::from_secs(30);

/// An export, and what else hears the same.
struct Told {
    events: Events,
    heard: Arc<Heard>,
    running: Running,
}

fn start(settings: &str, data: &Path) -> Told {
    let settings: Settings = serde_json::from_str(settings).unwrap();
    let (export, running) = Export::start(&settings, data, &Clock::system()).unwrap();
    let heard = Arc::<Heard>::default();
    let events = Events::to([export.clone() as Arc<dyn Listener>, heard.clone()]);
    // Not to the same `Events`, which would then never be gone.
    export.tell_to(Events::to([heard.clone() as Arc<dyn Listener>]));
    Told { events, heard, running }
}

fn event(number: u64) -> Event {
    Event::new(1_800_000_000 + number, "s", "consent.given", "visitor").with("number", number)
}

#[test]
fn what_every_message_makes_goes_nowhere_unless_told() {
    let takes = |filter: &str, kind: &str| {
        serde_json::from_str::<super::Filter>(filter).unwrap().takes(kind)
    };
    assert!(takes("{}", "consent.given") && !takes("{}", "envelope.stored"));
    assert!(takes(r#"{"except":[]}"#, "envelope.stored"));
    assert!(!takes(r#"{"kinds":["access.*"]}"#, "consent.given"));
    assert!(serde_json::from_str::<super::Filter>(r#"{"kind":[]}"#).is_err(), "a slip is told");
}

#[tokio::test]
async fn an_alarm_that_names_its_places_goes_to_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let file = |name| serde_json::json!({"name": name, "path": path(name)});
    let settings = serde_json::json!({"file": [file("soc"), file("pager")]}).to_string();
    let told = start(&settings, folder.path());
    told.events.tell(&Event::new(1, "s", "alert.replay", "relay").with("to", "pager"));
    told.events.tell(&Event::new(2, "s", "consent.given", "visitor").with("to", "pager"));
    drop(told.events);
    told.running.finish().await;
    let lines = |name| std::fs::read_to_string(path(name)).unwrap().lines().count();
    assert_eq!((lines("soc"), lines("pager")), (1, 2));
}
