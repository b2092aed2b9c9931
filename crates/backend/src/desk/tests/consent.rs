use std::sync::atomic::Ordering;

use sigilo_consent::{
    Act, Countersignature, Decision, Event, Kind, Log, Status, Terms, is_sound, verify, verify_log,
};
use sigilo_protocol::{Bytes, CLOCK_SKEW, Content, Hash, SigningKey, jws};

use super::{
    super::{ConsentRecords, consent_log},
    conversation::welcomed,
    visitor::{Visitor, decision, receipt, sign_receipt},
    world::{NOW, SITE, World, core},
};
use crate::storage::MasterKey;

fn text(text: &str) -> Content {
    Content::text(text, "en")
}

/// Hears that the newest receipt is countersigned.
async fn countersigned(visitor: &mut Visitor) {
    let heard = visitor.hear(1).await;
    let [Content::Receipt { receipt, countersignature }] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!(*receipt, visitor.receipt);
    let terms = Terms::of(include_str!("../../../../consent/data/dpv-2.3.txt"));
    let checks = verify(receipt.as_bytes(), None, Some(&terms));
    assert!(is_sound(&checks), "{checks:?}");
    let said = Countersignature::verify(countersignature, &visitor.desk_key()).unwrap();
    let receipt = Hash::of(receipt.as_bytes());
    assert_eq!(said, Countersignature { receipt, iat: NOW, site: SITE.into() });
}

#[tokio::test]
async fn after_a_withdrawal_nothing_is_answered_until_it_is_given_again() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "one", "en").await;
    assert_eq!(visitor.hear(1).await, [text("one in en")]);
    let ends = [
        (Act::Withdraw, Status::Withdrawn),
        (Act::Refuse, Status::Refused),
        (Act::Expire, Status::Expired),
        (Act::Invalidate, Status::Invalidated),
    ];
    for (at, (act, status)) in ends.into_iter().enumerate() {
        visitor.decide(act, status, None).await;
        countersigned(&mut visitor).await;
        let asked = world.asked.load(Ordering::SeqCst);
        visitor.say(&format!("unread {at}"), "two", "en").await;
        assert_eq!(visitor.hear(1).await, [Content::Ack], "{act:?}");
        assert_eq!(world.asked.load(Ordering::SeqCst), asked, "the bot was not asked");
        visitor.decide(Act::Allow, Status::Given, None).await;
        countersigned(&mut visitor).await;
        visitor.say(&format!("read {at}"), "three", "en").await;
        assert_eq!(visitor.hear(1).await, [text("three in en")]);
    }
    desk.stop().await;
}

#[tokio::test]
async fn a_withdrawal_holds_after_a_restart_and_against_an_old_grant_played_again() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let grant = visitor.receipt.clone();
    visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    countersigned(&mut visitor).await;
    let again = Content::Consent { receipt: grant, log: None };
    visitor.ask("again", again).await;
    assert!(matches!(&visitor.hear(1).await[..], [Content::Receipt { .. }]));
    visitor.say("b1", "unread", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    desk.stop().await;
    let desk = world.start_desk();
    visitor.say("b2", "unread", "en").await;
    // The new start asks for a hello, whose receipt is the withdrawal.
    countersigned(&mut visitor).await;
    visitor.say("b3", "unread", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    assert_eq!(world.asked.load(Ordering::SeqCst), 1, "for the greeting");
    desk.stop().await;
}

/// Whatever the browser says: the policy tells how long a decision holds.
#[tokio::test]
async fn what_was_given_for_a_time_is_not_answered_after_it() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    let year = 365 * 86_400;
    let allowed =
        Decision { at_ms: (NOW - year + 3_600) * 1_000, ..decision(Act::Allow, Status::Given) };
    visitor.receipt = sign_receipt(&receipt(&manifest, &allowed, &visitor.key, None), &visitor.key);
    visitor.hello(&manifest, vec![]).await;
    assert!(matches!(&visitor.hear(2).await[..], [Content::Receipt { .. }, Content::Text { .. }]));
    visitor.say("b1", "in time", "en").await;
    assert_eq!(visitor.hear(1).await, [text("in time in en")]);
    world.pass(3_600 + CLOCK_SKEW);
    let asked = world.asked.load(Ordering::SeqCst);
    visitor.say("b2", "too late", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    assert_eq!(world.asked.load(Ordering::SeqCst), asked, "the bot was not asked");
    visitor.decide(Act::Allow, Status::Given, None).await;
    assert!(matches!(&visitor.hear(1).await[..], [Content::Receipt { .. }]));
    visitor.say("b3", "anew", "en").await;
    assert_eq!(visitor.hear(1).await, [text("anew in en")]);
    desk.stop().await;
}

#[tokio::test]
async fn a_new_conversation_rests_on_what_was_decided_in_the_old_one() {
    let (world, desk, pins) = World::running().await;
    let old = welcomed(&world, &pins, 1).await;
    let mut new = Visitor::new(&world, 1);
    new.conv = Bytes([9; 16]);
    new.receipt.clone_from(&old.receipt);
    let manifest = new.manifest(&pins, NOW).await;
    new.hello(&manifest, vec![]).await;
    assert!(matches!(&new.hear(2).await[..], [Content::Receipt { .. }, Content::Text { .. }]));
    new.say("b1", "on", "en").await;
    assert_eq!(new.hear(1).await, [text("on in en")]);
    desk.stop().await;
}

#[tokio::test]
async fn a_refusal_is_countersigned_and_not_greeted() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    let refused = decision(Act::Refuse, Status::Refused);
    let refused = receipt(&manifest, &refused, &visitor.key, None);
    visitor.receipt = sign_receipt(&refused, &visitor.key);
    visitor.hello(&manifest, vec![]).await;
    countersigned(&mut visitor).await;
    visitor.say("b1", "unread", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    assert_eq!(world.asked.load(Ordering::SeqCst), 0);
    desk.stop().await;
}

#[tokio::test]
async fn a_receipt_that_does_not_hold_changes_nothing() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let manifest = visitor.manifest(&pins, NOW).await;
    let withdrawn = decision(Act::Withdraw, Status::Withdrawn);
    let stranger = SigningKey::from_bytes(&[8; 32]).unwrap();
    let strange = sign_receipt(&receipt(&manifest, &withdrawn, &stranger, None), &stranger);
    let mut about_another = receipt(&manifest, &withdrawn, &visitor.key, None);
    about_another["dpv:hasRecordOfActivity"][0]["dpv:hasDataController"]["@id"] = "x".into();
    let about_another = sign_receipt(&about_another, &visitor.key);
    for (id, receipt) in [("c1", strange), ("c2", about_another), ("c3", "…".into())] {
        visitor.ask(id, Content::Consent { receipt, log: None }).await;
    }
    visitor.say("b1", "still", "en").await;
    assert_eq!(visitor.hear(1).await, [text("still in en")]);
    desk.stop().await;
}

#[tokio::test]
async fn the_desk_s_log_tells_what_it_received_countersigned_and_honoured() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let grant = Hash::of(visitor.receipt.as_bytes());
    let (manifest, load) = (visitor.manifest(&pins, NOW).await, visitor.load());
    // A reload brings the same receipt: nothing new happened.
    visitor.hello(&manifest, vec![load]).await;
    countersigned(&mut visitor).await;
    visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    countersigned(&mut visitor).await;
    let withdrawal = Hash::of(visitor.receipt.as_bytes());
    let signer = visitor.desk_key();
    desk.stop().await;
    let pages = consent_log(&world.desk_database()).unwrap();
    let (key, events) = verify_log(pages.iter().map(String::as_str)).unwrap();
    assert_eq!(key, Some(signer));
    let event = |kind, receipt| Event {
        kind,
        at_ms: NOW * 1_000,
        purposes: vec!["answer".into()],
        policy: Hash::of(core().as_bytes()),
        shown: None,
        receipt: Some(receipt),
    };
    let expected = [
        event(Kind::Receive, grant),
        event(Kind::Countersign, grant),
        event(Kind::Receive, withdrawal),
        event(Kind::Countersign, withdrawal),
        event(Kind::Honour, withdrawal),
    ];
    assert_eq!(events, expected);
    assert!(verify_log([pages[1].as_str()]).is_err(), "the first page is missed");
}

#[tokio::test]
async fn a_page_of_the_visitor_s_log_is_kept_if_it_is_theirs() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let mut log = Log::default();
    log.push(Event {
        kind: Kind::Withdraw,
        at_ms: NOW * 1_000,
        purposes: vec!["answer".into()],
        policy: Hash::of(core().as_bytes()),
        shown: None,
        receipt: None,
    });
    let page = |key: &SigningKey| {
        let input = Log::signing_input(&log.page().unwrap(), &key.public());
        let signature = key.sign(input.as_bytes());
        jws::attach(input, &signature)
    };
    let own = page(&visitor.key);
    let strange = page(&SigningKey::from_bytes(&[8; 32]).unwrap());
    for log in [strange, "…".into(), own.clone()] {
        visitor.decide(Act::Withdraw, Status::Withdrawn, Some(log)).await;
        countersigned(&mut visitor).await;
    }
    desk.stop().await;
    let folder = world.folder.path().join("desk");
    let records = ConsentRecords::open(&folder, &MasterKey::default()).unwrap();
    assert_eq!(records.visitor_logs().unwrap(), [own]);
}
