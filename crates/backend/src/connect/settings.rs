//! Who answers: the section `[bot]` of the configuration.

use std::{fs, io, path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    fixed::FixedBot,
    http::ConnectError,
    openai::{OpenaiBot, OpenaiSettings},
    secret::SecretError,
    signature::KeyError,
    webhook::{WebhookBot, WebhookSettings},
};
use crate::{
    Clock,
    bot::{KnowledgeError, RuleBot},
    desk::{
        bot::Bot,
        slow::{Slow, SlowBot, SlowSettings, Words},
    },
    events::Events,
};

/// Who answers visitors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BotSettings {
    /// `rules`, `webhook` or `openai`; `rules` by default, which asks nobody else.
    pub kind: BotKind,
    /// The first words of a conversation, where no rules are given.
    pub greeting: Words,
    /// What is answered where a message may not be passed on and no rules are given.
    pub not_allowed: Words,
    /// The bot that answers by rules: alone, or where another may not be asked.
    pub rules: RulesSettings,
    /// What is passed on to a bot elsewhere; for `webhook` and `openai`.
    pub passing: SlowSettings,
    /// For `webhook`.
    pub webhook: WebhookSettings,
    /// For `openai`.
    pub openai: OpenaiSettings,
}

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BotKind {
    /// From rules over what was written beforehand.
    #[default]
    Rules,
    /// From a server that takes webhooks.
    Webhook,
    /// From a model behind the chat-completions API.
    Openai,
}

/// The files of a bot that answers by rules: both, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RulesSettings {
    /// What it knows, in Spanish.
    pub es: PathBuf,
    /// What it knows, in English.
    pub en: PathBuf,
}

/// Why a bot can't be had.
#[derive(Debug, thiserror::Error)]
pub enum BotError {
    /// A bot that answers by rules has none.
    #[error("bot.rules has to name two files, `es` and `en`")]
    NoRules,
    /// A file can't be read.
    #[error("the bot's file {0} can't be read: {1}")]
    File(String, io::Error),
    /// What it knows can't be used.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    /// The address can't be used.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// There is no key.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The key is none for webhooks.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No model.
    #[error("bot.openai names no `model`")]
    NoModel,
    /// An answer would not fit into a message.
    #[error("bot.openai.max_answer has to be from 1 to {0}")]
    Length(usize),
    /// A member that is ours.
    #[error("bot.openai.extra may not set '{0}'")]
    Extra(String),
    /// Nothing would be said.
    #[error("bot.{0} has to say something in every language that it names")]
    Words(&'static str),
}

impl Default for BotSettings {
    fn default() -> Self {
        Self {
            kind: BotKind::default(),
            greeting: Words::new("Hola. ¿En qué puedo ayudarte?", "Hello. How can I help you?"),
            not_allowed: Words::new(
                "Para que el asistente pueda contestarte tienes que permitirlo en el panel de \
                 privacidad: lo lleva otra empresa, y sin tu permiso no le llega nada.",
                "For the assistant to answer you, you have to allow it in the privacy panel: another \
                 company runs it, and without your permission nothing reaches it.",
            ),
            rules: RulesSettings::default(),
            passing: SlowSettings::default(),
            webhook: WebhookSettings::default(),
            openai: OpenaiSettings::default(),
        }
    }
}

impl BotSettings {
    /// The bot that answers at once, and the one that takes its time, if there is such: what a desk's
    /// configuration wants.
    pub fn open(
        &self,
        clock: Clock,
        events: Events,
    ) -> Result<(Arc<dyn Bot>, Option<Slow>), BotError> {
        for (name, words) in [("greeting", &self.greeting), ("not_allowed", &self.not_allowed)] {
            if !words.is_complete() {
                return Err(BotError::Words(name));
            }
        }
        let slow: Option<Arc<dyn SlowBot>> = match self.kind {
            BotKind::Rules => None,
            BotKind::Webhook => Some(Arc::new(WebhookBot::open(&self.webhook, clock)?)),
            BotKind::Openai => Some(Arc::new(OpenaiBot::open(self.openai.clone())?)),
        };
        let quick: Arc<dyn Bot> = match self.rules.open()? {
            Some(rules) => Arc::new(rules),
            None if slow.is_none() => return Err(BotError::NoRules),
            None => Arc::new(FixedBot {
                greeting: self.greeting.clone(),
                answer: self.not_allowed.clone(),
            }),
        };
        Ok((quick, slow.map(|bot| Slow { bot, settings: self.passing.clone(), events })))
    }
}

impl RulesSettings {
    fn open(&self) -> Result<Option<RuleBot>, BotError> {
        let [es, en] = [&self.es, &self.en];
        match [es, en].map(|file| file.as_os_str().is_empty()) {
            [true, true] => return Ok(None),
            [false, false] => {}
            _ => return Err(BotError::NoRules),
        }
        let read = |file: &PathBuf| {
            fs::read_to_string(file)
                .map_err(|error| BotError::File(file.display().to_string(), error))
        };
        Ok(Some(RuleBot::new(&read(es)?, &read(en)?)?))
    }
}
