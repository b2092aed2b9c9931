//! The controller's policy: what data is used for, by whom, how long; in the visitor's language.
//!
//! A document is read only after its hash was found in the manifest or in the core, so what it says
//! is what the site identity signed.

use sigilo_protocol::{Bytes, Hash, Json};

use crate::text::Lang;

/// Why a policy can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PolicyError {
    /// Its bytes are not the ones that were signed for.
    Hash,
    /// It is not a policy of this version, or lacks what a notice needs.
    Format,
}

/// Largest document in bytes.
pub(crate) const MAX_DOCUMENT: usize = 64 * 1024;

/// The policy without its sentences.
#[derive(Clone, Debug)]
pub(crate) struct Core {
    pub(crate) id: String,
    pub(crate) controller: Controller,
    pub(crate) laws: Vec<String>,
    pub(crate) authority: Authority,
    pub(crate) purposes: Vec<Purpose>,
    pub(crate) channels: Vec<Channel>,
    pub(crate) grant_lifetime: String,
    texts: Vec<(String, Hash)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Controller {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) contact: String,
    pub(crate) country: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Authority {
    pub(crate) name: String,
    pub(crate) url: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Purpose {
    pub(crate) id: String,
    pub(crate) required: bool,
    pub(crate) basis: String,
    pub(crate) category: String,
    pub(crate) data: Vec<Datum>,
    pub(crate) retention: String,
}

/// A kind of personal data, in DPV terms.
#[derive(Clone, Debug)]
pub(crate) struct Datum {
    pub(crate) kind: String,
    pub(crate) necessity: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) kind: String,
    pub(crate) value: String,
    pub(crate) href: String,
}

/// The sentences of one language.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) lead: String,
    purposes: Vec<(String, PurposeText)>,
    channels: Vec<(String, String)>,
    pub(crate) sections: Vec<Section>,
}

#[derive(Clone, Debug)]
pub(crate) struct PurposeText {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) basis: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) body: String,
}

/// A policy with its sentences in every language that it and the widget share.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) hash: Hash,
    pub(crate) core: Core,
    texts: Vec<(Lang, Hash, Text)>,
}

impl Core {
    /// Reads the core, whose bytes must hash to `hash`.
    pub(crate) fn read(bytes: &[u8], hash: Hash) -> Result<Self, PolicyError> {
        check(bytes, hash)?;
        let core = Json::parse(bytes).and_then(Self::from_json).ok_or(PolicyError::Format)?;
        let complete = core.purposes.iter().any(|purpose| purpose.required)
            && core.purposes.iter().all(|purpose| days(&purpose.retention).is_some())
            && days(&core.grant_lifetime).is_some()
            && is_web(&core.authority.url)
            && core.channels.iter().all(Channel::is_safe);
        if complete { Ok(core) } else { Err(PolicyError::Format) }
    }

    /// The languages that the policy and the widget share, with the hash of each text.
    pub(crate) fn languages(&self) -> Vec<(Lang, Hash)> {
        let known = |(tag, hash): &(String, Hash)| Some((Lang::from_tag(tag)?, *hash));
        self.texts.iter().filter_map(known).collect()
    }
}

/// Members that a later widget reads and this one doesn't are passed over: the hash of the whole
/// is what the visitor agreed to.
impl Core {
    fn from_json(json: Json) -> Option<Self> {
        let mut core = json.into_members();
        let is_ours = core.number("v") == 1;
        let read = Self {
            id: core.text("id"),
            laws: core.list("laws", Json::into_text),
            purposes: core.list("purposes", Purpose::from_json),
            channels: core.list("channels", Channel::from_json),
            grant_lifetime: core.text("grant_lifetime"),
            texts: core.map("texts", Bytes::from_json),
            controller: core.one("controller", Controller::from_json)?,
            authority: core.one("authority", Authority::from_json)?,
        };
        core.read(read).filter(|_| is_ours)
    }
}

impl Controller {
    fn from_json(json: Json) -> Option<Self> {
        let mut controller = json.into_members();
        let read = Self {
            name: controller.text("name"),
            address: controller.text("address"),
            contact: controller.text("contact"),
            country: controller.text("country"),
        };
        controller.read(read)
    }
}

impl Authority {
    fn from_json(json: Json) -> Option<Self> {
        let mut authority = json.into_members();
        let read = Self { name: authority.text("name"), url: authority.text("url") };
        authority.read(read)
    }
}

impl Purpose {
    fn from_json(json: Json) -> Option<Self> {
        let mut purpose = json.into_members();
        let read = Self {
            id: purpose.text("id"),
            required: purpose.one("required", Some) == Some(Json::Bool(true)),
            basis: purpose.text("basis"),
            category: purpose.text("category"),
            data: purpose.list("data", Datum::from_json),
            retention: purpose.text("retention"),
        };
        purpose.read(read)
    }
}

impl Datum {
    fn from_json(json: Json) -> Option<Self> {
        let mut datum = json.into_members();
        let read = Self { kind: datum.text("kind"), necessity: datum.text("necessity") };
        datum.read(read)
    }
}

impl Text {
    /// What is said of a purpose.
    pub(crate) fn purpose(&self, id: &str) -> Option<&PurposeText> {
        self.purposes.iter().find(|(own, _)| own == id).map(|(_, said)| said)
    }

    /// What a kind of channel is called.
    pub(crate) fn channel<'a>(&'a self, kind: &'a str) -> &'a str {
        self.channels.iter().find(|(own, _)| own == kind).map_or(kind, |(_, name)| name)
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut text = json.into_members();
        let is_ours = text.number("v") == 1;
        let read = Self {
            lead: text.text("lead"),
            purposes: text.map("purposes", PurposeText::from_json),
            channels: text.map("channels", Json::into_text),
            sections: text.list("sections", Section::from_json),
        };
        text.read(read).filter(|_| is_ours)
    }
}

impl PurposeText {
    fn from_json(json: Json) -> Option<Self> {
        let mut said = json.into_members();
        let read = Self {
            name: said.text("name"),
            description: said.text("description"),
            basis: said.maybe("basis", Json::into_text).unwrap_or_default(),
        };
        said.read(read)
    }
}

impl Section {
    fn from_json(json: Json) -> Option<Self> {
        let mut section = json.into_members();
        let read = Self { heading: section.text("heading"), body: section.text("body") };
        section.read(read)
    }
}

impl Channel {
    fn from_json(json: Json) -> Option<Self> {
        let mut channel = json.into_members();
        let read = Self {
            kind: channel.text("kind"),
            value: channel.text("value"),
            href: channel.text("href"),
        };
        channel.read(read)
    }

    /// A link leads where its kind says, and runs nothing.
    fn is_safe(&self) -> bool {
        match self.kind.as_str() {
            "phone" => self.href.starts_with("tel:"),
            "email" => self.href.starts_with("mailto:"),
            _ => is_web(&self.href),
        }
    }
}

impl Policy {
    /// Joins a core with its texts: `(language, hash, bytes)`. One language at least must be whole.
    pub(crate) fn read(
        core: Core,
        hash: Hash,
        texts: Vec<(Lang, Hash, Vec<u8>)>,
    ) -> Result<Self, PolicyError> {
        let mut read = Vec::new();
        for (lang, hash, bytes) in texts {
            check(&bytes, hash)?;
            let text = Json::parse(&bytes).and_then(Text::from_json).ok_or(PolicyError::Format)?;
            let named = |purpose: &Purpose| text.purpose(&purpose.id).is_some();
            if !core.purposes.iter().all(named) {
                return Err(PolicyError::Format);
            }
            read.push((lang, hash, text));
        }
        if read.is_empty() {
            return Err(PolicyError::Format);
        }
        Ok(Self { hash, core, texts: read })
    }

    /// The sentences of `lang`, or of the first language there is.
    pub(crate) fn text(&self, lang: Lang) -> &Text {
        &self.entry(lang).2
    }

    /// Which text a notice in `lang` shows: its hash, and the language that it really is in.
    pub(crate) fn shown(&self, lang: Lang) -> (Hash, Lang) {
        let (lang, hash, _) = self.entry(lang);
        (*hash, *lang)
    }

    fn entry(&self, lang: Lang) -> &(Lang, Hash, Text) {
        self.texts.iter().find(|(own, ..)| *own == lang).unwrap_or(&self.texts[0])
    }
}

fn check(bytes: &[u8], hash: Hash) -> Result<(), PolicyError> {
    if bytes.len() <= MAX_DOCUMENT && Hash::of(bytes) == hash {
        Ok(())
    } else {
        Err(PolicyError::Hash)
    }
}

fn is_web(href: &str) -> bool {
    href.starts_with("https://")
}

/// The days of an ISO 8601 duration of whole years, months, weeks and days (`P90D`, `P1Y`), a year
/// taken as 365 days and a month as 30.
pub(crate) fn days(duration: &str) -> Option<u32> {
    let mut rest = duration.strip_prefix('P')?;
    let mut total = 0u32;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: u32 = rest[..end].parse().ok()?;
        let unit = match rest.as_bytes()[end] {
            b'Y' => 365,
            b'M' => 30,
            b'W' => 7,
            b'D' => 1,
            _ => return None,
        };
        total = total.checked_add(count.checked_mul(unit)?)?;
        rest = &rest[end + 1..];
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORE: &str = include_str!("../../crates/backend/demo/policy/core.json");
    const ES: &[u8] = include_bytes!("../../crates/backend/demo/policy/es.json");

    fn read(core: &str) -> Result<Core, PolicyError> {
        Core::read(core.as_bytes(), Hash::of(core.as_bytes()))
    }

    #[test]
    fn the_demo_s_policy_is_read_in_both_languages() {
        let core = read(CORE).unwrap();
        let languages = core.languages();
        assert_eq!(languages.len(), 2);
        let hash = languages.iter().find(|(lang, _)| *lang == Lang::Es).unwrap().1;
        let texts = vec![(Lang::Es, hash, ES.to_vec())];
        let policy = Policy::read(core, Hash::of(CORE.as_bytes()), texts).unwrap();
        // English was not given: the notice falls back to a language that is there.
        assert_eq!(policy.shown(Lang::En), (hash, Lang::Es));
        assert!(policy.text(Lang::Es).purpose("answer").is_some());
    }

    #[test]
    fn another_byte_is_another_policy() {
        let changed = CORE.replace("P90D", "P91D");
        let verdict = Core::read(changed.as_bytes(), Hash::of(CORE.as_bytes()));
        assert_eq!(verdict.err(), Some(PolicyError::Hash));
    }

    #[test]
    fn a_policy_that_a_notice_can_t_be_made_of_is_refused() {
        for (from, to) in [
            (r#""v": 1"#, r#""v": 2"#),
            (r#""required": true"#, r#""required": false"#),
            ("P90D", "soon"),
            ("tel:", "javascript:"),
            ("mailto:", "data:"),
            ("https://www.aepd.es/", "http://www.aepd.es/"),
        ] {
            assert!(CORE.contains(from), "{from}");
            assert_eq!(read(&CORE.replace(from, to)).err(), Some(PolicyError::Format), "{to}");
        }
    }

    #[test]
    fn durations_are_counted_in_days() {
        for (text, expected) in [
            ("P90D", Some(90)),
            ("P1Y", Some(365)),
            ("P1M2W", Some(44)),
            ("P", None),
            ("P0D", None),
            ("90D", None),
            ("P1H", None),
            ("PD", None),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }
}
