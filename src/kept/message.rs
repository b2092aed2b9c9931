//! A message of the transcript, as the record has it.

use sigilo_protocol::{Json, JsonObject, Sender};

use super::{KeptFile, KeptForm, KeptRich, Told};
use crate::state::{Author, Delivery, MessageView, RecipientRole, Shared, Speaker};

/// A message, and as which envelope it was sealed last.
#[derive(Clone, Debug)]
pub(crate) struct KeptMessage {
    pub(crate) view: Shared<MessageView>,
    pub(crate) sealed: Option<(Sender, u64)>,
    /// Who could read it then, by name.
    pub(crate) readers: Option<String>,
    /// Told beside the chat, and not shown in it.
    pub(crate) told: Option<Told>,
    /// The visitor was asked about the personal data in it, and lets it go out with what is of these terms
    /// although nothing given covers them.
    pub(crate) cleared: Option<Vec<String>>,
    /// It asks by a form.
    pub(crate) form: Option<KeptForm>,
    /// It brings a file, whose name is its text.
    pub(crate) file: Option<KeptFile>,
    /// What it has beside its words.
    pub(crate) rich: Option<KeptRich>,
}

impl From<MessageView> for KeptMessage {
    fn from(view: MessageView) -> Self {
        Shared::from(view).into()
    }
}

impl From<Shared<MessageView>> for KeptMessage {
    fn from(view: Shared<MessageView>) -> Self {
        let (readers, told, cleared) = (None, None, None);
        let (sealed, form, file, rich) = (None, None, None, None);
        Self { view, sealed, readers, told, cleared, form, file, rich }
    }
}

impl KeptMessage {
    pub(crate) fn to_json(&self) -> Json {
        let view = &self.view;
        let (author, recipient) = match &view.author {
            Author::Visitor(delivery) => (delivery.name(), None),
            Author::Recipient(recipient) => (role(recipient.role), Some(recipient)),
            Author::Chat => ("chat", None),
        };
        let mut kept = JsonObject::new();
        kept.text("id", &view.id);
        kept.text("author", author);
        if let Some(recipient) = recipient {
            kept.text("name", &recipient.name);
            kept.maybe_text("picture", recipient.picture.as_deref());
        }
        kept.text("text", &view.text);
        kept.number("at", view.at as u64);
        if !view.suggestions.is_empty() {
            kept.json("suggestions", Json::texts(&view.suggestions));
        }
        if let Some((from, seq)) = &self.sealed {
            kept.text("from", from.as_str());
            kept.number("seq", *seq);
        }
        kept.maybe_text("readers", self.readers.as_deref());
        kept.maybe("told", self.told.as_ref().map(Told::to_json));
        kept.maybe("cleared", self.cleared.as_deref().map(Json::texts));
        kept.maybe("form", self.form.as_ref().map(KeptForm::to_json));
        kept.maybe("file", self.file.as_ref().map(KeptFile::to_json));
        kept.maybe("rich", self.rich.as_ref().map(KeptRich::to_json));
        kept.whole()
    }

    pub(super) fn shared(json: Json) -> Option<Shared<Self>> {
        Self::from_json(json).map(Shared::from)
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let author = kept.text("author");
        let name = kept.maybe("name", Json::into_text);
        let picture = kept.maybe("picture", Json::into_text);
        let author = match name {
            Some(name) => {
                let role = ROLES.into_iter().find(|own| role(*own) == author)?;
                Author::Recipient(Speaker { name, role, picture }.into())
            }
            None if author == "chat" => Author::Chat,
            None => Author::Visitor(Delivery::ALL.into_iter().find(|own| own.name() == author)?),
        };
        let from = kept.maybe_parsed("from", Sender::parse);
        let seq = kept.maybe("seq", Json::into_number);
        let readers = kept.maybe("readers", Json::into_text);
        let told = kept.maybe("told", Told::from_json);
        let cleared = kept.maybe("cleared", Json::into_texts);
        let form = kept.maybe("form", KeptForm::from_json);
        let file = kept.maybe("file", KeptFile::from_json);
        let rich = kept.maybe("rich", KeptRich::from_json);
        let suggestions = kept.maybe("suggestions", Json::into_texts);
        let (id, text, at) = (kept.text("id"), kept.text("text"), kept.number("at") as f64);
        let suggestions = suggestions.unwrap_or_default();
        let view = MessageView { suggestions, ..MessageView::new(id, author, text, at) }.into();
        let sealed = from.zip(seq);
        kept.done(Self { view, sealed, readers, told, cleared, form, file, rich })
    }
}

pub(super) const ROLES: [RecipientRole; 5] = [
    RecipientRole::Bot,
    RecipientRole::Agent,
    RecipientRole::Archive,
    RecipientRole::Processor,
    RecipientRole::Person,
];

fn role(role: RecipientRole) -> &'static str {
    match role {
        RecipientRole::Bot => "bot",
        RecipientRole::Agent => "agent",
        RecipientRole::Archive => "archive",
        RecipientRole::Processor => "processor",
        RecipientRole::Person => "person",
    }
}
