//! Events that are heard.

use std::sync::Arc;

use super::{
    super::rows,
    world::{SITE, World, event},
};
use crate::events::{Event, Events, Listener};

#[test]
fn what_is_heard_is_in_the_log_once_the_recorder_is_gone() {
    let world = World::new();
    let events = Events::to([Arc::new(world.log.recorder()) as Arc<dyn Listener>]);
    let telling: Vec<_> = (0..4)
        .map(|thread| {
            let events = events.clone();
            std::thread::spawn(move || {
                (0..500).for_each(|at| events.tell(&event(thread * 500 + at)))
            })
        })
        .collect();
    telling.into_iter().for_each(|thread| thread.join().unwrap());
    drop(events);
    let report = world.verify().unwrap();
    assert_eq!(report.entries, 2_000);
    let mut told: Vec<_> = rows(&world.path(), 0, 9_999).unwrap();
    told.sort_by_key(|row| row.at);
    let told: Vec<_> = told.into_iter().map(|row| row.record.event().unwrap()).collect();
    assert_eq!(told, (0..2_000).map(event).collect::<Vec<_>>(), "each once");
}

#[test]
fn another_site_s_events_are_not_in_this_one_s_log() {
    let world = World::new();
    let recorder = world.log.recorder();
    recorder.hear(&Event::new(1, "other.example", "access.read", "ana"));
    recorder.hear(&Event::new(1, "", "admin.config", "operator"));
    recorder.hear(&Event::new(1, SITE, "access.read", "ana"));
    drop(recorder);
    let rows = rows(&world.path(), 0, 9).unwrap();
    let sites: Vec<_> = rows.iter().map(|row| row.record.event().unwrap().site).collect();
    assert_eq!(sites, ["", SITE]);
}

#[test]
fn a_network_has_another_name_in_the_log_that_nobody_can_undo_without_the_key() {
    let world = World::new();
    let refused = |network: &str| {
        Event::new(1, SITE, "access.refused", "relay").with("network", network).with("reason", "r")
    };
    let recorder = world.log.recorder();
    for network in ["192.0.2.0/24", "2001:db8:7::/48", "192.0.2.0/24"] {
        recorder.hear(&refused(network));
    }
    drop(recorder);
    let kept = rows(&world.path(), 0, 9).unwrap();
    let kept: Vec<_> = kept.iter().map(|row| row.record.event().unwrap()).collect();
    let name = |at: usize| kept[at].details["network"].clone();
    assert_eq!((name(0), name(0).len()), (name(2), 16), "the same is found again");
    assert_ne!(name(0), name(1));
    assert_eq!(kept[0].details["reason"], "r");
    let mut whole = std::fs::read(world.path()).unwrap();
    whole.extend(std::fs::read(world.path().with_extension("db-wal")).unwrap_or_default());
    for network in ["192.0.2", "2001:db8"] {
        assert!(!whole.windows(network.len()).any(|own| own == network.as_bytes()), "{network}");
    }
    // Another log has another key.
    let other = World::new();
    let recorder = other.log.recorder();
    recorder.hear(&refused("192.0.2.0/24"));
    drop(recorder);
    let theirs = rows(&other.path(), 0, 9).unwrap()[0].record.event().unwrap();
    assert_ne!(theirs.details["network"], name(0));
}
