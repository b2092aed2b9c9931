//! Questions how content a visitor is: answered once, told by number, sealed; and cards on their way.

use rusqlite::Connection;
use sigilo_protocol::{Act, Action, Card, Cards, Content, Format, Layout, Scale, Scope};

use super::{conversation::welcomed, visitor::Visitor, world::World};

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
    let card = Card { title: "One".into(), text: None, actions: vec![action] };
    let expected = Content::Text {
        text: "**all**".into(),
        lang: Some("en".into()),
        suggestions: vec![],
        format: Format::Markdown,
        by: None,
        cards: Some(Cards { layout: Layout::Carousel, cards: vec![card] }),
    };
    assert_eq!(visitor.hear(1).await, [expected]);
    desk.stop().await;
}
