use serde_json::{Value, json};
use sigilo_consent::{Act, Status};
use sigilo_protocol::{Content, Envelope, Format, Hash, Pins, ResetReason, jws::Unverified};

use super::{
    visitor::{Visitor, decision, receipt, sign_receipt},
    world::{NOW, SITE, World},
};

fn text(text: &str, lang: &str) -> Content {
    Content::text(text, lang)
}

/// Says hello and hears the receipt and the greeting.
pub(super) async fn welcomed(world: &World, pins: &Pins, number: u8) -> Visitor {
    let mut visitor = Visitor::new(world, number);
    let manifest = visitor.manifest(pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    let heard = visitor.hear(2).await;
    assert!(matches!(heard[0], Content::Receipt { .. }));
    visitor
}

#[tokio::test]
async fn a_hello_brings_the_countersigned_receipt_and_a_greeting() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    let heard = visitor.hear(2).await;
    let Content::Receipt { receipt, countersignature } = &heard[0] else { panic!("{heard:?}") };
    assert_eq!(*receipt, visitor.receipt);
    let signer = manifest.recipient("bot").unwrap().sig.unwrap();
    let unverified = Unverified::parse(countersignature, "sigilo-countersignature+jws").unwrap();
    let payload: Value = serde_json::from_slice(&unverified.verify(&signer).unwrap()).unwrap();
    let hash = Hash::of(receipt.as_bytes());
    assert_eq!(payload, json!({"receipt": hash, "iat": NOW, "site": SITE}));
    let greeting = Content::Text {
        text: "hello in es".into(),
        lang: Some("es".into()),
        suggestions: vec!["price?".into()],
        format: Format::Plain,
        by: None,
        cards: None,
    };
    assert_eq!(heard[1], greeting);
    desk.stop().await;
}

#[tokio::test]
async fn a_question_is_answered_in_its_language() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "¿precio?", "es").await;
    assert_eq!(visitor.hear(1).await, [text("¿precio? in es", "es")]);
    visitor.say("b2", "price?", "en").await;
    assert_eq!(visitor.hear(1).await, [text("price? in en", "en")]);
    desk.stop().await;
}

#[tokio::test]
async fn two_visitors_are_answered_each_for_themselves() {
    let (world, desk, pins) = World::running().await;
    let (mut first, mut second) =
        (welcomed(&world, &pins, 1).await, welcomed(&world, &pins, 2).await);
    first.say("b1", "one", "en").await;
    second.say("b1", "two", "en").await;
    assert_eq!(second.hear(1).await, [text("two in en", "en")]);
    assert_eq!(first.hear(1).await, [text("one in en", "en")]);
    desk.stop().await;
}

#[tokio::test]
async fn a_conversation_goes_on_after_the_desk_was_away() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "before", "en").await;
    assert_eq!(visitor.hear(1).await, [text("before in en", "en")]);
    desk.stop().await;
    visitor.say("b2", "while away", "en").await;
    let desk = world.start_desk();
    // This start can answer only once the visitor has said hello to it.
    assert_eq!(visitor.hear(1).await, [text("while away in en", "en")]);
    assert_eq!(visitor.resets, [ResetReason::Restart]);
    assert!(matches!(&visitor.hear(1).await[..], [Content::Receipt { .. }]));
    visitor.say("b3", "after", "en").await;
    assert_eq!(visitor.hear(1).await, [text("after in en", "en")]);
    desk.stop().await;
    let rows = crate::relay::rows(&world.relay_database()).unwrap();
    let mut senders: Vec<_> =
        rows.iter().map(|row| &row.sender).filter(|sender| sender.starts_with("bot:")).collect();
    senders.dedup();
    assert_eq!(senders.len(), 2, "a new sender for each start");
}

#[tokio::test]
async fn a_reload_is_welcomed_with_the_same_countersignature_and_no_second_greeting() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    let first = visitor.hear(2).await.remove(0);
    let ended = visitor.load();
    visitor.hello(&manifest, vec![ended.clone()]).await;
    // What was sealed for the load that ended is not for this one.
    assert_eq!(visitor.hear(1).await, [first]);
    visitor.say("b1", "again", "en").await;
    assert_eq!(visitor.hear(1).await, [text("again in en", "en")]);
    assert_eq!(visitor.rest().await, []);
    let rows = crate::relay::rows(&world.relay_database()).unwrap();
    let last = Envelope::parse(rows.last().unwrap().envelope.as_bytes()).unwrap();
    assert_eq!(last.header().rcpt, [visitor.load().as_str()], "the ended load gets nothing");
    desk.stop().await;
}

#[tokio::test]
async fn the_second_of_two_bodies_with_one_id_is_acknowledged_only() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("same", "once", "en").await;
    assert_eq!(visitor.hear(1).await, [text("once in en", "en")]);
    visitor.say("same", "once", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    desk.stop().await;
}

#[tokio::test]
async fn a_hello_without_a_receipt_that_holds_is_not_answered() {
    let (world, desk, pins) = World::running().await;
    let mut refused = Visitor::new(&world, 1);
    let manifest = refused.manifest(&pins, NOW).await;
    let allowed = decision(Act::Allow, Status::Given);
    let mut about_nothing = receipt(&manifest, &allowed, &refused.key, None);
    about_nothing["dpv:hasRecordOfActivity"][0]["dpv:hasNotice"]["sigilo:policySha256"] =
        json!(Hash::of(b"never published"));
    refused.receipt = sign_receipt(&about_nothing, &refused.key);
    refused.hello(&manifest, vec![]).await;
    // Another visitor is answered after it: the desk has seen it and gone on.
    welcomed(&world, &pins, 2).await;
    assert_eq!(refused.rest().await, []);
    desk.stop().await;
}

#[tokio::test]
async fn the_relay_s_files_hold_nothing_of_what_was_said() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let canary = "canary-Zx81-póliza";
    visitor.say("b1", canary, "en").await;
    assert_eq!(visitor.hear(1).await, [text(&format!("{canary} in en"), "en")]);
    desk.stop().await;
    let mut files = Vec::new();
    for suffix in ["", "-wal", "-shm"] {
        let path = format!("{}{suffix}", world.relay_database().display());
        files.extend(std::fs::read(path).unwrap_or_default());
    }
    assert!(contains(&files, b"conversations"), "the search reads the right files");
    for needle in encodings(canary.as_bytes()) {
        let mut planted = files.clone();
        planted.extend(&needle);
        assert!(contains(&planted, &needle) && !contains(&files, &needle), "{needle:?}");
    }
}

/// UTF-8, UTF-16, hex, and base64 at each of its three alignments.
fn encodings(text: &[u8]) -> Vec<Vec<u8>> {
    let utf16 = String::from_utf8_lossy(text).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex: String = text.iter().map(|byte| format!("{byte:02x}")).collect();
    let aligned = (0..3).map(|skip| {
        let whole = &text[skip..];
        let whole = &whole[..whole.len() / 3 * 3];
        sigilo_protocol::b64u(whole).into_bytes()
    });
    let mut all = vec![text.to_vec(), utf16, hex.to_uppercase().into_bytes(), hex.into_bytes()];
    all.extend(aligned);
    all
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
