//! One thing that happened.

use sigilo_protocol::{Bytes, Hash, Json, JsonObject};

use crate::{Decision, Prompt, Shown, Status, receipt::prompt_name};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something is to be asked.
    Ask,
    /// It is on screen.
    Show,
    /// The visitor said yes.
    Grant,
    /// The visitor said no.
    Refuse,
    /// The visitor took back what rests on consent.
    Withdraw,
    /// The visitor objected to what rests on something else.
    Object,
    /// Time ran out.
    Expire,
    /// What was given for something has changed.
    Invalidate,
    /// The prompt went away without an answer.
    Defer,
    /// Global Privacy Control was seen.
    Gpc,
    /// A recipient received a receipt.
    Receive,
    /// A recipient countersigned it.
    Countersign,
    /// A recipient stopped using what was withdrawn.
    Honour,
}

const KINDS: [(Kind, &str); 13] = [
    (Kind::Ask, "ask"),
    (Kind::Show, "show"),
    (Kind::Grant, "grant"),
    (Kind::Refuse, "refuse"),
    (Kind::Withdraw, "withdraw"),
    (Kind::Object, "object"),
    (Kind::Expire, "expire"),
    (Kind::Invalidate, "invalidate"),
    (Kind::Defer, "defer"),
    (Kind::Gpc, "gpc"),
    (Kind::Receive, "receive"),
    (Kind::Countersign, "countersign"),
    (Kind::Honour, "honour"),
];

impl Kind {
    /// Its name in the log.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    fn parse(name: &str) -> Option<Self> {
        KINDS.iter().find(|(_, own)| *own == name).map(|(kind, _)| *kind)
    }
}

/// Something that happened, when, and about what. Never what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: Kind,
    /// When, in milliseconds since the epoch.
    pub at_ms: u64,
    /// The purposes that it is about, by id.
    pub purposes: Vec<String>,
    /// The policy that held.
    pub policy: Hash,
    /// What was on screen, if anything was.
    pub shown: Option<Shown>,
    /// The receipt that it left or is about.
    pub receipt: Option<Hash>,
}

impl Event {
    /// The events of a decision: one for each kind of thing that it did. What the visitor ends that
    /// does not rest on consent is `informed`'s: an objection.
    pub fn of(
        decision: &Decision,
        policy: Hash,
        receipt: Hash,
        informed: impl Fn(&str) -> bool,
    ) -> Vec<Self> {
        let mut events: Vec<Self> = Vec::new();
        for (purpose, status) in &decision.purposes {
            let Some(kind) = kind(*status, informed(purpose)) else { continue };
            match events.iter_mut().find(|event| event.kind == kind) {
                Some(event) => event.purposes.push(purpose.clone()),
                None => events.push(Self {
                    kind,
                    at_ms: decision.at_ms,
                    purposes: vec![purpose.clone()],
                    policy,
                    shown: decision.shown.clone(),
                    receipt: Some(receipt),
                }),
            }
        }
        events
    }

    /// As it is hashed and kept.
    pub fn to_json(&self) -> Json {
        let mut event = JsonObject::new();
        event.text("event", self.kind.name());
        event.number("at", self.at_ms);
        if !self.purposes.is_empty() {
            event.json("purposes", Json::texts(&self.purposes));
        }
        event.json("policy", self.policy.to_json());
        if let Some(Shown { prompt, text, lang }) = &self.shown {
            event.text("prompt", prompt_name(*prompt));
            event.json("text", text.to_json());
            event.text("lang", lang);
        }
        event.maybe("receipt", self.receipt.map(|receipt| receipt.to_json()));
        event.whole()
    }

    /// Reads [`Event::to_json`], nothing else: there is no member for content.
    pub fn from_json(json: Json) -> Option<Self> {
        let mut event = json.into_members();
        let prompt = event.maybe_parsed("prompt", parse_prompt);
        let text = event.maybe("text", Bytes::from_json);
        let lang = event.maybe("lang", Json::into_text);
        let is_whole = prompt.is_some() == text.is_some() && text.is_some() == lang.is_some();
        let shown = match (prompt, text, lang) {
            (Some(prompt), Some(text), Some(lang)) => Some(Shown { prompt, text, lang }),
            _ => None,
        };
        let kind = event.parsed("event", Kind::parse)?;
        let purposes = event.maybe("purposes", |list| list.into_list(Json::into_text));
        let read = Self {
            kind,
            at_ms: event.number("at"),
            purposes: purposes.unwrap_or_default(),
            policy: event.bytes("policy"),
            shown,
            receipt: event.maybe("receipt", Bytes::from_json),
        };
        event.done(read).filter(|_| is_whole)
    }
}

fn kind(status: Status, is_informed: bool) -> Option<Kind> {
    match status {
        Status::Given => Some(Kind::Grant),
        Status::Refused => Some(Kind::Refuse),
        Status::Withdrawn if is_informed => Some(Kind::Object),
        Status::Withdrawn => Some(Kind::Withdraw),
        Status::Expired => Some(Kind::Expire),
        Status::Invalidated => Some(Kind::Invalidate),
        Status::Deferred => Some(Kind::Defer),
        Status::NotAsked | Status::Requested => None,
    }
}

fn parse_prompt(name: &str) -> Option<Prompt> {
    let all = [
        Prompt::Notice,
        Prompt::Purpose,
        Prompt::Form,
        Prompt::Kind,
        Prompt::Special,
        Prompt::Recipient,
        Prompt::Change,
        Prompt::Expiry,
        Prompt::Panel,
    ];
    all.into_iter().find(|prompt| prompt_name(*prompt) == name)
}
