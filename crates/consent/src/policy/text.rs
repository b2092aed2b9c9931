//! The sentences of one language, in two layers.

use sigilo_protocol::{Hash, Json};

use super::{Core, PolicyError, check};

/// What the controller says in one language.
#[derive(Clone, Debug)]
pub struct Text {
    /// What the chat is for, in a sentence or two.
    pub lead: String,
    /// The second layer: the whole of Art. 13 GDPR, by section.
    pub sections: Vec<Section>,
    purposes: Vec<(String, PurposeText)>,
    data: Vec<(String, String)>,
    processors: Vec<(String, String)>,
    obligations: Vec<(String, String)>,
    channels: Vec<(String, String)>,
}

/// What is said of a purpose.
#[derive(Clone, Debug)]
pub struct PurposeText {
    /// Short name.
    pub name: String,
    /// What happens with which data, in a sentence.
    pub description: String,
    /// Words for the legal basis.
    pub basis: String,
}

/// A headed paragraph.
#[derive(Clone, Debug)]
pub struct Section {
    /// Heading.
    pub heading: String,
    /// Text.
    pub body: String,
}

impl Text {
    /// Reads a text of `core`, whose bytes must hash to `hash`.
    pub(super) fn read(
        bytes: &[u8],
        hash: Hash,
        lang: &str,
        core: &Core,
    ) -> Result<Self, PolicyError> {
        check(bytes, hash)?;
        let json = Json::parse(bytes).ok_or(PolicyError::Format)?;
        let text = Self::from_json(json, lang).ok_or(PolicyError::Format)?;
        if text.speaks_of(core) { Ok(text) } else { Err(PolicyError::Sentence) }
    }

    /// What is said of a purpose.
    pub fn purpose(&self, id: &str) -> Option<&PurposeText> {
        self.purposes.iter().find(|(own, _)| own == id).map(|(_, said)| said)
    }

    /// What a kind of data is called: `pd:Insurance`.
    pub fn datum(&self, kind: &str) -> Option<&str> {
        find(&self.data, kind)
    }

    /// What a processor does.
    pub fn processor(&self, id: &str) -> Option<&str> {
        find(&self.processors, id)
    }

    /// What is kept under an obligation, and why.
    pub fn obligation(&self, id: &str) -> Option<&str> {
        find(&self.obligations, id)
    }

    /// What a kind of channel is called.
    pub fn channel(&self, kind: &str) -> Option<&str> {
        find(&self.channels, kind)
    }

    /// Whether there is a sentence for all that the core holds, and for nothing else.
    fn speaks_of(&self, core: &Core) -> bool {
        let kinds = core.purposes.iter().flat_map(|purpose| &purpose.data);
        core.purposes.iter().all(|purpose| self.purpose(&purpose.id).is_some())
            && self.purposes.iter().all(|(id, _)| core.purpose(id).is_some())
            && kinds.clone().all(|datum| self.datum(&datum.kind).is_some())
            && core.processors.iter().all(|own| self.processor(&own.id).is_some())
            && core.obligations.iter().all(|own| self.obligation(&own.id).is_some())
            && core.channels.iter().all(|own| self.channel(&own.kind).is_some())
    }

    fn from_json(json: Json, lang: &str) -> Option<Self> {
        let mut text = json.into_members();
        let is_ours = text.number("v") == 2;
        let is_its_language = text.text("lang") == lang;
        let read = Self {
            lead: text.text("lead"),
            sections: text.list("sections", Section::from_json),
            purposes: text.map("purposes", PurposeText::from_json),
            data: text.map("data", Json::into_text),
            processors: text.map("processors", Json::into_text),
            obligations: text.map("obligations", Json::into_text),
            channels: text.map("channels", Json::into_text),
        };
        text.done(read).filter(|_| is_ours && is_its_language)
    }
}

fn find<'a>(said: &'a [(String, String)], id: &str) -> Option<&'a str> {
    said.iter().find(|(own, _)| own == id).map(|(_, said)| said.as_str())
}

impl PurposeText {
    fn from_json(json: Json) -> Option<Self> {
        let mut said = json.into_members();
        let read = Self {
            name: said.text("name"),
            description: said.text("description"),
            basis: said.text("basis"),
        };
        said.done(read)
    }
}

impl Section {
    fn from_json(json: Json) -> Option<Self> {
        let mut section = json.into_members();
        let read = Self { heading: section.text("heading"), body: section.text("body") };
        section.done(read)
    }
}
