//! Against other people's code: LiteLLM's proxy, which serves the chat-completions API, and the
//! libraries of Standard Webhooks. `cargo xtask test --only interop` brings both.

use std::{
    env,
    process::{Command, Stdio},
};

use super::{key_file, question, unwatched};
use crate::{
    connect::{OpenaiBot, OpenaiSettings},
    desk::{
        bot::Handover,
        slow::{NoAnswer, Pieces, SlowBot as _},
    },
    settings::Secret,
};

/// The API of a proxy that runs already, and the key that it takes.
fn settings(model: &str, key: &Secret) -> OpenaiSettings {
    OpenaiSettings {
        url: env::var("SIGILO_LLM_URL").unwrap(),
        key: Some(key.clone()),
        model: model.into(),
        tries: 1,
        ..OpenaiSettings::default()
    }
}

#[tokio::test]
#[ignore = "needs LiteLLM's proxy: cargo xtask test --only interop"]
async fn a_real_server_of_the_api_is_understood_as_it_streams() {
    let folder = tempfile::tempdir().unwrap();
    let key = key_file(folder.path(), &env::var("SIGILO_LLM_KEY").unwrap());
    let told = env::var("SIGILO_LLM_ANSWER").unwrap();
    let bot = OpenaiBot::open(settings("answers", &key), false).unwrap();
    let (pieces, mut watched) = Pieces::channel();
    let reply = bot.answer(&question("¿qué franquicia tengo?"), &pieces).await.unwrap();
    assert_eq!(reply.text, told);
    let seen: Vec<String> = std::iter::from_fn(|| watched.try_recv().ok()).collect();
    assert!(seen.len() > 5, "{seen:?}");
    assert_eq!(seen.concat(), told);
    let short = OpenaiSettings { max_answer: 10, ..settings("answers", &key) };
    let cut =
        OpenaiBot::open(short, false).unwrap().answer(&question("x"), &unwatched()).await.unwrap();
    assert_eq!(cut.text, told.chars().take(10).chain(['…']).collect::<String>());
    let unknown = OpenaiBot::open(settings("no-such-model", &key), false).unwrap();
    let refused = unknown.answer(&question("x"), &unwatched()).await.unwrap_err();
    assert!(matches!(refused, NoAnswer::Refused(_)), "{refused}");
    let key = key_file(folder.path(), "sk-wrong");
    let stranger = OpenaiBot::open(settings("answers", &key), false).unwrap();
    let refused = stranger.answer(&question("x"), &unwatched()).await.unwrap_err();
    assert!(matches!(refused, NoAnswer::Refused(400 | 401)), "{refused}");
}

#[tokio::test]
#[ignore = "needs LiteLLM's proxy: cargo xtask test --only interop"]
async fn a_real_server_of_the_api_calls_a_person_where_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let key = key_file(folder.path(), &env::var("SIGILO_LLM_KEY").unwrap());
    let told = settings("calls", &key);
    let bot = OpenaiBot::open(told.clone(), true).unwrap();
    let reply = bot.answer(&question("una persona"), &unwatched()).await.unwrap();
    let (there, away) = (told.people.there.in_lang("es"), told.people.away.in_lang("es"));
    let said = Handover { there: there.into(), away: away.into() };
    assert_eq!((reply.text.as_str(), reply.handover), (away, Some(Box::new(said))));
    // The same model without the tool has words alone.
    let bot = OpenaiBot::open(told, false).unwrap();
    let reply = bot.answer(&question("una persona"), &unwatched()).await.unwrap();
    assert_eq!((reply.text, reply.handover), (env::var("SIGILO_LLM_ANSWER").unwrap(), None));
}

/// Verifies with the Python library of Standard Webhooks, which checks the time, too.
const VERIFY: &str = "
import sys
from standardwebhooks.webhooks import Webhook
key, name, time, signature, body = sys.argv[1:]
told = {'webhook-id': name, 'webhook-timestamp': time, 'webhook-signature': signature}
Webhook(key).verify(body.encode(), told)
";

#[test]
#[ignore = "needs the library of Standard Webhooks: cargo xtask test --only interop"]
fn the_library_of_standard_webhooks_takes_our_signature_and_no_other() {
    let python = env::var("SIGILO_LLM_PYTHON").unwrap();
    let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let secret = crate::webhook::Secret::parse(key).unwrap();
    let now = crate::Clock::system().now();
    let verifies = |signature: &str, body: &str| {
        let time = now.to_string();
        let mut command = Command::new(&python);
        command.args(["-c", VERIFY, key, "msg_q1", &time, signature, body]);
        command.stderr(Stdio::null()).status().unwrap().success()
    };
    let body = r#"{"text": "¿cuánto?"}"#;
    let signature = secret.sign("msg_q1", now, body.as_bytes());
    assert!(verifies(&signature, body));
    assert!(!verifies(&signature, r#"{"text": "¿nada?"}"#));
    assert!(!verifies(&secret.sign("msg_q2", now, body.as_bytes()), body));
}
