//! Forms as the screens show them: the card's data, the panel's lines, what was sent.

use std::sync::Arc;

use leptos::prelude::*;
use sigilo_protocol::Field;

use crate::{
    chat::{arrival::delivery, talk::Talk},
    driver::Offer,
    kept::{AnswerEnd, Asked, Kept, KeptAnswer, KeptForm, KeptMessage, Told},
    state::{Delivery, FieldView, FormLine, FormStage, FormView, MessageView, SentView},
    text::Lang,
    view,
};

impl Talk {
    /// A message as it is shown.
    pub(in crate::chat) fn message(&self, kept: &Kept, message: &KeptMessage) -> MessageView {
        let view = |form: &KeptForm| self.form_view(kept, &message.view.id, form);
        let form = message.form.as_ref().and_then(view);
        MessageView { form: form.map(Arc::new), ..message.view.clone() }
    }

    fn form_view(&self, kept: &Kept, id: &str, form: &KeptForm) -> Option<FormView> {
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
        None => FormStage::Filled(id.clone(), reached(message), labels(form, own)),
    }
}

/// The fields of an answer, by label.
pub(in crate::chat) fn labels(form: &Asked, answer: &KeptAnswer) -> String {
    let fields = form.fields.iter().filter(|own| answer.fields.contains(&own.name));
    fields.map(|own| own.label.as_str()).collect::<Vec<_>>().join(", ")
}

/// The forms whose answers can be corrected.
pub(in crate::chat) fn lines(kept: &Kept) -> Vec<FormLine> {
    let line = |message: &KeptMessage| {
        let (id, form) = (message.view.id.clone(), message.form.as_ref()?.asked()?);
        let (_, answer) = kept.answer(&id).filter(|(_, own)| own.end.is_none())?;
        Some(FormLine { fields: labels(&form, answer), title: form.title, id })
    };
    kept.messages.iter().filter_map(line).collect()
}

/// Adds what was sent by forms, a purpose at a time: how often, and to whom.
pub(in crate::chat) fn add_sent(
    offer: &Offer,
    left: &[&KeptMessage],
    lang: Lang,
    sent: &mut Vec<SentView>,
) {
    for purpose in &offer.policy.core.purposes {
        let (mut count, mut to) = (0, Vec::new());
        for (_, own) in left.iter().filter_map(|own| own.answer()) {
            if own.purpose == purpose.id {
                count += 1;
                for id in &own.to {
                    let name = view::reader(offer, id);
                    if !to.contains(&name) {
                        to.push(name);
                    }
                }
            }
        }
        if let (1.., Some(own)) = (count, view::purpose(offer, &purpose.id, lang)) {
            let what = [lang.forms().sent, " · ", &own.name].concat();
            sent.push(SentView { what, count, to: to.join(", ") });
        }
    }
}
