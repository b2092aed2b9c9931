//! A form as it is kept, and as it is told.

use serde_json::{Value, json};
use sigilo_protocol::{Body, Content, ConvId, Field, Hash, Json, Sender};

use super::super::bot::Form;

/// Characters of a form's name: 72 bits, and still to be typed.
const ID: usize = 12;

/// How far a form has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormState {
    /// It was asked.
    Asked,
    /// It has values.
    Answered,
    /// Its values were destroyed: the visitor took them back, or what they were for.
    Withdrawn,
    /// Its values were destroyed: their time was over.
    Expired,
}

/// A form for lists: nothing in it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredForm {
    /// What it is called at the desk.
    pub id: String,
    /// What the visitor read above it.
    pub title: String,
    /// What the values are for.
    pub purpose: String,
    /// How far it has come.
    pub state: FormState,
    /// Since when, in seconds since 1970.
    pub changed: u64,
    /// Until when the values are kept, in seconds since 1970.
    pub until: Option<u64>,
    /// Whether they are kept and not to be used (Art. 18 GDPR).
    pub restricted: bool,
}

/// A form.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Record {
    pub(super) conv: ConvId,
    /// The body that asks.
    pub(super) form: String,
    pub(super) title: String,
    pub(in crate::desk) purpose: String,
    pub(super) fields: Vec<Field>,
    pub(super) state: FormState,
    pub(super) changed: u64,
    pub(super) until: Option<u64>,
    /// What answered last.
    pub(super) answer: Option<Place>,
}

/// Where something was said: the body, and its envelope's place in the sender's chain.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::desk) struct Place {
    pub(in crate::desk) body: String,
    pub(in crate::desk) from: Sender,
    pub(in crate::desk) seq: u64,
}

impl Place {
    /// Whether the same load has said something else after it.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        self.from == other.from && self.seq < other.seq
    }

    pub(super) fn to_json(&self) -> Json {
        Json::object([
            ("body", Some(Json::text(&self.body))),
            ("from", Some(Json::text(self.from.as_str()))),
            ("seq", Some(Json::Number(self.seq))),
        ])
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let from = members.one("from", |from| Sender::parse(&from.into_text()?))?;
        let place = Self { body: members.text("body"), from, seq: members.number("seq") };
        members.done(place)
    }
}

impl FormState {
    pub(super) const ALL: [Self; 4] = [Self::Asked, Self::Answered, Self::Withdrawn, Self::Expired];

    /// Its name in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Record {
    /// A form that a body asks by; nothing if it is another body.
    pub(super) fn asked(conv: ConvId, body: &Body, now: u64) -> Option<Self> {
        let Content::Form { title, purpose, fields } = body.content.clone() else { return None };
        let (form, state) = (body.id.clone(), FormState::Asked);
        let (until, answer) = (None, None);
        Some(Self { conv, form, title, purpose, fields, state, changed: now, until, answer })
    }

    /// Whether it has the values that one of these bodies brought.
    pub(super) fn has(&self, bodies: &[String]) -> bool {
        let is_it = |place: &Place| bodies.contains(&place.body);
        self.state == FormState::Answered && self.answer.as_ref().is_some_and(is_it)
    }

    /// What was asked.
    pub(super) fn to_form(&self) -> Form {
        let Self { title, purpose, fields, .. } = self.clone();
        Form { title, purpose, fields }
    }

    /// What a visitor who asks for access is told of it; nothing where nothing is held.
    pub(in crate::desk) fn told(&self) -> Option<Value> {
        let fields: Vec<_> = self.fields.iter().map(|field| &field.name).collect();
        let told = json!({
            "form": self.form, "purpose": self.purpose, "fields": fields, "at": self.changed,
            "until": self.until,
        });
        (self.state == FormState::Answered).then_some(told)
    }

    /// What it is called at the desk.
    pub(in crate::desk) fn id(&self) -> String {
        id(self.conv, &self.form)
    }
}

/// A name that tells nothing of the two.
pub(super) fn id(conv: ConvId, form: &str) -> String {
    let hash = Hash::of(format!("form {conv} {form}").as_bytes()).to_string();
    hash.chars().take(ID).collect()
}
