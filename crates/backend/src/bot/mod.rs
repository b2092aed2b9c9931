//! A bot by rules over a knowledge file a language, and nothing else.
//!
//! It recognises words and gives an answer that was written beforehand. It keeps no state, knows
//! no clock and no network, and never repeats what the visitor wrote. A site connects its own bot
//! behind the same trait, [`Bot`](crate::desk::bot::Bot).

mod asking;
mod file;
mod knowledge;
mod search;
mod stem;
mod typo;
mod words;

#[cfg(test)]
#[cfg(feature = "demo")]
mod tests;

use knowledge::{Knowledge, Topic};

pub use knowledge::KnowledgeError;

use crate::desk::bot::{Bot, FileNews, FormNews, Reply};

/// A bot that answers by rules, in Spanish and in English.
#[derive(Debug)]
pub struct RuleBot {
    spanish: Knowledge,
    english: Knowledge,
}

/// The languages that the bot speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Spanish,
    English,
}

impl RuleBot {
    /// The bot of the demo's insurer, with the knowledge that is built in.
    #[cfg(feature = "demo")]
    pub fn demo() -> Result<Self, KnowledgeError> {
        crate::demo::INSURER.bot()
    }

    /// A bot that knows what these two files say, and sends no other.
    pub fn new(spanish: &str, english: &str) -> Result<Self, KnowledgeError> {
        Self::with_files(spanish, english, &|_| None)
    }

    /// A bot that knows what these two files say, and sends those that they name: `files` has them.
    pub fn with_files(
        spanish: &str,
        english: &str,
        files: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Self, KnowledgeError> {
        Ok(Self {
            spanish: Knowledge::parse(Language::Spanish, spanish, files)?,
            english: Knowledge::parse(Language::English, english, files)?,
        })
    }

    /// What the question is about, and the knowledge in the language it was asked in.
    fn find(&self, text: &str, lang: &str) -> (&Knowledge, Option<&Topic>) {
        let question: Vec<_> = words::words(text).collect();
        let (own, other) = match Language::of(lang) {
            Language::Spanish => (&self.spanish, &self.english),
            Language::English => (&self.english, &self.spanish),
        };
        // The visitor's language, unless the words plainly belong to the other.
        let foreign = search::familiar(other, &question) > search::familiar(own, &question);
        let knowledge = if foreign { other } else { own };
        (knowledge, search::topic(knowledge, &question))
    }
}

impl Bot for RuleBot {
    fn greet(&self, lang: &str) -> Reply {
        match Language::of(lang) {
            Language::Spanish => self.spanish.greeting.clone(),
            Language::English => self.english.greeting.clone(),
        }
    }

    fn answer(&self, text: &str, lang: &str) -> Reply {
        let (knowledge, topic) = self.find(text, lang);
        topic.map_or(&knowledge.unknown, |topic| &topic.reply).clone()
    }

    /// In the language that the form was asked in, which may be another than the page's.
    fn on_form(&self, news: &FormNews, lang: &str) -> Option<Reply> {
        let own = match Language::of(lang) {
            Language::Spanish => &self.spanish,
            Language::English => &self.english,
        };
        let Some(form) = &news.form else { return own.no_form.clone() };
        let mut askings = self.spanish.forms.iter().chain(&self.english.forms);
        let asking = askings.find(|asking| asking.form == *form)?;
        asking.reply(news.event).cloned()
    }

    fn on_file(&self, _: &FileNews, lang: &str) -> Option<Reply> {
        match Language::of(lang) {
            Language::Spanish => self.spanish.file_taken.clone(),
            Language::English => self.english.file_taken.clone(),
        }
    }
}

impl Language {
    /// By a language tag such as `en-GB`; the site's own language, Spanish, for all but English.
    fn of(tag: &str) -> Self {
        match tag.get(..2) {
            Some(tag) if tag.eq_ignore_ascii_case("en") => Self::English,
            _ => Self::Spanish,
        }
    }
}
