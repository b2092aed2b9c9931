//! A form as the screens show it.

use leptos::prelude::*;
use sigilo_protocol::{Field, FieldKind};

use super::enclosing;
use crate::{
    chat::{arrival::delivery, parts, talk::Talk},
    kept::{AnswerEnd, Asked, Kept, KeptAnswer, KeptForm, KeptMessage, Told},
    state::{Delivery, FieldView, FormStage, FormView, Screen, Shared},
    view,
};

impl Talk {
    /// What there is to say of a field for a file; nothing where the policy takes none.
    pub(super) fn file_field(&self, id: &str, at: usize) -> Vec<String> {
        if self.offer.policy.core.attachments.is_none() {
            return Vec::new();
        }
        parts::want_files(self.state, &self.wire.inbox);
        match enclosing() {
            Some(part) => (part.field)(self, id, at),
            None => vec![String::new(); 4],
        }
    }

    /// The card of a form; nothing if it can't be read.
    pub(super) fn form_view(&self, kept: &Kept, id: &str, form: &KeptForm) -> Option<FormView> {
        let (is_declined, is_closed, form) = (form.is_declined, form.is_closed, form.asked()?);
        let filling = self.filling.borrow();
        let is_filling = filling.form == id;
        let lang = self.state.lang.get_untracked();
        let purpose = view::purpose(&self.offer, &form.purpose, lang);
        let field = |(at, own): (usize, &Field)| FieldView {
            name: own.name.clone(),
            label: own.label.clone(),
            kind: own.kind.name(),
            required: own.required,
            why: own.why.clone(),
            autocomplete: own
                .autocomplete
                .clone()
                .unwrap_or_else(|| own.kind.autocomplete().into()),
            file: if own.kind == FieldKind::File { self.file_field(id, at) } else { Vec::new() },
            wrong: filling
                .wrong
                .iter()
                .find(|(name, _)| is_filling && *name == own.name)
                .map(|(_, wrong)| *wrong),
        };
        let is_given = self.offer.gate.extra(&form.purpose).is_some();
        let answer = kept.answer(id);
        let stands = kept.standing_answer(id);
        if answer.is_some_and(|(_, own)| !own.files.is_empty()) {
            // What takes its files to the relay, after a reload.
            parts::want_files(self.state, &self.wire.inbox);
        }
        let stage = match answer {
            _ if is_closed || self.state.screen.get_untracked() == Screen::Gone => {
                FormStage::Closed(stands.map(|own| form.labels(own)))
            }
            _ if is_filling && !is_given => FormStage::Asked,
            _ if is_filling => FormStage::Open(stands.is_some()),
            Some((_, KeptAnswer { end: Some(AnswerEnd::Refused(reason)), .. })) => {
                FormStage::Refused(reason.name(), stands.is_some())
            }
            Some((message, own)) => stage(kept, message, own, &form),
            None if is_declined => FormStage::Declined,
            None if is_given => FormStage::Open(false),
            None => FormStage::Asked,
        };
        Some(FormView {
            purpose: purpose.map(|own| (own.name, own.readers)),
            fields: form.fields.iter().enumerate().map(field).collect(),
            stage,
        })
    }
}

fn stage(kept: &Kept, message: &KeptMessage, own: &KeptAnswer, form: &Asked) -> FormStage {
    let reached = |message: &KeptMessage| delivery(&message.view).unwrap_or(Delivery::Held);
    let id = &message.view.id;
    match own.end {
        Some(AnswerEnd::Purpose | AnswerEnd::Refused(_)) => FormStage::Ended,
        Some(AnswerEnd::Withdrawn) => {
            let is_it = |own: &&Shared<KeptMessage>| own.told == Some(Told::Delete(id.clone()));
            let delete = kept.messages.iter().find(is_it);
            FormStage::Withdrawn(delete.map_or(Delivery::Held, |own| reached(own)))
        }
        None => {
            let files = enclosing().filter(|_| delivery(&message.view) == Some(Delivery::Held));
            let going = files.and_then(|part| (part.going)(id, &own.files));
            // It is no longer held: it goes, a piece at a time.
            let reached = if going.is_some() { Delivery::Sending } else { reached(message) };
            FormStage::Filled(id.clone(), reached, form.labels(own), going)
        }
    }
}
