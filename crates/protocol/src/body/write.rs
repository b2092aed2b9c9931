//! Writing (§8).

use alloc::string::String;

use super::{Attachment, Body, By, Content, Field, Format, Layout, Scope, audit};
use crate::{
    bytes::{Bytes, b64u},
    header::HelloBox,
    json::{Json, JsonObject},
};

/// Writes a body.
pub(super) fn body(body: &Body) -> Json {
    let mut out = JsonObject::new();
    out.number("v", 1);
    out.text("id", &body.id);
    out.text("type", body.content.type_name());
    content(&body.content, &mut out);
    out.maybe_text("picture", body.picture.as_deref());
    out.whole()
}

fn content(content: &Content, out: &mut JsonObject) {
    match content {
        Content::Hello { receipt } => out.text("receipt", receipt),
        Content::Text { text, lang, suggestions, format, by, cards } => {
            out.text("text", text);
            out.maybe_text("lang", lang.as_deref());
            if !suggestions.is_empty() {
                out.json("suggestions", texts(suggestions));
            }
            if *format == Format::Markdown {
                out.text("format", "markdown");
            }
            write_by(out, by.as_ref());
            if let Some(cards) = cards {
                if cards.layout != Layout::List {
                    out.text("layout", cards.layout.name());
                }
                out.json("cards", cards.to_json());
            }
        }
        Content::Form { title, purpose, fields } => {
            out.text("title", title);
            out.text("purpose", purpose);
            out.json("fields", Json::list(fields.iter().map(field)));
        }
        Content::FormAnswer(answer) => {
            out.text("form", &answer.form);
            out.json("mh", answer.mh.to_json());
            out.json("kc", answer.kc.to_json());
            out.json("to", Json::list(answer.to.iter().map(HelloBox::to_json)));
            out.text("sealed", &b64u(&answer.sealed));
        }
        Content::FormRefused { of, reason } => {
            out.text("of", of);
            out.text("reason", reason.name());
        }
        Content::Attachment(file) => attachment(file, out),
        Content::AttachmentRefused { of, reason } => {
            out.text("of", of);
            out.text("reason", reason.name());
        }
        Content::RatingRequest { text, lang, scale } => {
            out.text("text", text);
            out.maybe_text("lang", lang.as_deref());
            out.text("scale", scale.name());
        }
        Content::Rating { of, score, comment } => {
            out.text("of", of);
            out.number("score", *score);
            out.maybe_text("comment", comment.as_deref());
        }
        Content::Receipt { receipt, countersignature } => {
            out.text("receipt", receipt);
            out.text("countersignature", countersignature);
        }
        Content::Typing { on, by } => {
            out.flag("on", *on);
            write_by(out, by.as_ref());
        }
        Content::Read { upto } => out.text("upto", upto),
        Content::Edit { of, text } => {
            out.text("of", of);
            out.text("text", text);
        }
        Content::Delete { of } => out.text("of", of),
        Content::Chunk { of, index, text, last } => {
            out.text("of", of);
            out.number("index", *index);
            out.text("text", text);
            out.flag("last", *last);
        }
        Content::Handoff { to } => out.text("to", to),
        Content::Recipients { ver, present } => {
            out.number("ver", *ver);
            if let Some(present) = present {
                out.json("present", texts(present));
            }
        }
        Content::Identify { jwt } => out.text("jwt", jwt),
        Content::Erase { scope: Scope::Conversation } => out.text("scope", "conversation"),
        Content::Erase { scope: Scope::Bodies(ids) } => out.json("scope", texts(ids)),
        Content::Consent { receipt, log } => {
            out.text("receipt", receipt);
            out.maybe_text("log", log.as_deref());
        }
        Content::Right { right, purpose, note } => {
            out.text("right", right.name());
            out.maybe_text("purpose", purpose.as_deref());
            out.maybe_text("note", note.as_deref());
        }
        Content::RightState { of, state, due, statement } => {
            out.text("of", of);
            out.text("state", state.name());
            out.number("due", *due);
            out.maybe_text("statement", statement.as_deref());
        }
        Content::Audit { size, of } => {
            out.number("size", *size);
            out.json("of", Json::list(of.iter().map(Bytes::to_json)));
        }
        Content::AuditProof(proofs) => audit::write_proofs(proofs, out),
        Content::Ack | Content::Unknown { .. } => {}
    }
}

fn write_by(out: &mut JsonObject, by: Option<&By>) {
    if let Some(by) = by {
        out.text("by", &by.id);
        out.maybe_text("name", by.name.as_deref());
    }
}

/// A file by itself.
pub(super) fn attachment_alone(file: &Attachment) -> Json {
    let mut out = JsonObject::new();
    attachment(file, &mut out);
    out.whole()
}

fn attachment(file: &Attachment, out: &mut JsonObject) {
    out.text("name", &file.name);
    out.text("media", &file.media);
    out.number("size", file.size);
    out.json("blob", file.blob.to_json());
    out.json("key", Bytes(*file.key.to_bytes()).to_json());
    out.maybe_text("alt", file.alt.as_deref());
}

fn field(field: &Field) -> Json {
    let mut out = JsonObject::new();
    out.text("name", &field.name);
    out.text("label", &field.label);
    out.text("kind", field.kind.name());
    out.flag("required", field.required);
    out.maybe_text("why", field.why.as_deref());
    out.maybe_text("autocomplete", field.autocomplete.as_deref());
    out.whole()
}

fn texts(texts: &[String]) -> Json {
    Json::list(texts.iter().map(|text| Json::text(text)))
}
