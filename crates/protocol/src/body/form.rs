//! A form that a recipient asks by, and its sealed answer (§8).
//!
//! Not here: how the values are sealed (`form.rs` of the crate), and whether they are what their
//! kind says. That is for both ends to check, each by itself.

use alloc::{string::String, vec::Vec};

use super::read::{checked, flag};
use crate::{
    bytes::{Hash, unb64u},
    header::{HelloBox, is_id},
    json::Json,
};

/// Most fields of a form. More is a questionnaire, which nobody should be asked in a chat.
pub(crate) const MAX_FIELDS: usize = 32;

/// Longest name of a field, title or label, and reason, in characters.
const MAX_NAME: usize = 40;
const MAX_LABEL: usize = 200;
const MAX_WHY: usize = 500;

/// Longest `autocomplete`, in characters: several tokens of the HTML standard.
const MAX_AUTOCOMPLETE: usize = 80;

/// Most recipients of an answer: those of a manifest.
const MAX_BOXES: usize = 8;

/// Largest sealed values in bytes, padding and tag included. Larger, an answer comes near to what
/// a body holds; files have a place of their own (§11).
pub(crate) const MAX_SEALED: usize = 16 * 1024 + 16;

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What the answer is filed under: an id of up to 40 characters, unique in the form.
    pub name: String,
    /// What the visitor reads, 1 to 200 characters.
    pub label: String,
    /// What is asked for.
    pub kind: FieldKind,
    /// Whether the form can't be sent without it.
    pub required: bool,
    /// Why it is needed, up to 500 characters.
    pub why: Option<String>,
    /// The browser's `autocomplete` tokens, where they are not those of the kind.
    pub autocomplete: Option<String>,
}

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A person's name.
    Name,
    /// A postal address.
    Address,
    /// The number of a policy or a contract.
    PolicyNumber,
    /// A date of birth, `YYYY-MM-DD`.
    BirthDate,
    /// An account number (ISO 13616).
    Iban,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number of a national or tax identity.
    NationalId,
    /// Free text; so is a kind that this version does not know.
    Text,
    /// A file: [`super::Attachment::to_text`].
    File,
}

/// A form's answer: values that only those can read whom the form's purpose names (§8.1).
#[derive(Clone, Debug, PartialEq)]
pub struct FormAnswer {
    /// The form's body id.
    pub form: String,
    /// The manifest whose recipients it was sealed to.
    pub mh: Hash,
    /// Commitment to the key of the values.
    pub kc: Hash,
    /// The key, for each recipient of the purpose.
    pub to: Vec<HelloBox>,
    /// The values.
    pub sealed: Vec<u8>,
}

/// Why a form's answer was not taken (§8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// No such form was asked in this conversation, or it is forgotten that it was.
    Unknown,
    /// The purpose is not given, or not any more.
    NotAllowed,
    /// What was told is kept and not used (Art. 18 GDPR), or its use was objected to: nothing is added.
    Restricted,
    /// The key that it was sealed to is erased: it came too late.
    Late,
    /// A file in it is not one that is taken, is not at the relay, does not open, or a scanner has something
    /// against it.
    File,
    /// It can't be opened, is sealed for others than the policy names, or is not what was asked for; so
    /// is a reason that this version does not know.
    Invalid,
}

impl FormFault {
    /// Every reason.
    pub const ALL: [Self; 6] =
        [Self::Unknown, Self::NotAllowed, Self::Restricted, Self::Late, Self::File, Self::Invalid];

    /// Its name in a body.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotAllowed => "not-allowed",
            Self::Restricted => "restricted",
            Self::Late => "late",
            Self::File => "file",
            Self::Invalid => "invalid",
        }
    }

    /// The reason of a name.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|fault| fault.name() == name).unwrap_or(Self::Invalid)
    }
}

impl FieldKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Address,
        Self::PolicyNumber,
        Self::BirthDate,
        Self::Iban,
        Self::Email,
        Self::Phone,
        Self::NationalId,
        Self::Text,
        Self::File,
    ];

    /// Its name in a body.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Address => "address",
            Self::PolicyNumber => "policy-number",
            Self::BirthDate => "birth-date",
            Self::Iban => "iban",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::NationalId => "national-id",
            Self::Text => "text",
            Self::File => "file",
        }
    }

    /// The kind of a name; one that is not known is text.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Text)
    }

    /// The browser's `autocomplete` tokens for it, where a field names no others.
    pub fn autocomplete(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Address => "street-address",
            Self::BirthDate => "bday",
            Self::Email => "email",
            Self::Phone => "tel",
            _ => "off",
        }
    }
}

/// Reads a form's fields: 1 to 32, no name twice.
pub(super) fn fields(json: Json) -> Option<Vec<Field>> {
    let fields = json.into_list(field)?;
    let is_new = |(i, field): (usize, &Field)| fields[..i].iter().all(|old| old.name != field.name);
    let is_form = (1..=MAX_FIELDS).contains(&fields.len()) && fields.iter().enumerate().all(is_new);
    is_form.then_some(fields)
}

fn field(json: Json) -> Option<Field> {
    let up_to = |most: usize| {
        move |text: Json| text.into_text().filter(|text| (1..=most).contains(&text.chars().count()))
    };
    let tokens = |text: &String| text.bytes().all(|byte| byte == b' ' || is_token(byte));
    let mut members = json.into_members();
    let field = Field {
        name: checked(&mut members, "name", is_name),
        label: checked(&mut members, "label", is_label),
        kind: FieldKind::parse(&members.text("kind")),
        required: flag(&mut members, "required"),
        why: members.maybe("why", up_to(MAX_WHY)),
        autocomplete: members
            .maybe("autocomplete", |text| up_to(MAX_AUTOCOMPLETE)(text).filter(tokens)),
    };
    members.read(field)
}

fn is_token(byte: u8) -> bool {
    byte == b'-' || byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Whether a field may be called so.
pub(crate) fn is_name(text: &str) -> bool {
    is_id(text) && text.len() <= MAX_NAME
}

/// Whether a form or a field may be headed so.
pub(super) fn is_label(text: &str) -> bool {
    (1..=MAX_LABEL).contains(&text.chars().count())
}

/// Reads the boxes of an answer: 1 to 8, no recipient twice.
pub(super) fn boxes(json: Json) -> Option<Vec<HelloBox>> {
    let boxes = json.into_list(HelloBox::from_json)?;
    let is_new = |(i, own): (usize, &HelloBox)| boxes[..i].iter().all(|old| old.to != own.to);
    let are_boxes = (1..=MAX_BOXES).contains(&boxes.len()) && boxes.iter().enumerate().all(is_new);
    are_boxes.then_some(boxes)
}

/// Reads the sealed values.
pub(super) fn sealed(json: Json) -> Option<Vec<u8>> {
    unb64u(&json.into_text()?).filter(|sealed| (17..=MAX_SEALED).contains(&sealed.len()))
}
