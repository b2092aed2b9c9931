use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Does, Fixture, question, unwatched};
use crate::{
    Clock,
    connect::{WebhookBot, WebhookSettings},
    desk::{
        bot::{Handover, Rating, Reply, Scale},
        pictures::{Gallery, PictureFault},
        slow::{NoAnswer, SlowBot as _},
    },
};

const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn bot(url: String, tries: u32, silence: u64) -> WebhookBot {
    let folder = tempfile::tempdir().unwrap();
    let key = Some(super::key_file(folder.path(), KEY));
    let settings = WebhookSettings { url, key, tries, silence };
    WebhookBot::open(&settings, Gallery::default(), Clock::new(|| 1_614_265_330)).unwrap()
}

fn answers(json: Value) -> Does {
    Does::Answers(StatusCode::OK, "application/json", json.to_string())
}

fn fails(status: u16) -> Does {
    Does::Answers(StatusCode::from_u16(status).unwrap(), "text/plain", "x".into())
}

async fn ask(does: Vec<Does>, tries: u32) -> (Result<Reply, NoAnswer>, Fixture) {
    let fixture = Fixture::new(does).await;
    let bot = bot(fixture.url("/hook"), tries, 1);
    (bot.answer(&question("¿precio?"), &unwatched()).await, fixture)
}

#[tokio::test]
async fn a_message_is_posted_signed_and_its_answer_is_the_bot_s() {
    let form = json!({"title": "Quote", "purpose": "quote", "fields": [
        {"name": "name", "label": "Your name", "kind": "name", "required": true}]});
    let answer = json!({"text": "150 €", "suggestions": ["more"], "form": form, "other": 1});
    let (reply, fixture) = ask(vec![answers(answer)], 1).await;
    let reply = reply.unwrap();
    assert_eq!((reply.text.as_str(), &reply.suggestions[..]), ("150 €", &["more".to_owned()][..]));
    assert_eq!(reply.form.unwrap().fields[0].name, "name");
    let came = fixture.came().remove(0);
    assert_eq!(came.path, "/hook");
    let header = |name: &str| came.headers[name].to_str().unwrap().to_owned();
    assert_eq!(
        (header("webhook-id"), header("webhook-timestamp")),
        ("msg_q1".into(), "1614265330".into())
    );
    let expected = crate::webhook::Secret::parse(KEY).unwrap();
    let expected = expected.sign("msg_q1", 1_614_265_330, &came.body);
    assert_eq!(header("webhook-signature"), expected);
    let said: Value = serde_json::from_slice(&came.body).unwrap();
    let expected = json!({"type": "message.received", "timestamp": "2021-02-25T15:02:10.000Z", "data": {
        "conversation": "c1", "message": "q1", "text": "¿precio?", "lang": "es",
        "history": [{"from": "visitor", "text": "hola"}, {"from": "bot", "text": "buenas"}]}});
    assert_eq!(said, expected);
}

#[tokio::test]
async fn what_may_pass_is_tried_again_under_the_same_id() {
    let answer = || answers(json!({"text": "at last"}));
    let (reply, fixture) = ask(vec![fails(500), fails(503), answer()], 3).await;
    assert_eq!(reply.unwrap().text, "at last");
    let came = fixture.came();
    assert_eq!(came.len(), 3);
    assert!(came.iter().all(|own| own.headers["webhook-id"] == "msg_q1"));
    let (reply, fixture) = ask(vec![Does::Hangs, answer()], 2).await;
    assert_eq!((reply.unwrap().text.as_str(), fixture.came().len()), ("at last", 2));
    let (reply, fixture) =
        ask(vec![Does::Waits(StatusCode::TOO_MANY_REQUESTS, 2), answer()], 2).await;
    assert_eq!(reply.unwrap().text, "at last");
    let came = fixture.came();
    assert!(came[1].at - came[0].at >= Duration::from_secs(2), "it waits as long as it is told to");
}

#[tokio::test]
async fn tries_have_an_end_and_a_refusal_is_one() {
    let (reply, fixture) = ask(vec![fails(500)], 2).await;
    assert_eq!((reply.unwrap_err(), fixture.came().len()), (NoAnswer::Refused(500), 2));
    for status in [400, 401, 404, 410, 501, 302] {
        let (reply, fixture) = ask(vec![fails(status)], 3).await;
        assert_eq!((reply.unwrap_err(), fixture.came().len()), (NoAnswer::Refused(status), 1));
    }
    let (reply, _) = ask(vec![Does::Hangs], 1).await;
    assert_eq!(reply.unwrap_err(), NoAnswer::Late);
    let nobody = bot("http://127.0.0.1:1/".into(), 2, 1);
    let reply = nobody.answer(&question("x"), &unwatched()).await;
    assert_eq!(reply.unwrap_err(), NoAnswer::Unreachable);
}

#[tokio::test]
async fn an_answer_that_is_none_is_not_passed_off_as_one() {
    let long = json!({"text": "x".repeat(1_100_000)}).to_string();
    let field = json!({"text": "x", "form": {"title": "t", "purpose": "p", "fields": [
        {"name": "n", "label": "l", "kind": "card"}]}});
    let more = |members: Value| {
        let mut answer = json!({"text": "x"});
        answer.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        answer.to_string()
    };
    let bodies = [
        String::new(),
        "<html>".into(),
        r#"{"answer": "x"}"#.into(),
        r#"{"text": " "}"#.into(),
        long,
        field.to_string(),
        more(json!({"format": "html"})),
        more(json!({"cards": []})),
        more(json!({"cards": [{"title": "t"}], "layout": "grid"})),
        more(json!({"cards": [{"title": "t", "actions": [{"label": "l", "url": "http://a"}]}]})),
        more(json!({"rating": {"text": "t", "scale": "ten"}})),
        more(json!({"people": {"there": "t", "away": " "}})),
        more(json!({"people": {"there": "t"}})),
    ];
    for body in bodies {
        let does = Does::Answers(StatusCode::OK, "application/json", body.clone());
        let (reply, fixture) = ask(vec![does], 3).await;
        assert!(matches!(reply.unwrap_err(), NoAnswer::Bad(_)), "{}", &body[..body.len().min(40)]);
        assert_eq!(fixture.came().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_may_be_markdown_have_cards_and_ask_for_a_rating() {
    let answer = json!({"text": "**all**", "format": "markdown", "layout": "carousel",
        "cards": [{"title": "One", "actions": [{"label": "Price", "say": "price?"}]}],
        "rating": {"text": "How?", "scale": "five"}});
    let does = Does::Answers(StatusCode::OK, "application/json", answer.to_string());
    let reply = ask(vec![does], 3).await.0.unwrap();
    let cards = reply.cards.unwrap();
    assert!(reply.markdown && cards.layout == sigilo_protocol::Layout::Carousel);
    assert_eq!(cards.read().unwrap()[0].title, "One");
    let rating = Rating { text: "How?".into(), scale: Scale::Five };
    assert_eq!(reply.rating, Some(rating));
    assert_eq!(reply.handover, None);
}

#[tokio::test]
async fn an_answer_may_call_people() {
    let answer =
        json!({"text": "by telephone", "people": {"there": "they come", "away": "nobody"}});
    let does = Does::Answers(StatusCode::OK, "application/json", answer.to_string());
    let reply = ask(vec![does], 3).await.0.unwrap();
    let handover = Handover { there: "they come".into(), away: "nobody".into() };
    assert_eq!((&*reply.text, reply.handover), ("by telephone", Some(Box::new(handover))));
}

#[tokio::test]
async fn an_answer_may_show_pictures_and_one_that_is_none_does_not_cost_the_answer() {
    let png = "iVBORw0KGgo=";
    let answer = json!({"text": "look", "picture": {"base64": png, "alt": "A house"},
        "cards": [{"title": "One", "picture": {"url": "https://a.example/b.png", "alt": ""}},
            {"title": "Two", "picture": {"file": "none.png", "alt": ""}}]});
    let does = Does::Answers(StatusCode::OK, "application/json", answer.to_string());
    let reply = ask(vec![does], 3).await.0.unwrap();
    assert!(reply.cards.unwrap().read().unwrap().iter().all(|own| own.picture.is_none()));
    let [one, two, alone] = &reply.pictures[..] else { panic!("{:?}", reply.pictures) };
    assert_eq!((one.card, &one.what), (Some(0), &Err(PictureFault::Form)), "nothing is fetched");
    assert_eq!((two.card, &two.what), (Some(1), &Err(PictureFault::Missing)));
    let file = alone.what.as_ref().unwrap();
    assert_eq!((alone.card, file.alt.as_deref(), file.bytes.len()), (None, Some("A house"), 8));
}

#[test]
fn a_key_that_is_none_is_said_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let key = Some(super::key_file(folder.path(), "secret"));
    let url = "https://bot.example/".to_owned();
    let settings = WebhookSettings { url, key, ..WebhookSettings::default() };
    let error =
        WebhookBot::open(&settings, Gallery::default(), Clock::system()).unwrap_err().to_string();
    assert!(error.contains("whsec_") && !error.contains("secret"), "{error}");
}
