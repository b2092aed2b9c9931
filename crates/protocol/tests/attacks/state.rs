//! A browser's state twice, or from the day before: tabs, restored profiles, crashes.

use std::collections::BTreeSet;

use sigilo_protocol::*;

use crate::live::{
    Conversations, World, desk_refuses, kept, load_refuses, resigned, sign, text, world,
};

/// What a browser keeps: the earlier loads, and the lines that are on their way.
#[derive(Clone, Default)]
struct Record {
    loads: Vec<String>,
    outbox: Vec<String>,
}

impl Record {
    /// One transaction: the load as it is after sealing, and the bytes to post.
    fn store(&mut self, session: &Session<Open>, envelope: &Envelope) {
        self.loads = vec![session.save().to_json().to_text()];
        self.outbox.push(envelope.to_json());
    }

    fn restore(&self) -> Session<ReceiveOnly> {
        let json = Json::parse(self.loads[0].as_bytes()).unwrap();
        Session::restore(SavedSession::from_json(json).unwrap()).unwrap()
    }

    /// Everything that waits, as bytes.
    fn post(&self) -> Vec<Envelope> {
        self.outbox.iter().map(|line| Envelope::parse(line.as_bytes()).unwrap()).collect()
    }
}

/// Found only on what has no `seal` of its own.
trait CannotSeal {
    fn seal(&self) -> bool {
        true
    }
}

impl CannotSeal for Session<ReceiveOnly> {}
impl CannotSeal for Session<HelloSent> {}
impl CannotSeal for SavedSession {}

/// Two copies of what was kept, in two profiles: both read, neither can say a word.
#[test]
fn cloned_state_reads_and_can_not_seal() {
    let mut world = world();
    let (session, mut conversations) = world.begin();
    let saved = session.save();
    assert!(saved.seal());
    let [mut one, mut other] = [(); 2].map(|()| Session::restore(saved.clone()).unwrap());
    assert!(one.seal() && other.seal());
    let answer = world.answer(&mut conversations[0], "to the load that was");
    for copy in [&mut one, &mut other] {
        assert_eq!(text(copy.receive(&answer).unwrap().body), "to the load that was");
    }
    // Each goes on as a load of its own.
    let senders: BTreeSet<_> = [one, other]
        .into_iter()
        .map(|copy| {
            let (session, hello) = world.hello(vec![copy.from().clone()]);
            assert!(session.seal());
            world.take(&mut conversations, &hello);
            let mut session = world.welcome(session, &mut conversations);
            let question = world.say(&mut session, "mine");
            world.take(&mut conversations, &question);
            session.from().clone()
        })
        .collect();
    assert_eq!(senders.len(), 2);
}

/// Each wrap's place in a ratchet, of the wraps that have one.
fn places(envelopes: &[Envelope]) -> Vec<Vec<u8>> {
    let ratchet = envelopes.iter().flat_map(Envelope::wraps).filter(|wrap| wrap.kid.is_none());
    ratchet.map(|wrap| unb64u(wrap.sealed).unwrap()[..73].to_vec()).collect()
}

/// Two tabs, and one of them duplicated, in one conversation, in turns.
#[test]
fn cloned_state_two_tabs() {
    let mut world = world();
    let (mut first, mut conversations) = world.begin();
    let (second, hello) = world.hello(vec![]);
    world.take(&mut conversations, &hello);
    let mut second = world.welcome(second, &mut conversations);
    let copy = SavedSession::from_json(second.save().to_json()).unwrap();
    let mut said = vec![hello];
    for i in 0..6 {
        let tab = if i % 2 == 0 { &mut first } else { &mut second };
        let question = world.say(tab, &i.to_string());
        world.take(&mut conversations, &question);
        let answer = world.answer(&mut conversations[0], &i.to_string());
        for tab in [&mut first, &mut second] {
            assert_eq!(text(tab.receive(&answer).unwrap().body), i.to_string());
        }
        said.extend([question, answer]);
    }
    let places = places(&said);
    assert_eq!(places.len(), 2 * 7 + 2 * 6);
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len());
    // A copy reads as far as the one that it was copied from has not spoken since: then that has a new
    // key, which is also how a theft heals.
    let mut duplicate = Session::restore(copy).unwrap();
    let answers = said.iter().filter(|envelope| envelope.header().from.owner() == "bot");
    for (i, answer) in answers.enumerate() {
        match i {
            0 => assert_eq!(text(duplicate.receive(answer).unwrap().body), "0"),
            _ => load_refuses(&mut duplicate, answer),
        }
    }
}

/// The page dies after its transaction: the next posts the same bytes, once or twice.
#[test]
fn crash_between_store_and_send() {
    let mut world = world();
    let (mut session, mut conversations) = world.begin();
    let mut record = Record::default();
    let envelope = world.say(&mut session, "stored");
    record.store(&session, &envelope);
    drop(session);
    let (next, hello) = go_on(&mut world, &record);
    for _ in 0..2 {
        assert_eq!(record.post(), std::slice::from_ref(&envelope));
        let bot = &mut conversations[0];
        let before = kept(bot);
        match bot.receive(&world.desks[0], &record.post()[0]) {
            Ok(received) => {
                assert_eq!((text(received.body).as_str(), received.gap), ("stored", false))
            }
            Err(error) => {
                assert_eq!((error, kept(bot)), (ReceiveError::Duplicate, before));
            }
        }
    }
    conversations[1].receive(&world.desks[1], &envelope).unwrap();
    world.take(&mut conversations, &hello);
    must_talk(&mut world, next, &mut conversations);
}

/// It dies before: what was sealed is gone with it, its number and its keys are used by nobody else.
#[test]
fn crash_before_the_store_sends_nothing() {
    let mut world = world();
    let (mut session, mut conversations) = world.begin();
    let mut record = Record::default();
    let envelope = world.say(&mut session, "stored");
    record.store(&session, &envelope);
    let lost = world.say(&mut session, "lost with the page");
    drop(session);
    world.take(&mut conversations, &envelope);
    assert!(record.post().iter().all(|posted| posted.eh() != lost.eh()));
    let (next, hello) = go_on(&mut world, &record);
    world.take(&mut conversations, &hello);
    let said = must_talk(&mut world, next, &mut conversations);
    let used = [places(&[lost]), places(&[said, hello, envelope])].concat();
    assert_eq!(used.iter().collect::<BTreeSet<_>>().len(), used.len());
}

/// The load after the one that was kept.
fn go_on(world: &mut World, record: &Record) -> (Session<HelloSent>, Envelope) {
    let earlier = record.restore();
    world.hello(vec![earlier.from().clone()])
}

fn must_talk(
    world: &mut World,
    session: Session<HelloSent>,
    conversations: &mut Conversations,
) -> Envelope {
    let mut session = world.welcome(session, conversations);
    let question = world.say(&mut session, "goes on");
    for (conversation, desk) in conversations.iter_mut().zip(&world.desks) {
        assert!(!conversation.receive(desk, &question).unwrap().gap);
    }
    question
}

/// A desk whose memory was put back while its process lived on: the one way to one place twice. The
/// salt keeps key and nonce apart, and the second of the two is refused.
#[test]
fn nonce_reuse() {
    let mut world = world();
    let (mut session, [bot, _]) = world.begin();
    let seal = |world: &mut World, mut bot: Conversation, said: &str| {
        let body = Body::new(said, Content::text(said, "en"));
        let sealed = bot.seal(&world.desks[0], &body, 0, &mut world.rng).unwrap().remove(0);
        sign(&world.keys[0], sealed)
    };
    let one = seal(&mut world, bot.clone(), "one");
    let other = seal(&mut world, bot.clone(), "another");
    let wrap = |envelope: &Envelope| unb64u(envelope.wraps().next().unwrap().sealed).unwrap();
    let (first, second) = (wrap(&one), wrap(&other));
    assert_eq!(first[..73], second[..73], "one place twice");
    assert_ne!(first[73..89], second[73..89], "two salts: two keys, two nonces");
    assert_ne!(first[89..], second[89..]);
    assert_ne!(one.header().kc, other.header().kc);
    session.receive(&one).unwrap();
    load_refuses(&mut session, &other);
    // So is the visitor's, who can't come to one place twice but by hand.
    let mut world = self::world();
    let (mut session, [mut bot, _]) = world.begin();
    let question = world.say(&mut session, "one");
    bot.receive(&world.desks[0], &question).unwrap();
    let again = resigned(&world.visitor, &question, |header, _| {
        header["ts"] = 1.into();
    });
    desk_refuses(&mut bot, &world.desks[0], &again);
}
