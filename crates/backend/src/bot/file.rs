//! A knowledge file as it is written: JSON, with no field more and none less.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::desk::{
    bot::{Rating, Scale},
    handover::HandoverFile,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) lang: String,
    /// Everyday words, which tell the language apart and are never taken for misspellings.
    pub(super) common: String,
    pub(super) greeting: ReplyFile,
    pub(super) unknown: ReplyFile,
    pub(super) topics: Vec<TopicFile>,
    /// Said of an answer to a form that is not known.
    #[serde(default)]
    pub(super) no_form: Option<ReplyFile>,
    /// Said of a file of the visitor's that is here.
    #[serde(default)]
    pub(super) file_taken: Option<ReplyFile>,
    /// The forms that topics ask by.
    #[serde(default)]
    pub(super) forms: Vec<FormFile>,
}

/// A form, and what is said of its answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    pub(super) id: String,
    pub(super) purpose: String,
    pub(super) title: String,
    pub(super) fields: Vec<FieldFile>,
    pub(super) taken: ReplyFile,
    pub(super) corrected: ReplyFile,
    pub(super) withdrawn: ReplyFile,
    pub(super) not_allowed: ReplyFile,
    pub(super) invalid: ReplyFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldFile {
    pub(super) name: String,
    pub(super) label: String,
    /// As in docs/protocol.md, 8.1.
    pub(super) kind: String,
    #[serde(default)]
    pub(super) required: bool,
    #[serde(default)]
    pub(super) why: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplyFile {
    pub(super) text: String,
    pub(super) next: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicFile {
    pub(super) id: String,
    /// How a visitor would ask for it: the text of a suggestion.
    pub(super) ask: String,
    /// Answers only when nothing else does.
    #[serde(default)]
    pub(super) small_talk: bool,
    /// Answers only a message of a word or two.
    #[serde(default)]
    pub(super) alone: bool,
    /// Phrases by weight.
    pub(super) hears: BTreeMap<u32, Vec<String>>,
    pub(super) answer: String,
    /// The topics to suggest after this one.
    pub(super) next: Vec<String>,
    /// The file that goes with the answer, by its name.
    #[serde(default)]
    pub(super) file: Option<String>,
    /// What the file shows, if it is a picture, for who can't see it.
    #[serde(default)]
    pub(super) alt: Option<String>,
    /// What is answered instead where people can take over: the visitor asks for one of them.
    #[serde(default)]
    pub(super) people: Option<HandoverFile>,
    /// The form that is posted with the answer.
    #[serde(default)]
    pub(super) form: Option<String>,
    /// The answer is Markdown.
    #[serde(default)]
    pub(super) markdown: bool,
    /// Cards beside the answer, and how they lie (docs/protocol.md, 8.2).
    #[serde(default)]
    pub(super) cards: Option<serde_json::Value>,
    #[serde(default)]
    pub(super) layout: Option<String>,
    /// The question that is asked after the answer, and its scale (docs/protocol.md, 8.3).
    #[serde(default)]
    pub(super) rating: Option<RatingFile>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RatingFile {
    pub(super) text: String,
    pub(super) scale: String,
}

/// No visitor could be asked so.
pub(super) struct BadRating;

impl RatingFile {
    /// The question.
    pub(super) fn read(&self) -> Result<Rating, BadRating> {
        let scale = Scale::parse(&self.scale).ok_or(BadRating)?;
        let text = self.text.clone();
        let count = text.chars().count();
        if (1..=200).contains(&count) { Ok(Rating { text, scale }) } else { Err(BadRating) }
    }
}
