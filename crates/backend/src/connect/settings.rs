//! Who answers: the section `[site.bot]` of the configuration.

use std::{path::PathBuf, sync::Arc};

use serde::Deserialize;

use super::{
    fixed::FixedBot,
    http::ConnectError,
    openai::{OpenaiBot, OpenaiSettings},
    webhook::{WebhookBot, WebhookSettings},
};
use crate::{
    Clock,
    bot::RuleBot,
    desk::{
        bot::Bot,
        pictures::{Gallery, GalleryError},
        slow::{Slow, SlowBot, SlowSettings, Words},
    },
    settings::{Secret, SettingsError},
};

/// Who answers visitors.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BotSettings {
    /// `rules`, `webhook` or `openai`; `rules` by default, which asks nobody else.
    pub kind: BotKind,
    /// The first words of a conversation, where the site has no rules.
    pub greeting: Words,
    /// What is answered where a message may not be passed on and the site has no rules.
    pub not_allowed: Words,
    /// What is passed on to a bot elsewhere; for `webhook` and `openai`.
    pub passing: SlowSettings,
    /// The folder of pictures that a bot elsewhere may name. None by default.
    pub pictures: Option<PathBuf>,
    /// For `webhook`.
    pub webhook: WebhookSettings,
    /// For `openai`.
    pub openai: OpenaiSettings,
}

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
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

/// Why a bot can't be had.
#[derive(Debug, thiserror::Error)]
pub enum BotError {
    /// A bot that answers by rules has none.
    #[error("a bot of the kind `rules` needs the site's folder of rules")]
    NoRules,
    /// The address can't be used.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// There is no key.
    #[error("bot.{0} has no `key`; write {{ file = \"…\" }} or {{ env = \"…\" }}")]
    NoKey(&'static str),
    /// The key can't be read.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The pictures can't be used.
    #[error(transparent)]
    Pictures(#[from] GalleryError),
    /// The key is none for webhooks.
    #[error(transparent)]
    Key(#[from] crate::webhook::SecretError),
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
            passing: SlowSettings::default(),
            pictures: None,
            webhook: WebhookSettings::default(),
            openai: OpenaiSettings::default(),
        }
    }
}

impl BotSettings {
    /// The bot that answers at once, and the one that takes its time, if there is such: what a desk's
    /// configuration wants. `rules` answer alone, or where another may not be asked. Whether the
    /// site has people tells a model whom it may call.
    pub fn open(
        &self,
        rules: Option<RuleBot>,
        clock: Clock,
        has_people: bool,
    ) -> Result<(Arc<dyn Bot>, Option<Slow>), BotError> {
        for (name, words) in [("greeting", &self.greeting), ("not_allowed", &self.not_allowed)] {
            if !words.is_complete() {
                return Err(BotError::Words(name));
            }
        }
        let pictures = self.pictures.as_deref().map(Gallery::open).transpose()?;
        let pictures = pictures.unwrap_or_default();
        let slow: Option<Arc<dyn SlowBot>> = match self.kind {
            BotKind::Rules => None,
            BotKind::Webhook => Some(Arc::new(WebhookBot::open(&self.webhook, pictures, clock)?)),
            BotKind::Openai => Some(Arc::new(OpenaiBot::open(self.openai.clone(), has_people)?)),
        };
        let quick: Arc<dyn Bot> = match rules {
            Some(rules) => Arc::new(rules),
            None if slow.is_none() => return Err(BotError::NoRules),
            None => Arc::new(FixedBot {
                greeting: self.greeting.clone(),
                answer: self.not_allowed.clone(),
            }),
        };
        Ok((quick, slow.map(|bot| Slow { bot, settings: self.passing.clone() })))
    }

    /// The files that are named in it.
    pub(crate) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let keys = [&mut self.webhook.key, &mut self.openai.key];
        keys.into_iter().flatten().filter_map(Secret::path).chain(&mut self.pictures)
    }
}
