//! One thing that was said, as people read it.

use serde::{Deserialize, Serialize};
use sigilo_protocol::{Body, Content};

use super::super::files::shown_name;

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The visitor.
    Visitor,
    /// The bot.
    Bot,
    /// One of the company's people, by the name that the visitor reads.
    Person(String),
}

/// One thing that was said.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The body's id.
    pub id: String,
    /// When the desk took or gave it, in seconds since 1970.
    pub at: u64,
    /// Who said it.
    pub who: Who,
    /// What: plain text.
    pub text: String,
    /// In which language (BCP 47), where that is known.
    pub lang: Option<String>,
    /// It is a file, whose name is the text: its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<u64>,
}

impl Line {
    /// What people read of a body; nothing of what is none of their business to read as text.
    pub(in crate::desk) fn of(body: &Body, who: Who, at: u64) -> Option<Self> {
        let (text, lang, file) = match &body.content {
            Content::Text { text, lang, .. } => (text.clone(), lang.clone(), None),
            Content::Attachment(file) => (shown_name(&file.name), None, Some(file.size)),
            Content::RatingRequest { text, lang, .. } => (text.clone(), lang.clone(), None),
            Content::Rating { score, comment, .. } => {
                let comment = comment.iter().flat_map(|own| ["\n", own.as_str()]);
                (format!("★ {score}") + &comment.collect::<String>(), None, None)
            }
            // A form's values are for its purpose's people alone: what it asks for is enough.
            Content::Form { title, .. } => (title.clone(), None, None),
            _ => return None,
        };
        Some(Self { id: body.id.clone(), at, who, text, lang, file })
    }
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line({} at {})", self.id, self.at)
    }
}
