//! Requests, and erasure.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use rusqlite::Connection;
use serde_json::{Value, json, value::RawValue};
use sigilo_consent::{Act, Status};
use sigilo_protocol::{
    Content, Hash, Pins, RequestState, ResetReason, Right, Scope, VerifiedManifest, jws::Unverified,
};

use super::{
    super::{Kind, Rights, RightsError, client::Item},
    visitor::Visitor,
    world::{NOW, SITE, SOON, World},
};

const DUE: u64 = NOW + 30 * 24 * 3_600;

async fn welcomed(world: &World, pins: &Pins, number: u8) -> (Visitor, VerifiedManifest) {
    let mut visitor = Visitor::new(world, number);
    let manifest = visitor.manifest(pins, world.clock().now()).await;
    visitor.hello(&manifest, vec![]).await;
    assert!(matches!(&visitor.hear(2).await[..], [Content::Receipt { .. }, Content::Text { .. }]));
    (visitor, manifest)
}

fn right(right: Right, purpose: Option<&str>, note: Option<&str>) -> Content {
    Content::Right { right, purpose: purpose.map(Into::into), note: note.map(Into::into) }
}

fn erase() -> Content {
    Content::Erase { scope: Scope::Conversation }
}

fn received(of: &str) -> Content {
    let state = RequestState::Received;
    Content::RightState { of: of.into(), state, due: DUE, statement: None }
}

/// An answer, and how far a request has come: the desk may look for either first.
async fn answer_and_state(visitor: &mut Visitor) -> (Content, Content) {
    let mut heard = visitor.hear(2).await;
    heard.sort_by_key(|content| matches!(content, Content::RightState { .. }));
    let state = heard.pop().unwrap();
    (heard.pop().unwrap(), state)
}

/// What a settled request's statement says, if the desk has signed it.
fn statement(content: &Content, state: RequestState, typ: &str, by: &VerifiedManifest) -> Value {
    let Content::RightState { state: told, statement: Some(statement), .. } = content else {
        panic!("{content:?}")
    };
    assert_eq!(*told, state);
    let signer = by.recipient("bot").unwrap().sig.unwrap();
    let payload = Unverified::parse(statement, typ).unwrap().verify(&signer).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

fn book(world: &World) -> Rights {
    Rights::open(&world.folder.path().join("desk")).unwrap()
}

fn count(world: &World, sql: &str) -> u64 {
    let database = Connection::open(world.desk_database()).unwrap();
    database.query_row(sql, (), |row| row.get(0)).unwrap()
}

/// Waits until the desk has done what it owes.
async fn until(mut is_done: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !is_done().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
}

fn is_in_files(world: &World, needle: &[u8]) -> bool {
    ["", "-wal"].iter().any(|suffix| {
        let path = format!("{}{suffix}", world.desk_database().display());
        let file = std::fs::read(path).unwrap_or_default();
        file.windows(needle.len()).any(|window| window == needle)
    })
}

#[tokio::test]
async fn a_request_is_received_kept_sealed_and_told_when_it_is_settled() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, manifest) = welcomed(&world, &pins, 1).await;
    let note = "my name has an accent: Nuñez-Zx81";
    visitor.ask("r1", right(Right::Rectification, None, Some(note))).await;
    assert_eq!(visitor.hear(1).await, [received("r1")]);
    let [request] = &book(&world).list().unwrap()[..] else { panic!() };
    assert_eq!((request.kind, request.due), (Kind::Right(Right::Rectification), DUE));
    assert_eq!(request.note.as_deref(), Some(note));
    assert!(!is_in_files(&world, note.as_bytes()), "it lies sealed");

    let refuse = |why| book(&world).settle(&request.id(), RequestState::Refused, why);
    let long = "x".repeat(2_001);
    for why in [None, Some(" "), Some(&*long)] {
        assert!(matches!(refuse(why), Err(RightsError::Reason)));
    }
    refuse(Some("We have no name of yours.")).unwrap();
    assert!(matches!(refuse(Some("again")), Err(RightsError::Settled(_))));
    let unknown = book(&world).settle("nothing", RequestState::Done, None);
    assert!(matches!(unknown, Err(RightsError::Unknown(_))));
    // A running desk looks after the next envelope, or after its wait for one.
    visitor.say("b1", "hello?", "en").await;
    let (answer, told) = answer_and_state(&mut visitor).await;
    assert_eq!(answer, Content::text("hello? in en", "en"));
    let says = statement(&told, RequestState::Refused, "sigilo-right+jws", &manifest);
    assert_eq!((&says["right"], &says["request"]), (&json!("rectification"), &json!("r1")));
    assert_eq!(says["why"], "We have no name of yours.");
    assert_eq!(says["authority"]["url"], "https://authority.example/");
    assert_eq!((&says["site"], &says["conv"]), (&json!(SITE), &json!(visitor.conv)));
    visitor.say("b2", "and?", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("and? in en", "en")], "told once");
    desk.stop().await;
}

#[tokio::test]
async fn access_is_answered_with_what_is_held() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, manifest) = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "¿precio?", "es").await;
    visitor.hear(1).await;
    visitor.ask("r1", right(Right::Access, None, None)).await;
    let heard = visitor.hear(2).await;
    assert_eq!(heard[0], received("r1"));
    let says = statement(&heard[1], RequestState::Done, "sigilo-right+jws", &manifest);
    assert_eq!(says["receipts"], json!([Hash::of(visitor.receipt.as_bytes())]));
    // The hello's and the question's; this request is stored with its answer.
    assert_eq!(says["holds"][1], json!({"what": "body-ids", "count": 2}));
    assert_eq!(says["holds"][5], json!({"what": "receipts", "count": 1}));
    assert_eq!(says["use"]["recipients"], json!([{"id": "bot", "name": "Assistant"}]));
    assert_eq!(says["use"]["purposes"][0]["retention"], "P90D");
    assert_eq!(says["use"]["authority"]["name"], "n");
    desk.stop().await;
}

#[tokio::test]
async fn a_repeated_request_is_one_request() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, _) = welcomed(&world, &pins, 1).await;
    for _ in 0..2 {
        visitor.ask("r1", right(Right::Review, None, Some("a person, please"))).await;
        assert_eq!(visitor.hear(1).await, [received("r1")], "the bot says nothing");
    }
    world.pass(60);
    visitor.ask("r1", erase()).await;
    assert_eq!(visitor.hear(1).await, [received("r1")], "an id is one request's");
    assert_eq!(book(&world).list().unwrap().len(), 1);
    visitor.say("b1", "still here", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("still here in en", "en")]);
    desk.stop().await;
}

#[tokio::test]
async fn more_requests_than_anybody_needs_are_refused_and_erasure_is_not() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, manifest) = welcomed(&world, &pins, 1).await;
    for number in 0..100 {
        visitor.ask(&format!("r{number}"), right(Right::Review, None, None)).await;
    }
    visitor.hear(100).await;
    visitor.ask("more", right(Right::Review, None, None)).await;
    let heard = visitor.hear(1).await;
    statement(&heard[0], RequestState::Refused, "sigilo-right+jws", &manifest);
    assert_eq!(book(&world).list().unwrap().len(), 100);
    visitor.ask("e1", erase()).await;
    let heard = visitor.hear(2).await;
    statement(&heard[1], RequestState::Done, "sigilo-erasure+jws", &manifest);
    desk.stop().await;
}

#[tokio::test]
async fn restriction_stops_answers_until_it_is_settled() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, _) = welcomed(&world, &pins, 1).await;
    visitor.ask("r1", right(Right::Restriction, None, None)).await;
    assert_eq!(visitor.hear(1).await, [received("r1")]);
    visitor.say("b1", "not to be used", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    let id = book(&world).list().unwrap()[0].id();
    book(&world).settle(&id, RequestState::Done, Some("It was checked.")).unwrap();
    visitor.say("b2", "again", "en").await;
    let (answer, told) = answer_and_state(&mut visitor).await;
    assert_eq!(answer, Content::text("again in en", "en"));
    assert!(matches!(told, Content::RightState { state: RequestState::Done, .. }));
    desk.stop().await;
}

#[tokio::test]
async fn an_objection_to_what_an_answer_needs_stops_answers() {
    let (world, desk, pins) = World::running().await;
    for (number, purpose, is_answered) in
        [(1, Some("marketing"), true), (2, Some("answer"), false), (3, None, false)]
    {
        let (mut visitor, _) = welcomed(&world, &pins, number).await;
        visitor.ask("r1", right(Right::Objection, purpose, None)).await;
        assert_eq!(visitor.hear(1).await, [received("r1")]);
        visitor.say("b1", "hm", "en").await;
        let answer = if is_answered { Content::text("hm in en", "en") } else { Content::Ack };
        assert_eq!(visitor.hear(1).await, [answer], "{purpose:?}");
    }
    // Who allows it again has thought better of it.
    let (mut visitor, _) = welcomed(&world, &pins, 4).await;
    visitor.ask("r1", right(Right::Objection, Some("answer"), None)).await;
    assert_eq!(visitor.hear(1).await, [received("r1")]);
    visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    visitor.say("b1", "hm", "en").await;
    assert!(matches!(&visitor.hear(2).await[..], [Content::Receipt { .. }, Content::Ack]));
    visitor.decide(Act::Allow, Status::Given, None).await;
    visitor.say("b2", "hm", "en").await;
    assert_eq!(visitor.hear(2).await[1], Content::text("hm in en", "en"));
    desk.stop().await;
    for request in book(&world).list().unwrap() {
        let state = match request.purpose {
            Some(_) => RequestState::Done,
            None => RequestState::Refused,
        };
        book(&world).settle(&request.id(), state, Some("We have looked at it.")).unwrap();
    }
    let desk = world.open_desk().unwrap();
    assert!(desk.is_restricted(sigilo_protocol::Bytes([2; 16])).await.unwrap(), "upheld");
    assert!(!desk.is_restricted(sigilo_protocol::Bytes([3; 16])).await.unwrap(), "refused");
}

#[tokio::test]
async fn erasure_is_confirmed_and_nothing_is_answered_after_it() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, manifest) = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "something", "en").await;
    visitor.hear(1).await;
    visitor.ask("r1", right(Right::Rectification, None, Some("a note"))).await;
    visitor.hear(1).await;
    visitor.ask("e1", erase()).await;
    let heard = visitor.hear(2).await;
    assert_eq!(heard[0], received("e1"));
    let says = statement(&heard[1], RequestState::Done, "sigilo-erasure+jws", &manifest);
    let deleted = json!([
        {"what": "sessions", "count": 1}, {"what": "body-ids", "count": 3},
        {"what": "waiting-answers", "count": 0}, {"what": "notes", "count": 1},
        {"what": "form-answers", "count": 0},
    ]);
    let until = NOW + 3 * 365 * 24 * 3_600;
    let kept = json!([{"id": "claims", "basis": "eu-gdpr:JustificationA17LegalClaims", "until": until, "blocked": true}]);
    let expected = json!({
        "v": 1, "site": SITE, "conv": visitor.conv, "request": "e1", "at": NOW,
        "deleted": deleted, "kept": kept, "relay": "asked",
    });
    assert_eq!(says, expected);
    let left = book(&world).list().unwrap();
    assert_eq!(left.len(), 2, "that there were requests is known, and no more");
    assert!(left.iter().all(|left| left.note.is_none() && left.state == RequestState::Done));
    // Whoever goes on talks to nobody, also with a new hello.
    visitor.say("b2", "anybody?", "en").await;
    visitor.hello(&manifest, vec![]).await;
    let (mut other, _) = welcomed(&world, &pins, 2).await;
    assert_eq!(other.rest().await, []);
    let rows = crate::relay::rows(&world.relay_database()).unwrap();
    let last = rows.iter().rposition(|row| row.conv == visitor.conv.to_string()).unwrap();
    assert!(!rows[last].sender.starts_with("bot:"), "nothing follows the visitor's last");
    // The visitor has read it: the relay's part goes by the visitor's own word.
    assert_eq!(visitor.ask_relay(Method::DELETE).await, StatusCode::NO_CONTENT);
    assert_eq!(visitor.ask_relay(Method::GET).await, StatusCode::GONE);
    desk.stop().await;
}

#[tokio::test]
async fn the_relay_erases_a_day_later_whatever_the_visitor_does() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, _) = welcomed(&world, &pins, 1).await;
    visitor.ask("e1", erase()).await;
    visitor.hear(2).await;
    world.pass(24 * 3_600 - 60);
    welcomed(&world, &pins, 2).await;
    assert_eq!(visitor.ask_relay(Method::GET).await, StatusCode::OK, "it can still be read");
    world.pass(120);
    // Any news ends the desk's wait.
    let (mut other, _) = welcomed(&world, &pins, 3).await;
    until(async || visitor.ask_relay(Method::GET).await == StatusCode::GONE).await;
    assert_eq!(other.rest().await, []);
    desk.stop().await;
}

#[tokio::test]
async fn of_an_erased_conversation_the_desk_s_files_hold_nothing_that_was_said() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, _) = welcomed(&world, &pins, 1).await;
    let (mut other, _) = welcomed(&world, &pins, 2).await;
    visitor.say("b1", "canary", "en").await;
    visitor.hear(1).await;
    other.say("b1", "canary", "en").await;
    other.hear(1).await;
    visitor.ask("r1", right(Right::Review, None, Some("a canary, too"))).await;
    visitor.hear(1).await;
    let database = Connection::open(world.desk_database()).unwrap();
    let blob = |sql: &str, conv: sigilo_protocol::ConvId| -> Vec<u8> {
        database.query_row(sql, [conv.to_string()], |row| row.get(0)).unwrap()
    };
    let state = "SELECT state FROM conversations WHERE conv = ?1";
    let (gone, stays) = (blob(state, visitor.conv), blob(state, other.conv));
    let note = blob("SELECT detail FROM requests WHERE conv = ?1", visitor.conv);
    let receipt = "SELECT receipt FROM receipts WHERE conv = ?1";
    let receipts = (blob(receipt, visitor.conv), blob(receipt, other.conv));
    drop(database);
    let gone = [&gone[..64], &note[..]];
    for sealed in gone {
        assert!(is_in_files(&world, sealed), "the search finds what is there");
    }
    visitor.ask("e1", erase()).await;
    visitor.hear(2).await;
    until(async || count(&world, "SELECT sum(is_settled) FROM erasures") == 1).await;
    for sealed in gone {
        assert!(!is_in_files(&world, sealed), "while the desk runs");
    }
    assert!(is_in_files(&world, &stays[..64]), "another's session stays");
    assert!(is_in_files(&world, &receipts.0[..64]), "the receipt is kept");
    assert!(is_in_files(&world, &receipts.1[..64]), "and another's");
    let own = format!("FROM bodies WHERE conv = '{}'", visitor.conv);
    assert_eq!(count(&world, &format!("SELECT count(*) {own}")), 0);
    assert_eq!(count(&world, "SELECT count(*) FROM conversations WHERE lang = ''"), 1);
    // When the obligation's time is over the receipt goes, too.
    desk.stop().await;
    world.pass(3 * 365 * 24 * 3_600);
    let desk = world.start_desk();
    // The other conversation's time is over by then as well, by the policy's retention.
    let own = format!("SELECT count(*) FROM receipts WHERE conv = '{}'", visitor.conv);
    until(async || count(&world, &own) == 0).await;
    until(async || count(&world, "SELECT sum(is_settled) FROM erasures") == 1).await;
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    assert!(!is_in_files(&world, &receipts.0[..64]));
}

#[tokio::test]
async fn a_crash_between_storing_and_posting_the_confirmation_loses_neither() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    let pins = desk.pins().unwrap();
    desk.publish_if_due().await.unwrap();
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    let newest = |cursor| {
        let envelope = crate::relay::rows(&world.relay_database()).unwrap().pop().unwrap().envelope;
        Item { cursor, envelope: RawValue::from_string(envelope).unwrap() }
    };
    desk.take(newest(1)).await.unwrap();
    desk.post_waiting().await.unwrap();
    visitor.hear(2).await;
    visitor.ask("e1", erase()).await;
    desk.take(newest(4)).await.unwrap();
    drop(desk);
    assert_eq!(count(&world, "SELECT count(*) FROM outbox"), 2, "stored, not posted");
    assert_eq!(count(&world, "SELECT length(state) FROM conversations"), 0, "the session is gone");
    let desk = world.start_desk();
    let heard = visitor.hear(2).await;
    statement(&heard[1], RequestState::Done, "sigilo-erasure+jws", &manifest);
    // A start that looks back does not take its own confirmation for a lost memory.
    desk.stop().await;
    let desk = world.start_desk();
    visitor.say("b1", "anybody?", "en").await;
    let (mut other, _) = welcomed(&world, &pins, 2).await;
    assert_eq!((other.rest().await, visitor.rest().await), (vec![], vec![]));
    assert_eq!(visitor.resets, []);
    assert_eq!(count(&world, "SELECT min(length(state)) FROM conversations"), 0);
    desk.stop().await;
    // Neither does one that keeps nothing of it any more, and reads the feed anew.
    world.closed(&world.desk_database()).await;
    let database = Connection::open(world.desk_database()).unwrap();
    database
        .execute_batch("UPDATE erasures SET kept_until = 0; UPDATE feed SET cursor = 0")
        .unwrap();
    drop(database);
    let desk = world.start_desk();
    until(async || count(&world, "SELECT kept FROM erasures") == 0).await;
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    let database = Connection::open(world.desk_database()).unwrap();
    database.execute_batch("UPDATE feed SET cursor = 0").unwrap();
    drop(database);
    let desk = world.start_desk();
    welcomed(&world, &pins, 3).await;
    let own = format!("FROM conversations WHERE conv = '{}'", visitor.conv);
    assert_eq!(count(&world, &format!("SELECT count(*) {own}")), 0);
    desk.stop().await;
}

#[tokio::test]
async fn an_erasure_that_no_session_can_confirm_is_confirmed_after_the_new_hello() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, manifest) = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "something", "en").await;
    visitor.hear(1).await;
    desk.stop().await;
    visitor.say("b2", "while away", "en").await;
    visitor.ask("e1", erase()).await;
    let desk = world.start_desk();
    let heard = visitor.hear(2).await;
    assert_eq!(visitor.resets, [ResetReason::Restart]);
    assert_eq!(heard[0], received("e1"), "the answer that waited is gone with the rest");
    let says = statement(&heard[1], RequestState::Done, "sigilo-erasure+jws", &manifest);
    assert_eq!(says["deleted"][2], json!({"what": "waiting-answers", "count": 1}));
    visitor.say("b3", "anybody?", "en").await;
    let (mut other, _) = welcomed(&world, &pins, 2).await;
    assert_eq!((other.rest().await, visitor.rest().await), (vec![], vec![]));
    assert_eq!(count(&world, "SELECT sum(is_over) FROM erasures"), 1);
    desk.stop().await;
}

#[tokio::test]
async fn erasure_of_single_bodies_forgets_what_was_written_with_them() {
    let (world, desk, pins) = World::running().await;
    let (mut visitor, manifest) = welcomed(&world, &pins, 1).await;
    for (id, note) in [("r1", "this goes"), ("r2", "this stays")] {
        visitor.ask(id, right(Right::Review, None, Some(note))).await;
        visitor.hear(1).await;
    }
    let scope = Scope::Bodies(vec!["r1".into(), "b9".into()]);
    visitor.ask("e1", Content::Erase { scope }).await;
    let heard = visitor.hear(2).await;
    let says = statement(&heard[1], RequestState::Done, "sigilo-erasure+jws", &manifest);
    assert_eq!((&says["bodies"], &says["relay"]), (&json!(2), &json!("kept")));
    let deleted = json!([{"what": "notes", "count": 1}, {"what": "form-answers", "count": 0}]);
    assert_eq!(says["deleted"], deleted);
    let mut notes: Vec<_> =
        book(&world).list().unwrap().into_iter().filter_map(|request| request.note).collect();
    assert_eq!(notes.pop().as_deref(), Some("this stays"));
    assert_eq!(notes, [""; 0]);
    visitor.say("b1", "go on", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("go on in en", "en")]);
    desk.stop().await;
}

#[test]
fn a_folder_without_a_desk_is_said_so_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Rights::open(folder.path()), Err(RightsError::Folder(_))));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
