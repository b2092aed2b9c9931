//! A bot behind a webhook: a signed POST a message, whose answer is the bot's.

use std::time::Duration;

use reqwest::{Client, Url, header};
use serde::Deserialize;
use serde_json::json;
use sigilo_consent::iso;
use sigilo_protocol::{Field, FieldKind};
use zeroize::Zeroizing;

use super::{
    http::{self, Tries, Trouble},
    settings::BotError,
};
use crate::{
    Clock,
    desk::{
        bot::{Form, Rating, Reply, Scale},
        handover::HandoverFile,
        pictures::{Gallery, ReplyPicture, in_cards, shown},
        slow::{Answering, NoAnswer, Pieces, Question, SlowBot, Turn},
    },
    settings::Secret,
    webhook,
};

/// Largest answer in bytes: more than a message and a form may be, and three pictures in base64.
const MAX_ANSWER: usize = 1024 * 1_024;

/// What a webhook connector is told.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebhookSettings {
    /// Where messages are posted: `https://…`, or `http://` on this machine.
    pub url: String,
    /// Where the secret is, `whsec_…`: `{ file = "…" }` or `{ env = "…" }`.
    pub key: Option<Secret>,
    /// Longest silence of the server in seconds; 20 by default. A try that hears nothing for so long has
    /// failed.
    pub silence: u64,
    /// How often a message is posted until it is answered; 4 by default, with growing pauses of half a
    /// second to 30 seconds. `passing.patience` bounds all of it.
    pub tries: u32,
}

impl Default for WebhookSettings {
    fn default() -> Self {
        Self { url: String::new(), key: None, silence: 20, tries: 4 }
    }
}

/// A bot behind a webhook.
#[derive(Debug)]
pub struct WebhookBot {
    http: Client,
    url: Url,
    secret: webhook::Secret,
    tries: u32,
    clock: Clock,
    pictures: Gallery,
}

#[derive(Deserialize)]
struct AnswerFile {
    text: String,
    #[serde(default)]
    suggestions: Vec<String>,
    #[serde(default)]
    form: Option<FormFile>,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    cards: Option<serde_json::Value>,
    #[serde(default)]
    layout: Option<String>,
    #[serde(default)]
    picture: Option<serde_json::Value>,
    #[serde(default)]
    rating: Option<RatingFile>,
    #[serde(default)]
    people: Option<HandoverFile>,
}

#[derive(Deserialize)]
struct RatingFile {
    text: String,
    scale: String,
}

#[derive(Deserialize)]
struct FormFile {
    title: String,
    purpose: String,
    fields: Vec<FieldFile>,
}

#[derive(Deserialize)]
struct FieldFile {
    name: String,
    label: String,
    kind: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    why: Option<String>,
    #[serde(default)]
    autocomplete: Option<String>,
}

impl WebhookBot {
    /// A connector that goes by its settings, and shows these pictures.
    pub fn open(
        settings: &WebhookSettings,
        pictures: Gallery,
        clock: Clock,
    ) -> Result<Self, BotError> {
        let url = http::address(&settings.url)?;
        let key = settings.key.as_ref().ok_or(BotError::NoKey("webhook"))?;
        let key = Zeroizing::new(key.read("bot.webhook.key")?);
        let http = http::client(&url, Duration::from_secs(settings.silence.max(1)))?;
        let secret = webhook::Secret::parse(&key)?;
        Ok(Self { http, url, secret, tries: settings.tries, clock, pictures })
    }

    async fn post(&self, id: &str, body: &str) -> Result<Reply, Trouble> {
        let now = self.clock.now();
        let request = self
            .http
            .post(self.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", now)
            .header("webhook-signature", self.secret.sign(id, now, body.as_bytes()))
            .body(body.to_owned());
        let response = http::succeeded(request.send().await)?;
        let answer = http::body(response, MAX_ANSWER).await?;
        read(&answer, &self.pictures).map_err(Trouble::Final)
    }
}

impl SlowBot for WebhookBot {
    fn answer<'a>(&'a self, question: &'a Question, _: &'a Pieces) -> Answering<'a> {
        Box::pin(async move {
            let body = said(question, self.clock.now()).to_string();
            // One message, however often it is posted.
            let id = format!("msg_{}", question.id);
            let mut tries = Tries::new(self.tries);
            loop {
                match self.post(&id, &body).await {
                    Ok(reply) => return Ok(reply),
                    Err(trouble) => tries.next(trouble).await?,
                }
            }
        })
    }
}

fn said(question: &Question, now: u64) -> serde_json::Value {
    let turn = |Turn { is_visitor, text }: &Turn| json!({"from": if *is_visitor { "visitor" } else { "bot" }, "text": text});
    json!({
        "type": "message.received",
        "timestamp": iso(now * 1_000),
        "data": {
            "conversation": question.conversation,
            "message": question.id,
            "text": question.text,
            "lang": question.lang,
            "history": question.history.iter().map(turn).collect::<Vec<_>>(),
        },
    })
}

pub(super) fn read(answer: &[u8], gallery: &Gallery) -> Result<Reply, NoAnswer> {
    let bad = NoAnswer::Bad;
    let answer: AnswerFile =
        serde_json::from_slice(answer).map_err(|_| bad("it is not the JSON that is asked for"))?;
    let AnswerFile { text, suggestions, form, format, cards, layout, picture, rating, people } =
        answer;
    let handover = people.map(HandoverFile::answered).transpose();
    let handover = handover.map_err(|_| bad("it is empty"))?.map(Box::new);
    if text.trim().is_empty() {
        return Err(bad("it is empty"));
    }
    let form = match form {
        Some(FormFile { title, purpose, fields }) => {
            let fields = fields.into_iter().map(field).collect::<Option<_>>();
            let fields = fields.ok_or(bad("its form has a field of no known kind"))?;
            Some(Form { title, purpose, fields })
        }
        None => None,
    };
    let markdown = match format.as_deref() {
        None => false,
        Some("markdown") => true,
        Some(_) => return Err(bad("its format is not known")),
    };
    let find = |name: &str| gallery.find(name);
    let read = |own| in_cards(own, layout.as_deref(), &find).ok_or(bad("its cards are none"));
    let (cards, mut pictures) = cards.as_ref().map(read).transpose()?.unzip();
    let alone = picture.map(|own| ReplyPicture { card: None, what: shown(&own, &find) });
    let pictures = pictures.take().unwrap_or_default().into_iter().chain(alone).collect();
    let rating = match rating {
        Some(RatingFile { text, scale }) => {
            let scale = Scale::parse(&scale).ok_or(bad("its rating has no known scale"))?;
            Some(Rating { text, scale })
        }
        None => None,
    };
    Ok(Reply { text, markdown, cards, pictures, suggestions, form, rating, file: None, handover })
}

fn field(file: FieldFile) -> Option<Field> {
    let FieldFile { name, label, kind, required, why, autocomplete } = file;
    let kind = FieldKind::ALL.into_iter().find(|own| own.name() == kind)?;
    Some(Field { name, label, kind, required, why, autocomplete })
}
