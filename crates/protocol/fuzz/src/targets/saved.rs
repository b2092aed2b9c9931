//! What an end keeps, read back: nothing in it may make it panic, though only its owner writes it.

use std::sync::OnceLock;

use sigilo_protocol::*;

use super::site::{Counter, NOW, body, sign, site};

/// Both ends as they are kept in mid-conversation, and what comes next to each.
struct Kept {
    load: Json,
    conversation: Json,
    question: Envelope,
    answer: Envelope,
    desk: Desk,
}

/// A load as it is kept: a seed.
pub fn load() -> String {
    kept().load.to_text()
}

/// A conversation as it is kept: a seed.
pub fn conversation() -> String {
    kept().conversation.to_text()
}

/// Reads the bytes as either, writes them again, and receives with what was read.
pub(super) fn saved(data: &[u8]) {
    let Some(json) = Json::parse(data) else { return };
    if let Some(saved) = SavedSession::from_json(json.clone()) {
        let mut session = Session::restore(saved).expect("it was read");
        let text = session.save().to_json();
        if session.receive(&kept().answer).is_err() {
            assert_eq!(session.save().to_json(), text, "an error changes nothing");
        }
    }
    let Some(mut conversation) = Conversation::from_json(json) else { return };
    let text = conversation.to_json();
    let again = Conversation::from_json(text.clone()).expect("its own text");
    assert_eq!(again.to_json(), text);
    if conversation.receive(&kept().desk, &kept().question).is_err() {
        assert_eq!(conversation.to_json(), text, "an error changes nothing");
    }
    let _ = conversation.seal(&kept().desk, &body("answer"), NOW * 1000, &mut Counter::new());
    let _ = conversation.reset(&kept().desk, NOW * 1000);
}

fn kept() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(Kept::new)
}

impl Kept {
    /// One question lies between them, missed; one answer was skipped.
    fn new() -> Self {
        let (site, rng) = (site(), &mut Counter::new());
        let desk = site.desk(rng);
        let (mut session, hello) = site.hello(vec![], rng);
        let (mut conversation, _) = Conversation::begin(&desk, &hello).expect("a hello");
        let answer = |conversation: &mut Conversation, rng: &mut Counter, text: &str| {
            let sealed = conversation.seal(&desk, &body(text), NOW * 1000, rng);
            sign(&site.bot, sealed.expect("a live load").remove(0))
        };
        let _ = answer(&mut conversation, rng, "skipped");
        session.receive(&answer(&mut conversation, rng, "heard")).expect("an answer");
        let mut session = session.into_open().expect("the bot has answered");
        let mut ask = |rng: &mut Counter, text: &str| {
            sign(&site.visitor, session.seal(&body(text), NOW * 1000, rng).expect("an open load"))
        };
        let _ = ask(rng, "missed");
        conversation.receive(&desk, &ask(rng, "read")).expect("a question");
        let question = ask(rng, "next");
        let (load, kept) = (session.save().to_json(), conversation.to_json());
        let answer = answer(&mut conversation, rng, "next");
        Self { load, conversation: kept, question, answer, desk }
    }
}
