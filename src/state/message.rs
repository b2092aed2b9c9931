//! A message of the conversation.

use std::sync::Arc;

use super::{FormView, RecipientRole, RecipientView, Rich};

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
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Author {
    /// The visitor, and how far the message has come.
    Visitor(Delivery),
    /// A recipient.
    Recipient(RecipientView),
    /// The chat itself: a notice between messages.
    Chat,
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
    /// Not sent; can be tried again.
    Failed,
}
