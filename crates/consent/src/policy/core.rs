//! The core: everything but the sentences.

use sigilo_protocol::{Bytes, Hash, Json, JsonObject, Members};

use super::{Attachments, Detection, MAX_PURPOSES, PolicyError, Purpose, check, days};

/// The policy without its sentences.
#[derive(Clone, Debug)]
pub struct Core {
    /// What it is called.
    pub id: String,
    /// Which version of its wording this is.
    pub version: String,
    /// Who decides what the data is used for.
    pub controller: Controller,
    /// The laws that apply, by name: `GDPR`, `LOPDGDD`, `UK GDPR`, `CCPA`, `LGPD` or another.
    pub laws: Vec<String>,
    /// Whom to complain to.
    pub authority: Authority,
    /// From which age on somebody may decide alone, in years; 0 for any.
    pub minimum_age: u64,
    /// Whether the visitor is asked about it.
    pub age_gate: bool,
    /// What data is used for, in the order in which it is told.
    pub purposes: Vec<Purpose>,
    /// Companies that work for the controller.
    pub processors: Vec<Processor>,
    /// What is kept although erasure was asked for.
    pub obligations: Vec<Obligation>,
    /// Other ways to reach the company.
    pub channels: Vec<Channel>,
    /// How what is written is screened for personal data.
    pub detection: Detection,
    /// How many people have to agree before something is opened in an archive; nothing where the policy
    /// leaves that to the settings.
    pub archive_approvers: Option<u64>,
    /// Which files visitors may send, as it is written: read where that is of use, since most of the widget
    /// has none.
    pub attachments: Option<Json>,
    /// How long a decision holds: an ISO 8601 duration.
    pub grant_lifetime: String,
    /// SHA-256 of all but `texts` and `version`, the members of each object in the order of their
    /// names: what it is that the visitor agrees to, whatever the words. Another substance asks again,
    /// another wording only notifies.
    pub substance: Hash,
    texts: Vec<(String, Hash)>,
}

/// Who decides what the data is used for.
#[derive(Clone, Debug)]
pub struct Controller {
    /// Name, as registered.
    pub name: String,
    /// Postal address.
    pub address: String,
    /// E-mail address for privacy matters.
    pub contact: String,
    /// Where it is established: ISO 3166-1 alpha-2.
    pub country: String,
    /// E-mail address of the data protection officer (Art. 37 GDPR).
    pub dpo: Option<String>,
    /// The representative in the Union (Art. 27 GDPR): name and contact.
    pub representative: Option<String>,
}

/// Whom to complain to.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: String,
}

/// A company that works for the controller (Art. 28 GDPR).
#[derive(Clone, Debug)]
pub struct Processor {
    /// Its id in this policy.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it works: ISO 3166-1 alpha-2.
    pub country: String,
}

/// What is kept although erasure was asked for (Art. 17(3) GDPR; Art. 32 LOPDGDD).
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Its id in this policy.
    pub id: String,
    /// What obliges: `eu-gdpr:JustificationA17LegallyRequired`, `…LegalClaims`.
    pub basis: String,
    /// For how long: an ISO 8601 duration.
    pub retention: String,
}

/// Another way to reach the company.
#[derive(Clone, Debug)]
pub struct Channel {
    /// `phone`, `email` or `web`.
    pub kind: String,
    /// What to read.
    pub value: String,
    /// Where it leads.
    pub href: String,
}

impl Core {
    /// Reads the core, whose bytes must hash to `hash`.
    pub fn read(bytes: &[u8], hash: Hash) -> Result<Self, PolicyError> {
        check(bytes, hash)?;
        let json = Json::parse(bytes).ok_or(PolicyError::Format)?;
        let substance = substance(&json);
        let core = Self::from_json(json, substance).ok_or(PolicyError::Format)?;
        let is_doubled = |(at, purpose): (usize, &Purpose)| {
            core.purposes[..at].iter().any(|earlier| earlier.id == purpose.id)
        };
        let is_some_required = core.purposes.iter().any(|purpose| purpose.required);
        if !is_some_required
            || core.purposes.len() > MAX_PURPOSES
            || core.purposes.iter().enumerate().any(is_doubled)
        {
            return Err(PolicyError::Purposes);
        }
        let is_whole = days(&core.grant_lifetime).is_some()
            && core.purposes.iter().all(Purpose::is_whole)
            && core.obligations.iter().all(|kept| days(&kept.retention).is_some())
            && is_web(&core.authority.url)
            && core.channels.iter().all(Channel::is_safe);
        if is_whole { Ok(core) } else { Err(PolicyError::Format) }
    }

    /// The languages that there are texts in, in the policy's order, each with its text's hash.
    pub fn texts(&self) -> &[(String, Hash)] {
        &self.texts
    }

    /// The hash of a language's text.
    pub fn text(&self, lang: &str) -> Option<Hash> {
        self.texts.iter().find(|(own, _)| own == lang).map(|(_, hash)| *hash)
    }

    /// The language of a text.
    pub fn language(&self, text: Hash) -> Option<&str> {
        self.texts.iter().find(|(_, hash)| *hash == text).map(|(lang, _)| lang.as_str())
    }

    /// A purpose by its id.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.id == id)
    }

    /// Which files visitors may send; nothing if none.
    pub fn attachments(&self) -> Option<Attachments> {
        self.attachments.clone().and_then(Attachments::from_json)
    }

    fn from_json(json: Json, substance: Hash) -> Option<Self> {
        let mut core = json.into_members();
        let is_ours = core.number("v") == 2;
        let read = Self {
            id: core.text("id"),
            version: core.text("version"),
            controller: core.one("controller", Controller::from_json)?,
            laws: core.list("laws", Json::into_text),
            authority: core.one("authority", Authority::from_json)?,
            minimum_age: core.number("minimum_age"),
            age_gate: flag(&mut core, "age_gate"),
            purposes: core.list("purposes", Purpose::from_json),
            processors: core.list("processors", Processor::from_json),
            obligations: core.list("obligations", Obligation::from_json),
            channels: core.list("channels", Channel::from_json),
            detection: core.maybe("detection", Detection::from_json).unwrap_or_default(),
            archive_approvers: core.maybe("archive_approvers", Json::into_number),
            attachments: core.take("attachments"),
            grant_lifetime: core.text("grant_lifetime"),
            substance,
            texts: core.map("texts", Bytes::from_json),
        };
        core.done(read).filter(|_| is_ours)
    }
}

fn substance(core: &Json) -> Hash {
    let Json::Object(members) = core else { return Hash::of(b"") };
    let mut kept = JsonObject::new();
    for (name, value) in members {
        if name != "texts" && name != "version" {
            kept.json(name, value.clone());
        }
    }
    let mut kept = kept.whole();
    sort(&mut kept);
    Hash::of(kept.to_text().as_bytes())
}

/// Puts the members of every object in the order of their names: whoever writes a policy anew in
/// another order has said the same. Lists keep theirs.
fn sort(json: &mut Json) {
    match json {
        Json::List(items) => items.iter_mut().for_each(sort),
        Json::Object(members) => {
            members.iter_mut().for_each(|(_, value)| sort(value));
            // By insertion: an object has few members, and the library's sort many bytes.
            for mut at in 1..members.len() {
                while at > 0 && members[at - 1].0 > members[at].0 {
                    members.swap(at - 1, at);
                    at -= 1;
                }
            }
        }
        _ => {}
    }
}

/// Takes a member that is `true` or `false`.
pub(super) fn flag(members: &mut Members, name: &str) -> bool {
    let read = |value| if let Json::Bool(value) = value { Some(value) } else { None };
    members.one(name, read).unwrap_or_default()
}

impl Controller {
    fn from_json(json: Json) -> Option<Self> {
        let mut controller = json.into_members();
        let read = Self {
            name: controller.text("name"),
            address: controller.text("address"),
            contact: controller.text("contact"),
            country: controller.text("country"),
            dpo: controller.maybe("dpo", Json::into_text),
            representative: controller.maybe("representative", Json::into_text),
        };
        controller.done(read)
    }
}

impl Authority {
    fn from_json(json: Json) -> Option<Self> {
        let mut authority = json.into_members();
        let read = Self { name: authority.text("name"), url: authority.text("url") };
        authority.done(read)
    }
}

impl Processor {
    fn from_json(json: Json) -> Option<Self> {
        let mut processor = json.into_members();
        let read = Self {
            id: processor.text("id"),
            name: processor.text("name"),
            country: processor.text("country"),
        };
        processor.done(read)
    }
}

impl Obligation {
    fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let read = Self {
            id: kept.text("id"),
            basis: kept.text("basis"),
            retention: kept.text("retention"),
        };
        kept.done(read)
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
        channel.done(read)
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

fn is_web(href: &str) -> bool {
    href.starts_with("https://")
}
