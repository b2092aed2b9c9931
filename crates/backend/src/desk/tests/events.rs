use serde_json::value::RawValue;
use sigilo_consent::{Act, Status};
use sigilo_protocol::{Content, Right, Scope};

use super::{
    super::client::Item,
    conversation::welcomed,
    visitor::Visitor,
    world::{NOW, World},
};

/// What desk and relay told, without what the relay tells of each request.
fn told(world: &World) -> Vec<String> {
    let kinds = world.heard.kinds().into_iter();
    kinds.filter(|kind| !matches!(kind.as_str(), "envelope.stored" | "access.token")).collect()
}

#[tokio::test]
async fn what_is_published_decided_and_asked_for_is_told() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    visitor.hear(1).await;
    let right = Content::Right { right: Right::Access, purpose: None, note: Some("canary".into()) };
    visitor.ask("r1", right).await;
    visitor.hear(2).await;
    visitor.ask("e1", Content::Erase { scope: Scope::Conversation }).await;
    visitor.hear(2).await;
    desk.stop().await;
    let told = told(&world);
    for kind in [
        "policy.published",
        "manifest.published",
        "consent.given",
        "consent.withdrawn",
        "right.received",
        "right.settled",
        "deletion.conversation",
    ] {
        assert!(told.iter().any(|own| own == kind), "{kind} is not among {told:?}");
    }
    let page = include_str!("../../../../../docs/events.md");
    for kind in world.heard.kinds() {
        assert!(page.contains(&format!("`{kind}`")), "{kind} is not in docs/events.md");
    }
    let events = world.heard.all();
    let given = events.iter().find(|event| event.kind == "consent.given").unwrap();
    assert_eq!((given.actor.as_str(), given.at), ("visitor", NOW));
    assert_eq!(given.details["purpose"], "answer");
    assert!(given.conversation.is_some());
    let all = serde_json::to_string(&events).unwrap();
    for secret in ["canary".to_owned(), visitor.conv.to_string()] {
        assert!(!all.contains(&secret), "{secret} is in {all}");
    }
}

#[tokio::test]
async fn a_known_receipt_and_a_restart_tell_no_second_decision() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    desk.stop().await;
    let desk = world.start_desk();
    let manifest = visitor.manifest(&pins, NOW).await;
    let own = visitor.load();
    visitor.hello(&manifest, vec![own]).await;
    visitor.hear(1).await;
    desk.stop().await;
    let told = told(&world);
    let count = |kind: &str| told.iter().filter(|own| *own == kind).count();
    assert_eq!((count("consent.given"), count("policy.published")), (1, 1), "{told:?}");
}

#[tokio::test]
async fn why_an_envelope_was_passed_over_is_told_by_kind() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    let pins = desk.pins().unwrap();
    desk.publish_if_due().await.unwrap();
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    let hello = crate::relay::rows(&world.relay_database()).unwrap().remove(0).envelope;
    let mut take = async |cursor, envelope: String| {
        let envelope = RawValue::from_string(envelope).unwrap();
        desk.take(Item { cursor, envelope }).await.unwrap();
        world.heard.kinds().pop().unwrap()
    };
    assert_eq!(take(1, hello.clone()).await, "consent.given");
    assert_eq!(take(2, hello.clone()).await, "failure.replay");
    assert_eq!(take(3, "{}".into()).await, "failure.format");
    let mut forged: serde_json::Value = serde_json::from_str(&hello).unwrap();
    let signature = visitor.key.sign(b"something else");
    forged["s"] = serde_json::to_value(signature).unwrap();
    assert_eq!(take(4, forged.to_string()).await, "failure.signature");
}

#[tokio::test]
async fn a_new_prekey_is_told_once() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    for _ in 0..2 {
        desk.publish_if_due().await.unwrap();
        assert!(!told(&world).contains(&"key.rotated".to_owned()));
    }
    world.pass(24 * 3_600);
    desk.publish_if_due().await.unwrap();
    desk.publish_if_due().await.unwrap();
    let rotated = told(&world).into_iter().filter(|kind| kind == "key.rotated");
    assert_eq!(rotated.count(), 1);
}
