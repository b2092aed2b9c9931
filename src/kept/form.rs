//! A form and its answers, as they are kept: what was asked, and of what was filled in the names of the
//! fields. Values are there sealed alone, until they have arrived.

use sigilo_protocol::{Body, Content, Field, FormFault, Json, JsonObject};

use super::{Kept, KeptMessage, Told};
use crate::state::{Author, Delivery, Shared};

/// A form that a recipient asks by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptForm {
    /// The body that asks, as JSON.
    body: String,
    /// The visitor did not want to fill it in.
    pub(crate) is_declined: bool,
    /// It was asked in a conversation that is gone: nothing can be sent to it any more.
    pub(crate) is_closed: bool,
}

/// What a form asks.
pub(crate) struct Asked {
    /// The id of the body that asks.
    pub(crate) body: String,
    pub(crate) title: String,
    pub(crate) purpose: String,
    pub(crate) fields: Vec<Field>,
}

/// What a visitor filled in. Its message's id is that of the body that carries it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptAnswer {
    /// The id of the form's message.
    pub(crate) form: String,
    pub(crate) purpose: String,
    /// The names of the fields that were filled in.
    pub(crate) fields: Vec<String>,
    /// The recipients that it was sealed to, by id.
    pub(crate) to: Vec<String>,
    /// The body, with the values sealed; nothing once it has arrived.
    pub(crate) sealed: Option<String>,
    /// Where its files lie sealed, as the part for files writes it; empty once the relay has them. What opens
    /// one is among the values.
    pub(crate) files: String,
    /// It was taken back, or not taken.
    pub(crate) end: Option<AnswerEnd>,
}

/// How an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnswerEnd {
    /// It was taken back by itself.
    Withdrawn,
    /// It was taken back with all of its purpose.
    Purpose,
    /// A recipient did not take it.
    Refused(FormFault),
}

impl Kept {
    /// A form, by the id of its message.
    pub(crate) fn form(&self, id: &str) -> Option<&KeptForm> {
        self.messages.iter().find(|own| own.view.id == id)?.form.as_ref()
    }

    /// The last answer of a form, by the id of its message.
    pub(crate) fn answer(&self, form: &str) -> Option<(&KeptMessage, &KeptAnswer)> {
        let answers = self.messages.iter().rev().filter_map(|own| own.answer());
        answers.into_iter().find(|(_, own)| own.form == form)
    }

    /// The last answer of a form that stands.
    pub(crate) fn standing_answer(&self, form: &str) -> Option<&KeptAnswer> {
        let answers = self.messages.iter().rev().filter_map(|own| own.answer());
        let mut answers = answers.map(|(_, own)| own);
        answers.find(|own| own.form == form && own.end.is_none())
    }

    /// A recipient did not take an answer.
    pub(crate) fn refuse(&mut self, id: &str, reason: FormFault) {
        for message in self.messages.iter_mut().filter(|own| own.view.id == id) {
            if let Some(Told::Answer(answer)) = &mut message.told {
                answer.end.get_or_insert(AnswerEnd::Refused(reason));
                message.arrived();
            }
        }
    }

    /// Whether the visitor wants to fill in a form.
    pub(crate) fn decline(&mut self, form: &str, is_declined: bool) {
        let is_it = |own: &&mut Shared<KeptMessage>| own.view.id == form;
        for form in self.messages.iter_mut().filter(is_it).filter_map(|own| own.form.as_mut()) {
            form.is_declined = is_declined;
        }
    }

    /// Ends the answers of which `is_it` holds: what has not left is dropped with its values; `posting`
    /// is on its way.
    pub(crate) fn end_answers(
        &mut self,
        end: AnswerEnd,
        posting: Option<&str>,
        is_it: &dyn Fn(&KeptMessage, &KeptAnswer) -> bool,
    ) {
        let Self { messages, outbox, .. } = self;
        messages.retain_mut(|message| {
            if !message.answer().is_some_and(|(message, own)| is_it(message, own)) {
                return true;
            }
            let KeptMessage { view, told: Some(Told::Answer(own)), .. } = &mut **message else {
                return true;
            };
            let id = &view.id;
            let waits = |envelope: &str| Some(envelope) != posting;
            let is_waiting = outbox.iter().any(|out| out.message == *id && waits(&out.envelope));
            let is_here = matches!(view.author, Author::Visitor(Delivery::Held | Delivery::Failed));
            outbox.retain(|out| out.message != *id || !waits(&out.envelope));
            own.sealed = None;
            own.end.get_or_insert(end);
            !is_waiting && !is_here
        });
    }
}

impl KeptMessage {
    /// It is an answer to a form.
    pub(crate) fn answer(&self) -> Option<(&Self, &KeptAnswer)> {
        match &self.told {
            Some(Told::Answer(answer)) => Some((self, answer)),
            _ => None,
        }
    }

    /// It has to be told, whatever is taken back: a decision, a request, that something is taken back.
    pub(crate) fn is_owed(&self) -> bool {
        matches!(self.told, Some(Told::Consent(_) | Told::Request(..) | Told::Delete(_)))
    }

    /// A recipient has opened it: it is not sealed again.
    pub(crate) fn arrived(&mut self) {
        self.view.author = Author::Visitor(Delivery::Delivered);
        if let Some(Told::Answer(answer)) = &mut self.told {
            answer.sealed = None;
        }
    }
}

impl Asked {
    /// The fields of an answer, by label.
    pub(crate) fn labels(&self, answer: &KeptAnswer) -> String {
        let mut labels = Vec::new();
        for Field { name, label, .. } in &self.fields {
            if answer.fields.contains(name) {
                labels.push(label.as_str());
            }
        }
        labels.join(", ")
    }
}

impl KeptForm {
    /// The form that this body asks by.
    pub(crate) fn new(body: &Body) -> Option<Self> {
        let body = String::from_utf8(body.to_padded().ok()?).ok()?;
        Some(Self { body: body.trim_end().into(), is_declined: false, is_closed: false })
    }

    /// What it asks.
    pub(crate) fn asked(&self) -> Option<Asked> {
        let Body { id, content, .. } = Body::parse(self.body.as_bytes()).ok()?;
        let Content::Form { title, purpose, fields } = content else { return None };
        Some(Asked { body: id, title, purpose, fields })
    }

    pub(crate) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        kept.text("body", &self.body);
        for (name, flag) in [("declined", self.is_declined), ("closed", self.is_closed)] {
            if flag {
                kept.flag(name, true);
            }
        }
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let body = kept.text("body");
        let is_declined = kept.maybe("declined", Some).is_some();
        let is_closed = kept.maybe("closed", Some).is_some();
        kept.done(Self { body, is_declined, is_closed })
    }
}

impl KeptAnswer {
    pub(crate) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        kept.text("form", &self.form);
        kept.text("purpose", &self.purpose);
        kept.json("fields", Json::texts(&self.fields));
        kept.json("to", Json::texts(&self.to));
        kept.maybe_text("sealed", self.sealed.as_deref());
        if !self.files.is_empty() {
            kept.text("files", &self.files);
        }
        match self.end {
            Some(AnswerEnd::Refused(reason)) => kept.text("refused", reason.name()),
            Some(end) => kept.flag("withdrawn", end == AnswerEnd::Withdrawn),
            None => {}
        }
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let refused = kept.maybe("refused", Json::into_text);
        let refused = refused.map(|reason| AnswerEnd::Refused(FormFault::parse(&reason)));
        let read = Self {
            form: kept.text("form"),
            purpose: kept.text("purpose"),
            fields: kept.list("fields", Json::into_text),
            to: kept.list("to", Json::into_text),
            sealed: kept.maybe("sealed", Json::into_text),
            // A record of before has none.
            files: kept.maybe("files", Json::into_text).unwrap_or_default(),
            end: kept
                .maybe("withdrawn", Some)
                .map(|alone| match alone {
                    Json::Bool(true) => AnswerEnd::Withdrawn,
                    _ => AnswerEnd::Purpose,
                })
                .or(refused),
        };
        kept.done(read)
    }
}
