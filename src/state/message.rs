//! A message of the conversation.

use std::sync::Arc;

use super::{FormView, RecipientRole, Rich};

/// One message of the conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageView {
    /// Stable across deliveries and reloads.
    pub id: String,
    /// Who wrote it.
    pub author: Author,
    /// What it says: line breaks count, markup does only where `rich` says so.
    pub text: String,
    /// When, in milliseconds since the epoch.
    pub at: f64,
    /// Answers that the bot offers; shown under the newest message only.
    pub suggestions: Vec<String>,
    /// It asks by a form, whose title is the text.
    pub form: Option<Arc<FormView>>,
    /// What it has beside its words.
    pub rich: Option<Rich>,
    /// It is being written: what is there of it passes, and is not read out. Without a text it is no more than that
    /// somebody writes.
    pub live: bool,
}

impl MessageView {
    /// Plain words.
    pub fn new(id: String, author: Author, text: String, at: f64) -> Self {
        Self { id, author, text, at, suggestions: Vec::new(), form: None, rich: None, live: false }
    }
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Author {
    /// The visitor, and how far the message has come.
    Visitor(Delivery),
    /// A recipient, there once in all copies of what it says.
    Recipient(Arc<Speaker>),
    /// The chat itself: a notice between messages.
    Chat,
}

/// A recipient that says something, or a person of its.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The name beside the words.
    pub name: String,
    /// What it is.
    pub role: RecipientRole,
    /// The picture beside the name, if there is one: a file beside the frame's own, without `.webp`.
    pub picture: Option<String>,
}

impl MessageView {
    /// How the id of the line begins by which people take a conversation over.
    pub const TAKEN: u8 = b'+';

    /// How that of the line begins by which they hand it back.
    pub const BACK: u8 = b'-';

    /// Whether a person answers from here on; nothing where it says nothing of that.
    pub fn tells_person(&self) -> Option<bool> {
        match &self.author {
            Author::Recipient(own) => Some(own.role == RecipientRole::Person),
            Author::Chat => match *self.id.as_bytes().first()? {
                Self::TAKEN => Some(true),
                Self::BACK => Some(false),
                _ => None,
            },
            Author::Visitor(_) => None,
        }
    }
}

impl Author {
    /// Somebody of the controller's people, and no machine.
    pub fn is_person(&self) -> bool {
        matches!(self, Self::Recipient(own) if own.role == RecipientRole::Person)
    }
}

/// How far a visitor's message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// In this page only, until the visitor decides or the recipients answered the hello.
    Held,
    /// Sealed, on its way.
    Sending,
    /// The relay has it, sealed.
    Sent,
    /// A recipient opened it.
    Delivered,
    /// Somebody of the recipients' people has read it.
    Read,
    /// Not sent; can be tried again.
    Failed,
}

impl Delivery {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Held, Self::Sending, Self::Sent, Self::Delivered, Self::Read, Self::Failed];

    /// As it is kept and saved.
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
        }
    }

    /// It has left this browser.
    pub fn has_left(self) -> bool {
        matches!(self, Self::Sent) || self.has_arrived()
    }

    /// A recipient has opened it.
    pub fn has_arrived(self) -> bool {
        matches!(self, Self::Delivered | Self::Read)
    }
}
