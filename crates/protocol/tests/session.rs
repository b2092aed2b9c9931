//! A visitor and a desk, as the widget and the backend use them.
#![cfg(feature = "session")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

mod world;

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use sigilo_protocol::*;
use world::*;

#[test]
fn a_session_is_open_only_once_every_bot_and_agent_has_answered() {
    let mut world = world();
    let (session, hello) = world.hello(vec![]);
    let mut session = session.into_open().err().unwrap();
    let (mut bot, received) = Conversation::begin(&world.desks[0], &hello).unwrap();
    assert_eq!(received.body.unwrap().content, Content::Hello { receipt: "receipt".into() });
    let answer = world.answer(&mut bot, "welcome");
    let event = session.receive(&answer).unwrap();
    assert_eq!(event.seen.newest(session.from()).unwrap(), (1, hello.eh()));
    assert_eq!(text(event.body), "welcome");
    let mut session = session.into_open().err().unwrap();
    let (mut agent, _) = Conversation::begin(&world.desks[1], &hello).unwrap();
    session.receive(&world.say_as(1, &mut agent, "welcome")[0]).unwrap();
    assert!(session.into_open().is_ok());
}

#[test]
fn words_go_both_ways_and_between_recipients() {
    let mut world = world();
    let (mut session, [mut bot, mut agent]) = world.begin();
    for i in 0..3 {
        let envelope = world.say(&mut session, &format!("question {i}"));
        assert_eq!(envelope.header().rcpt, IDS);
        for (conversation, desk) in [(&mut bot, &world.desks[0]), (&mut agent, &world.desks[1])] {
            let received = conversation.receive(desk, &envelope).unwrap();
            assert_eq!(text(received.body), format!("question {i}"));
            assert!(!received.gap);
        }
        let answer = world.answer(&mut bot, &format!("answer {i}"));
        assert_eq!(answer.header().rcpt[1..], ["agent", "archive"]);
        let event = session.receive(&answer).unwrap();
        assert_eq!(event.seen.newest(session.from()).unwrap(), (i + 2, envelope.eh()));
        assert_eq!(text(event.body), format!("answer {i}"));
        let read = agent.receive(&world.desks[1], &answer).unwrap();
        assert_eq!(text(read.body), format!("answer {i}"));
    }
}

#[test]
fn a_repeated_envelope_is_a_duplicate_on_both_sides() {
    let mut world = world();
    let (mut session, [mut conversation, _]) = world.begin();
    let envelope = world.say(&mut session, "once");
    conversation.receive(&world.desks[0], &envelope).unwrap();
    let before = kept(&conversation);
    assert_eq!(conversation.receive(&world.desks[0], &envelope), Err(ReceiveError::Duplicate));
    assert_eq!(kept(&conversation), before);
    let answer = world.answer(&mut conversation, "once");
    session.receive(&answer).unwrap();
    assert_eq!(session.receive(&answer), Err(ReceiveError::Duplicate));
}

#[test]
fn a_dropped_envelope_is_seen_as_a_gap() {
    let mut world = world();
    let (mut session, [mut conversation, _]) = world.begin();
    world.say(&mut session, "lost");
    let envelope = world.say(&mut session, "next");
    assert!(conversation.receive(&world.desks[0], &envelope).unwrap().gap);
    world.answer(&mut conversation, "lost");
    let answer = world.answer(&mut conversation, "next");
    assert!(session.receive(&answer).unwrap().gap);
}

#[test]
fn a_changed_envelope_is_refused_and_changes_nothing() {
    let mut world = world();
    let (mut session, [mut conversation, _]) = world.begin();
    let envelope = world.say(&mut session, "text");
    let before = kept(&conversation);
    let json = envelope.to_json();
    let mut refused = 0;
    for i in (0..json.len()).step_by(11) {
        let mut bytes = json.clone().into_bytes();
        bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
        let Ok(changed) = Envelope::parse(&bytes) else { continue };
        refused += 1;
        assert_eq!(conversation.receive(&world.desks[0], &changed), Err(ReceiveError::Refused));
    }
    assert!(refused > 20);
    assert_eq!(kept(&conversation), before);
    assert!(conversation.receive(&world.desks[0], &envelope).is_ok());
}

#[test]
fn another_s_signature_or_conversation_is_refused() {
    let mut world = world();
    let (mut session, [mut conversation, _]) = world.begin();
    let mallory = SigningKey::generate(&mut world.rng);
    let body = Body::new("b", Content::text("forged", "en"));
    let unsigned = session.seal(&body, 0, &mut world.rng).unwrap();
    let forged = sign(&mallory, unsigned);
    assert_eq!(conversation.receive(&world.desks[0], &forged), Err(ReceiveError::Refused));
    let sealed = conversation.seal(&world.desks[0], &body, 0, &mut world.rng).unwrap();
    for unsigned in sealed {
        let forged = sign(&mallory, unsigned);
        assert_eq!(session.receive(&forged), Err(ReceiveError::Refused));
    }
    let (_, [mut other, _]) = self::world().begin();
    let envelope = world.say(&mut session, "text");
    assert_eq!(other.receive(&world.desks[0], &envelope), Err(ReceiveError::Refused));
}

#[test]
fn a_wrong_predecessor_is_refused() {
    let mut world = world();
    let (mut session, [mut conversation, _]) = world.begin();
    // A desk that lost its memory of what it sent, but not its process, would fork its chain.
    let mut forked = conversation.clone();
    let answer = world.answer(&mut conversation, "one");
    session.receive(&answer).unwrap();
    world.answer(&mut forked, "another");
    let answer = world.answer(&mut forked, "two");
    assert_eq!(session.receive(&answer), Err(ReceiveError::Refused));
}

/// What a browser keeps of a load, and reads after a reload.
fn reload<State>(session: &Session<State>) -> Session<ReceiveOnly> {
    let kept = session.save().to_json().to_text();
    let kept = SavedSession::from_json(Json::parse(kept.as_bytes()).unwrap()).unwrap();
    Session::restore(kept).unwrap()
}

#[test]
fn after_a_reload_the_old_load_reads_and_the_new_one_speaks() {
    let mut world = world();
    let (mut session, mut conversations) = world.begin();
    let question = world.say(&mut session, "question");
    world.take(&mut conversations, &question);
    let late = world.answer(&mut conversations[0], "late answer");
    let mut old = reload(&session);
    assert_eq!(text(old.receive(&late).unwrap().body), "late answer");
    let (session, hello) = world.hello(vec![old.from().clone()]);
    world.take(&mut conversations, &hello);
    let mut session = world.welcome(session, &mut conversations);
    let answer = world.answer(&mut conversations[0], "welcome back");
    assert_eq!(answer.header().rcpt, [session.from().as_str(), "agent", "archive"]);
    assert_eq!(text(session.receive(&answer).unwrap().body), "welcome back");
}

#[test]
fn two_tabs_are_both_answered_and_the_ninth_ends_the_first() {
    let mut world = world();
    let (mut first, mut conversations) = world.begin();
    let mut last = None;
    for _ in 0..7 {
        let (session, hello) = world.hello(vec![]);
        world.take(&mut conversations, &hello);
        last = Some(session);
    }
    let answer = world.answer(&mut conversations[0], "to all");
    assert_eq!(answer.header().rcpt.len(), 8 + 2);
    assert_eq!(text(first.receive(&answer).unwrap().body), "to all");
    assert_eq!(text(last.unwrap().receive(&answer).unwrap().body), "to all");
    let (_, hello) = world.hello(vec![]);
    world.take(&mut conversations, &hello);
    let answer = world.answer(&mut conversations[0], "to eight");
    assert_eq!(answer.header().rcpt.len(), 8 + 2);
    assert_eq!(first.receive(&answer).unwrap().body, None);
}

#[test]
fn a_desk_that_restarts_reads_on_and_asks_for_a_new_hello() {
    let mut world = world();
    let (mut session, [conversation, mut agent]) = world.begin();
    let json = Json::parse(kept(&conversation).as_bytes()).unwrap();
    let mut conversation = Conversation::from_json(json).unwrap();
    world.restart(0);
    let question = world.say(&mut session, "still there?");
    let received = conversation.receive(&world.desks[0], &question).unwrap();
    assert_eq!(text(received.body), "still there?");
    let yes = Body::new("b", Content::text("yes", "en"));
    let before = kept(&conversation);
    let sealed = conversation.seal(&world.desks[0], &yes, NOW * 1000, &mut world.rng);
    assert_eq!(sealed.err(), Some(SealError::Unanswerable));
    assert_eq!(kept(&conversation), before);

    let reset = conversation.reset(&world.desks[0], NOW * 1000).unwrap().remove(0);
    let reset = sign(&world.keys[0], reset);
    let event = session.receive(&reset).unwrap();
    assert_eq!((event.reset, event.body), (Some(ResetReason::Restart), None));
    assert_eq!(session.receive(&reset), Err(ReceiveError::Duplicate));
    assert!(conversation.reset(&world.desks[0], NOW * 1000 + 599_999).unwrap().is_empty());
    assert_eq!(conversation.reset(&world.desks[0], NOW * 1000 + 600_000).unwrap().len(), 1);

    let (session, hello) = world.hello(vec![session.from().clone()]);
    conversation.receive(&world.desks[0], &hello).unwrap();
    agent.receive(&world.desks[1], &hello).unwrap();
    let mut conversations = [conversation, agent];
    let mut session = world.welcome(session, &mut conversations);
    let answer = world.answer(&mut conversations[0], "yes");
    assert_eq!(text(session.receive(&answer).unwrap().body), "yes");
}

#[test]
fn a_reset_is_for_the_load_that_it_names_and_by_its_recipient() {
    let mut world = world();
    let (mut session, [mut conversation, _]) = world.begin();
    let (mut other, _) = world.hello(vec![]);
    world.restart(0);
    let resets = conversation.reset(&world.desks[0], NOW * 1000).unwrap();
    let forged = sign(&world.keys[1], resets[0].clone());
    assert_eq!(session.receive(&forged), Err(ReceiveError::Refused));
    let reset = sign(&world.keys[0], resets[0].clone());
    assert_eq!(other.receive(&reset).unwrap().reset, None);
    assert_eq!(session.receive(&reset).unwrap().reset, Some(ResetReason::Restart));
}

#[test]
fn hello_replay_is_refused_also_after_the_load_was_forgotten() {
    let mut world = world();
    let (_, hello) = world.hello(vec![]);
    let (mut conversation, _) = Conversation::begin(&world.desks[0], &hello).unwrap();
    assert_eq!(conversation.receive(&world.desks[0], &hello), Err(ReceiveError::Duplicate));
    for _ in 0..20 {
        let (_, hello) = world.hello(vec![]);
        conversation.receive(&world.desks[0], &hello).unwrap();
    }
    let before = kept(&conversation);
    assert_eq!(conversation.receive(&world.desks[0], &hello), Err(ReceiveError::Refused));
    assert_eq!(kept(&conversation), before);
}

#[test]
fn a_hello_is_taken_under_a_published_manifest_with_its_prekey_only() {
    let mut world = world();
    let (_, hello) = world.hello(vec![]);
    let refused =
        |desk: &Desk| Conversation::begin(desk, &hello).err() == Some(ReceiveError::Refused);
    let prekey = || vec![world.prekeys[0].prekey()];
    assert!(refused(&Desk::new("bot", prekey(), vec![], &mut world.rng)));
    let manifests = || vec![world.manifest.clone()];
    let stranger = Secrets::generate(&mut world.rng).prekey();
    assert!(refused(&Desk::new("bot", vec![stranger], manifests(), &mut world.rng)));
    let other_dh = PrekeySecret { dh: DhSecret::from_bytes(&[9; 32]), ..world.prekeys[0].prekey() };
    assert!(refused(&Desk::new("bot", vec![other_dh], manifests(), &mut world.rng)));
    assert!(refused(&Desk::new("agent", prekey(), manifests(), &mut world.rng)));
    assert!(!refused(&Desk::new("bot", prekey(), manifests(), &mut world.rng)));
}

#[test]
fn ghost_recipient_or_one_left_out_is_refused() {
    let mut world = world();
    let (mut session, [mut bot, mut agent]) = world.begin();
    let question = world.say(&mut session, "question");
    let left_out = resigned(&world.visitor, &question, |header, w| {
        w.pop();
        header["rcpt"].as_array_mut().unwrap().pop();
    });
    assert_eq!(bot.receive(&world.desks[0], &left_out), Err(ReceiveError::Refused));
    let answer = world.answer(&mut bot, "answer");
    for id in ["ghost", "archive:AQEBAQEBAQE"] {
        let ghost = resigned(&world.keys[0], &answer, |header, w| {
            w.push(format!("{id}~k1~AAAA"));
            header["rcpt"].as_array_mut().unwrap().push(id.into());
        });
        assert_eq!(session.receive(&ghost), Err(ReceiveError::Refused));
        assert_eq!(agent.receive(&world.desks[1], &ghost), Err(ReceiveError::Refused));
    }
    let unarchived = resigned(&world.keys[0], &answer, |header, w| {
        w.pop();
        header["rcpt"].as_array_mut().unwrap().pop();
    });
    assert_eq!(session.receive(&unarchived), Err(ReceiveError::Refused));
    session.receive(&answer).unwrap();
}

#[test]
fn reencryption_by_an_insider_and_splices_are_refused() {
    let mut world = world();
    let (mut session, [mut bot, mut agent]) = world.begin();
    let (one, two) = (world.say(&mut session, "one"), world.say(&mut session, "two"));
    let wraps = |envelope: &Envelope| -> Vec<String> {
        let json: serde_json::Value = serde_json::from_str(&envelope.to_json()).unwrap();
        serde_json::from_value(json["w"].clone()).unwrap()
    };
    // The wraps of another envelope of the same sender, under a signature of the sender's.
    let spliced = resigned(&world.visitor, &one, |_, w| *w = wraps(&two));
    assert_eq!(bot.receive(&world.desks[0], &spliced), Err(ReceiveError::Refused));
    // The bot knows the content key, and passes the visitor's words off as another's.
    bot.receive(&world.desks[0], &one).unwrap();
    let claimed = resigned(&world.keys[0], &one, |_, _| {});
    assert_eq!(agent.receive(&world.desks[1], &claimed), Err(ReceiveError::Refused));
    agent.receive(&world.desks[1], &one).unwrap();
}

#[test]
fn reordered_envelopes_are_taken_once_and_gaps_are_told() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let sent: Vec<_> = (0..5).map(|i| world.say(&mut session, &i.to_string())).collect();
    let mut gaps = Vec::new();
    for i in [3, 0, 4, 2, 1] {
        let received = bot.receive(&world.desks[0], &sent[i]).unwrap();
        assert_eq!(text(received.body), i.to_string());
        gaps.push(received.gap);
        assert_eq!(bot.receive(&world.desks[0], &sent[i]), Err(ReceiveError::Duplicate));
    }
    assert_eq!(gaps, [true, false, false, false, false]);
    let answer = world.answer(&mut bot, "seen");
    assert_eq!(answer.header().seen.newest(session.from()).unwrap(), (6, sent[4].eh()));
}

#[test]
fn a_first_answer_that_was_held_back_is_a_gap() {
    let mut world = world();
    let (mut session, hello) = world.hello(vec![]);
    let (mut bot, _) = Conversation::begin(&world.desks[0], &hello).unwrap();
    world.answer(&mut bot, "held back");
    let second = world.answer(&mut bot, "second");
    assert!(session.receive(&second).unwrap().gap);
    // A load that comes later has missed nothing.
    let (mut later, hello) = world.hello(vec![]);
    bot.receive(&world.desks[0], &hello).unwrap();
    let third = world.answer(&mut bot, "third");
    assert!(!later.receive(&third).unwrap().gap);
}

#[test]
fn what_is_missing_is_not_acknowledged() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let sent: Vec<_> = (0..3).map(|i| world.say(&mut session, &i.to_string())).collect();
    bot.receive(&world.desks[0], &sent[0]).unwrap();
    bot.receive(&world.desks[0], &sent[2]).unwrap();
    let seen = world.answer(&mut bot, "seen").header().seen.clone();
    assert_eq!([2, 3, 4, 5].map(|seq| seen.has(session.from(), seq)), [true, false, true, false]);
    bot.receive(&world.desks[0], &sent[1]).unwrap();
    let seen = world.answer(&mut bot, "seen").header().seen.clone();
    assert!(seen.has(session.from(), 3));
}

#[test]
fn a_load_is_over_after_a_week_or_ten_thousand_envelopes() {
    let mut world = world();
    let (mut session, _) = world.begin();
    let body = Body::new("b", Content::Ack);
    let week = (NOW + 7 * 24 * 3_600) * 1000;
    assert!(session.seal(&body, week - 1, &mut world.rng).is_ok());
    assert_eq!(session.seal(&body, week, &mut world.rng).err(), Some(SealError::Over));
}

#[test]
fn what_was_sealed_runs_out_with_the_first_prekey() {
    let mut world = world();
    let (session, _) = world.begin();
    assert_eq!(session.until_ms(), (NOW + 3_600) * 1000);
}

#[test]
fn an_expired_prekey_seals_nothing() {
    let mut world = world();
    let start = Start {
        conv: Bytes([1; 16]),
        visitor: world.visitor.public(),
        ends: vec![],
        body_id: "b".into(),
        receipt: "r".into(),
        now_ms: (NOW + 3_600) * 1000,
    };
    let refused = Session::open(&world.manifest, start, &mut world.rng).err();
    assert_eq!(refused, Some(SealError::Key));
}

#[test]
fn a_message_that_is_too_long_is_refused_and_the_chain_stays() {
    let mut world = world();
    let (mut session, [mut conversation, _]) = world.begin();
    let long = Body::new("b", Content::text(&"x".repeat(70_000), "en"));
    assert_eq!(session.seal(&long, 0, &mut world.rng).err(), Some(SealError::Size));
    let next = world.say(&mut session, "short");
    assert!(!conversation.receive(&world.desks[0], &next).unwrap().gap);
}

#[test]
fn the_words_are_nowhere_in_what_travels() {
    let mut world = world();
    let (mut session, _) = world.begin();
    let envelope = world.say(&mut session, "canary-7391");
    let json = envelope.to_json();
    assert!(!json.contains("canary"));
    let opened: Vec<u8> = json.split(['"', '~', ',']).filter_map(unb64u).flatten().collect();
    assert!(opened.len() > 500);
    assert!(!opened.windows(6).any(|window| window == b"canary"));
}

#[test]
fn a_signature_that_was_checked_elsewhere_counts_for_its_signer_alone() {
    let mut world = world();
    let (mut session, [mut bot, mut agent]) = world.begin();
    let answer = world.answer(&mut bot, "hello");
    let agents = world.say_as(1, &mut agent, "hello")[0].clone();
    let from = &answer.header().from;
    let signer = session.signer(from).unwrap();
    assert_eq!(session.signer(session.from()), None);
    let check = |key: PublicKey, holds: bool| {
        let keys = [key];
        let checked = answer.clone().checked_by(&keys, async |key, input, signature| {
            assert_eq!(key.verify(input, signature), *key == signer);
            holds
        });
        let Poll::Ready(checked) = pin!(checked).poll(&mut Context::from_waker(Waker::noop()))
        else {
            panic!("nothing is waited for");
        };
        checked
    };
    let other = session.signer(&agents.header().from).unwrap();
    for checked in [check(signer, false), check(other, true), check(other, false)] {
        assert_eq!(session.take(&checked, &mut Native), Err(ReceiveError::Refused));
    }
    let event = session.take(&check(signer, true), &mut Native).unwrap();
    assert_eq!(text(event.body), "hello");
    assert_eq!(session.receive(&answer), Err(ReceiveError::Duplicate));
}
