use std::{collections::BTreeMap, time::Duration};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Does, Fixture, question, unwatched};
use crate::{
    connect::{BotError, OpenaiBot, OpenaiSettings},
    desk::{
        bot::Reply,
        slow::{NoAnswer, Pieces, SlowBot as _},
    },
};

fn settings(url: String) -> OpenaiSettings {
    let system = "Answer in {lang}.".into();
    OpenaiSettings {
        url,
        model: "m".into(),
        system,
        tries: 2,
        silence: 1,
        ..OpenaiSettings::default()
    }
}

fn piece(text: &str) -> String {
    format!("data: {}\n\n", json!({"choices": [{"index": 0, "delta": {"content": text}}]}))
}

fn end(reason: &str) -> String {
    let last = json!({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]});
    format!("data: {last}\n\ndata: [DONE]\n\n")
}

fn streams(pieces: &[&str]) -> Does {
    Does::Streams(pieces.iter().map(|own| (Duration::from_millis(5), (*own).into())).collect())
}

async fn ask(does: Vec<Does>) -> (Result<Reply, NoAnswer>, Vec<String>, Fixture) {
    let fixture = Fixture::new(does).await;
    let bot = OpenaiBot::open(settings(fixture.url("/v1/")), false).unwrap();
    let (pieces, mut watched) = Pieces::channel();
    let reply = bot.answer(&question("¿precio?"), &pieces).await;
    let seen = std::iter::from_fn(|| watched.try_recv().ok()).collect();
    (reply, seen, fixture)
}

#[tokio::test]
async fn a_stream_is_told_in_pieces_and_returned_whole() {
    // Cut within an event and within a letter, with a comment between.
    let whole = format!(": hello\n\n{}{}{}", piece("150 "), piece("€"), end("stop"));
    let bytes: Vec<_> = [&whole[..30], &whole[30..95], &whole[95..]].to_vec();
    let (reply, seen, fixture) = ask(vec![streams(&bytes)]).await;
    let reply = reply.unwrap();
    assert_eq!((reply.text.as_str(), reply.markdown), ("150 €", true));
    assert_eq!(seen, ["150 ", "€"]);
    let came = fixture.came().remove(0);
    assert_eq!(came.path, "/v1/chat/completions");
    assert!(!came.headers.contains_key("authorization"), "no key was given");
    let asked: Value = serde_json::from_slice(&came.body).unwrap();
    let said = |role: &str, text: &str| json!({"role": role, "content": text});
    let messages = [
        said("system", "Answer in es."),
        said("user", "hola"),
        said("assistant", "buenas"),
        said("user", "¿precio?"),
    ];
    assert_eq!(asked, json!({"model": "m", "stream": true, "messages": messages}));
}

#[tokio::test]
async fn a_server_that_does_not_stream_is_understood() {
    let body = json!({"choices": [{"message": {"role": "assistant", "content": "whole"}, "finish_reason": "stop"}]});
    let does = Does::Answers(StatusCode::OK, "application/json", body.to_string());
    assert_eq!(ask(vec![does]).await.0.unwrap().text, "whole");
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_cut_and_the_request_ended() {
    let fixture = Fixture::new(vec![streams(&[piece("0123456789").as_str(); 400])]).await;
    let told = OpenaiSettings { max_answer: 25, ..settings(fixture.url("/v1")) };
    let reply = OpenaiBot::open(told, false).unwrap().answer(&question("x"), &unwatched()).await;
    assert_eq!(reply.unwrap().text, "0123456789012345678901234…");
    let (reply, ..) = ask(vec![streams(&[&piece("it goes"), &end("length")])]).await;
    assert_eq!(reply.unwrap().text, "it goes…");
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_asked_anew_only_if_nobody_saw_it() {
    let good = || streams(&[&piece("good"), &end("stop")]);
    for nothing in [streams(&[""]), streams(&["BREAK"]), streams(&["data: {\"cho"])] {
        let (reply, seen, fixture) = ask(vec![nothing, good()]).await;
        assert_eq!((reply.unwrap().text.as_str(), fixture.came().len()), ("good", 2));
        assert_eq!(seen, ["good"]);
    }
    for half in [streams(&[&piece("half")]), streams(&[&piece("half"), "BREAK"])] {
        let (reply, _, fixture) = ask(vec![half, good()]).await;
        assert!(reply.is_err());
        assert_eq!(fixture.came().len(), 1);
    }
    let silent = Does::Streams(vec![
        (Duration::ZERO, piece("half")),
        (Duration::from_secs(5), piece("late")),
    ]);
    let (reply, ..) = ask(vec![silent]).await;
    assert_eq!(reply.unwrap_err(), NoAnswer::Late);
}

#[tokio::test]
async fn what_is_no_answer_is_none() {
    let error = "data: {\"error\": {\"message\": \"no\"}}\n\n";
    for pieces in [
        &[error][..],
        &["data: <html>\n\n"],
        &[&end("content_filter")],
        &[&piece(" "), &end("stop")],
    ] {
        let (reply, _, fixture) = ask(vec![streams(pieces)]).await;
        assert!(matches!(reply.unwrap_err(), NoAnswer::Bad(_)));
        assert_eq!(fixture.came().len(), 1);
    }
    let refuses = Does::Answers(StatusCode::UNAUTHORIZED, "application/json", "{}".into());
    assert_eq!(ask(vec![refuses]).await.0.unwrap_err(), NoAnswer::Refused(401));
    let endless = vec![(Duration::ZERO, "x".repeat(1 << 20)); 8];
    let fixture = Fixture::new(vec![Does::Streams(endless)]).await;
    // On a busy machine reading so much is longer than the silence of the other cases.
    let told = OpenaiSettings { silence: 60, ..settings(fixture.url("/v1")) };
    let bot = OpenaiBot::open(told, false).unwrap();
    let reply = bot.answer(&question("x"), &unwatched()).await;
    assert_eq!(reply.unwrap_err(), NoAnswer::Bad("it is too long"));
}

#[tokio::test]
async fn the_key_goes_into_its_header_and_more_members_into_the_request() {
    let fixture = Fixture::new(vec![streams(&[&piece("good"), &end("stop")])]).await;
    let folder = tempfile::tempdir().unwrap();
    let key = Some(super::key_file(folder.path(), "sk-1\n"));
    let extra = BTreeMap::from([("temperature".into(), json!(0.2))]);
    let told = OpenaiSettings { key, extra, ..settings(fixture.url("/v1")) };
    let bot = OpenaiBot::open(told, false).unwrap();
    assert!(!format!("{bot:?}").contains("sk-1"));
    bot.answer(&question("x"), &unwatched()).await.unwrap();
    let came = fixture.came().remove(0);
    assert_eq!(came.headers["authorization"], "Bearer sk-1");
    assert_eq!(serde_json::from_slice::<Value>(&came.body).unwrap()["temperature"], 0.2);
}

#[test]
fn settings_that_can_t_work_are_said_at_the_start() {
    let open = |change: &dyn Fn(&mut OpenaiSettings)| {
        let mut told = settings("http://127.0.0.1:1/v1".into());
        change(&mut told);
        OpenaiBot::open(told, false).map(drop)
    };
    open(&|_| ()).unwrap();
    assert!(matches!(open(&|own| own.model.clear()), Err(BotError::NoModel)));
    assert!(matches!(open(&|own| own.max_answer = 0), Err(BotError::Length(_))));
    assert!(matches!(open(&|own| own.max_answer = 12_001), Err(BotError::Length(_))));
    assert!(matches!(
        open(&|own| own.url = "http://model.example/v1".into()),
        Err(BotError::Connect(_))
    ));
    assert!(matches!(
        open(&|own| own.url = "https://model.example/v1".into()),
        Err(BotError::NoKey("openai"))
    ));
    let extra = |own: &mut OpenaiSettings| {
        own.extra.insert("stream".into(), json!(false));
    };
    assert!(matches!(open(&extra), Err(BotError::Extra(_))));
}
