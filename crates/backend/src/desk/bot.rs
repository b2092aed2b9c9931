//! Where an answer comes from: the seam between the desk, which has the keys, and a bot, which has
//! something to say.

use std::sync::Arc;

pub use sigilo_protocol::{Cards, FormFault, Scale};
use sigilo_protocol::{Content, Field, Format, Json, Layout};

pub use super::handover::Handover;
use super::pictures::ReplyPicture;

/// Something that answers visitors. It sees text and never an envelope, a key or a visitor's name.
pub trait Bot: Send + Sync {
    /// The first words of a conversation, in the visitor's language (BCP 47).
    fn greet(&self, lang: &str) -> Reply;

    /// The answer to `text`, in the visitor's language (BCP 47).
    fn answer(&self, text: &str, lang: &str) -> Reply;

    /// What to say to what became of a form's answer, if anything. The values are not the bot's to
    /// see: they are kept for the company's people (`sigilo-backend forms`).
    fn on_form(&self, news: &FormNews, lang: &str) -> Option<Reply> {
        let _ = (news, lang);
        None
    }

    /// What to say to a file that was taken, if anything.
    fn on_file(&self, news: &FileNews, lang: &str) -> Option<Reply> {
        let _ = (news, lang);
        None
    }
}

/// What a bot says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// What it says: plain text, or Markdown.
    pub text: String,
    /// The text is Markdown.
    pub markdown: bool,
    /// Cards beside the text, which says as much by itself.
    pub cards: Option<Cards>,
    /// What is to be seen in the cards, or beside the text.
    pub pictures: Vec<ReplyPicture>,
    /// Short questions that the visitor may send with one press.
    pub suggestions: Vec<String>,
    /// What the visitor is asked for.
    pub form: Option<Form>,
    /// The visitor is asked how content they are.
    pub rating: Option<Rating>,
    /// A file for the visitor.
    pub file: Option<Box<ReplyFile>>,
    /// The visitor has asked for a person.
    pub handover: Option<Box<Handover>>,
}

/// A file that a bot sends, which the desk seals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyFile {
    /// Its name, for the reader.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// What is in it.
    pub bytes: Arc<[u8]>,
    /// What it shows, for who can't see it.
    pub alt: Option<String>,
}

/// A file of the visitor's is here. What is in it is not the bot's to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNews {
    /// Its media type.
    pub media: String,
}

/// A question how content the visitor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// What is asked.
    pub text: String,
    /// How it is answered.
    pub scale: Scale,
}

/// A form, which the desk posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What it is called.
    pub title: String,
    /// What the values are for: a purpose of the policy.
    pub purpose: String,
    /// What is asked.
    pub fields: Vec<Field>,
}

/// What is posted of a reply: the text with what lies beside it, a form, a question.
pub(super) type Said = (Content, Option<Form>, Option<Content>);

impl Reply {
    /// Plain text.
    pub fn plain(text: &str) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn said(self, lang: &str) -> Said {
        // Files and pictures are sealed apart, before.
        let Self {
            text,
            markdown,
            cards,
            pictures: _,
            suggestions,
            form,
            rating,
            file: _,
            handover: _,
        } = self;
        let lang = Some(lang.to_owned());
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let rating = rating.map(|Rating { text, scale }| {
            let lang = lang.clone();
            Content::RatingRequest { text, lang, scale }
        });
        (Content::Text { text, lang, suggestions, format, by: None, cards }, form, rating)
    }
}

/// Cards as a file or a bot elsewhere writes them (docs/protocol.md, §8.2); nothing if they are none.
pub fn cards(cards: &serde_json::Value, layout: Option<&str>) -> Option<Cards> {
    let layout = layout.map_or(Some(Layout::List), Layout::parse)?;
    let cards = Cards::from_json(layout, Json::parse(cards.to_string().as_bytes())?)?;
    cards.read().is_some().then_some(cards)
}

/// What became of an answer to a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormNews {
    /// The form as it was asked; nothing where it is not known.
    pub form: Option<Form>,
    /// What happened.
    pub event: FormEvent,
}

/// What happened to a form's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormEvent {
    /// They are kept.
    Taken,
    /// They are kept in the place of earlier ones, which are gone.
    Corrected,
    /// They are gone.
    Withdrawn,
    /// They were not taken.
    Refused(FormFault),
}
