//! A desk that has lost, or was given back, or can't read what it kept; a relay that has lost all.

use sigilo_protocol::{Content, Pins, ResetReason};

use super::{
    visitor::Visitor,
    world::{NOW, World},
};

fn said(text: &str) -> Content {
    Content::text(text, "en")
}

async fn welcomed(world: &World, pins: &Pins, number: u8) -> Visitor {
    let mut visitor = Visitor::new(world, number);
    let manifest = visitor.manifest(pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    assert!(matches!(&visitor.hear(2).await[..], [Content::Receipt { .. }, Content::Text { .. }]));
    visitor
}

/// After a reset: the countersigned receipt, and no greeting.
async fn welcomed_again(visitor: &mut Visitor, reasons: &[ResetReason]) {
    assert!(matches!(&visitor.hear(1).await[..], [Content::Receipt { .. }]));
    assert_eq!(visitor.resets, reasons);
}

/// After a restart: the answer, which waited for the new hello, and the countersigned receipt.
async fn answered_and_welcomed(visitor: &mut Visitor, answer: &str) {
    match &visitor.hear(2).await[..] {
        [first, Content::Receipt { .. }] => assert_eq!(*first, said(answer)),
        heard => panic!("{heard:?}"),
    }
}

/// What the desk has at the relay.
fn answers(world: &World) -> usize {
    let rows = crate::relay::rows(&world.relay_database()).unwrap();
    rows.iter().filter(|row| row.sender.starts_with("bot:")).count()
}

fn damage(world: &World, sql: &str, visitor: &Visitor) {
    let database = rusqlite::Connection::open(world.desk_database()).unwrap();
    assert_eq!(database.execute(sql, [visitor.conv.to_string()]).unwrap(), 1);
}

const STATE: &str = "UPDATE conversations SET state = zeroblob(40) WHERE conv = ?1";

#[tokio::test]
async fn a_lost_database_asks_who_speaks_for_a_new_hello_and_repeats_nothing() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let mut idle = welcomed(&world, &pins, 2).await;
    visitor.say("b1", "before", "en").await;
    assert_eq!(visitor.hear(1).await, [said("before in en")]);
    desk.stop().await;
    world.lose(&world.desk_database()).await;
    world.pass(60);
    let before = answers(&world);
    visitor.say("b2", "still there?", "en").await;
    let desk = world.start_desk();
    welcomed_again(&mut visitor, &[ResetReason::Lost]).await;
    visitor.say("b2", "still there?", "en").await;
    assert_eq!(visitor.hear(1).await, [said("still there? in en")]);
    idle.say("b1", "and I", "en").await;
    welcomed_again(&mut idle, &[ResetReason::Lost]).await;
    desk.stop().await;
    // A reset and a receipt for each, and one answer: nothing of before was answered again.
    assert_eq!(answers(&world) - before, 5);
}

#[tokio::test]
async fn an_older_copy_of_the_database_answers_nothing_twice_and_asks_for_a_new_hello() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let mut known = welcomed(&world, &pins, 2).await;
    let mut untouched = welcomed(&world, &pins, 3).await;
    desk.stop().await;
    let copy = world.folder.path().join("copy");
    world.closed(&world.desk_database()).await;
    std::fs::copy(world.desk_database(), &copy).unwrap();
    let desk = world.start_desk();
    // A load that the copy does not know, in a conversation that it knows; and one of an earlier
    // start, whose hello is another's now.
    let manifest = visitor.manifest(&pins, NOW).await;
    let ends = vec![visitor.load()];
    visitor.hello(&manifest, ends).await;
    visitor.hear(1).await;
    visitor.say("b1", "forgotten", "en").await;
    assert_eq!(visitor.hear(1).await, [said("forgotten in en")]);
    known.say("b1", "forgotten", "en").await;
    answered_and_welcomed(&mut known, "forgotten in en").await;
    let mut new = welcomed(&world, &pins, 4).await;
    desk.stop().await;
    let before = answers(&world);
    world.lose(&world.desk_database()).await;
    std::fs::copy(&copy, world.desk_database()).unwrap();

    let desk = world.start_desk();
    for visitor in [&mut visitor, &mut new] {
        visitor.say("b2", "and now?", "en").await;
        welcomed_again(visitor, &[ResetReason::Lost]).await;
        visitor.say("b2", "and now?", "en").await;
        assert_eq!(visitor.hear(1).await, [said("and now? in en")]);
    }
    known.say("b2", "and now?", "en").await;
    welcomed_again(&mut known, &[ResetReason::Restart, ResetReason::Lost]).await;
    // What went on without the copy is lost, what did not is there.
    untouched.say("b1", "here", "en").await;
    answered_and_welcomed(&mut untouched, "here in en").await;
    assert_eq!(untouched.resets, [ResetReason::Restart]);
    desk.stop().await;
    // The copy's own load of the first visitor, which lives no more, is asked beside.
    assert_eq!(answers(&world) - before, 4 + 3 + 2 + 3);
}

#[tokio::test]
async fn what_is_damaged_in_the_database_stops_nobody_else() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let mut other = welcomed(&world, &pins, 2).await;
    desk.stop().await;
    damage(&world, STATE, &visitor);
    damage(&world, "INSERT INTO queue (conv, body) VALUES (?1, x'00')", &other);
    let desk = world.start_desk();
    visitor.say("b1", "one", "en").await;
    welcomed_again(&mut visitor, &[ResetReason::Lost]).await;
    other.say("b1", "two", "en").await;
    answered_and_welcomed(&mut other, "two in en").await;
    assert_eq!(other.resets, [ResetReason::Restart]);

    // While it runs: the end of its own chain is lost too.
    damage(&world, STATE, &visitor);
    visitor.say("b2", "three", "en").await;
    welcomed_again(&mut visitor, &[ResetReason::Lost; 2]).await;
    visitor.say("b2", "three", "en").await;
    assert_eq!(visitor.hear(1).await, [said("three in en")]);
    desk.stop().await;
}

#[tokio::test]
async fn a_relay_that_lost_its_database_is_read_from_the_beginning() {
    let (mut world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "before", "en").await;
    visitor.hear(1).await;
    let manifest = visitor.manifest(&pins, NOW).await;
    // While the desk runs …
    world.stop_relay().await;
    world.lose(&world.relay_database()).await;
    world.start_relay_with(pins.clone()).await;
    let mut visitor = Visitor::new(&world, 2);
    visitor.hello(&manifest, vec![]).await;
    assert_eq!(visitor.hear(2).await.len(), 2);
    desk.stop().await;
    // … and while it does not, and the relay comes to higher numbers than before.
    world.stop_relay().await;
    world.lose(&world.relay_database()).await;
    world.start_relay_with(pins.clone()).await;
    let mut visitors: Vec<_> = (3..9).map(|number| Visitor::new(&world, number)).collect();
    for visitor in &mut visitors {
        visitor.hello(&manifest, vec![]).await;
    }
    let desk = world.start_desk();
    for visitor in &mut visitors {
        assert_eq!(visitor.hear(2).await.len(), 2);
    }
    desk.stop().await;
}
