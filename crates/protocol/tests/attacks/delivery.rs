//! A relay that repeats, holds back and makes up; a visitor who floods.

use serde_json::Value;
use sigilo_protocol::*;

use crate::{
    forge::{Forge, Reader},
    live::{NOW, desk_refuses, kept, load_refuses, resigned, sign, world},
    world::Counter,
};

/// Everything of before once more, and then the next.
#[test]
fn ratchet_replay_that_bricks_the_receiver() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let (mut asked, mut answered) = (Vec::new(), Vec::new());
    for turn in 0..4 {
        asked.push(world.say(&mut session, &turn.to_string()));
        bot.receive(&world.desks[0], &asked[turn]).unwrap();
        answered.push(world.answer(&mut bot, &turn.to_string()));
        session.receive(&answered[turn]).unwrap();
    }
    let before = (kept(&bot), session.save().to_json());
    for (question, answer) in asked.iter().zip(&answered) {
        assert_eq!(bot.receive(&world.desks[0], question), Err(ReceiveError::Duplicate));
        assert_eq!(session.receive(answer), Err(ReceiveError::Duplicate));
    }
    assert_eq!((kept(&bot), session.save().to_json()), before);
    // With their senders' help: an old place in the ratchet under a new number.
    let again = |key: &SigningKey, old: &Envelope, last: &Envelope| {
        resigned(key, old, |header, _| {
            header["seq"] = (last.header().seq + 1).into();
            header["prev"] = last.eh().to_string().into();
        })
    };
    for (question, answer) in asked.iter().zip(&answered) {
        desk_refuses(&mut bot, &world.desks[0], &again(&world.visitor, question, &asked[3]));
        load_refuses(&mut session, &again(&world.keys[0], answer, &answered[3]));
    }
    let question = world.say(&mut session, "still there?");
    bot.receive(&world.desks[0], &question).unwrap();
    let answer = world.answer(&mut bot, "yes");
    session.receive(&answer).unwrap();
}

/// The newest held back looks like silence to its reader. Its sender is never told that it arrived,
/// and the next that comes through shows what is missing.
#[test]
fn tail_truncation() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let first = world.say(&mut session, "arrives");
    bot.receive(&world.desks[0], &first).unwrap();
    let held_back = world.say(&mut session, "held back");
    let answer = world.answer(&mut bot, "to the first");
    let event = session.receive(&answer).unwrap();
    assert!(!event.gap, "nothing is missing of the bot's");
    let seq = held_back.header().seq;
    assert!(event.seen.has(session.from(), seq - 1) && !event.seen.has(session.from(), seq));
    let next = world.say(&mut session, "next");
    assert!(bot.receive(&world.desks[0], &next).unwrap().gap);
    bot.receive(&world.desks[0], &held_back).unwrap();
    let answer = world.answer(&mut bot, "to all");
    assert!(session.receive(&answer).unwrap().seen.has(session.from(), seq));
}

/// A sender whose every number is far ahead: 256 keys at a time, and no more than 512 in all.
#[test]
fn skipped_key_flood() {
    let forge = Forge::new();
    let desk = forge.world.desk(0, &mut Counter::new("desk"));
    let (mut bot, _) = Conversation::begin(&desk, &forge.hello).unwrap();
    let mut last = forge.hello.clone();
    let at = |last: &Envelope, n: u32| {
        let mut draft = forge.draft();
        draft.readers[0] = Reader::Ratchet("bot", n);
        draft.header["seq"] = (last.header().seq + 1).into();
        draft.header["prev"] = last.eh().to_string().into();
        Envelope::parse(forge.seal(draft).as_bytes()).unwrap()
    };
    for flood in 1..=4 {
        let n = flood * 257;
        desk_refuses(&mut bot, &desk, &at(&last, n + 1));
        last = at(&last, n);
        bot.receive(&desk, &last).unwrap();
        let json: Value = serde_json::from_str(&kept(&bot)).unwrap();
        let keys = json["loads"][0]["pair"]["ratchet"]["kept"].as_array().unwrap().len();
        assert_eq!(keys, 512.min(flood as usize * 256));
    }
    // The next in order is read all the same; of what was passed over, the newest.
    for (n, is_read) in [(4 * 257 + 1, true), (4 * 257 - 1, true), (1, false)] {
        let envelope = at(&last, n);
        assert_eq!(bot.receive(&desk, &envelope).is_ok(), is_read, "{n}");
        if is_read {
            last = envelope;
        }
    }
}

/// A session ends where its recipient says so, and the visitor is told; nothing that fails ends it.
#[test]
fn silent_session_reset() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let answer = world.answer(&mut bot, "answer");
    // What can't be opened is refused, and no more than that.
    let broken = resigned(&world.keys[0], &answer, |_, w| {
        w[0] = format!("{}~{}", session.from(), b64u(&[7; 137]));
    });
    load_refuses(&mut session, &broken);
    session.receive(&answer).unwrap();
    let early = world.say(&mut session, "early");
    bot.receive(&world.desks[0], &early).unwrap();
    // The relay makes a reset up, and the visitor one for the desk.
    world.restart(0);
    let reset = bot.reset(&world.desks[0], NOW * 1000).unwrap().remove(0);
    let relay = SigningKey::generate(&mut world.rng);
    load_refuses(&mut session, &sign(&relay, reset.clone()));
    load_refuses(&mut session, &sign(&world.visitor, reset.clone()));
    let by_visitor = resigned(&world.visitor, &sign(&world.keys[0], reset.clone()), |header, _| {
        header["from"] = session.from().as_str().into();
        (header["seq"], header["prev"]) = (3.into(), early.eh().to_string().into());
    });
    desk_refuses(&mut bot, &world.desks[0], &by_visitor);
    // The real one is told, once.
    let reset = sign(&world.keys[0], reset);
    assert_eq!(session.receive(&reset).unwrap().reset, Some(ResetReason::Restart));
    assert_eq!(session.receive(&reset), Err(ReceiveError::Duplicate));
    // It does not reach the load that says hello after it.
    let (mut next, hello) = world.hello(vec![session.from().clone()]);
    bot.receive(&world.desks[0], &hello).unwrap();
    assert_eq!(next.receive(&reset).unwrap().reset, None);
    assert!(bot.reset(&world.desks[0], NOW * 1000 + 600_000).unwrap().is_empty());
}
