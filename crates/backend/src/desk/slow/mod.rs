//! Bots that take their time: a company's own server, or a model that somebody else runs.
//!
//! A question to one of them is stored with the acknowledgement, as an answer that is *owed*. Workers
//! ask the bot, a bounded number at once and one a conversation; what comes back is sealed and stored
//! in a transaction of its own that settles the debt. So no conversation waits for another's answer, a
//! crash loses no question, and none is answered twice.
//!
//! Who asks may be somebody else's computer, so what is passed on is a matter of [`passing`]: only under
//! a purpose that is given and that names the vendor, and with what is nobody's business hidden.
//!
//! [`passing`]: self::SlowSettings

mod history;
mod owed;
mod passing;
mod settings;
mod telling;
mod words;
mod work;

use std::{future::Future, pin::Pin, sync::Arc};

use tokio::sync::mpsc;

pub use passing::{Hidden, HiddenError};
pub use settings::{SlowError, SlowSettings, VendorSettings};
pub use words::Words;

pub(super) use owed::{Change, TABLE, count, forget, forget_all};
pub(super) use passing::{Passed, scanner};
pub(super) use work::Owing;

use super::bot::Reply;

/// A bot that answers when it can.
pub trait SlowBot: Send + Sync {
    /// The answer to a question. What is told to `pieces` on the way is the beginning of it, for a
    /// visitor who watches it being written; what is returned is all of it.
    ///
    /// Dropping the future ends the request: nobody wants the answer any more.
    fn answer<'a>(&'a self, question: &'a Question, pieces: &'a Pieces) -> Answering<'a>;

    /// Whether what it tells in pieces is Markdown.
    fn writes_markdown(&self) -> bool {
        false
    }
}

/// An answer on its way.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Reply, NoAnswer>> + Send + 'a>>;

/// What a bot is asked. The texts are as the vendor may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The message's name: the same when it is asked again. It is no id of the visitor's, and good as
    /// the value of a header.
    pub id: String,
    /// The conversation's name; it asks a relay for nothing.
    pub conversation: String,
    /// What the visitor says.
    pub text: String,
    /// In which language (BCP 47).
    pub lang: String,
    /// What was said before, oldest first, as far as it is kept.
    pub history: Vec<Turn>,
}

/// Something that was said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Whether the visitor said it, or the bot.
    pub is_visitor: bool,
    /// What was said.
    pub text: String,
}

/// Takes an answer in pieces.
#[derive(Clone, Debug)]
pub struct Pieces(mpsc::UnboundedSender<String>);

impl Pieces {
    /// Pieces, and where they come out.
    pub fn channel() -> (Self, mpsc::UnboundedReceiver<String>) {
        let (to, from) = mpsc::unbounded_channel();
        (Self(to), from)
    }

    /// The next piece.
    pub fn add(&self, text: &str) {
        // Who does not watch needs none.
        let _ = self.0.send(text.into());
    }
}

/// Why a bot has no answer. None tells what was asked, or what came back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// Nobody there, or not in time.
    #[error("the bot can't be reached")]
    Unreachable,
    /// It took longer than it may.
    #[error("the bot did not answer in time")]
    Late,
    /// It refused.
    #[error("the bot refused with status {0}")]
    Refused(u16),
    /// What came back is none.
    #[error("what the bot answered can't be used: {0}")]
    Bad(&'static str),
    /// It broke.
    #[error("the bot failed")]
    Failed,
}

/// A slow bot at a desk.
#[derive(Clone)]
pub struct Slow {
    /// Who answers.
    pub bot: Arc<dyn SlowBot>,
    /// What it may be told, and what is said when it can't answer.
    pub settings: SlowSettings,
}
