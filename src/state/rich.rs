//! What a recipient's message has beside its words: markup, cards, a question how content the visitor is.

use std::{any::Any, fmt, sync::Arc};

use super::{Delivery, MessageView};

/// What a message has beside its words. Only what draws it looks inside, so that nobody else has its code.
#[derive(Clone)]
pub struct Rich(Arc<dyn Any + Send + Sync>);

/// The same, open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RichView {
    /// The words are Markdown.
    pub markdown: bool,
    /// Cards, in their order.
    pub cards: Vec<CardView>,
    /// The cards lie side by side.
    pub carousel: bool,
    /// The visitor is asked how content they are.
    pub rating: Option<RatingView>,
    /// The conversation is gone: nothing can be said in it.
    pub closed: bool,
}

/// A card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardView {
    /// What it is called.
    pub title: String,
    /// What it says.
    pub text: Option<String>,
    /// What it shows, as a message that brings a file: its words are the alternative text.
    pub picture: Option<MessageView>,
    /// Its buttons, by label.
    pub buttons: Vec<(String, CardAct)>,
}

/// What a button of a card does.
#[derive(Clone, Debug, PartialEq)]
pub enum CardAct {
    /// It says this for the visitor.
    Say(String),
    /// It leads to this address.
    Open(String),
}

/// A question how content the visitor is.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingView {
    /// The highest score: 5, or 2 for yes and no.
    pub most: u64,
    /// The score that was given, and how far that came.
    pub given: Option<(u64, Delivery)>,
}

impl Rich {
    /// What is not to be looked at on the way.
    pub fn new(view: RichView) -> Self {
        Self(Arc::new(view))
    }

    /// What is inside.
    pub fn view(&self) -> Option<&RichView> {
        self.0.downcast_ref()
    }
}

/// One is like itself alone.
impl PartialEq for Rich {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rich")
    }
}
