//! Keeping: appending, signing, erasing, and what a restart finds.

use std::time::Duration;

use sigilo_protocol::Note;

use super::{
    super::{Erased, Fault, Goes, Settings, append, erase, log::origin, rows, verify},
    world::{NOW, SITE, World, event},
};
use crate::events::{Event, Events, Listener};

#[test]
fn what_was_appended_is_there_in_its_order_and_whole() {
    let world = World::of(20, &[5, 20]);
    let report = world.verify().unwrap();
    assert_eq!((report.entries, report.signed, report.checkpoints), (20, 20, 2));
    let rows = rows(&world.path(), 3, 2).unwrap();
    assert_eq!(rows.iter().map(|row| row.record.index).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(rows[0].record.event(), Some(event(3)));
}

#[test]
fn a_checkpoint_is_made_after_a_change_alone_and_is_a_note_of_this_log() {
    let world = World::of(3, &[]);
    let first = world.log.checkpoint().unwrap().unwrap();
    assert_eq!(world.log.checkpoint().unwrap(), Some(first.clone()));
    world.log.append(&event(3)).unwrap();
    let second = world.log.checkpoint().unwrap().unwrap();
    let read = |note: &str| Note::parse(note, &origin(SITE), &world.log.public()).unwrap();
    assert_eq!((read(&first).checkpoint().size, read(&second).checkpoint().size), (3, 4));
    assert!(second.starts_with("site.example/audit\n4\n"), "{second}");
    assert_eq!(World::new().log.checkpoint().unwrap(), None, "of nothing, none");
}

#[test]
fn a_restart_goes_on_where_the_log_was() {
    let mut world = World::of(7, &[4]);
    let key = world.log.public();
    world.reopen();
    assert_eq!(world.log.public(), key);
    world.log.append(&event(7)).unwrap();
    world.log.checkpoint().unwrap().unwrap();
    assert_eq!(world.verify().unwrap().signed, 8);
}

#[test]
fn two_entries_alike_commit_to_different_values() {
    let world = World::new();
    world.log.append(&event(1)).unwrap();
    world.log.append(&event(1)).unwrap();
    let rows = rows(&world.path(), 0, 9).unwrap();
    assert_eq!(rows[0].record.entry, rows[1].record.entry);
    assert_ne!(rows[0].record.salt, rows[1].record.salt);
    assert_ne!(rows[0].record.commitment, rows[1].record.commitment);
}

#[test]
fn what_is_rolled_back_is_not_in_the_log() {
    let world = World::of(2, &[]);
    let failed = world.log.database().transact_blocking(|t| {
        append(t, &event(2))?;
        t.execute("INSERT INTO nowhere VALUES (1)", ())
    });
    assert!(failed.is_err());
    assert_eq!(world.verify().unwrap().entries, 2);
}

#[test]
fn the_tables_let_nothing_be_changed_or_taken_out() {
    let world = World::of(3, &[3]);
    for sql in [
        "DELETE FROM audit WHERE idx = 2",
        "UPDATE audit SET entry = '{}' WHERE idx = 1",
        "UPDATE audit SET idx = 9 WHERE idx = 1",
        "UPDATE audit SET commitment = zeroblob(32) WHERE idx = 1",
        "DELETE FROM audit_checkpoints",
    ] {
        let done = world.log.database().transact_blocking(|t| t.execute(sql, ()));
        assert!(done.unwrap_err().to_string().contains("append-only"), "{sql}");
    }
    assert_eq!(world.verify().unwrap().entries, 3);
}

/// A log about two conversations, of which one goes.
fn erased() -> World {
    let world = World::new();
    let told = [
        ("one", "consent.given"),
        ("one", "envelope.taken"),
        ("two", "envelope.taken"),
        ("one", "envelope.taken"),
    ];
    for (at, (conversation, kind)) in told.into_iter().enumerate() {
        let mut event = Event::new(NOW, SITE, kind, "visitor").with("eh", format!("canary-{at}"));
        event.conversation = Some(conversation.into());
        world.log.append(&event).unwrap();
    }
    world.log.checkpoint().unwrap();
    erase_one(&world, Goes::Envelopes, "erasure-request");
    world
}

fn erase_one(world: &World, goes: Goes, under: &str) {
    let by = Event::new(NOW + 9, SITE, "deletion.conversation", "visitor");
    world.log.database().transact_blocking(|t| erase(t, "one", goes, &by, under)).unwrap();
}

#[tokio::test]
async fn an_erased_entry_is_told_as_erased_and_the_log_stays_whole() {
    let world = erased();
    let under = |index| Erased { index, at: NOW + 9, under: "erasure-request".into() };
    assert_eq!(world.verify().unwrap().erased, [under(1), under(3)]);
    let rows = rows(&world.path(), 0, 9).unwrap();
    assert_eq!(rows[4].record.event().unwrap().kind, "deletion.audit");
    assert_eq!(rows[4].record.event().unwrap().details["entries"], "1,3");
    assert_eq!((&rows[1].record.entry, &rows[1].record.salt), (&None, &None));
    assert_eq!(rows[0].record.event().unwrap().kind, "consent.given", "what is to be kept is kept");
    world.log.database().settle().await.unwrap();
    let mut file = std::fs::read(world.path()).unwrap();
    file.extend(std::fs::read(world.folder.path().join("audit.db-wal")).unwrap_or_default());
    let has = |at: usize| String::from_utf8_lossy(&file).contains(&format!("canary-{at}"));
    assert_eq!([0, 1, 2, 3].map(has), [true, false, true, false]);
    // The rest goes later, and what says so stays.
    erase_one(&world, Goes::All, "retention-over");
    let report = world.verify().unwrap();
    assert_eq!(report.erased.iter().map(|own| own.index).collect::<Vec<_>>(), [0, 1, 3]);
    assert_eq!(report.erased[0].under, "retention-over");
}

#[test]
fn an_entry_that_was_erased_without_a_record_of_it_is_bad() {
    let world = erased();
    world.tamper(
        "UPDATE audit SET entry = NULL, salt = NULL, erased = 1, under = 'erasure-request' WHERE idx = 2",
    );
    assert_eq!(world.verify(), Err(Fault::Unrecorded(2)));
    let world = erased();
    world.tamper("UPDATE audit SET under = 'nobody asked' WHERE idx = 3");
    assert_eq!(world.verify(), Err(Fault::Unrecorded(3)), "under another reason than recorded");
}

#[test]
fn a_log_that_is_not_what_was_signed_is_signed_no_more() {
    let mut world = World::of(6, &[6]);
    world.tamper("UPDATE audit SET commitment = zeroblob(32) WHERE idx = 2");
    world.reopen();
    world.log.append(&event(6)).unwrap();
    assert_eq!(world.log.checkpoint().unwrap(), None);
    let kept: i64 = world
        .log
        .database()
        .transact_blocking(|t| {
            t.query_row("SELECT count(*) FROM audit_checkpoints", (), |row| row.get(0))
        })
        .unwrap();
    assert_eq!(kept, 1);
}

#[derive(Default)]
struct Heard(std::sync::Mutex<Vec<Event>>);

impl Listener for Heard {
    fn hear(&self, event: &Event) {
        self.0.lock().unwrap().push(event.clone());
    }
}

#[tokio::test]
async fn the_schedule_signs_checks_and_raises_an_alarm() {
    let world = World::of(5, &[5]);
    world.log.append(&event(5)).unwrap();
    let heard = std::sync::Arc::new(Heard::default());
    let events = Events::to([heard.clone() as std::sync::Arc<dyn Listener>]);
    let checkpoints = || {
        verify(&world.path(), &origin(SITE), world.log.public(), &[])
            .unwrap()
            .map(|own| own.checkpoints)
    };
    let keeper = tokio::spawn(world.log.clone().keep(events));
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(checkpoints(), Ok(1), "its time has not come");
    assert!(heard.0.lock().unwrap().is_empty(), "the first check found nothing");
    world.pass(Settings::default().checkpoint_seconds);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(checkpoints(), Ok(2));
    world.tamper("UPDATE audit SET entry = replace(entry, 'ana', 'eva') WHERE idx = 2");
    world.pass(Settings::default().verify_seconds);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    keeper.abort();
    let heard = heard.0.lock().unwrap();
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert_eq!(
        (&*heard[0].kind, &*heard[0].details["fault"]),
        ("failure.audit", "entry 2: changed")
    );
}
