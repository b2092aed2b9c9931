//! Reading (§8): strict in the members that a type has, blind to all others.

use alloc::string::String;

use super::{
    Attachment, Body, By, Cards, Content, FileFault, FormAnswer, FormFault, Format, Layout, MAX_ID,
    RequestState, Right, Scale, Scope, audit, cards, form, is_picture, right::MAX_NOTE,
};
use crate::{
    file::{FileKey, MAX_FILE},
    header::is_id,
    json::{Json, Members},
};

/// Reads a body; nothing, if a member that its type needs is not there or not what it should be.
pub(super) fn body(json: Json) -> Option<Body> {
    let mut members = json.into_members();
    let is_ours = members.number("v") == 1;
    let id = body_id(&mut members, "id");
    let content = content(&mut members);
    let picture = members.take("picture").and_then(Json::into_text).filter(|own| is_picture(own));
    members.read(Body { id, content, picture }).filter(|_| is_ours)
}

fn content(members: &mut Members) -> Content {
    let kind = members.text("type");
    match kind.as_str() {
        "hello" => Content::Hello { receipt: members.text("receipt") },
        "text" => Content::Text {
            text: members.text("text"),
            lang: members.maybe("lang", Json::into_text),
            suggestions: members
                .maybe("suggestions", |list| list.into_list(Json::into_text))
                .unwrap_or_default(),
            format: members.maybe("format", format).unwrap_or_default(),
            by: by(members),
            cards: laid_out(members),
        },
        "form" => Content::Form {
            title: checked(members, "title", form::is_label),
            purpose: checked(members, "purpose", is_id),
            fields: members.one("fields", form::fields).unwrap_or_default(),
        },
        "form-answer" => Content::FormAnswer(FormAnswer {
            form: body_id(members, "form"),
            mh: members.bytes("mh"),
            kc: members.bytes("kc"),
            to: members.one("to", form::boxes).unwrap_or_default(),
            sealed: members.one("sealed", form::sealed).unwrap_or_default(),
        }),
        "form-refused" => Content::FormRefused {
            of: body_id(members, "of"),
            reason: FormFault::parse(&members.text("reason")),
        },
        "attachment" => Content::Attachment(attachment(members)),
        "attachment-refused" => Content::AttachmentRefused {
            of: body_id(members, "of"),
            reason: FileFault::parse(&members.text("reason")),
        },
        "rating-request" => {
            let scale = members.one("scale", |name| Scale::parse(&name.into_text()?));
            Content::RatingRequest {
                text: checked(members, "text", form::is_label),
                lang: members.maybe("lang", Json::into_text),
                scale: scale.unwrap_or(Scale::Five),
            }
        }
        "rating" => {
            let is_score = |score: &u64| (1..=Scale::Five.most()).contains(score);
            let score = members.one("score", |score| score.into_number().filter(is_score));
            Content::Rating {
                of: body_id(members, "of"),
                score: score.unwrap_or_default(),
                comment: members.maybe("comment", cards::comment),
            }
        }
        "receipt" => Content::Receipt {
            receipt: members.text("receipt"),
            countersignature: members.text("countersignature"),
        },
        "typing" => Content::Typing { on: flag(members, "on"), by: by(members) },
        "read" => Content::Read { upto: body_id(members, "upto") },
        "edit" => Content::Edit { of: body_id(members, "of"), text: members.text("text") },
        "delete" => Content::Delete { of: body_id(members, "of") },
        "chunk" => Content::Chunk {
            of: body_id(members, "of"),
            index: members.number("index"),
            text: members.text("text"),
            last: flag(members, "last"),
        },
        "handoff" => Content::Handoff { to: checked(members, "to", is_id) },
        "recipients" => Content::Recipients {
            ver: members.number("ver"),
            present: members.maybe("present", |ids| ids.into_list(id)),
        },
        "identify" => Content::Identify { jwt: members.text("jwt") },
        "erase" => {
            let scope = members.one("scope", scope);
            Content::Erase { scope: scope.unwrap_or(Scope::Conversation) }
        }
        "consent" => Content::Consent {
            receipt: members.text("receipt"),
            log: members.maybe("log", Json::into_text),
        },
        "right" => {
            let right = members.one("right", |name| Right::parse(&name.into_text()?));
            Content::Right {
                right: right.unwrap_or(Right::Access),
                purpose: members.maybe("purpose", |id| id.into_text().filter(|id| is_id(id))),
                note: members.maybe("note", note),
            }
        }
        "right-state" => {
            let state = members.one("state", |name| RequestState::parse(&name.into_text()?));
            Content::RightState {
                of: body_id(members, "of"),
                state: state.unwrap_or(RequestState::Received),
                due: members.number("due"),
                statement: members.maybe("statement", Json::into_text),
            }
        }
        "audit" => Content::Audit {
            size: members.number("size"),
            of: members.one("of", audit::asked).unwrap_or_default(),
        },
        "audit-proof" => Content::AuditProof(audit::read_proofs(members)),
        "ack" => Content::Ack,
        _ => Content::Unknown { kind },
    }
}

pub(super) fn attachment(members: &mut Members) -> Attachment {
    let size = |size: Json| size.into_number().filter(|size| *size <= MAX_FILE);
    Attachment {
        name: members.text("name"),
        media: members.text("media"),
        size: members.one("size", size).unwrap_or_default(),
        blob: members.bytes("blob"),
        key: FileKey::from_bytes(members.bytes("key").0),
        alt: members.maybe("alt", Json::into_text),
    }
}

/// Who of those behind the sender says it. A name alone is nobody's.
fn by(members: &mut Members) -> Option<By> {
    let by = members.maybe("by", id);
    let name = members.maybe("name", |name| name.into_text().filter(|name| is_body_id(name)));
    by.map(|id| By { id, name })
}

/// Cards and their layout, which is none without them.
fn laid_out(members: &mut Members) -> Option<Cards> {
    let layout = members.maybe("layout", |name| Layout::parse(&name.into_text()?));
    members.maybe("cards", |cards| Cards::from_json(layout.unwrap_or_default(), cards))
}

fn id(json: Json) -> Option<String> {
    json.into_text().filter(|id| is_id(id))
}

fn format(json: Json) -> Option<Format> {
    (json.into_text()? == "markdown").then_some(Format::Markdown)
}

fn scope(json: Json) -> Option<Scope> {
    match json {
        Json::Text(text) => (text == "conversation").then_some(Scope::Conversation),
        list => list.into_list(|id| id.into_text().filter(|id| is_body_id(id))).map(Scope::Bodies),
    }
}

fn note(json: Json) -> Option<String> {
    json.into_text().filter(|note| note.chars().count() <= MAX_NOTE)
}

pub(super) fn flag(members: &mut Members, name: &str) -> bool {
    let flag = |value| if let Json::Bool(flag) = value { Some(flag) } else { None };
    members.one(name, flag).unwrap_or_default()
}

pub(super) fn body_id(members: &mut Members, name: &str) -> String {
    checked(members, name, is_body_id)
}

/// Takes a text of which `is_good` holds.
pub(super) fn checked(members: &mut Members, name: &str, is_good: fn(&str) -> bool) -> String {
    let read = |value: Json| value.into_text().filter(|text| is_good(text));
    members.one(name, read).unwrap_or_default()
}

/// Whether a body may have this id: 1 to 80 characters, whichever.
fn is_body_id(text: &str) -> bool {
    (1..=MAX_ID).contains(&text.chars().count())
}
