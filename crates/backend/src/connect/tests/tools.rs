//! A model that calls a person, and one that calls what there is not.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Does, Fixture, question, unwatched};
use crate::{
    connect::{BotError, CallSettings, OpenaiBot, OpenaiSettings},
    desk::{
        bot::{Handover, Reply},
        slow::{NoAnswer, SlowBot as _, Words},
    },
};

const THERE: &str = "Viene alguien.";
const AWAY: &str = "No hay nadie.";

fn settings(fixture: &Fixture) -> OpenaiSettings {
    let (there, away) = (Words::new(THERE, "They come."), Words::new(AWAY, "Nobody is there."));
    let people = CallSettings { there, away, ..CallSettings::default() };
    let url = fixture.url("/v1");
    OpenaiSettings { url, model: "m".into(), tries: 1, silence: 1, people, ..Default::default() }
}

/// What is said, and the request that asked for it.
async fn ask(does: Does, has_people: bool) -> (Result<Reply, NoAnswer>, Value) {
    let fixture = Fixture::new(vec![does]).await;
    let bot = OpenaiBot::open(settings(&fixture), has_people).unwrap();
    let reply = bot.answer(&question("una persona, por favor"), &unwatched()).await;
    let asked = serde_json::from_slice(&fixture.came().remove(0).body).unwrap();
    (reply, asked)
}

fn stream(deltas: &[Value]) -> Does {
    let end = json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]});
    let parts = deltas.iter().map(|own| json!({"choices": [{"index": 0, "delta": own}]}));
    let parts = parts.chain([end]).map(|own| format!("data: {own}\n\n"));
    let parts = parts.chain(["data: [DONE]\n\n".into()]);
    Does::Streams(parts.map(|own| (Duration::from_millis(2), own)).collect())
}

fn called(name: &str, arguments: &str) -> Value {
    let function = json!({"name": name, "arguments": arguments});
    json!({"content": null, "tool_calls": [{"index": 0, "id": "c", "type": "function", "function": function}]})
}

fn handover(before: &str) -> Option<Box<Handover>> {
    let after = |own: &str| format!("{before}{own}");
    Some(Box::new(Handover { there: after(THERE), away: after(AWAY) }))
}

#[tokio::test]
async fn a_person_is_offered_where_the_site_has_people_and_wants_that() {
    let text = || stream(&[json!({"content": "hola"})]);
    let (reply, asked) = ask(text(), true).await;
    assert_eq!(reply.unwrap().handover, None);
    assert_eq!(asked["tools"].as_array().map(Vec::len), Some(1));
    let tool = &asked["tools"][0];
    assert_eq!(
        (&tool["type"], &tool["function"]["name"]),
        (&json!("function"), &json!("call_person"))
    );
    assert!(tool["function"]["description"].as_str().is_some_and(|own| own.contains("person")));
    assert_eq!(tool["function"]["parameters"]["properties"], json!({}));
    assert!(asked.get("tool_choice").is_none(), "the model is free not to");
    let (_, asked) = ask(text(), false).await;
    assert!(asked.get("tools").is_none(), "{asked}");
    let fixture = Fixture::new(vec![text()]).await;
    let mut told = settings(&fixture);
    told.people.offer = false;
    let bot = OpenaiBot::open(told, true).unwrap();
    bot.answer(&question("x"), &unwatched()).await.unwrap();
    let asked: Value = serde_json::from_slice(&fixture.came().remove(0).body).unwrap();
    assert!(asked.get("tools").is_none(), "{asked}");
}

#[tokio::test]
async fn a_call_that_comes_in_pieces_is_one() {
    let more = |arguments: &str| json!({"tool_calls": [{"index": 0, "function": {"arguments": arguments}}]});
    let (reply, _) = ask(stream(&[called("call_person", ""), more("{"), more("}")]), true).await;
    let reply = reply.unwrap();
    assert_eq!((reply.text.as_str(), reply.handover), (AWAY, handover("")));
}

#[tokio::test]
async fn what_the_model_wrote_before_it_called_stays() {
    let parts = [
        json!({"content": "Te paso "}),
        json!({"content": "con alguien.\n"}),
        called("call_person", "{}"),
    ];
    let (reply, _) = ask(stream(&parts), true).await;
    assert_eq!(reply.unwrap().handover, handover("Te paso con alguien.\n\n"));
}

#[tokio::test]
async fn a_call_of_a_server_that_does_not_stream_is_understood() {
    let body = json!({"choices": [{"message": called("call_person", "{}"), "finish_reason": "tool_calls"}]});
    let does = Does::Answers(StatusCode::OK, "application/json", body.to_string());
    assert_eq!(ask(does, true).await.0.unwrap().handover, handover(""));
}

#[tokio::test]
async fn what_is_no_call_is_passed_over() {
    let wrong = [
        called("transfer_money", "{}"),
        called("call_person", "{\"why"),
        called("call_person", "[]"),
        json!({"tool_calls": ["call_person", 7, null]}),
        json!({"tool_calls": []}),
    ];
    for part in wrong {
        let (reply, _) = ask(stream(&[json!({"content": "hola"}), part.clone()]), true).await;
        let reply = reply.unwrap();
        assert_eq!((reply.text.as_str(), reply.handover), ("hola", None), "{part}");
        let (reply, _) = ask(stream(std::slice::from_ref(&part)), true).await;
        assert_eq!(reply.unwrap_err(), NoAnswer::Bad("it is empty"), "{part}");
    }
    // Nobody to call: what a model makes up calls nobody.
    let (reply, _) =
        ask(stream(&[json!({"content": "hola"}), called("call_person", "{}")]), false).await;
    assert_eq!(reply.unwrap().handover, None);
}

#[test]
fn settings_of_calls_that_can_t_work_are_said_at_the_start() {
    let open = |change: &dyn Fn(&mut OpenaiSettings)| {
        let url = "http://127.0.0.1:1/v1".into();
        let mut told = OpenaiSettings { url, model: "m".into(), ..Default::default() };
        change(&mut told);
        OpenaiBot::open(told, true).map(drop)
    };
    open(&|_| ()).unwrap();
    let silent = open(&|own| own.people.away = Words::new("no", " "));
    assert!(matches!(silent, Err(BotError::Words("openai.people.away"))));
    for member in ["tools", "tool_choice"] {
        let more = open(&|own| drop(own.extra.insert(member.into(), json!([]))));
        assert!(matches!(more, Err(BotError::Extra(name)) if name == member));
    }
}
