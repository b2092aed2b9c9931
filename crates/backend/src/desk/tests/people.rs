//! People beside the bot: what they see, and how they answer.

use std::sync::atomic::Ordering;

use sigilo_consent::{Act, Status};
use sigilo_protocol::{By, Content, Pins, Role, Scope};

use super::{
    super::people::{Line, People, PeopleError, Person, Settings, Talk, Who},
    conversation::welcomed,
    visitor::Visitor,
    world::{Greeted, NOW, RunningDesk, SOON, World},
};

/// A desk with people, and a visitor who was greeted.
async fn staffed() -> (World, RunningDesk, People, Visitor, Pins) {
    let supervision = "Calidad".into();
    let people = Settings { name: "Atención".into(), supervision, ..Settings::default() };
    let Greeted { world, desk, people, visitor, pins } =
        World::new().await.with_people(people).await;
    (world, desk, people, visitor, pins)
}

fn marta() -> Person {
    let picture = Some("marta-2".into());
    Person { account: "marta".into(), name: "Marta".into(), picture }
}

async fn only(people: &People) -> Talk {
    let [talk] = <[Talk; 1]>::try_from(people.list().await.unwrap()).unwrap();
    talk
}

async fn said(people: &People) -> Vec<(Who, String)> {
    let lines = people.lines(&only(people).await).await.unwrap();
    lines.into_iter().map(|Line { who, text, .. }| (who, text)).collect()
}

/// Waits until a look at the only conversation is as it should be.
async fn until(people: &People, is_so: impl Fn(&Talk) -> bool) {
    let wait = async {
        while !people.list().await.unwrap().first().is_some_and(&is_so) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
}

#[tokio::test]
async fn the_manifest_names_the_people_who_can_read_from_the_start() {
    let (_world, desk, _, visitor, pins) = staffed().await;
    let manifest = visitor.manifest(&pins, NOW).await;
    let named: Vec<_> = manifest.recipients.iter().map(|r| (&*r.id, r.role, &*r.name)).collect();
    assert_eq!(
        named,
        [
            ("bot", Role::Bot, "Assistant"),
            ("people", Role::Agent, "Atención"),
            ("supervision", Role::Agent, "Calidad"),
        ]
    );
    desk.stop().await;
}

#[tokio::test]
async fn a_person_takes_over_answers_under_their_name_and_hands_back() {
    let (world, desk, people, mut visitor, _) = staffed().await;
    visitor.say("b1", "price", "en").await;
    visitor.hear(1).await;
    assert_eq!(visitor.last_picture.as_deref(), Some("aurora"), "the bot's own");
    let talk = only(&people).await;
    people.take(&talk, &marta()).await.unwrap();
    assert_eq!(visitor.hear(1).await, [Content::Handoff { to: "people".into() }]);
    assert_eq!(visitor.last_picture, None, "nobody is shown to say it");
    let asked = world.asked.load(Ordering::SeqCst);
    visitor.say("b2", "a person, please", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack], "the bot says nothing");
    assert_eq!(world.asked.load(Ordering::SeqCst), asked, "and is not asked");
    assert!(only(&people).await.waiting.is_some());
    people.say(&talk, &marta(), "  Here I am.\n").await.unwrap();
    let [Content::Text { text, by, .. }] = &visitor.hear(1).await[..] else { panic!("no text") };
    let by = by.as_ref();
    assert_eq!(text, "Here I am.");
    assert_eq!(by, Some(&By { id: "people".into(), name: Some("Marta".into()) }));
    assert_eq!(visitor.last_picture.as_deref(), Some("marta-2"));
    let plain = Person { picture: None, ..marta() };
    people.say(&talk, &plain, "And without.").await.unwrap();
    visitor.hear(1).await;
    assert_eq!(visitor.last_picture, None, "nobody has the bot's");
    assert_eq!(only(&people).await.waiting, None);
    people.hand_back(&talk, &marta(), false).await.unwrap();
    assert_eq!(visitor.hear(1).await, [Content::Handoff { to: "bot".into() }]);
    visitor.say("b3", "and you", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("and you in en", "en")]);
    let who = |who, text: &str| (who, text.to_owned());
    assert_eq!(
        said(&people).await,
        [
            who(Who::Bot, "hello in es"),
            who(Who::Visitor, "price"),
            who(Who::Bot, "price in en"),
            who(Who::Visitor, "a person, please"),
            who(Who::Person("Marta".into()), "Here I am."),
            who(Who::Person("Marta".into()), "And without."),
            who(Who::Visitor, "and you"),
            who(Who::Bot, "and you in en"),
        ]
    );
    desk.stop().await;
}

#[tokio::test]
async fn who_asks_for_a_person_waits_for_one_and_hears_whether_somebody_is_there() {
    let (world, desk, people, mut visitor, _) = staffed().await;
    visitor.say("b1", "somebody", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("nobody is there", "en")]);
    let since = only(&people).await.waiting.unwrap();
    world.pass(60);
    // The bot goes on, and what it answers ends no wait.
    visitor.say("b2", "price", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("price in en", "en")]);
    assert_eq!(only(&people).await.waiting, Some(since));

    let page = people.is_at_work();
    visitor.say("b3", "somebody", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("they come", "en")]);
    // From one page to the next nobody has left.
    drop(page);
    visitor.say("b4", "somebody", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("they come", "en")]);
    world.pass(11);
    visitor.say("b5", "somebody", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("nobody is there", "en")]);
    let there: Vec<_> =
        world.heard.all().into_iter().filter(|own| own.kind == "handoff.asked").collect();
    let there: Vec<_> = there.iter().map(|own| own.details["there"].as_str()).collect();
    assert_eq!(there, ["false", "true", "true", "false"]);

    let talk = only(&people).await;
    people.take(&talk, &marta()).await.unwrap();
    visitor.hear(1).await;
    assert_eq!(only(&people).await.waiting, Some(since), "until they are answered");
    people.say(&talk, &marta(), "Here I am.").await.unwrap();
    visitor.hear(1).await;
    assert_eq!(only(&people).await.waiting, None);
    people.hand_back(&talk, &marta(), false).await.unwrap();
    visitor.hear(1).await;
    visitor.say("b6", "somebody", "en").await;
    visitor.hear(1).await;
    assert!(only(&people).await.waiting.is_some(), "and again");
    visitor.decide_about("answer", Act::Withdraw, Status::Withdrawn).await;
    until(&people, |talk| talk.waiting.is_none()).await;
    desk.stop().await;
}

#[tokio::test]
async fn where_there_are_no_people_the_bot_says_so_itself() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "somebody", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("by telephone", "en")]);
    assert!(!world.heard.kinds().iter().any(|kind| kind == "handoff.asked"));
    desk.stop().await;
}

#[tokio::test]
async fn where_a_person_answers_the_bot_says_nothing_of_a_form_either() {
    let (_world, desk, people, mut visitor, _) = staffed().await;
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    visitor.say("b1", "form for quote", "en").await;
    visitor.hear(3).await;
    people.take(&only(&people).await, &marta()).await.unwrap();
    visitor.hear(1).await;
    let form = visitor.forms[0].clone();
    let answer = visitor.sealed("a1", &form, "quote", &[("name", "Lucía"), ("address", "Calle 1")]);
    visitor.ask("a1", Content::FormAnswer(answer)).await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
    assert!(said(&people).await.iter().all(|(_, text)| !text.contains("Lucía")));
    desk.stop().await;
}

#[tokio::test]
async fn one_person_answers_at_a_time() {
    let (_world, desk, people, mut visitor, _) = staffed().await;
    let talk = only(&people).await;
    let other = Person { account: "luis".into(), name: "Luis".into(), picture: None };
    assert!(matches!(people.say(&talk, &marta(), "x").await, Err(PeopleError::NotTaken)));
    people.take(&talk, &marta()).await.unwrap();
    assert!(matches!(people.take(&talk, &other).await, Err(PeopleError::Taken)));
    assert!(matches!(people.say(&talk, &other, "x").await, Err(PeopleError::NotTaken)));
    assert!(matches!(people.hand_back(&talk, &other, false).await, Err(PeopleError::NotTaken)));
    for bad in [" \n", &"x".repeat(4_001)] {
        assert!(matches!(people.say(&talk, &marta(), bad).await, Err(PeopleError::Text)));
    }
    people.hand_back(&talk, &other, true).await.unwrap();
    assert_eq!(visitor.hear(2).await.len(), 2);
    desk.stop().await;
}

#[tokio::test]
async fn what_a_person_said_while_the_desk_was_down_is_said_after_it() {
    let (world, desk, people, mut visitor, _) = staffed().await;
    let talk = only(&people).await;
    people.take(&talk, &marta()).await.unwrap();
    visitor.hear(1).await;
    desk.stop().await;
    people.say(&talk, &marta(), "Still here.").await.unwrap();
    let desk = world.start_desk();
    // The new start has no session: it asks for a new hello, and then says what waited.
    let heard = visitor.hear(2).await;
    assert!(
        heard.iter().any(|c| matches!(c, Content::Text { text, .. } if text == "Still here.")),
        "{heard:?}"
    );
    assert_eq!(visitor.resets.len(), 1);
    desk.stop().await;
}

#[tokio::test]
async fn who_looks_on_is_told_by_the_manifest_s_name() {
    let (_world, desk, people, mut visitor, _) = staffed().await;
    let talk = only(&people).await;
    people.watched(&talk, true).await.unwrap();
    let present = Some(vec!["supervision".to_owned()]);
    assert_eq!(visitor.hear(1).await, [Content::Recipients { ver: 0, present }]);
    people.watched(&talk, false).await.unwrap();
    assert_eq!(visitor.hear(1).await, [Content::Recipients { ver: 0, present: Some(vec![]) }]);
    desk.stop().await;
}

#[tokio::test]
async fn what_the_visitor_takes_back_people_neither_read_nor_answer() {
    let (_world, desk, people, mut visitor, _) = staffed().await;
    visitor.say("b1", "my secret", "en").await;
    visitor.hear(1).await;
    let talk = only(&people).await;
    people.take(&talk, &marta()).await.unwrap();
    visitor.hear(1).await;
    visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    visitor.hear(1).await;
    until(&people, |talk| !talk.is_open).await;
    assert_eq!(said(&people).await, []);
    let now = only(&people).await;
    assert!(matches!(people.say(&now, &marta(), "x").await, Err(PeopleError::Closed)));
    // Somebody who still has the earlier page can't either.
    assert!(matches!(people.say(&talk, &marta(), "x").await, Err(PeopleError::NotTaken)));
    visitor.say("b2", "said after it", "en").await;
    visitor.hear(1).await;
    assert_eq!(said(&people).await, []);
    desk.stop().await;
}

#[tokio::test]
async fn history_is_sealed_erased_and_kept_no_longer_than_the_policy_says() {
    let (world, desk, people, mut visitor, _) = staffed().await;
    visitor.say("b1", "canary-word", "en").await;
    visitor.hear(1).await;
    assert_eq!(said(&people).await.len(), 3);
    visitor.ask("e1", Content::Erase { scope: Scope::Bodies(vec!["b1".into()]) }).await;
    visitor.hear(2).await;
    assert_eq!(said(&people).await.len(), 2, "one line is gone");
    visitor.say("b2", "canary-word", "en").await;
    visitor.hear(1).await;
    let file = std::fs::read(world.desk_database()).unwrap();
    let journal = world.desk_database().with_extension("db-wal");
    let all = [file, std::fs::read(journal).unwrap_or_default()].concat();
    assert!(!all.windows(11).any(|window| window == b"canary-word"), "it lies there in clear");
    world.pass(90 * 24 * 3_600 + 1);
    let wait = async {
        while !said(&people).await.is_empty() {
            people.wake.notify_one();
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
    desk.stop().await;
}

#[tokio::test]
async fn a_desk_without_people_keeps_no_word() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("b1", "price", "en").await;
    visitor.hear(1).await;
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    let database = rusqlite::Connection::open(world.desk_database()).unwrap();
    let count = |table| {
        let sql = format!("SELECT count(*) FROM {table}");
        database.query_row(&sql, (), |row| row.get::<_, u64>(0)).unwrap()
    };
    assert_eq!([count("history"), count("talks"), count("orders")], [0, 0, 0]);
}
