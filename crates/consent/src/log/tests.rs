use sigilo_protocol::{Hash, Json, SigningKey, jws};

use super::*;
use crate::{
    Act, Status,
    receipt::world::{NOTHING, NOW_MS, decision, decisions},
};

fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32]).unwrap()
}

fn sign(page: &str, key: &SigningKey) -> String {
    let input = Log::signing_input(page, &key.public());
    let signature = key.sign(input.as_bytes());
    jws::attach(input, &signature)
}

fn informed(purpose: &str) -> bool {
    ["fraud", "law"].contains(&purpose)
}

fn ask(kind: Kind) -> Event {
    let shown = decision(Act::Allow, 0, &[]).shown.filter(|_| kind == Kind::Show);
    let purposes = vec!["answer".into()];
    Event { kind, at_ms: NOW_MS, purposes, policy: NOTHING, shown, receipt: None }
}

/// Three pages: the notice, then what was decided.
fn pages() -> Vec<String> {
    let mut log = Log::default();
    let mut pages = Vec::new();
    for kind in [Kind::Gpc, Kind::Ask, Kind::Show] {
        log.push(ask(kind));
    }
    for decision in &decisions()[..3] {
        for event in Event::of(decision, NOTHING, Hash::of(b"receipt"), informed) {
            log.push(event);
        }
        let page = sign(&log.page().unwrap(), &key(3));
        log.signed(&page);
        pages.push(page);
    }
    assert_eq!(log.page(), None, "nothing happened since");
    pages
}

fn verdict(pages: &[String]) -> Option<LogError> {
    verify_log(pages.iter().map(String::as_str)).err()
}

#[test]
fn what_happened_is_read_in_its_order() {
    let pages = pages();
    let (signer, events) = verify_log(pages.iter().map(String::as_str)).unwrap();
    assert_eq!(signer, Some(key(3).public()));
    let told: Vec<_> =
        events.iter().map(|event| (event.kind.name(), event.purposes.join(" "))).collect();
    let expected = [
        ("gpc", "answer"),
        ("ask", "answer"),
        ("show", "answer"),
        ("grant", "answer fraud law"),
        ("refuse", "improve"),
        ("grant", "improve"),
        ("withdraw", "improve"),
    ];
    assert_eq!(told, expected.map(|(kind, purposes)| (kind, purposes.to_owned())));
}

#[test]
fn ending_what_rests_on_something_else_is_objecting() {
    let ended = [("answer", Status::Withdrawn), ("law", Status::Withdrawn)];
    let events = Event::of(&decision(Act::Withdraw, 0, &ended), NOTHING, NOTHING, informed);
    let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [Kind::Withdraw, Kind::Object]);
}

#[test]
fn pages_that_are_missing_moved_or_doubled_are_noticed() {
    let pages = pages();
    for order in [vec![1, 2], vec![0, 2], vec![0, 0, 1, 2], vec![1, 0, 2], vec![0, 2, 1]] {
        let moved: Vec<_> = order.iter().map(|at: &usize| pages[*at].clone()).collect();
        assert_eq!(verdict(&moved), Some(LogError::Order), "{order:?}");
    }
    assert_eq!(verdict(&pages), None);
    assert_eq!(verdict(&[]), None);
}

#[test]
fn a_changed_bit_in_any_byte_of_a_page_is_noticed() {
    let pages = pages();
    for at in 0..pages[1].len() {
        let mut changed = pages[1].clone().into_bytes();
        changed[at] ^= 1 << (at % 8);
        let Ok(changed) = String::from_utf8(changed) else { continue };
        let changed = [pages[0].clone(), changed, pages[2].clone()];
        assert!(verdict(&changed).is_some(), "byte {at}");
    }
}

/// Whoever has the key can sign anything, but not so that it fits the pages around it.
#[test]
fn an_event_is_bound_to_those_before_it_also_against_the_key_s_holder() {
    let pages = pages();
    let payload = |page: &str| {
        let payload = sigilo_protocol::unb64u(page.split('.').nth(1).unwrap()).unwrap();
        String::from_utf8(payload).unwrap()
    };
    let again = |from: &str, to: &str| {
        let changed = payload(&pages[0]).replacen(from, to, 1);
        assert_ne!(changed, payload(&pages[0]));
        verdict(&[sign(&changed, &key(3)), pages[1].clone(), pages[2].clone()])
    };
    assert_eq!(again(r#""event":"refuse""#, r#""event":"grant""#), Some(LogError::Chain));
    assert_eq!(again(r#""page":1"#, r#""page":2"#), Some(LogError::Order));
    assert_eq!(again(r#""v":1"#, r#""v":2"#), Some(LogError::Format));
    assert_eq!(again(r#""event":"ask""#, r#""ip":"::1","event":"ask""#), Some(LogError::Format));
    let other = [sign(&payload(&pages[0]), &key(4)), pages[1].clone()];
    assert_eq!(verdict(&other), Some(LogError::Signature));
}

#[test]
fn a_log_goes_on_after_it_was_kept() {
    let mut log = Log::default();
    log.push(ask(Kind::Show));
    let page = sign(&log.page().unwrap(), &key(3));
    log.signed(&page);
    log.push(ask(Kind::Defer));
    let text = log.to_json().to_text();
    let kept = Log::from_json(Json::parse(text.as_bytes()).unwrap()).unwrap();
    assert_eq!(kept, log);
    assert_eq!(verdict(&[page.clone(), sign(&kept.page().unwrap(), &key(3))]), None);
    // Also where only the pages were kept.
    let mut anew = Log::after(&Page::verify(&page).unwrap());
    anew.push(ask(Kind::Defer));
    assert_eq!(anew, kept);
}

#[test]
fn every_kind_of_event_survives_its_text() {
    for kind in [
        Kind::Ask,
        Kind::Show,
        Kind::Grant,
        Kind::Refuse,
        Kind::Withdraw,
        Kind::Object,
        Kind::Expire,
        Kind::Invalidate,
        Kind::Defer,
        Kind::Gpc,
        Kind::Receive,
        Kind::Countersign,
        Kind::Honour,
    ] {
        let event = ask(kind);
        assert_eq!(Event::from_json(event.to_json()), Some(event));
    }
    let half = ask(Kind::Show).to_json().to_text().replace(r#","lang":"es""#, "");
    assert_eq!(Event::from_json(Json::parse(half.as_bytes()).unwrap()), None);
}
