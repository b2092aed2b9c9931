use sigilo_protocol::Bytes;

use super::*;

const LOAD: [&str; 3] = ["AAAAAAAAAAA", "AAAAAAAAAAE", "AAAAAAAAAAI"];

/// The session of a load, as of the step `at`.
fn session(load: &str, at: u8) -> SavedSession {
    let json = Json::object([
        ("conv", Some(Bytes([1; 16]).to_json())),
        ("from", Some(Json::text(&format!("visitor:{load}")))),
        ("mh", Some(Bytes([at; 32]).to_json())),
        ("recipients", Some(Json::list([]))),
        ("peers", Some(Json::list([]))),
    ]);
    SavedSession::from_json(json).unwrap()
}

fn kept() -> Kept {
    Kept {
        conv: Bytes([1; 16]),
        standings: Vec::new(),
        receipts: Vec::new(),
        manifests: Vec::new(),
        documents: Vec::new(),
        log: Log::default(),
        requests: Vec::new(),
        pins: vec![Bytes([4; 32])],
        identity: Bytes([4; 32]),
        ver: 1,
        loads: Vec::new(),
        messages: Vec::new(),
        outbox: Vec::new(),
    }
}

fn sending(id: &str, until_ms: u64) -> (KeptMessage, Outgoing) {
    let view = MessageView {
        id: id.into(),
        author: Author::Visitor(Delivery::Sending),
        text: "¿Hola?".into(),
        at: 0.0,
        suggestions: Vec::new(),
    };
    let envelope = format!("envelope of {id}");
    (view.into(), Outgoing { message: id.into(), envelope, until_ms })
}

/// Each load with where it has read to, and the step that its session is as of.
fn places(kept: &Kept) -> Vec<(u64, String)> {
    let steps = kept.loads.iter().map(|load| (load.cursor, load.session.to_json().to_text()));
    steps.collect()
}

#[test]
fn each_load_has_a_cursor_of_its_own() {
    let mut kept = kept();
    for load in LOAD {
        kept.begin(session(load, 0));
    }
    kept.advance(&[session(LOAD[1], 1)], 7);
    let cursors: Vec<u64> = kept.loads.iter().map(|load| load.cursor).collect();
    assert_eq!(cursors, [0, 7, 0], "what was wrapped for the others is not read");
}

#[test]
fn a_new_load_begins_after_what_was_read_before_its_hello() {
    let mut kept = kept();
    kept.begin(session(LOAD[0], 0));
    kept.advance(&[session(LOAD[0], 1)], 9);
    kept.begin(session(LOAD[1], 0));
    assert_eq!(kept.loads[1].cursor, 9);
    kept.rewind(4);
    assert!(kept.loads.iter().all(|load| load.cursor == 4), "the relay counts anew");
}

#[test]
fn of_two_tabs_that_read_for_one_load_the_slower_does_not_set_it_back() {
    let mut kept = kept();
    kept.begin(session(LOAD[0], 0));
    kept.advance(&[session(LOAD[0], 2)], 20);
    let further = places(&kept);
    kept.advance(&[session(LOAD[0], 1)], 10);
    assert_eq!(places(&kept), further);
    // A load that another tab has dropped does not come back.
    kept.loads.clear();
    kept.advance(&[session(LOAD[0], 3)], 30);
    assert!(kept.loads.is_empty());
}

#[test]
fn what_ran_out_before_it_was_posted_was_not_sent() {
    let mut kept = kept();
    for (message, outgoing) in [sending("a", 100), sending("b", 101)] {
        kept.messages.push(message);
        kept.outbox.push(outgoing);
    }
    kept.expire(100);
    let stand =
        |kept: &Kept| kept.messages.iter().map(|m| m.view.author.clone()).collect::<Vec<_>>();
    let (failed, sending) = (Delivery::Failed, Delivery::Sending);
    assert_eq!(stand(&kept), [failed, sending].map(Author::Visitor));
    assert_eq!(kept.outbox.len(), 1);
    kept.settle("envelope of b", Delivery::Sent);
    assert_eq!(stand(&kept), [failed, Delivery::Sent].map(Author::Visitor));
    assert!(kept.outbox.is_empty());
}

#[test]
fn a_new_conversation_keeps_what_was_said_and_tells_again_what_has_to_be_told() {
    let mut kept = kept();
    kept.begin(session(LOAD[0], 0));
    let (words, outgoing) = sending("words", 100);
    let (mut right, _) = sending("right", 100);
    right.told = Some(Told::Request(crate::state::RightKind::Access, String::new()));
    let (mut read, _) = sending("read", 100);
    read.view.author = Author::Visitor(Delivery::Delivered);
    kept.messages.extend([words, right, read]);
    kept.outbox.push(outgoing);
    kept.begin_anew(Bytes([2; 16]));
    assert_eq!(kept.conv, Bytes([2; 16]));
    assert!(kept.loads.is_empty() && kept.outbox.is_empty());
    let stand: Vec<_> = kept.messages.iter().map(|m| m.view.author.clone()).collect();
    let wanted = [Delivery::Failed, Delivery::Held, Delivery::Delivered];
    assert_eq!(stand, wanted.map(Author::Visitor));
}

#[test]
fn what_was_agreed_to_is_what_was_last_allowed() {
    use sigilo_consent::{Act, Decision, Status};
    let mut kept = kept();
    for (at_ms, act, status, policy, is_of_chat) in [
        (1, Act::Allow, Status::Given, 1, true),
        (2, Act::Allow, Status::Given, 2, false),
        (3, Act::Refuse, Status::Refused, 3, true),
    ] {
        let purposes = vec![("answer".to_owned(), status)];
        let decision = Decision { act, at_ms, shown: None, purposes };
        let (policy, manifest) = (Bytes([policy; 32]), Bytes([9; 32]));
        let receipt = KeptReceipt::new(at_ms.to_string(), &decision, is_of_chat, policy, manifest);
        kept.cite(receipt, "manifest", &[]);
    }
    assert_eq!(kept.agreement().unwrap().policy, Some(Bytes([1; 32])));
}

#[test]
fn a_record_reads_as_it_was_written() {
    let mut kept = kept();
    kept.begin(session(LOAD[0], 0));
    kept.advance(&[session(LOAD[0], 1)], 9);
    let (message, outgoing) = sending("a", 100);
    kept.messages.push(message);
    kept.outbox.push(outgoing);
    let read = Kept::from_json(kept.to_json()).unwrap();
    assert_eq!(read.to_json(), kept.to_json());
    assert_eq!((read.loads[0].cursor, read.outbox), (9, kept.outbox));
}
