use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use sigilo_consent::{Act, Status};
use sigilo_protocol::{Body, Content, Format, Pins, ResetReason, Role, Scope};
use tokio::sync::Semaphore;

use super::{
    super::{
        bot::{self, Handover, Reply, ReplyFile},
        pictures::{self, ReplyPicture},
        slow::{
            Answering, Hidden, NoAnswer, Owing, Pieces, Question, Slow, SlowBot, SlowError,
            SlowSettings, VendorSettings, Words,
        },
    },
    conversation::welcomed,
    visitor::Visitor,
    world::{NOW, RunningDesk, SOON, VENDOR, World},
};
use crate::{
    connect::{OpenaiBot, OpenaiSettings},
    settings::Secret,
};

/// A bot whose answers are let go one by one.
pub(super) struct Held {
    pub(super) asked: Mutex<Vec<Question>>,
    pub(super) go: Semaphore,
    /// Requests that somebody still waits for.
    open: AtomicUsize,
    most: AtomicUsize,
}

struct Open<'a>(&'a Held);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

impl SlowBot for Held {
    fn answer<'a>(&'a self, question: &'a Question, pieces: &'a Pieces) -> Answering<'a> {
        Box::pin(async move {
            self.asked.lock().unwrap().push(question.clone());
            let open = self.open.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(open, Ordering::SeqCst);
            let _open = Open(self);
            if let Some(text) = question.text.strip_prefix("write ") {
                for piece in text.split_inclusive(' ') {
                    pieces.add(piece);
                    tokio::time::sleep(Duration::from_millis(300)).await;
                }
                return Ok(Reply { text: text.into(), markdown: true, ..Reply::default() });
            }
            self.go.acquire().await.unwrap().forget();
            match question.text.as_str() {
                "picture" => Ok(shown()),
                "fail" => Err(NoAnswer::Unreachable),
                "somebody" => {
                    let (there, away) = ("they come".into(), "nobody is there".into());
                    let handover = Some(Box::new(Handover { there, away }));
                    Ok(Reply { handover, ..Reply::plain("by telephone") })
                }
                "panic" => panic!("the bot fails on purpose"),
                "long" => Ok(Reply { text: "x".repeat(70_000), ..Reply::default() }),
                text => Ok(Reply { text: format!("slowly: {text}"), ..Reply::default() }),
            }
        })
    }

    fn writes_markdown(&self) -> bool {
        true
    }
}

/// A picture that is a message of its own, and a card with one that is none.
fn shown() -> Reply {
    let bytes = pictures::tests::png(64, 36, None).into();
    let file = |bytes| ReplyFile {
        name: "picture".into(),
        media: String::new(),
        bytes,
        alt: Some("A house".into()),
    };
    let picture = |card, bytes| ReplyPicture { card, what: Ok(file(bytes)) };
    let cards = bot::cards(&serde_json::json!([{"title": "One"}]), None);
    let pictures = vec![picture(None, bytes), picture(Some(0), b"<svg/>"[..].into())];
    Reply { cards, pictures, ..Reply::plain("look") }
}

impl Held {
    pub(super) fn new() -> Arc<Self> {
        let (open, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Arc::new(Self { asked: Mutex::default(), go: Semaphore::new(0), open, most })
    }

    pub(super) fn questions(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|question| question.text.clone()).collect()
    }

    /// Waits until so many questions have come.
    pub(super) async fn has(&self, count: usize) {
        let wait = async {
            while self.asked.lock().unwrap().len() < count {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(SOON, wait).await.unwrap();
    }

    /// Waits until nobody waits for an answer.
    pub(super) async fn is_left(&self) {
        let wait = async {
            while self.open.load(Ordering::SeqCst) > 0 {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(SOON, wait).await.unwrap();
    }
}

pub(super) fn settings() -> SlowSettings {
    SlowSettings {
        purpose: "quote".into(),
        vendor: VendorSettings {
            id: VENDOR.into(),
            name: "Acme".into(),
            address: "Dublin, Ireland".into(),
        },
        failed: Words::new("sin respuesta", "no answer"),
        withheld: Words::new("se queda aquí", "stays here"),
        ..SlowSettings::default()
    }
}

pub(super) fn with(bot: &Arc<Held>, settings: SlowSettings) -> Slow {
    Slow { bot: bot.clone(), settings }
}

async fn running(settings: SlowSettings) -> (World, RunningDesk, Pins, Arc<Held>) {
    let bot = Held::new();
    let slow = with(&bot, settings);
    let (world, desk, pins) = World::running_with(slow).await;
    (world, desk, pins, bot)
}

/// Says hello, and allows what the slow bot needs.
pub(super) async fn allowing(world: &World, pins: &Pins, number: u8) -> Visitor {
    let mut visitor = welcomed(world, pins, number).await;
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    assert!(matches!(visitor.hear(1).await[..], [Content::Receipt { .. }]));
    visitor
}

pub(super) fn text(text: &str) -> Content {
    Content::text(text, "en")
}

pub(super) fn owed(world: &World) -> i64 {
    let database = rusqlite::Connection::open(world.desk_database()).unwrap();
    database.query_row("SELECT count(*) FROM owed", (), |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_bot_that_takes_its_time_holds_nobody_else_up() {
    let (world, desk, pins, bot) = running(settings()).await;
    let (mut first, mut second) =
        (allowing(&world, &pins, 1).await, allowing(&world, &pins, 2).await);
    first.say("b1", "one", "en").await;
    assert_eq!(first.hear(1).await, [Content::Ack], "acknowledged before it is answered");
    second.say("b1", "two", "en").await;
    assert_eq!(second.hear(1).await, [Content::Ack]);
    bot.has(2).await;
    assert_eq!(owed(&world), 2);
    // Somebody who does not want that bot is answered meanwhile.
    let mut third = welcomed(&world, &pins, 3).await;
    third.say("b1", "three", "en").await;
    assert_eq!(third.hear(1).await, [text("three in en")]);
    bot.go.add_permits(2);
    assert_eq!(second.hear(1).await, [text("slowly: two")]);
    assert_eq!(first.hear(1).await, [text("slowly: one")]);
    desk.stop().await;
    assert_eq!(owed(&world), 0);
}

#[tokio::test]
async fn a_conversation_is_answered_in_its_order_with_what_was_said_before() {
    let (world, desk, pins, bot) = running(settings()).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    for (id, question) in [("b1", "one"), ("b2", "two"), ("b3", "three")] {
        visitor.say(id, question, "en").await;
    }
    assert_eq!(visitor.hear(3).await, [Content::Ack, Content::Ack, Content::Ack]);
    bot.has(1).await;
    assert_eq!(bot.questions(), ["one"], "one at a time");
    bot.go.add_permits(3);
    let heard = visitor.hear(3).await;
    assert_eq!(heard, ["slowly: one", "slowly: two", "slowly: three"].map(text));
    let asked = bot.asked.lock().unwrap().clone();
    let before: Vec<_> = asked[2].history.iter().map(|turn| turn.text.as_str()).collect();
    assert_eq!(before, ["one", "slowly: one", "two", "slowly: two"]);
    assert_ne!(asked[0].id, asked[1].id);
    assert_eq!(asked[0].conversation, asked[2].conversation);
    assert!(!world.config().relay.contains(&asked[0].conversation));
    desk.stop().await;
}

#[tokio::test]
async fn no_more_are_asked_at_once_than_is_allowed() {
    let (world, desk, pins, bot) = running(SlowSettings { parallel: 2, ..settings() }).await;
    let mut visitors = Vec::new();
    for number in 1..=4 {
        let mut visitor = allowing(&world, &pins, number).await;
        visitor.say("b1", "question", "en").await;
        assert_eq!(visitor.hear(1).await, [Content::Ack]);
        visitors.push(visitor);
    }
    bot.has(2).await;
    bot.go.add_permits(4);
    for visitor in &mut visitors {
        assert_eq!(visitor.hear(1).await, [text("slowly: question")]);
    }
    assert_eq!(bot.most.load(Ordering::SeqCst), 2);
    desk.stop().await;
}

#[tokio::test]
async fn what_was_owed_at_a_crash_is_asked_again_and_answered_once() {
    let (world, desk, pins, bot) = running(settings()).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "still there?", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    bot.has(1).await;
    desk.stop().await;
    bot.is_left().await;
    assert_eq!(owed(&world), 1);
    let desk = world.start_desk();
    bot.has(2).await;
    bot.go.add_permits(2);
    assert_eq!(visitor.hear(1).await, [text("slowly: still there?")]);
    assert_eq!(visitor.resets, [ResetReason::Restart]);
    assert!(matches!(visitor.hear(1).await[..], [Content::Receipt { .. }]));
    let asked = bot.asked.lock().unwrap().clone();
    assert_eq!(asked[0].id, asked[1].id, "the same message");
    visitor.say("b2", "and now?", "en").await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, text("slowly: and now?")]);
    desk.stop().await;
    assert_eq!(owed(&world), 0);
    let desk = world.start_desk();
    visitor.say("b3", "again", "en").await;
    bot.go.add_permits(1);
    let heard = visitor.hear(2).await;
    assert!(heard.contains(&text("slowly: again")), "{heard:?}");
    desk.stop().await;
    assert_eq!(bot.questions().len(), 4, "nothing that was answered is asked again");
}

#[tokio::test]
async fn without_the_purpose_nothing_reaches_the_vendor() {
    let (world, desk, pins, bot) = running(settings()).await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "before", "en").await;
    assert_eq!(visitor.hear(1).await, [text("before in en")], "the quick bot's");
    visitor.decide_about("quote", Act::Refuse, Status::Refused).await;
    visitor.hear(1).await;
    visitor.say("b2", "refused", "en").await;
    assert_eq!(visitor.hear(1).await, [text("refused in en")]);
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    visitor.hear(1).await;
    visitor.say("b3", "given", "en").await;
    bot.go.add_permits(1);
    assert_eq!(visitor.hear(2).await, [Content::Ack, text("slowly: given")]);
    visitor.decide_about("quote", Act::Withdraw, Status::Withdrawn).await;
    visitor.hear(1).await;
    visitor.say("b4", "withdrawn", "en").await;
    assert_eq!(visitor.hear(1).await, [text("withdrawn in en")]);
    assert_eq!(bot.questions(), ["given"]);
    desk.stop().await;
}

#[tokio::test]
async fn a_grant_that_has_run_out_passes_nothing_on() {
    let (world, desk, pins, _bot) = running(settings()).await;
    let visitor = allowing(&world, &pins, 1).await;
    desk.stop().await;
    let desk = world.open_desk().unwrap();
    assert!(desk.may_pass(visitor.conv).await.unwrap());
    assert!(!desk.may_pass(sigilo_protocol::Bytes([9; 16])).await.unwrap());
    world.pass(366 * 24 * 3_600);
    assert!(!desk.may_pass(visitor.conv).await.unwrap());
}

#[tokio::test]
async fn a_withdrawal_stops_what_is_on_its_way_and_forgets_what_was_said() {
    let (world, desk, pins, bot) = running(settings()).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "first", "en").await;
    bot.go.add_permits(1);
    assert_eq!(visitor.hear(2).await, [Content::Ack, text("slowly: first")]);
    visitor.say("b2", "on its way", "en").await;
    visitor.say("b3", "behind it", "en").await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, Content::Ack]);
    bot.has(2).await;
    visitor.decide_about("quote", Act::Withdraw, Status::Withdrawn).await;
    assert!(matches!(visitor.hear(1).await[..], [Content::Receipt { .. }]));
    bot.is_left().await;
    bot.go.add_permits(8);
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    assert!(matches!(visitor.hear(1).await[..], [Content::Receipt { .. }]));
    visitor.say("b4", "anew", "en").await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, text("slowly: anew")]);
    assert_eq!(bot.questions(), ["first", "on its way", "anew"]);
    assert_eq!(bot.asked.lock().unwrap()[2].history, [], "the bot starts anew");
    desk.stop().await;
}

#[tokio::test]
async fn who_signs_out_is_not_asked_about_any_more() {
    let (world, desk, pins, bot) = running(settings()).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "on its way", "en").await;
    visitor.hear(1).await;
    bot.has(1).await;
    visitor.ask("bye", Content::Identify { jwt: String::new() }).await;
    bot.is_left().await;
    assert_eq!(owed(&world), 0);
    assert_eq!(world.heard.of("identify.ended").len(), 1);
    bot.go.add_permits(8);
    assert!(visitor.rest().await.is_empty());
    desk.stop().await;
}

#[tokio::test]
async fn an_erasure_and_a_message_taken_back_leave_nothing_to_ask() {
    let (world, desk, pins, bot) = running(settings()).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "taken back", "en").await;
    visitor.say("b2", "stays", "en").await;
    visitor.hear(2).await;
    bot.has(1).await;
    visitor.ask("d1", Content::Delete { of: "b1".into() }).await;
    bot.has(2).await;
    bot.go.add_permits(1);
    let heard = visitor.hear(1).await;
    assert_eq!(heard, [text("slowly: stays")]);
    visitor.say("b3", "erased", "en").await;
    visitor.hear(1).await;
    bot.has(3).await;
    visitor.send(&Body::new("e1", Content::Erase { scope: Scope::Conversation })).await;
    let heard = visitor.hear(2).await;
    assert!(heard.iter().all(|said| matches!(said, Content::RightState { .. })), "{heard:?}");
    bot.is_left().await;
    assert_eq!(owed(&world), 0);
    desk.stop().await;
}

#[tokio::test]
async fn a_question_that_nobody_will_answer_is_not_kept() {
    let (mut world, desk, pins, bot) = running(settings()).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "old", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    bot.has(1).await;
    desk.stop().await;
    let mut desk = world.open_desk().unwrap();
    desk.tend(&mut Owing::default()).await.unwrap();
    assert_eq!(owed(&world), 1);
    world.pass(7 * 24 * 3_600 + 1);
    desk.tend(&mut Owing::default()).await.unwrap();
    assert_eq!(owed(&world), 0, "a week is over");
    drop(desk);
    let row =
        "INSERT INTO owed SELECT 1, conv, 'b', 'a', 'en', 9999999999, 0, x'' FROM conversations";
    rusqlite::Connection::open(world.desk_database()).unwrap().execute(row, ()).unwrap();
    world.slow = None;
    drop(world.open_desk().unwrap());
    assert_eq!(owed(&world), 0, "there is no such bot any more");
}

#[tokio::test]
async fn a_bot_without_an_answer_leaves_an_honest_sentence() {
    let (world, desk, pins, bot) = running(settings()).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    bot.go.add_permits(4);
    for (id, question) in [("b1", "fail"), ("b2", "panic"), ("b3", "long")] {
        visitor.say(id, question, "en").await;
        assert_eq!(visitor.hear(2).await, [Content::Ack, text("no answer")], "{question}");
    }
    visitor.say("b4", "fail", "es-MX").await;
    let told = Content::text("sin respuesta", "es-MX");
    assert_eq!(visitor.hear(2).await, [Content::Ack, told]);
    desk.stop().await;
}

#[tokio::test]
async fn a_bot_that_is_too_slow_is_given_up() {
    let (world, desk, pins, bot) = running(SlowSettings { patience: 1, ..settings() }).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "too late", "en").await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, text("no answer")]);
    bot.is_left().await;
    desk.stop().await;
}

#[tokio::test]
async fn cards_are_masked_and_what_is_withheld_goes_nowhere() {
    let withhold = Hidden::new(&["special"]);
    let (world, desk, pins, bot) = running(SlowSettings { withhold, ..settings() }).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    bot.go.add_permits(1);
    visitor.say("b1", "my card is 4111 1111 1111 1111", "en").await;
    let masked = "my card is •••• •••• •••• ••••";
    assert_eq!(visitor.hear(2).await, [Content::Ack, text(&format!("slowly: {masked}"))]);
    visitor.say("b2", "I was diagnosed with diabetes", "en").await;
    assert_eq!(visitor.hear(1).await, [text("stays here")]);
    assert_eq!(bot.questions(), [masked]);
    desk.stop().await;
    let file = std::fs::read(world.desk_database()).unwrap();
    let has = |needle: &[u8]| file.windows(needle.len()).any(|window| window == needle);
    assert!(has(b"owed") && !has(b"my card is"), "nothing of it lies open");
}

#[tokio::test]
async fn a_picture_follows_what_it_belongs_to_and_one_that_is_none_is_left_out() {
    let (world, desk, pins, bot) = running(settings()).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    bot.go.add_permits(1);
    visitor.say("b1", "picture", "en").await;
    let heard = visitor.hear(3).await;
    let [Content::Ack, Content::Text { cards: Some(cards), .. }, Content::Attachment(file)] =
        &heard[..]
    else {
        panic!("{heard:?}");
    };
    assert_eq!(cards.read().unwrap()[0].picture, None);
    assert_eq!((&*file.media, file.alt.as_deref()), ("image/png", Some("A house")));
    assert!(visitor.finds(file.blob).await);
    assert_eq!(world.heard.of("picture.refused")[0].details["reason"], "kind");
    desk.stop().await;
}

#[tokio::test]
async fn who_asks_faster_than_it_is_answered_is_told_so() {
    let (world, desk, pins, bot) = running(SlowSettings { waiting: 2, ..settings() }).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    for (id, expected) in [("b1", Content::Ack), ("b2", Content::Ack), ("b3", text("no answer"))] {
        visitor.say(id, "question", "en").await;
        assert_eq!(visitor.hear(1).await, [expected]);
    }
    bot.has(1).await;
    desk.stop().await;
}

#[tokio::test]
async fn an_answer_can_be_watched_while_it_is_written() {
    let told = SlowSettings { stream: true, typing: true, ..settings() };
    let (world, desk, pins, _bot) = running(told).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "write one two three", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Typing { on: true, by: None }]);
    let (mut written, mut next, mut name) = (String::new(), 0, None);
    loop {
        match visitor.hear(1).await.remove(0) {
            Content::Chunk { of, index, text, last, format } => {
                assert_eq!((index, format), (next, Format::Markdown));
                assert_eq!(name.get_or_insert(of.clone()), &of);
                next += 1;
                written.push_str(&text);
                if last {
                    break;
                }
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(next >= 3, "{next} pieces");
    assert_eq!(written, "one two three");
    let settled = visitor.hear(1).await;
    let [Content::Text { text, format: Format::Markdown, .. }] = &settled[..] else {
        panic!("{settled:?}");
    };
    assert_eq!(text, "one two three");
    assert_eq!(visitor.last_body, name.unwrap(), "the text settles its pieces");
    desk.stop().await;
}

#[tokio::test]
async fn the_manifest_names_the_vendor_and_no_desk_starts_that_would_hide_it() {
    let (world, desk, pins, bot) = running(settings()).await;
    let visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    let vendor = manifest.recipient(VENDOR).unwrap();
    assert_eq!((vendor.role, &*vendor.name), (Role::Processor, "Acme, Dublin, Ireland"));
    assert_eq!((vendor.via.as_deref(), vendor.pre.len()), (Some("bot"), 0));
    desk.stop().await;
    let refused = |settings| {
        let mut config = world.config();
        config.slow = Some(with(&bot, settings));
        match super::super::Desk::open(config) {
            Err(super::super::DeskError::Slow(error)) => error,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("it opened"),
        }
    };
    let vendor = |id: &str, address: &str| VendorSettings {
        id: id.into(),
        name: "Other".into(),
        address: address.into(),
    };
    let other = SlowSettings { vendor: vendor("other", "Cork"), ..settings() };
    assert!(matches!(refused(other), SlowError::NotNamed(..)));
    let nowhere = SlowSettings { vendor: vendor(VENDOR, " "), ..settings() };
    assert!(matches!(refused(nowhere), SlowError::NoVendor));
    let own = SlowSettings { vendor: vendor("bot", "Cork"), ..settings() };
    assert!(matches!(refused(own), SlowError::SameId(_)));
    let none = SlowSettings { purpose: "nothing".into(), ..settings() };
    assert!(matches!(refused(none), SlowError::Purpose(_)));
    assert!(matches!(refused(SlowSettings::default()), SlowError::NoPurpose));
    let silent = SlowSettings { failed: Words::default(), ..settings() };
    assert!(matches!(refused(silent), SlowError::Words("failed")));
    let strange = SlowSettings { mask: Hidden::new(&["crds"]), ..settings() };
    assert!(matches!(refused(strange), SlowError::Hidden(_)));
    let nobody = SlowSettings { parallel: 0, ..settings() };
    assert!(matches!(refused(nobody), SlowError::Zero("parallel")));
}

#[tokio::test]
async fn what_became_of_a_question_is_told_as_events() {
    let withhold = Hidden::new(&["special"]);
    let (world, desk, pins, bot) = running(SlowSettings { withhold, ..settings() }).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    bot.go.add_permits(2);
    visitor.say("b1", "price?", "en").await;
    visitor.hear(2).await;
    visitor.say("b2", "fail", "en").await;
    visitor.hear(2).await;
    visitor.say("b3", "I was diagnosed with diabetes", "en").await;
    visitor.hear(1).await;
    desk.stop().await;
    let expected = ["bot.asked", "bot.answered", "bot.asked", "bot.failed", "bot.withheld"];
    let told = world.heard.kinds().into_iter().filter(|kind| kind.starts_with("bot."));
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

/// The proxy that runs beside these tests; its key lies in a file of this folder.
pub(super) fn of_the_tests(folder: &std::path::Path) -> OpenaiSettings {
    let file = folder.join("key");
    std::fs::write(&file, std::env::var("SIGILO_LLM_KEY").unwrap()).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&file, mode).unwrap();
    let url = std::env::var("SIGILO_LLM_URL").unwrap();
    OpenaiSettings { url, key: Some(Secret::File(file)), ..OpenaiSettings::default() }
}

/// What a visitor watches, and what settles it.
#[tokio::test]
#[ignore = "needs LiteLLM's proxy: cargo xtask test --only interop"]
async fn a_real_server_of_the_api_answers_a_visitor() {
    let folder = tempfile::tempdir().unwrap();
    let told = OpenaiSettings { model: "answers".into(), ..of_the_tests(folder.path()) };
    let bot = Arc::new(OpenaiBot::open(told, false).unwrap());
    let settings = SlowSettings { stream: true, ..settings() };
    let slow = Slow { bot, settings };
    let (world, desk, pins) = World::running_with(slow).await;
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "¿qué franquicia tengo?", "es").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    let (mut written, mut is_whole) = (String::new(), false);
    let answer = loop {
        match visitor.hear(1).await.remove(0) {
            Content::Chunk { text, last, .. } => {
                written.push_str(&text);
                is_whole = last;
            }
            Content::Text { text, .. } => break text,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(answer, std::env::var("SIGILO_LLM_ANSWER").unwrap());
    assert!(is_whole && written == answer, "{written}");
    desk.stop().await;
}
