//! What recipients do that have lost their memory, were given an older one back, or remember a tab
//! that everybody else has forgotten.
#![cfg(feature = "session")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

mod world;

use sigilo_protocol::*;
use world::*;

const NOW_MS: u64 = NOW * 1000;

/// The resets that the bot owes, signed.
fn resets(world: &World, conversation: &mut Conversation, now_ms: u64) -> Vec<Envelope> {
    let resets = conversation.reset(&world.desks[0], now_ms).unwrap();
    resets.into_iter().map(|unsigned| sign(&world.keys[0], unsigned)).collect()
}

/// A visitor whom both recipients have welcomed, and the hello.
fn met(world: &mut World) -> (Session<Open>, Conversations, Envelope) {
    let (session, hello) = world.hello(vec![]);
    let begin = |desk: &Desk| Conversation::begin(desk, &hello).unwrap().0;
    let mut conversations = [begin(&world.desks[0]), begin(&world.desks[1])];
    (world.welcome(session, &mut conversations), conversations, hello)
}

#[test]
fn a_desk_that_lost_everything_asks_the_load_for_a_new_hello() {
    let mut world = world();
    let (mut session, [_, mut agent], hello) = met(&mut world);
    world.restart(0);
    let question = world.say(&mut session, "still there?");
    let lost = Conversation::begin(&world.desks[0], &question).err();
    assert_eq!(lost, Some(ReceiveError::Refused));

    let mut bot = Conversation::lost(&hello).unwrap();
    assert!(resets(&world, &mut bot, NOW_MS).is_empty(), "nobody has asked for anything");
    bot.miss(&question).unwrap();
    let mut bot = Conversation::from_json(bot.to_json()).unwrap();
    let reset = resets(&world, &mut bot, NOW_MS).remove(0);
    assert_eq!(reset.header().seen, Seen::default(), "nothing of it was read");
    assert_eq!(session.receive(&reset).unwrap().reset, Some(ResetReason::Lost));

    assert!(resets(&world, &mut bot, NOW_MS + 600_000).is_empty(), "it was asked, and is silent");
    let again = world.say(&mut session, "hello?");
    bot.miss(&again).unwrap();
    assert!(resets(&world, &mut bot, NOW_MS + 599_999).is_empty());
    assert_eq!(resets(&world, &mut bot, NOW_MS + 600_000).len(), 1);

    let (session, hello) = world.hello(vec![session.from().clone()]);
    agent.receive(&world.desks[1], &hello).unwrap();
    bot.receive(&world.desks[0], &hello).unwrap();
    let mut conversations = [bot, agent];
    let mut session = world.welcome(session, &mut conversations);
    let question = world.say(&mut session, "now?");
    let received = conversations[0].receive(&world.desks[0], &question).unwrap();
    assert_eq!(text(received.body), "now?");
    // The load that ended is not asked again, whatever the relay repeats.
    assert_eq!(conversations[0].miss(&again), Err(ReceiveError::Refused));
    assert!(resets(&world, &mut conversations[0], NOW_MS + 9_999_999).is_empty());
}

#[test]
fn only_the_visitor_s_own_words_make_a_desk_ask() {
    let mut world = world();
    let (mut session, [mut bot, _], hello) = met(&mut world);
    let answer = world.answer(&mut bot, "answer");
    let mut lost = Conversation::lost(&hello).unwrap();
    let before = kept(&lost);
    let mallory = SigningKey::generate(&mut world.rng);
    let body = Body::new("b", Content::text("forged", "en"));
    let unsigned = session.seal(&body, NOW_MS, &mut world.rng).unwrap();
    let acknowledges = session.seal(&Body::new("b", Content::Ack), NOW_MS, &mut world.rng).unwrap();
    let forged = sign(&mallory, unsigned);
    let acknowledges = sign(&world.visitor, acknowledges);
    for nothing in [&forged, &acknowledges, &hello, &answer] {
        assert_eq!(lost.miss(nothing), Err(ReceiveError::Refused));
    }
    assert_eq!(kept(&lost), before);
    // Nor is a conversation begun by what is no hello, or not by its own key.
    assert!(Conversation::lost(&answer).is_err());
    let json = hello.to_json();
    let (rest, _) = json.rsplit_once(",\"s\":").unwrap();
    let signature = mallory.sign(&hello.signing_input());
    let forged = format!("{rest},\"s\":\"{signature}\"}}");
    assert!(Conversation::lost(&Envelope::parse(forged.as_bytes()).unwrap()).is_err());
    // A load that has a session is not lost, even if something of it can't be opened.
    let question = world.say(&mut session, "question");
    assert_eq!(bot.miss(&question), Err(ReceiveError::Refused));
}

#[test]
fn a_memory_older_than_what_was_said_gives_up_the_sessions_that_went_on() {
    let mut world = world();
    let (mut session, [mut bot, mut agent], hello) = met(&mut world);
    let (mut idle, other_hello) = world.hello(vec![]);
    bot.receive(&world.desks[0], &other_hello).unwrap();
    let known = world.answer(&mut bot, "known");
    idle.receive(&known).unwrap();
    session.receive(&known).unwrap();
    let backup = bot.to_json();

    let question = world.say(&mut session, "question");
    bot.receive(&world.desks[0], &question).unwrap();
    let answer = world.answer(&mut bot, "forgotten");
    session.receive(&answer).unwrap();
    world.restart(0);

    let mut bot = Conversation::from_json(backup).unwrap();
    assert!(bot.knows(&known) && !bot.knows(&answer));
    let told: Vec<&Sender> = answer.header().seen.peers().collect();
    assert!(told.contains(&session.from()) && told.contains(&idle.from()));
    // It had turned: what the load says now can't be opened with the keys of before.
    let question = world.say(&mut session, "and now?");
    let refused = bot.clone().receive(&world.desks[0], &question);
    assert_eq!(refused, Err(ReceiveError::Refused));

    bot.lose(&answer);
    assert_eq!(bot.receive(&world.desks[0], &question), Err(ReceiveError::Refused));
    let refused = bot.receive(&world.desks[0], &hello);
    assert_eq!(refused, Err(ReceiveError::Refused), "its session is not made anew");
    bot.miss(&question).unwrap();
    let resets = resets(&world, &mut bot, NOW_MS);
    assert_eq!(resets.len(), 1);
    assert_eq!(session.receive(&resets[0]).unwrap().reset, Some(ResetReason::Lost));
    assert_eq!(idle.receive(&resets[0]).unwrap().reset, Some(ResetReason::Lost));
    // A colleague takes it as a link of the bot's chain, and nothing else.
    let read = agent.receive(&world.desks[1], &resets[0]).unwrap();
    assert_eq!((read.body, read.gap), (None, false));
}

#[test]
fn another_recipient_s_reset_moves_its_chain_and_nothing_else() {
    let mut world = world();
    let (session, [mut bot, mut agent], _) = met(&mut world);
    world.restart(0);
    let reset = resets(&world, &mut bot, NOW_MS).remove(0);
    let read = agent.receive(&world.desks[1], &reset).unwrap();
    assert_eq!((read.from.owner(), read.body, read.gap), ("bot", None, false));
    assert_eq!(agent.receive(&world.desks[1], &reset), Err(ReceiveError::Duplicate));
    let (_, hello) = world.hello(vec![session.from().clone()]);
    bot.receive(&world.desks[0], &hello).unwrap();
    agent.receive(&world.desks[1], &hello).unwrap();
    let answer = world.answer(&mut bot, "I am back");
    let read = agent.receive(&world.desks[1], &answer).unwrap();
    assert_eq!((text(read.body), read.gap), ("I am back".into(), false));
    let seen = world.say_as(1, &mut agent, "so I see")[0].header().seen.clone();
    assert_eq!(seen.newest(world.desks[0].from()).unwrap(), (2, answer.eh()));
}

/// A load that came after the copy was made: its hello was answered, and is not taken again.
#[test]
fn hello_replay_to_a_memory_that_does_not_know_the_load() {
    let mut world = world();
    let (_, [mut bot, _], first) = met(&mut world);
    let backup = bot.to_json();
    let (_, later) = world.hello(vec![]);
    bot.receive(&world.desks[0], &later).unwrap();
    let answer = world.answer(&mut bot, "forgotten");
    world.restart(0);

    let known = Conversation::from_json(backup).unwrap();
    assert!(known.clone().receive(&world.desks[0], &later).is_ok());
    for mut bot in [known, Conversation::lost(&first).unwrap()] {
        bot.lose(&answer);
        let mut bot = Conversation::from_json(bot.to_json()).unwrap();
        for hello in [&first, &later] {
            assert_eq!(bot.receive(&world.desks[0], hello), Err(ReceiveError::Refused));
        }
        assert!(resets(&world, &mut bot.clone(), NOW_MS).len() <= 1);
    }
}

/// A visitor signs words of ever new loads that never said hello.
#[test]
fn made_up_loads_are_not_answered_without_end() {
    let mut world = world();
    let (mut session, _, hello) = met(&mut world);
    let said = world.say(&mut session, "words");
    let mut bot = Conversation::lost(&hello).unwrap();
    let mut asked = 0;
    for load in 0..40_u8 {
        let owner = session.from().owner();
        let from = Sender::new(owner, [load; 8]);
        let made_up = remade(&world.visitor, &said, |header, _| {
            header["from"] = from.as_str().into();
        });
        asked += usize::from(bot.miss(&made_up.unwrap()).is_ok());
        resets(&world, &mut bot, NOW_MS);
    }
    assert_eq!(asked, 16);
}

#[test]
fn a_tab_whose_manifest_is_forgotten_does_not_silence_the_others() {
    let mut world = world();
    let (old, [mut bot, _], _) = met(&mut world);
    let next = Manifest { ver: 2, ..Manifest::clone(&world.manifest) };
    let next = next.sign(&world.site);
    world.manifest = VerifiedManifest::verify(&next, &world.pins(), NOW).unwrap();
    let prekey = world.prekeys[0].prekey();
    world.desks[0].rotate(vec![prekey], vec![world.manifest.clone()]);
    let body = Body::new("b", Content::text("answer", "en"));
    let nobody = bot.seal(&world.desks[0], &body, NOW_MS, &mut world.rng);
    assert_eq!(nobody.err(), Some(SealError::Unanswerable));

    let (mut session, hello) = world.hello(vec![]);
    bot.receive(&world.desks[0], &hello).unwrap();
    let answer = world.answer(&mut bot, "answer");
    assert_eq!(text(session.receive(&answer).unwrap().body), "answer");
    assert!(answer.header().seen.newest(old.from()).is_none(), "it is over");
    assert!(resets(&world, &mut bot, NOW_MS).is_empty());
}
