use std::sync::Arc;

use serde_json::json;

use super::{Alarms, By, Hours, Rule, Settings, window::Windows};
use crate::{
    clock::Clock,
    events::{Event, Events, Heard, Listener},
    siem::Export,
    siem::tests::receiver::{Receiver, secret_in},
};

/// A Wednesday at noon.
const NOON: u64 = 1_797_422_400;

/// What provokes each standard rule: so many of an event, and not one less.
fn provocations() -> Vec<(&'static str, usize, Event)> {
    let event = |kind: &str, actor: &str| Event::new(NOON, "s", kind, actor);
    let night = Event::new(NOON + 11 * 3_600, "s", "staff.viewed", "ana");
    let refused = |why: &str, role: &str, actor: &str| {
        event("staff.refused", actor).with("why", why).with("role", role)
    };
    vec![
        ("burst", 20, event("limit.shed", "relay").with("limit", "address")),
        (
            "guessing",
            15,
            event("access.refused", "relay")
                .with("reason", "token-invalid")
                .with("network", "192.0.2.0/24"),
        ),
        ("sign-in", 5, event("staff.refused", "visitor").with("why", "credentials")),
        ("forbidden", 5, refused("role", "agent", "ana")),
        ("recipient-key", 1, event("key.changed", "desk").with("recipient", "bot")),
        ("mass-export", 20, event("access.archive", "ana").with("what", "export")),
        ("mass-reading", 60, event("staff.viewed", "ana").with("route", "GET /talks/{talk}")),
        ("out-of-hours", 1, night),
        ("decryption", 5, event("failure.open", "desk")),
        ("chain", 1, event("failure.chain", "desk")),
        ("replay", 10, event("failure.replay", "relay")),
    ]
}

fn alarmed(settings: &Settings) -> (Events, Arc<Heard>) {
    let alarms = Arc::new(Alarms::new(settings));
    let heard = Arc::<Heard>::default();
    let events = Events::to([alarms.clone() as Arc<dyn Listener>, heard.clone()]);
    alarms.tell_to(events.clone());
    (events, heard)
}

fn settings(alert: serde_json::Value) -> Settings {
    serde_json::from_value(json!({"standard": false, "alert": [alert]})).unwrap()
}

#[test]
fn each_standard_rule_is_provoked_and_by_no_less() {
    let mut names: Vec<_> = Settings::default().rules().into_iter().map(|rule| rule.name).collect();
    for (name, count, event) in provocations() {
        let (events, heard) = alarmed(&Settings::default());
        let kind = format!("alert.{name}");
        (1..count).for_each(|_| events.tell(&event));
        assert!(heard.of(&kind).is_empty(), "{name}");
        events.tell(&event);
        let raised = heard.of(&kind);
        assert_eq!(raised.len(), 1, "{name}");
        assert_eq!((&raised[0].details["cause"], &raised[0].actor), (&event.kind, &event.actor));
        (0..count).for_each(|_| events.tell(&event));
        assert_eq!(heard.of(&kind).len(), 1, "{name} is quiet for a while");
        let later = Event { at: event.at + 86_400, ..event };
        (0..count).for_each(|_| events.tell(&later));
        assert_eq!(heard.of(&kind).len(), 2, "{name} and then rings again");
        names.retain(|known| known != name);
    }
    assert!(names.is_empty(), "not provoked: {names:?}");
}

/// The alarms that arrive at a webhook of what was told, by kind: what provokes a rule is tried where it happens, in
/// the tests of relay and desk.
pub(crate) async fn arrives(told: &[Event]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::default();
    let hook = json!({"name": "soc", "url": receiver.listen(0).await, "secret": secret_in(folder.path()), "filter": {"kinds": ["alert.*"]}});
    let siem = serde_json::from_value(json!({"webhook": [hook]})).unwrap();
    let (export, _running) = Export::start(&siem, folder.path(), &Clock::system()).unwrap();
    let (alarms, heard) = (Arc::new(Alarms::new(&Settings::default())), Arc::<Heard>::default());
    let events = Events::to([alarms.clone() as Arc<dyn Listener>, export.clone(), heard.clone()]);
    alarms.tell_to(events.clone());
    export.tell_to(events.clone());
    told.iter().for_each(|event| events.tell(event));
    let raised = heard.kinds().iter().filter(|kind| kind.starts_with("alert.")).count();
    let came = receiver.after(raised).await;
    let mut came: Vec<_> =
        came.iter().map(|(.., body)| body["type"].as_str().unwrap().to_owned()).collect();
    came.sort();
    came
}

#[tokio::test]
async fn each_alarm_arrives_where_it_is_meant_to() {
    let times = |(_, count, event): (&str, usize, Event)| std::iter::repeat_n(event, count);
    let told: Vec<Event> = provocations().into_iter().flat_map(times).collect();
    let mut meant: Vec<_> =
        provocations().iter().map(|(name, ..)| format!("alert.{name}")).collect();
    meant.sort();
    assert_eq!(arrives(&told).await, meant);
}

#[test]
fn who_comes_to_the_staff_s_pages_before_signing_in_is_no_alarm() {
    let (events, heard) = alarmed(&Settings::default());
    let event = Event::new(NOON, "s", "staff.refused", "visitor").with("why", "role");
    (0..50).for_each(|_| events.tell(&event.clone().with("role", "visitor")));
    assert!(heard.kinds().iter().all(|kind| kind == "staff.refused"), "{:?}", heard.kinds());
}

#[test]
fn every_kind_that_a_standard_rule_counts_is_one_that_is_told() {
    let document = include_str!("../../../../docs/events.md");
    let rows = document.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let told: Vec<&str> = rows.flat_map(|cell| cell.split('`')).collect();
    for rule in Settings::default().rules() {
        for kind in &rule.kinds {
            let is_told = told.iter().any(|own| kind.matches(own));
            assert!(is_told, "{}: {kind:?} is not in docs/events.md", rule.name);
        }
    }
}

#[cfg(feature = "desk")]
#[test]
fn the_routes_that_standard_rules_count_are_rows_of_the_staff_s_table() {
    let table = crate::desk::staff::route_table();
    let rules = Settings::default().rules();
    let routes: Vec<_> =
        rules.iter().filter_map(|rule| rule.details.get("route")).flatten().collect();
    assert!(!routes.is_empty());
    for route in routes {
        assert!(table.contains(&format!("`{route}`")), "{route}");
    }
}

#[test]
fn a_rule_counts_by_whom_it_says() {
    let rule = json!({"name": "r", "kinds": ["failure.*"], "by": "conversation", "count": 2, "window": 60});
    let (events, heard) = alarmed(&settings(rule));
    let about = |conv: u8| {
        Event::new(NOON, "s", "failure.open", "desk").about(sigilo_protocol::Bytes([conv; 16]))
    };
    events.tell(&about(1));
    events.tell(&about(2));
    events.tell(&Event::new(NOON, "s", "failure.open", "desk"));
    assert!(heard.of("alert.r").is_empty());
    events.tell(&about(2));
    assert_eq!(heard.of("alert.r")[0].conversation, about(2).conversation);
}

#[test]
fn what_is_too_long_ago_does_not_count() {
    let rule = json!({"name": "r", "kinds": ["failure.open"], "count": 2, "window": 60, "level": "critical", "to": ["soc", "pager"]});
    let (events, heard) = alarmed(&settings(rule));
    let at = |at| events.tell(&Event::new(at, "s", "failure.open", "desk"));
    at(NOON);
    at(NOON + 60);
    assert!(heard.of("alert.r").is_empty());
    at(NOON + 119);
    let alarm = &heard.of("alert.r")[0];
    assert_eq!((&*alarm.details["level"], &*alarm.details["to"]), ("critical", "soc,pager"));
}

#[test]
fn who_exports_much_at_once_or_by_and_by_raises_the_alarm_and_who_looks_at_lists_does_not() {
    let (events, heard) = alarmed(&Settings::default());
    let access = |kind: &str, actor: &str| Event::new(NOON, "s", kind, actor);
    let raised = || heard.of("alert.mass-export");
    events.tell(&access("access.rights", "ana").with("what", "list").with("opened", 10));
    events.tell(&access("access.ratings", "ana").with("what", "list").with("opened", 9));
    events.tell(&access("access.forms", "eva").with("what", "list").with("count", 5_000));
    assert!(raised().is_empty());
    events.tell(&access("access.forms", "ana").with("what", "show").with("opened", 1));
    assert_eq!(raised().len(), 1, "what one person opens is counted together");
    events.tell(&access("access.rights", "eva").with("what", "list").with("opened", 5_000));
    assert_eq!(raised()[1].actor, "eva");
    // An empty list has shown nobody's.
    let (events, heard) = alarmed(&Settings::default());
    (0..50).for_each(|_| events.tell(&access("access.rights", "ana").with("opened", 0)));
    assert!(heard.of("alert.mass-export").is_empty());
}

#[test]
fn an_operator_s_rule_takes_the_place_of_its_namesake() {
    let own = json!({"alert": [{"name": "chain", "kinds": ["failure.chain"], "count": 3}]});
    let settings: Settings = serde_json::from_value(own).unwrap();
    let rules: Vec<Rule> =
        settings.rules().into_iter().filter(|rule| rule.name == "chain").collect();
    assert_eq!((rules.len(), rules[0].count), (1, 3));
    assert!(settings.rules().len() > 5);
    let slip = json!({"alert": [{"name": "r", "kinds": [], "windw": 3}]});
    assert!(serde_json::from_value::<Settings>(slip).is_err(), "a slip is told");
}

#[test]
fn a_rule_remembers_so_many_and_no_more() {
    let rule = &Rule {
        count: 2,
        by: By::Network,
        outside: None::<Hours>,
        ..Settings::default().rules().remove(0)
    };
    let mut windows = Windows::default();
    for number in 0..30_000u64 {
        windows.count(rule, number.to_string(), NOON + number / 1_000, 1);
    }
    assert!(windows.len() <= 10_000, "{}", windows.len());
    assert!(windows.count(rule, "29999".into(), NOON + 30, 1), "who came last is remembered");
}
