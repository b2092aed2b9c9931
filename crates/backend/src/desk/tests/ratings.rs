//! Questions how content a visitor is: answered once, told by number, sealed; and cards on their way.

use rusqlite::Connection;
use sigilo_protocol::{Act, Action, Card, Cards, Content, Format, Layout, Right, Scale, Scope};

use super::super::{Rating, RatingBook};
use super::{conversation::welcomed, visitor::Visitor, world::World};
use crate::{names::log_name, storage::MasterKey};

const COMMENT: &str = "Zx91-comentario";

/// The bot's question, by the id of the body that asks.
async fn asked(visitor: &mut Visitor) -> String {
    visitor.say("ask", "rate me", "es").await;
    let heard = visitor.hear(2).await;
    let lang = Some("es".into());
    let request = Content::RatingRequest { text: "how?".into(), lang, scale: Scale::Thumbs };
    assert_eq!(heard[1], request);
    visitor.last_body.clone()
}

async fn rate(visitor: &mut Visitor, id: &str, of: &str, score: u64) {
    let content = Content::Rating { of: of.into(), score, comment: Some(COMMENT.into()) };
    visitor.ask(id, content).await;
    assert_eq!(visitor.hear(1).await, [Content::Ack]);
}

fn told(world: &World) -> Vec<String> {
    let events = world.heard.all();
    let events = events.iter().filter(|event| event.kind == "rating.given");
    events.map(|event| serde_json::to_string(&event.details).unwrap()).collect()
}

fn held(world: &World) -> Vec<Option<Vec<u8>>> {
    let database = Connection::open(world.desk_database()).unwrap();
    let mut statement = database.prepare("SELECT rating FROM ratings").unwrap();
    let rows = statement.query_map((), |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn a_rating_counts_once_where_it_was_asked_for_and_is_told_by_its_number() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let of = asked(&mut visitor).await;
    rate(&mut visitor, "r1", "another", 1).await;
    rate(&mut visitor, "r2", &of, 3).await;
    assert!(told(&world).is_empty(), "not asked, or not of the scale");
    rate(&mut visitor, "r3", &of, 2).await;
    rate(&mut visitor, "r4", &of, 1).await;
    assert_eq!(told(&world), [r#"{"score":"2"}"#]);
    let [Some(sealed)] = &held(&world)[..] else { panic!("one is held") };
    assert!(!sealed.windows(COMMENT.len()).any(|window| window == COMMENT.as_bytes()));
    desk.stop().await;
    for path in [world.desk_database(), world.relay_database()] {
        let file = std::fs::read(path).unwrap();
        assert!(!file.windows(COMMENT.len()).any(|window| window == COMMENT.as_bytes()));
    }
    assert!(!serde_json::to_string(&world.heard.all()).unwrap().contains(COMMENT));
}

#[tokio::test]
async fn where_nobody_reads_conversations_a_command_lists_what_was_said_to_a_score() {
    let (world, desk, pins) = World::running().await;
    let mut first = welcomed(&world, &pins, 1).await;
    let of = asked(&mut first).await;
    rate(&mut first, "r", &of, 2).await;
    let mut second = welcomed(&world, &pins, 2).await;
    asked(&mut second).await;
    let mut third = welcomed(&world, &pins, 3).await;
    let of = asked(&mut third).await;
    rate(&mut third, "r", &of, 1).await;
    let right = Content::Right { right: Right::Restriction, purpose: None, note: None };
    third.ask("x", right).await;
    third.hear(1).await;
    let list = || {
        let book = RatingBook::open(&world.folder.path().join("desk"), &MasterKey::default());
        let mut list = book.unwrap().list().unwrap();
        list.sort_by_key(|own| own.restricted);
        list
    };
    let rating = |conv, score, comment: Option<&str>| Rating {
        conversation: log_name(conv),
        score,
        most: 2,
        restricted: comment.is_none(),
        comment: comment.map(Into::into),
    };
    let expected = [rating(first.conv, 2, Some(COMMENT)), rating(third.conv, 1, None)];
    assert_eq!(list(), expected, "an unanswered question is none, a restricted one tells no word");
    assert!(!format!("{:?}", list()).contains(COMMENT));
    first.ask("e", Content::Erase { scope: Scope::Conversation }).await;
    first.hear(2).await;
    assert_eq!(list(), expected[1..]);
    desk.stop().await;
}

#[tokio::test]
async fn what_was_said_to_a_score_goes_by_itself_or_with_the_conversation() {
    let (world, desk, pins) = World::running().await;
    for (number, scope) in [(1, Scope::Bodies(vec!["r".into()])), (2, Scope::Conversation)] {
        let mut visitor = welcomed(&world, &pins, number).await;
        let of = asked(&mut visitor).await;
        rate(&mut visitor, "r", &of, 1).await;
        assert_eq!(held(&world).iter().flatten().count(), 1);
        visitor.ask("e", Content::Erase { scope }).await;
        visitor.hear(2).await;
        assert_eq!(held(&world).iter().flatten().count(), 0);
    }
    desk.stop().await;
}

#[tokio::test]
async fn a_bot_s_cards_and_markdown_reach_the_visitor() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    visitor.say("c", "cards", "en").await;
    let action = Action { label: "Say".into(), act: Act::Say("price?".into()) };
    let card = Card { title: "One".into(), text: None, actions: vec![action], picture: None };
    let expected = Content::Text {
        text: "**all**".into(),
        lang: Some("en".into()),
        suggestions: vec![],
        format: Format::Markdown,
        by: None,
        cards: Some(Cards::new(Layout::Carousel, &[card])),
    };
    assert_eq!(visitor.hear(1).await, [expected]);
    desk.stop().await;
}
