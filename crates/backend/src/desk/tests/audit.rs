//! The audit log of a desk at work, and what a visitor checks of it.

use ed25519_dalek::{Signature, VerifyingKey};
use rusqlite::Connection;
use sigilo_consent::{Act, Status};
use sigilo_protocol::{
    Checkpoint, Content, Envelope, Hash, Note, Pins, Proofs, Verdict, VerifiedManifest, commitment,
};

use super::{
    visitor::Visitor,
    world::{SITE, SOON, World},
};
use crate::{audit, events::Event};

async fn begun() -> (World, super::world::RunningDesk, Visitor, VerifiedManifest) {
    let (world, desk, pins) = World::running().await;
    let (visitor, manifest) = welcomed(&world, &pins).await;
    (world, desk, visitor, manifest)
}

async fn welcomed(world: &World, pins: &Pins) -> (Visitor, VerifiedManifest) {
    let mut visitor = Visitor::new(world, 3);
    let manifest = visitor.manifest(pins, world.clock().now()).await;
    visitor.hello(&manifest, vec![]).await;
    assert!(matches!(&visitor.hear(2).await[..], [Content::Receipt { .. }, Content::Text { .. }]));
    (visitor, manifest)
}

#[tokio::test]
async fn who_listens_hears_once_of_what_another_program_wrote_into_the_log() {
    let (world, desk, ..) = begun().await;
    let opened =
        Event::new(world.clock().now(), SITE, "access.archive", "ana").with("what", "export");
    audit::append_to(&world.desk_database(), &opened).unwrap();
    let heard = || world.heard.of("access.archive");
    let wait = async {
        while heard().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
    desk.stop().await;
    let desk = world.start_desk();
    let second = Event { actor: "luis".into(), ..opened.clone() };
    audit::append_to(&world.desk_database(), &second).unwrap();
    let wait = async {
        while heard().len() < 2 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
    desk.stop().await;
    assert_eq!(heard(), [opened, second]);
    let kept = events(&world).into_iter().filter(|event| event.kind == "access.archive");
    assert_eq!(kept.count(), 2, "it is not written down a second time");
}

/// The events of the log, oldest first; those that were erased are left out.
fn events(world: &World) -> Vec<Event> {
    let rows = audit::rows(&world.desk_database(), 0, 999).unwrap();
    rows.iter().filter_map(|row| row.record.event()).collect()
}

/// Of those the kinds that are about the conversation and come with a step.
fn kinds(world: &World) -> Vec<String> {
    let is_of_step = |event: &Event| {
        ["envelope.", "consent.", "right.", "deletion."]
            .iter()
            .any(|own| event.kind.starts_with(own))
    };
    events(world).into_iter().filter(is_of_step).map(|event| event.kind).collect()
}

/// What the log proves, as a browser checks it: the signature by the key of the manifest, and each
/// entry in the tree.
async fn proven(
    visitor: &mut Visitor,
    manifest: &VerifiedManifest,
    size: u64,
    of: Vec<Hash>,
) -> (Checkpoint, Proofs, Vec<Event>) {
    let question = format!("audit {size} {}", of.len());
    visitor.ask(&question, Content::Audit { size, of }).await;
    let heard = visitor.hear(1).await.remove(0);
    let Content::AuditProof(proofs) = heard else { panic!("{heard:?}") };
    assert_eq!(proofs.of, question);
    let key = manifest.log.unwrap();
    let note = Note::parse(&proofs.checkpoint, &format!("{SITE}/audit"), &key).unwrap();
    let signature = Signature::from_bytes(note.signature().as_bytes());
    let key = VerifyingKey::from_bytes(key.as_bytes()).unwrap();
    key.verify_strict(note.text().as_bytes(), &signature).unwrap();
    let head = note.checkpoint().clone();
    let mut events = Vec::new();
    for entry in &proofs.entries {
        let leaf = commitment(&entry.salt, &entry.entry);
        assert!(head.includes(&leaf, entry.index, &entry.path));
        events.push(serde_json::from_str::<Event>(&entry.entry).unwrap());
    }
    (head, proofs, events)
}

#[tokio::test]
async fn a_visitor_s_receipts_and_envelopes_are_proven_and_the_log_only_grows() {
    let (_world, desk, mut visitor, manifest) = begun().await;
    let first = Hash::of(visitor.receipt.as_bytes());
    let (older, _, events) = proven(&mut visitor, &manifest, 0, vec![first]).await;
    assert_eq!(events.len(), 1);
    assert_eq!((&*events[0].kind, &*events[0].details["purpose"]), ("consent.given", "answer"));
    let said = sigilo_protocol::Body::new("b1", Content::text("hola", "es"));
    let envelope = visitor.seal(&said);
    visitor.post(&envelope).await;
    visitor.hear(1).await;
    visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    assert!(matches!(&visitor.hear(1).await[..], [Content::Receipt { .. }]));
    let second = Hash::of(visitor.receipt.as_bytes());
    let eh = Envelope::parse(envelope.as_bytes()).unwrap().eh();
    let asked = vec![eh, second];
    let (newer, proofs, events) = proven(&mut visitor, &manifest, older.size, asked.clone()).await;
    assert!(newer.size > older.size && newer.extends(&older, &proofs.consistency));
    let found = |kind: &str, name: &str, hash: Hash| {
        events.iter().any(|event| event.kind == kind && event.details[name] == hash.to_string())
    };
    assert!(found("envelope.taken", "eh", eh) && found("consent.withdrawn", "receipt", second));
    assert_eq!(events.len(), 2);
    let judge = |proofs: &Proofs, seen: &Checkpoint, asked: &[Hash]| {
        Verdict::of(&newer, proofs, Some(seen), asked)
    };
    assert_eq!(judge(&proofs, &older, &asked), Verdict::Checked);
    let more = [asked.clone(), vec![Hash::of(b"not signed yet")]].concat();
    assert_eq!(judge(&proofs, &older, &more), Verdict::Unchecked);
    assert_eq!(
        judge(&proofs, &older, &asked[..1]),
        Verdict::DoesNotFit,
        "nobody asked for the other"
    );
    let forked = Checkpoint { root: Hash::of(b"fork"), ..older.clone() };
    assert_eq!(judge(&proofs, &forked, &asked), Verdict::DoesNotFit);
    let mut changed = proofs.clone();
    changed.entries[0].entry = changed.entries[0].entry.replace("visitor", "nobody");
    assert_eq!(judge(&changed, &older, &asked), Verdict::DoesNotFit);
    let larger = Checkpoint { size: newer.size + 1, ..newer.clone() };
    assert_eq!(judge(&proofs, &larger, &asked), Verdict::DoesNotFit, "it has shrunk");
    desk.stop().await;
}

#[tokio::test]
async fn another_visitor_is_shown_nothing_of_it() {
    let (world, desk, visitor, manifest) = begun().await;
    let mut other = Visitor::new(&world, 4);
    other.hello(&manifest, vec![]).await;
    other.hear(2).await;
    let of = vec![Hash::of(visitor.receipt.as_bytes())];
    assert!(proven(&mut other, &manifest, 0, of).await.2.is_empty());
    desk.stop().await;
}

#[tokio::test]
async fn what_a_step_changes_and_what_the_log_has_of_it_are_kept_together() {
    let (world, desk, mut visitor, _) = begun().await;
    visitor.say("b1", "hola", "es").await;
    visitor.hear(1).await;
    desk.stop().await;
    assert_eq!(kinds(&world), ["envelope.taken", "consent.given", "envelope.taken"]);
    // A step that can't be committed leaves no entry.
    Connection::open(world.desk_database())
        .unwrap()
        .execute_batch(
            "CREATE TRIGGER full BEFORE UPDATE ON feed BEGIN SELECT RAISE(ABORT, 'full'); END",
        )
        .unwrap();
    let desk = world.start_desk();
    visitor.say("b2", "¿hola?", "es").await;
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    desk.stop().await;
    assert_eq!(kinds(&world).len(), 3, "{:?}", kinds(&world));
}

#[tokio::test]
async fn a_desk_that_stops_has_signed_all_of_its_log() {
    let (world, desk, mut visitor, manifest) = begun().await;
    visitor.say("b1", "hola", "es").await;
    visitor.hear(1).await;
    desk.stop().await;
    let (origin, key) = (format!("{SITE}/audit"), manifest.log.unwrap());
    let report = audit::verify(&world.desk_database(), &origin, key, &[]).unwrap().unwrap();
    assert_eq!(report.entries, report.signed);
    assert_eq!(kinds(&world).len(), 3);
    let all = events(&world);
    assert!(all.iter().any(|event| event.kind == "manifest.published"), "what was heard, too");
}

#[tokio::test]
async fn erasing_a_conversation_erases_its_envelopes_from_the_log_and_says_so() {
    let (world, desk, mut visitor, manifest) = begun().await;
    let scope = sigilo_protocol::Scope::Conversation;
    visitor.ask("e1", Content::Erase { scope }).await;
    visitor.hear(2).await;
    desk.stop().await;
    let expected = [
        "consent.given",
        "right.received",
        "right.settled",
        "deletion.conversation",
        "deletion.audit",
    ];
    assert_eq!(kinds(&world), expected);
    let (origin, key) = (format!("{SITE}/audit"), manifest.log.unwrap());
    let report = audit::verify(&world.desk_database(), &origin, key, &[]).unwrap().unwrap();
    let erased: Vec<_> = report.erased.iter().map(|own| &*own.under).collect();
    assert_eq!(erased, ["erasure-request", "erasure-request"], "the hello, and what asked for it");
}
