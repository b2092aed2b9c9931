//! A file, as it is kept: what opens it, and of one that waits where its sealed pieces lie.

use sigilo_protocol::{Attachment, FileFault, FileKey, Json, JsonObject};

use super::{Kept, KeptMessage};
use crate::state::{Author, Delivery, Shared};

/// A file that a message brings.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptFile {
    /// What an attachment has, as JSON; the name is the message's text.
    about: String,
    /// In how many pieces it lies sealed in this browser: until it has arrived.
    pub(crate) pieces: u64,
    /// The relay has all of it.
    pub(crate) is_up: bool,
    /// A recipient did not take it.
    pub(crate) refused: Option<FileFault>,
}

impl KeptFile {
    pub(crate) fn new(file: &Attachment, pieces: u64) -> Self {
        Self { about: file.to_text(), pieces, is_up: false, refused: None }
    }

    /// The same without what it is and what opens it.
    pub(crate) fn bare(file: &Attachment, pieces: u64) -> Self {
        let (name, media, key) = (String::new(), String::new(), FileKey::from_bytes([0; 32]));
        Self::new(&Attachment { name, media, key, alt: None, ..file.clone() }, pieces)
    }

    /// What it is, and what opens it.
    pub(crate) fn attachment(&self) -> Option<Attachment> {
        Attachment::parse(&self.about)
    }

    /// Those of a form's answer, in a line.
    pub(crate) fn to_line(files: &[Self]) -> String {
        Json::list(files.iter().map(Self::to_json)).to_text()
    }

    /// Reads what [`KeptFile::to_line`] wrote.
    pub(crate) fn from_line(line: &str) -> Vec<Self> {
        let files = Json::parse(line.as_bytes()).and_then(|files| files.into_list(Self::from_json));
        files.unwrap_or_default()
    }

    pub(super) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        kept.text("about", &self.about);
        kept.number("pieces", self.pieces);
        kept.flag("up", self.is_up);
        kept.maybe_text("refused", self.refused.map(FileFault::name));
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let read = Self {
            about: kept.text("about"),
            pieces: kept.number("pieces"),
            is_up: kept.flag("up"),
            refused: kept.maybe("refused", Json::into_text).as_deref().map(FileFault::parse),
        };
        kept.done(read)
    }
}

impl Kept {
    /// A recipient did not take a file.
    pub(crate) fn refuse_file(&mut self, id: &str, reason: FileFault) {
        let is_own = |own: &&mut Shared<KeptMessage>| {
            own.view.id == id && matches!(own.view.author, Author::Visitor(_))
        };
        for message in self.messages.iter_mut().filter(is_own) {
            if let Some(file) = &mut message.file {
                file.refused = Some(reason);
                message.view.author = Author::Visitor(Delivery::Delivered);
            }
        }
    }
}
