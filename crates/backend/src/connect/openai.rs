//! A model behind the chat-completions API, as OpenAI has published it and many servers speak it.

use std::{collections::BTreeMap, fmt, time::Duration};

use reqwest::{Client, Url};
use serde::Deserialize;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{
    http::{self, ConnectError, Tries, Trouble},
    piecewise::{self, Answer},
    settings::BotError,
    tools::CallSettings,
};
use crate::{
    desk::{
        bot::Reply,
        slow::{Answering, Pieces, Question, SlowBot, Turn},
    },
    settings::Secret,
};

/// Most characters of an answer: with four bytes each, what fits into one message.
const MOST: usize = 12_000;

/// What a connector to a model is told.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OpenaiSettings {
    /// The API's base, to which `/chat/completions` is added: `https://…/v1`, or `http://` on this
    /// machine.
    pub url: String,
    /// Where the API key is: `{ file = "…" }` or `{ env = "…" }`. A server on this machine may want none.
    pub key: Option<Secret>,
    /// The model's name.
    pub model: String,
    /// What the model is told first; `{lang}` stands for the visitor's language (BCP 47). No default: what
    /// an assistant may say is the site owner's to decide.
    pub system: String,
    /// Longest answer in characters; 4000 by default, at most 12000. A longer one is cut, and the
    /// request ended.
    pub max_answer: usize,
    /// Longest silence of the server in seconds; 30 by default. A model that says nothing for so long has
    /// failed.
    pub silence: u64,
    /// How often it is asked until it answers; 3 by default, with growing pauses. One that has begun to
    /// answer is not asked again. `passing.patience` bounds all of it.
    pub tries: u32,
    /// What the model writes is Markdown; `true` by default, since models write it unasked.
    pub markdown: bool,
    /// How it calls a person, where the site has people.
    pub people: CallSettings,
    /// More members of the request, as the server knows them: `temperature`, `max_completion_tokens`.
    pub extra: BTreeMap<String, Value>,
}

impl Default for OpenaiSettings {
    fn default() -> Self {
        Self {
            url: String::new(),
            key: None,
            model: String::new(),
            system: String::new(),
            max_answer: 4_000,
            silence: 30,
            tries: 3,
            markdown: true,
            people: CallSettings::default(),
            extra: BTreeMap::new(),
        }
    }
}

/// A model elsewhere.
pub struct OpenaiBot {
    http: Client,
    url: Url,
    key: Option<Zeroizing<String>>,
    settings: OpenaiSettings,
    /// Whether it is offered to call a person.
    calls: bool,
}

impl OpenaiBot {
    /// A connector that goes by its settings, for a site that has people to call or none.
    pub fn open(settings: OpenaiSettings, has_people: bool) -> Result<Self, BotError> {
        let mut url = http::address(&settings.url)?;
        let is_local = url.scheme() == "http";
        url.path_segments_mut()
            .map_err(|()| ConnectError::Format(settings.url.clone()))?
            .pop_if_empty()
            .extend(["chat", "completions"]);
        let key = match &settings.key {
            Some(key) => Some(Zeroizing::new(key.read("bot.openai.key")?)),
            None if is_local => None,
            None => return Err(BotError::NoKey("openai")),
        };
        if settings.model.is_empty() {
            return Err(BotError::NoModel);
        }
        if !(1..=MOST).contains(&settings.max_answer) {
            return Err(BotError::Length(MOST));
        }
        if let Some(own) = settings.extra.keys().find(|key| OWN.contains(&key.as_str())) {
            return Err(BotError::Extra(own.clone()));
        }
        settings.people.check()?;
        let calls = has_people && settings.people.offer;
        let http = http::client(&url, Duration::from_secs(settings.silence.max(1)))?;
        Ok(Self { http, url, key, settings, calls })
    }

    async fn ask(&self, request: &Value, pieces: &Pieces) -> Result<Answer, Trouble> {
        let post = self.http.post(self.url.clone()).json(request);
        let post = match &self.key {
            Some(key) => post.bearer_auth(key.as_str()),
            None => post,
        };
        let response = http::succeeded(post.send().await)?;
        piecewise::read(response, self.settings.max_answer, self.calls, pieces).await
    }

    fn request(&self, question: &Question) -> Value {
        let said = |role: &str, text: &str| json!({"role": role, "content": text});
        let system = self.settings.system.replace("{lang}", &question.lang);
        let system = (!system.is_empty()).then(|| said("system", &system));
        let before = question.history.iter().map(|Turn { is_visitor, text }| {
            said(if *is_visitor { "user" } else { "assistant" }, text)
        });
        let now = [said("user", &question.text)];
        let messages: Vec<_> = system.into_iter().chain(before).chain(now).collect();
        let mut request =
            json!({"model": self.settings.model, "messages": messages, "stream": true});
        if let Value::Object(members) = &mut request {
            members.extend(self.settings.extra.clone());
            if self.calls {
                members.insert("tools".into(), self.settings.people.declared());
            }
        }
        request
    }

    /// Text, and a person where it called one: what a model writes asks for no form and makes no button.
    fn reply(&self, answer: Answer, lang: &str) -> Reply {
        let Answer { text, calls } = answer;
        let OpenaiSettings { markdown, people, .. } = &self.settings;
        let reply = Reply { text, markdown: *markdown, ..Reply::default() };
        if !calls {
            return reply;
        }
        let handover = people.handover(&reply.text, lang);
        Reply { text: handover.away.clone(), handover: Some(Box::new(handover)), ..reply }
    }
}

impl fmt::Debug for OpenaiBot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenaiBot({} at {})", self.settings.model, self.url)
    }
}

/// Members of the request that are not the settings' to change.
const OWN: [&str; 5] = ["model", "messages", "stream", "tools", "tool_choice"];

impl SlowBot for OpenaiBot {
    fn answer<'a>(&'a self, question: &'a Question, pieces: &'a Pieces) -> Answering<'a> {
        Box::pin(async move {
            let request = self.request(question);
            let mut tries = Tries::new(self.settings.tries);
            loop {
                match self.ask(&request, pieces).await {
                    Ok(answer) => return Ok(self.reply(answer, &question.lang)),
                    Err(trouble) => tries.next(trouble).await?,
                }
            }
        })
    }

    fn writes_markdown(&self) -> bool {
        self.settings.markdown
    }
}
