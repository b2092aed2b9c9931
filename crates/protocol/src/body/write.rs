//! Writing (§8).

use alloc::{string::String, vec::Vec};

use super::{Attachment, Body, Content, Field, Format, Scope};
use crate::{
    bytes::{Bytes, b64u},
    header::HelloBox,
    json::Json,
};

/// Writes a body.
pub(super) fn body(body: &Body) -> Json {
    let mut out = Out(Vec::new());
    out.number("v", 1);
    out.text("id", &body.id);
    out.text("type", body.content.type_name());
    content(&body.content, &mut out);
    Json::Object(out.0)
}

/// The members of an object, in the order of their writing.
struct Out(Vec<(String, Json)>);

impl Out {
    fn put(&mut self, name: &str, value: Json) {
        self.0.push((name.into(), value));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.put(name, Json::text(text));
    }

    fn maybe(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    fn number(&mut self, name: &str, number: u64) {
        self.put(name, Json::Number(number));
    }

    fn flag(&mut self, name: &str, flag: bool) {
        self.put(name, Json::Bool(flag));
    }
}

fn content(content: &Content, out: &mut Out) {
    match content {
        Content::Hello { receipt } => out.text("receipt", receipt),
        Content::Text { text, lang, suggestions, format } => {
            out.text("text", text);
            out.maybe("lang", lang.as_deref());
            if !suggestions.is_empty() {
                out.put("suggestions", texts(suggestions));
            }
            if *format == Format::Markdown {
                out.text("format", "markdown");
            }
        }
        Content::Form { title, purpose, fields } => {
            out.text("title", title);
            out.text("purpose", purpose);
            out.put("fields", Json::list(fields.iter().map(field)));
        }
        Content::FormAnswer(answer) => {
            out.text("form", &answer.form);
            out.put("mh", answer.mh.to_json());
            out.put("kc", answer.kc.to_json());
            out.put("to", Json::list(answer.to.iter().map(HelloBox::to_json)));
            out.text("sealed", &b64u(&answer.sealed));
        }
        Content::Attachment(file) => attachment(file, out),
        Content::Receipt { receipt, countersignature } => {
            out.text("receipt", receipt);
            out.text("countersignature", countersignature);
        }
        Content::Typing { on } => out.flag("on", *on),
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
        Content::Recipients { ver } => out.number("ver", *ver),
        Content::Identify { jwt } => out.text("jwt", jwt),
        Content::Erase { scope: Scope::Conversation } => out.text("scope", "conversation"),
        Content::Erase { scope: Scope::Bodies(ids) } => out.put("scope", texts(ids)),
        Content::Consent { receipt, log } => {
            out.text("receipt", receipt);
            out.maybe("log", log.as_deref());
        }
        Content::Right { right, purpose, note } => {
            out.text("right", right.name());
            out.maybe("purpose", purpose.as_deref());
            out.maybe("note", note.as_deref());
        }
        Content::RightState { of, state, due, statement } => {
            out.text("of", of);
            out.text("state", state.name());
            out.number("due", *due);
            out.maybe("statement", statement.as_deref());
        }
        Content::Ack | Content::Unknown { .. } => {}
    }
}

/// A file by itself.
pub(super) fn attachment_alone(file: &Attachment) -> Json {
    let mut out = Out(Vec::new());
    attachment(file, &mut out);
    Json::Object(out.0)
}

fn attachment(file: &Attachment, out: &mut Out) {
    out.text("name", &file.name);
    out.text("media", &file.media);
    out.number("size", file.size);
    out.put("blob", file.blob.to_json());
    out.put("key", Bytes(*file.key.to_bytes()).to_json());
    out.maybe("alt", file.alt.as_deref());
}

fn field(field: &Field) -> Json {
    let mut out = Out(Vec::new());
    out.text("name", &field.name);
    out.text("label", &field.label);
    out.text("kind", field.kind.name());
    out.flag("required", field.required);
    out.maybe("why", field.why.as_deref());
    out.maybe("autocomplete", field.autocomplete.as_deref());
    Json::Object(out.0)
}

fn texts(texts: &[String]) -> Json {
    Json::list(texts.iter().map(|text| Json::text(text)))
}
