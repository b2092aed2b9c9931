use serde_json::{json, value::RawValue};
use sigilo_protocol::{Content, SigningKey, b64u};

use super::{
    super::{DeskError, client::Item},
    conversation::welcomed,
    visitor::Visitor,
    world::{NOW, World},
};

fn answers(world: &World) -> usize {
    let rows = crate::relay::rows(&world.relay_database()).unwrap();
    rows.iter().filter(|row| row.sender.starts_with("bot:")).count()
}

fn outbox(world: &World) -> Vec<String> {
    let path = world.folder.path().join("desk/desk.db");
    let database = rusqlite::Connection::open(path).unwrap();
    let mut statement = database.prepare("SELECT envelope FROM outbox ORDER BY id").unwrap();
    statement.query_map((), |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[tokio::test]
async fn a_crash_between_storing_and_posting_neither_loses_nor_doubles() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    let pins = desk.pins().unwrap();
    desk.publish_if_due().await.unwrap();
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    let hello = crate::relay::rows(&world.relay_database()).unwrap().remove(0).envelope;
    let item = || Item { cursor: 1, envelope: RawValue::from_string(hello.clone()).unwrap() };
    desk.take(item()).await.unwrap();
    drop(desk);
    let sealed = outbox(&world);
    assert_eq!((sealed.len(), answers(&world)), (2, 0), "stored, not posted");
    let desk = world.start_desk();
    let heard = visitor.hear(2).await;
    assert!(matches!(&heard[..], [Content::Receipt { .. }, Content::Text { .. }]));
    desk.stop().await;
    let rows = crate::relay::rows(&world.relay_database()).unwrap();
    let posted: Vec<_> = rows[1..].iter().map(|row| row.envelope.clone()).collect();
    assert_eq!(posted, sealed, "the same bytes");
    // A second crash, after posting and before noting it: the relay knows the envelope already.
    let path = world.folder.path().join("desk/desk.db");
    let database = rusqlite::Connection::open(path).unwrap();
    let conv = visitor.conv.to_string();
    let sql = "INSERT INTO outbox (conv, envelope) VALUES (?1, ?2)";
    database.execute(sql, [&conv, &sealed[0]]).unwrap();
    let desk = world.start_desk();
    visitor.say("b1", "go on", "en").await;
    let heard = visitor.hear(2).await;
    assert!(
        matches!(&heard[..], [answer, Content::Receipt { .. }] if *answer == Content::text("go on in en", "en"))
    );
    while !outbox(&world).is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    desk.stop().await;
    // Two to the first hello, a reset, and two to the second.
    assert_eq!(answers(&world), 5);
}

#[tokio::test]
async fn an_envelope_that_the_feed_repeats_is_passed_over() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    let pins = desk.pins().unwrap();
    desk.publish_if_due().await.unwrap();
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    let hello = crate::relay::rows(&world.relay_database()).unwrap().remove(0).envelope;
    for cursor in 1..=3 {
        let envelope = RawValue::from_string(hello.clone()).unwrap();
        desk.take(Item { cursor, envelope }).await.unwrap();
    }
    assert_eq!(outbox(&world).len(), 2);
    assert_eq!(desk.store.cursor().await.unwrap(), 3);
}

/// A signed hello whose content nobody sealed.
fn junk(visitor: &SigningKey, conv: sigilo_protocol::ConvId) -> String {
    let public = visitor.public();
    let zero = b64u(&[0; 32]);
    let header = json!({
        "v": 1, "suite": sigilo_protocol::SUITE, "t": "hello", "conv": conv,
        "from": format!("{}:{}", public.thumbprint(), b64u(&[1; 8])), "seq": 1, "prev": zero,
        "rcpt": ["bot"], "mh": zero, "kc": zero, "ts": 0, "vsk": public,
        "hello": [{"to": "bot", "kid": "k1", "box": "AAAA"}],
    });
    let (p, c, w) = (b64u(header.to_string().as_bytes()), b64u(b"junk"), "bot~k1~AAAA");
    let s = visitor.sign(format!("SIG1.{p}.{w}.{c}").as_bytes());
    json!({"p": p, "w": [w], "c": c, "s": s}).to_string()
}

#[tokio::test]
async fn a_bad_envelope_is_passed_over_and_the_next_is_answered() {
    let (world, desk, pins) = World::running().await;
    let bad = Visitor::new(&world, 1);
    let mut good = Visitor::new(&world, 2);
    let manifest = good.manifest(&pins, NOW).await;
    assert_eq!(bad.post(&junk(&bad.key, bad.conv)).await, 201);
    good.hello(&manifest, vec![]).await;
    assert_eq!(good.hear(2).await.len(), 2);
    desk.stop().await;
    assert_eq!(answers(&world), 2);
}

#[tokio::test]
async fn a_bot_that_fails_leaves_an_acknowledgement_and_a_desk_that_goes_on() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "fail", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    visitor.say("b3", "long", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    visitor.say("b2", "work", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("work in en", "en")]);
    desk.stop().await;
}

#[tokio::test]
async fn a_relay_that_is_away_is_waited_for() {
    let mut world = World::new().await;
    let pins = world.open_desk().unwrap().pins().unwrap();
    let desk = world.start_desk();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    world.start_relay_with(pins.clone()).await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    world.stop_relay().await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    world.start_relay_with(pins.clone()).await;
    visitor.say("b1", "still there", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("still there in en", "en")]);
    desk.stop().await;
}

#[tokio::test]
async fn two_desks_never_share_a_folder() {
    let world = World::new().await;
    let first = world.open_desk().unwrap();
    let refused = world.open_desk().err().unwrap();
    assert!(matches!(&refused, DeskError::Busy(_)), "{refused}");
    drop(first);
    assert!(world.open_desk().is_ok());
}
