//! A bot that says two sentences: hello, and that the assistant needs the visitor's permission.

use crate::desk::{
    bot::{Bot, Reply},
    slow::Words,
};

/// Stands where a bot elsewhere may not be asked, and nothing else is there to answer.
#[derive(Clone, Debug)]
pub struct FixedBot {
    /// The first words of a conversation.
    pub greeting: Words,
    /// The answer to everything.
    pub answer: Words,
}

impl Bot for FixedBot {
    fn greet(&self, lang: &str) -> Reply {
        Reply { text: self.greeting.in_lang(lang).into(), ..Reply::default() }
    }

    fn answer(&self, _: &str, lang: &str) -> Reply {
        Reply { text: self.answer.in_lang(lang).into(), ..Reply::default() }
    }
}
