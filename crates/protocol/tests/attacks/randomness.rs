//! A generator that fails, says the same again and again, or comes out of a snapshot.

use std::{
    convert::Infallible,
    panic::{AssertUnwindSafe, catch_unwind},
};

use getrandom::rand_core::{TryCryptoRng, TryRng, UnwrapErr};
use sigilo_protocol::*;

use crate::live::{NOW, World, desk_refuses, kept, load_refuses, sign, text, world};

/// Every byte is the same.
struct Stuck(u8);

impl TryRng for Stuck {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_be_bytes([self.0; 4]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_be_bytes([self.0; 8]))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        out.fill(self.0);
        Ok(())
    }
}

impl TryCryptoRng for Stuck {}

/// The system has none to give.
struct Broken;

#[derive(Debug)]
struct NoRandomness;

impl std::fmt::Display for NoRandomness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no randomness")
    }
}

impl std::error::Error for NoRandomness {}

impl TryRng for Broken {
    type Error = NoRandomness;

    fn try_next_u32(&mut self) -> Result<u32, NoRandomness> {
        Err(NoRandomness)
    }

    fn try_next_u64(&mut self) -> Result<u64, NoRandomness> {
        Err(NoRandomness)
    }

    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), NoRandomness> {
        Err(NoRandomness)
    }
}

impl TryCryptoRng for Broken {}

/// The protocol takes no generator that can fail: who has one must say what happens then. Where that is
/// to stop, nothing was sealed and nothing has moved.
#[test]
fn failing_randomness_seals_nothing() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let body = Body::new("b", Content::text("text", "en"));
    let broken = &mut UnwrapErr(Broken);
    let before = (session.save().to_json(), kept(&bot));
    let sealed = catch_unwind(AssertUnwindSafe(|| session.seal(&body, NOW * 1000, broken)));
    assert!(sealed.is_err());
    let sealed = catch_unwind(AssertUnwindSafe(|| bot.seal(&world.desks[0], &body, 0, broken)));
    assert!(sealed.is_err());
    assert_eq!((session.save().to_json(), kept(&bot)), before);
    let question = world.say(&mut session, "once there is some again");
    assert!(!bot.receive(&world.desks[0], &question).unwrap().gap);
}

fn say(world: &World, session: &mut Session<Open>, said: &str) -> Envelope {
    let body = Body::new("b", Content::text(said, "en"));
    sign(&world.visitor, session.seal(&body, NOW * 1000, &mut Stuck(7)).unwrap())
}

fn wrap(envelope: &Envelope) -> Vec<u8> {
    unb64u(envelope.wraps().next().unwrap().sealed).unwrap()
}

fn content(envelope: &Envelope) -> Vec<u8> {
    let json: serde_json::Value = serde_json::from_str(&envelope.to_json()).unwrap();
    unb64u(json["c"].as_str().unwrap()).unwrap()
}

/// Content keys and salts repeat, keys and nonces do not: a place in the ratchet is used once, and the
/// header, which counts, is in the derivation of the content's key.
#[test]
fn failing_randomness_that_repeats() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let [one, other] = [(); 2].map(|()| say(&world, &mut session, "the same text"));
    assert_eq!(one.header().kc, other.header().kc, "one content key");
    assert_eq!(wrap(&one)[73..89], wrap(&other)[73..89], "one salt");
    assert_ne!(wrap(&one)[..73], wrap(&other)[..73]);
    assert_ne!(wrap(&one)[89..], wrap(&other)[89..]);
    // One key and nonce would give the same ciphertext of the same text.
    assert_ne!(content(&one)[..64], content(&other)[..64]);
    for envelope in [one, other] {
        let received = bot.receive(&world.desks[0], &envelope).unwrap();
        assert_eq!(text(received.body), "the same text");
    }
}

/// The limit: with a state that was cloned as well, both lines are gone, and a wrap's key and nonce are
/// used twice. The content's key still differs, and the second envelope is refused.
#[test]
fn failing_randomness_and_a_cloned_state() {
    let mut world = world();
    let (mut session, [bot, _]) = world.begin();
    let question = world.say(&mut session, "question");
    let seal = |said: &str| {
        let (mut clone, body) = (bot.clone(), Body::new(said, Content::text(said, "en")));
        let now = said.len() as u64;
        clone.receive(&world.desks[0], &question).unwrap();
        let sealed = clone.seal(&world.desks[0], &body, now, &mut Stuck(7)).unwrap().remove(0);
        sign(&world.keys[0], sealed)
    };
    let (one, other) = (seal("one"), seal("another"));
    assert_eq!(wrap(&one)[..121], wrap(&other)[..121], "one key, one nonce, one content key");
    assert_ne!(wrap(&one)[121..], wrap(&other)[121..], "under two tags");
    assert_ne!(content(&one)[..64], content(&other)[..64]);
    session.receive(&one).unwrap();
    load_refuses(&mut session, &other);
}

/// Two loads with the same randomness are one sender: the second hello is refused.
#[test]
fn failing_randomness_makes_no_second_load() {
    let mut world = world();
    let hello = |world: &World, now_ms: u64| {
        let start = Start {
            conv: Bytes([1; 16]),
            visitor: world.visitor.public(),
            ends: vec![],
            body_id: "b".into(),
            receipt: "receipt".into(),
            now_ms,
        };
        let opened = Session::open(&world.manifest, start, &mut Stuck(7)).unwrap();
        sign(&world.visitor, opened.hello)
    };
    let (one, other) = (hello(&world, NOW * 1000), hello(&world, NOW * 1000 + 1));
    assert_eq!(one.header().from, other.header().from);
    let (mut bot, _) = Conversation::begin(&world.desks[0], &one).unwrap();
    desk_refuses(&mut bot, &world.desks[0], &other);
    let (_, random) = world.hello(vec![]);
    bot.receive(&world.desks[0], &random).unwrap();
}
