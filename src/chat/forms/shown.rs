//! A form as the screens show it.

use leptos::prelude::*;
use sigilo_protocol::Field;

use crate::{
    chat::{arrival::delivery, talk::Talk},
    kept::{AnswerEnd, Asked, Kept, KeptAnswer, KeptForm, KeptMessage, Told},
    state::{Delivery, FieldView, FormStage, FormView},
    view,
};

impl Talk {
    /// The card of a form; nothing if it can't be read.
    pub(super) fn form_view(&self, kept: &Kept, id: &str, form: &KeptForm) -> Option<FormView> {
        let (is_declined, form) = (form.is_declined, form.asked()?);
        let filling = self.filling.borrow();
        let is_filling = filling.form == id;
        let lang = self.state.lang.get_untracked();
        let purpose = view::purpose(&self.offer, &form.purpose, lang);
        let field = |own: &Field| FieldView {
            name: own.name.clone(),
            label: own.label.clone(),
            kind: own.kind.name(),
            required: own.required,
            why: own.why.clone(),
            autocomplete: own
                .autocomplete
                .clone()
                .unwrap_or_else(|| own.kind.autocomplete().into()),
            wrong: filling
                .wrong
                .iter()
                .find(|(name, _)| is_filling && *name == own.name)
                .map(|(_, wrong)| *wrong),
        };
        let is_given = self.offer.gate.extra(&form.purpose).is_some();
        let answer = kept.answer(id);
        let stage = match answer {
            _ if is_filling && !is_given => FormStage::Asked,
            _ if is_filling => FormStage::Open(answer.is_some_and(|(_, own)| own.end.is_none())),
            Some((message, own)) => stage(kept, message, own, &form),
            None if is_declined => FormStage::Declined,
            None if is_given => FormStage::Open(false),
            None => FormStage::Asked,
        };
        Some(FormView {
            purpose: purpose.map(|own| (own.name, own.readers)),
            fields: form.fields.iter().map(field).collect(),
            stage,
        })
    }
}

fn stage(kept: &Kept, message: &KeptMessage, own: &KeptAnswer, form: &Asked) -> FormStage {
    let reached = |message: &KeptMessage| delivery(&message.view).unwrap_or(Delivery::Held);
    let id = &message.view.id;
    match own.end {
        Some(AnswerEnd::Purpose) => FormStage::Ended,
        Some(AnswerEnd::Withdrawn) => {
            let is_it = |own: &&KeptMessage| own.told == Some(Told::Delete(id.clone()));
            let delete = kept.messages.iter().find(is_it);
            FormStage::Withdrawn(delete.map_or(Delivery::Held, reached))
        }
        None => FormStage::Filled(id.clone(), reached(message), form.labels(own)),
    }
}
