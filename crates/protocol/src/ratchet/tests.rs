use getrandom::{SysRng, rand_core::UnwrapErr};
use std::{format, vec};

use super::*;
use crate::dh::Native;

struct World {
    rng: UnwrapErr<SysRng>,
    a: Ratchet,
    b: Ratchet,
}

fn world() -> World {
    let mut rng = UnwrapErr(SysRng);
    let own = DhSecret::generate(&mut rng);
    let root = Zeroizing::new([5; 32]);
    let a = Ratchet::speak(root.clone(), own.public(), &mut rng).unwrap();
    World { rng, a, b: Ratchet::listen(root, own) }
}

fn open(ratchet: &mut Ratchet, (place, key): &(Place, Secret)) -> bool {
    ratchet.receive(*place, &mut Native, |own| (own == key).then_some(())).is_some()
}

#[test]
fn keys_agree_in_turns_and_are_never_the_same() {
    let World { mut rng, mut a, mut b } = world();
    assert!(b.send(&mut rng).is_none(), "nobody was heard yet");
    let mut all = Vec::new();
    for turn in 0..6 {
        let (from, to) = if turn % 2 == 0 { (&mut a, &mut b) } else { (&mut b, &mut a) };
        for n in 0..=turn {
            let sent = from.send(&mut rng).unwrap();
            assert_eq!(sent.0.n, n);
            assert!(open(to, &sent));
            assert!(!open(to, &sent), "a key is used once");
            assert!(!all.contains(&sent.1));
            all.push(sent.1);
        }
    }
}

#[test]
fn any_order_within_the_limits_arrives() {
    let World { mut rng, mut a, mut b } = world();
    let first: Vec<_> = (0..20).map(|_| a.send(&mut rng).unwrap()).collect();
    assert!(open(&mut b, &first[19]));
    let answer = b.send(&mut rng).unwrap();
    assert!(open(&mut a, &answer));
    let second: Vec<_> = (0..20).map(|_| a.send(&mut rng).unwrap()).collect();
    assert_eq!(second[0].0.pn, 20);
    for sent in second.iter().rev().chain(first[..19].iter().rev()) {
        assert!(open(&mut b, sent));
    }
    assert!(b.kept.is_empty());
}

#[test]
fn a_failure_changes_nothing() {
    let World { mut rng, mut a, mut b } = world();
    let sent = a.send(&mut rng).unwrap();
    let before = b.to_json();
    assert!(b.receive(sent.0, &mut Native, |_| None::<()>).is_none());
    let far = Place { n: MAX_SKIP + 1, ..sent.0 };
    assert!(b.receive(far, &mut Native, |_| Some(())).is_none());
    let bad = Place { public: Bytes([4; 65]), ..sent.0 };
    assert!(b.receive(bad, &mut Native, |_| Some(())).is_none());
    assert_eq!(b.to_json(), before);
    assert!(open(&mut b, &sent));
}

#[test]
fn a_flood_of_skipped_keys_is_bounded() {
    let World { mut rng, mut a, mut b } = world();
    let mut last = vec![];
    for _ in 0..20 {
        for _ in 0..MAX_SKIP {
            last.push(a.send(&mut rng).unwrap());
        }
        let sent = a.send(&mut rng).unwrap();
        assert!(open(&mut b, &sent));
        assert!(b.kept.len() <= MAX_KEPT && b.chains() <= MAX_CHAINS);
        let answer = b.send(&mut rng).unwrap();
        assert!(open(&mut a, &answer));
    }
    assert!(open(&mut b, last.last().unwrap()), "the newest are kept");
    assert!(!open(&mut b, &last[0]), "the oldest are dropped");
    // Small chains: the sixth drops the first.
    let World { mut rng, mut a, mut b } = world();
    let mut skipped = vec![];
    for _ in 0..MAX_CHAINS + 1 {
        skipped.push(a.send(&mut rng).unwrap());
        let sent = a.send(&mut rng).unwrap();
        assert!(open(&mut b, &sent));
        let answer = b.send(&mut rng).unwrap();
        assert!(open(&mut a, &answer));
    }
    assert!(!open(&mut b, &skipped[0]));
    assert!(skipped[1..].iter().all(|sent| open(&mut b, sent)));
}

#[test]
fn what_was_stolen_heals_with_the_next_turn() {
    let World { mut rng, mut a, mut b } = world();
    let sent = a.send(&mut rng).unwrap();
    assert!(open(&mut b, &sent));
    let mut thief = b.clone();
    let answer = b.send(&mut rng).unwrap();
    assert!(open(&mut a, &answer));
    let sent = a.send(&mut rng).unwrap();
    // The thief knows the old private key, and not the one that b made since.
    assert!(!open(&mut thief, &sent));
    assert!(open(&mut b, &sent));
}

#[test]
fn a_ratchet_survives_being_kept() {
    let World { mut rng, mut a, mut b } = world();
    for _ in 0..3 {
        a.send(&mut rng).unwrap();
        let sent = a.send(&mut rng).unwrap();
        let json = Json::parse(b.to_json().to_text().as_bytes()).unwrap();
        b = Ratchet::from_json(json).unwrap();
        assert!(open(&mut b, &sent));
        let answer = b.send(&mut rng).unwrap();
        let json = Json::parse(a.to_json().to_text().as_bytes()).unwrap();
        a = Ratchet::from_json(json).unwrap();
        assert!(open(&mut a, &answer));
    }
    assert_eq!(b.kept.len(), 3);
}

#[test]
fn one_that_was_kept_without_its_public_key_goes_on() {
    let World { mut rng, mut a, mut b } = world();
    let sent = a.send(&mut rng).unwrap();
    assert!(open(&mut b, &sent));
    let json = a.to_json().to_text();
    let public = format!(",\"public\":\"{}\"", a.own.public());
    let before = json.replace(&public, "");
    assert_ne!(before, json);
    let mut before = Ratchet::from_json(Json::parse(before.as_bytes()).unwrap()).unwrap();
    assert_eq!(before.own.public(), a.own.public());
    let sent = before.send(&mut rng).unwrap();
    assert!(open(&mut b, &sent));
}

#[test]
fn debug_shows_no_secret() {
    let World { a, .. } = world();
    assert_eq!(format!("{a:?}"), format!("Ratchet(own {}, 0 keys kept)", a.own.public()));
}
