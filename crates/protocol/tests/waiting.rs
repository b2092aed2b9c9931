//! A provider that has to wait, as a browser's WebCrypto: what it does not know yet fails, and changes nothing.
#![cfg(feature = "session")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use getrandom::{SysRng, rand_core::UnwrapErr};
use sigilo_protocol::*;

mod world;
use world::*;

/// Knows what was found out between two tries.
#[derive(Default)]
struct Waiting {
    pairs: Vec<DhSecret>,
    used: usize,
    agreed: Vec<([Bytes<65>; 2], Option<Secret>)>,
    asked: Option<Asked>,
    tries: u32,
}

enum Asked {
    Pair,
    Agreement(DhSecret, Bytes<65>),
}

impl Curve for Waiting {
    fn agree(&mut self, own: &DhSecret, public: &Bytes<65>) -> Option<Secret> {
        let both = [own.public(), *public];
        if let Some((_, secret)) = self.agreed.iter().find(|(of, _)| *of == both) {
            return secret.clone();
        }
        self.asked = Some(Asked::Agreement(own.clone(), *public));
        None
    }
}

impl Provider for Waiting {
    fn random(&mut self, out: &mut [u8]) {
        UnwrapErr(SysRng).random(out);
    }

    fn pair(&mut self) -> Option<DhSecret> {
        self.used += 1;
        let pair = self.pairs.get(self.used - 1).cloned();
        if pair.is_none() {
            self.asked = Some(Asked::Pair);
        }
        pair
    }
}

/// What comes of `step` once all is known, and after how many tries.
fn tried<T>(mut step: impl FnMut(&mut Waiting) -> T) -> (T, u32) {
    let mut waiting = Waiting::default();
    loop {
        (waiting.used, waiting.tries) = (0, waiting.tries + 1);
        let done = step(&mut waiting);
        match waiting.asked.take() {
            Some(Asked::Pair) => waiting.pairs.push(DhSecret::generate(&mut UnwrapErr(SysRng))),
            Some(Asked::Agreement(own, public)) => {
                let secret = Native.agree(&own, &public);
                waiting.agreed.push(([own.public(), public], secret));
            }
            None => return (done, waiting.tries),
        }
    }
}

fn checked(envelope: &Envelope, signer: PublicKey) -> Checked {
    let keys = [signer];
    let checked = envelope
        .clone()
        .checked_by(&keys, async |key, input, signature| key.verify(input, signature));
    match pin!(checked).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(checked) => checked,
        Poll::Pending => panic!("nothing is waited for"),
    }
}

fn first(world: &World) -> Start {
    Start {
        conv: Bytes([1; 16]),
        visitor: world.visitor.public(),
        ends: vec![],
        body_id: "b1".into(),
        receipt: "receipt".into(),
        now_ms: NOW * 1000,
    }
}

#[test]
fn a_session_goes_on_as_with_native_arithmetic() {
    let mut world = world();
    let start = first(&world);
    let open = |by: &mut Waiting| Session::open(&world.manifest, start.clone(), by);
    let (opened, tries) = tried(open);
    // A key to see theirs by; for bot and agent that, a box and a ratchet; for the archive a box.
    assert_eq!(tries, 1 + 1 + 2 * (1 + 2 + 2) + 2);
    let Opened { session, hello } = opened.unwrap();
    let hello = sign(&world.visitor, hello);
    let begin = |desk: &Desk| Conversation::begin(desk, &hello).unwrap().0;
    let mut both = [begin(&world.desks[0]), begin(&world.desks[1])];
    let mut session = world.welcome(session, &mut both);
    for round in 0..3 {
        let asked = format!("question {round}");
        let body = Body::new("b", Content::text(&asked, "en"));
        let before = session.save().to_json();
        let mut kept = Vec::new();
        let (sealed, tries) = tried(|by| {
            kept.push(session.save().to_json());
            session.seal(&body, NOW * 1000, by)
        });
        assert!(tries > 1 && kept.iter().all(|kept| *kept == before), "{tries} tries");
        let envelope = sign(&world.visitor, sealed.unwrap());
        for (conversation, desk) in both.iter_mut().zip(&world.desks) {
            assert_eq!(text(conversation.receive(desk, &envelope).unwrap().body), asked);
        }
        for (i, conversation) in both.iter_mut().enumerate() {
            let answer = world.say_as(i, conversation, "answer").remove(0);
            let answer = checked(&answer, session.signer(&answer.header().from).unwrap());
            let before = session.save().to_json();
            let mut kept = Vec::new();
            let (event, tries) = tried(|by| {
                kept.push(session.save().to_json());
                session.take(&answer, by)
            });
            assert!(tries == 2 && kept.iter().all(|kept| *kept == before), "{tries} tries");
            assert_eq!(text(event.unwrap().body), "answer");
        }
    }
}

#[test]
fn a_recipient_whose_key_is_no_point_is_refused_by_it_too() {
    let world = world();
    let mut point = world.keys[0].public().point();
    point[64] ^= 1;
    let mut manifest = Manifest::clone(&world.manifest);
    manifest.recipients[0].sig = PublicKey::from_point(&point);
    let jws = manifest.sign(&world.site);
    let pins = world.pins();
    let verified = VerifiedManifest::verify_by(&jws, &pins, NOW, async |key, input, own| {
        key.verify(input, own)
    });
    let Poll::Ready(verified) = pin!(verified).poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing is waited for");
    };
    let manifest = verified.unwrap();
    let start = first(&world);
    let (opened, _) = tried(|by| Session::open(&manifest, start.clone(), by));
    assert_eq!(opened.err(), Some(SealError::Key));
}
