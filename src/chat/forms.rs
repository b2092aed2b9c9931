//! Forms: filling in, correcting, taking back; each value sealed as it is sent, and then gone from here.

use std::sync::Arc;

use leptos::prelude::*;
use sigilo_consent::{Prompt, Purpose, iso};
use sigilo_protocol::{Answering, Field, Values};

use super::{arrival::delivery, deciding::told, talk::Talk, valid::is_valid};
use crate::{
    browser::now_ms,
    channel::fill,
    driver::Offer,
    kept::{AnswerEnd, Asked, Kept, KeptAnswer, KeptForm, KeptMessage, Told},
    random::new_id,
    state::{
        Delivery, FieldView, Filled, FormAct, FormLine, FormStage, FormView, MessageView, SentView,
        Wrong,
    },
    text::Lang,
    view,
};

/// The form that the visitor fills in by their own press, and what was wrong when they last sent it.
#[derive(Clone, Default)]
pub(super) struct Filling {
    form: String,
    wrong: Vec<(String, Wrong)>,
}

impl Talk {
    /// What the visitor does with a form.
    pub(super) async fn form(&mut self, id: String, act: FormAct) {
        let form = self.store.read(|kept| kept.form(&id).and_then(KeptForm::asked));
        let Some(form) = form else { return };
        match act {
            FormAct::Fill => self.fill(id, form).await,
            FormAct::Skip => self.skip(&id).await,
            FormAct::Send(filled) => self.send(id, form, filled).await,
            FormAct::Withdraw => self.take_back(&id).await,
        }
    }

    /// Opens the fields; where the purpose is not given, asks for it first.
    async fn fill(&mut self, id: String, form: Asked) {
        self.set_filling(&id, Vec::new());
        self.state.panel.set(None);
        if self.offer.gate.extra(&form.purpose).is_none() {
            let is_special = |own: &Purpose| own.is_special();
            let is_special = self.offer.policy.core.purpose(&form.purpose).is_some_and(is_special);
            let prompt = if is_special { Prompt::Special } else { Prompt::Form };
            self.prompt(&form.purpose, Some(form.title), prompt);
        }
        self.change(&|kept| kept.decline(&id, false)).await;
    }

    /// Leaves a form: with what was sent before, if anything was.
    async fn skip(&mut self, id: &str) {
        self.set_filling("", Vec::new());
        self.change(&|kept| kept.decline(id, true)).await;
    }

    /// The visitor said no to what a form is for, or not now.
    pub(super) async fn leave_form(&mut self) {
        let id = self.filling.borrow().form.clone();
        self.skip(&id).await;
    }

    async fn send(&mut self, id: String, form: Asked, filled: Filled) {
        self.tick().await;
        let today = iso(now_ms());
        let (mut wrong, mut fields, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for Field { name, kind, required, .. } in &form.fields {
            let value = filled.0.iter().find(|(own, _)| own == name);
            let value = value.map_or("", |(_, value)| value.trim());
            if !value.is_empty() {
                if !is_valid(*kind, value, &today) {
                    wrong.push((name.clone(), Wrong::Invalid));
                }
                fields.push(name.clone());
                values.push((name.clone(), value.to_owned()));
            } else if *required {
                wrong.push((name.clone(), Wrong::Missing));
            }
        }
        // Nothing at all is no answer.
        if let (true, true, Some(first)) =
            (wrong.is_empty(), fields.is_empty(), form.fields.first())
        {
            wrong.push((first.name.clone(), Wrong::Missing));
        }
        let values = Values::new(values).filter(|_| wrong.is_empty());
        let sealed = values.and_then(|values| self.seal_answer(&id, &form, fields, &values));
        let Some(message) = sealed else {
            self.set_filling(&id, wrong);
            return self.publish();
        };
        self.set_filling("", Vec::new());
        let posting = self.posting.clone();
        self.change(&|kept| {
            // What this replaces and has not left does not need to.
            let is_waiting = |own: &KeptMessage, answer: &KeptAnswer| {
                let reached = delivery(&own.view);
                answer.form == id && matches!(reached, Some(Delivery::Held | Delivery::Failed))
            };
            kept.end_answers(AnswerEnd::Withdrawn, posting.as_deref(), &is_waiting);
            kept.add(std::slice::from_ref(&message));
        })
        .await;
        self.flush().await;
    }

    /// Seals for those whom the purpose names, by its grant; nothing while there is none.
    fn seal_answer(
        &self,
        form_id: &str,
        form: &Asked,
        fields: Vec<String>,
        values: &Values,
    ) -> Option<KeptMessage> {
        let Offer { gate, manifest, policy, .. } = &self.offer;
        let grant = gate.extra(&form.purpose)?;
        let named = &policy.core.purpose(&form.purpose)?.recipients;
        let readers = manifest.readers().filter(|own| named.contains(&own.id));
        let to: Vec<&str> = readers.map(|own| own.id.as_str()).collect();
        let id = new_id();
        let answering = Answering {
            conv: self.store.read(|kept| kept.conv),
            visitor: &self.store.keys().public().thumbprint().to_string(),
            body: &id,
            form: &form.body,
            purpose: &form.purpose,
        };
        let sealed = fill(&grant, manifest, answering, &to, values).ok()?;
        let mut message = told(Told::Answer(KeptAnswer {
            form: form_id.into(),
            purpose: form.purpose.clone(),
            fields,
            to: to.iter().map(|id| (*id).into()).collect(),
            sealed: Some(sealed),
            end: None,
        }));
        message.view.id = id;
        Some(message)
    }

    /// Takes back what was sent, and tells so: of each answer that may have come, since a correction may
    /// have been refused.
    async fn take_back(&mut self, id: &str) {
        let posting = self.posting.clone();
        self.change(&|kept| {
            let is_it = |_: &KeptMessage, own: &KeptAnswer| own.form == id && own.end.is_none();
            let mut left = Vec::new();
            for message in &kept.messages {
                if message.answer().is_some_and(|(message, own)| is_it(message, own)) {
                    left.push(message.view.id.clone());
                }
            }
            kept.end_answers(AnswerEnd::Withdrawn, posting.as_deref(), &is_it);
            // What has not left is not there to take back.
            left.retain(|id| kept.messages.iter().any(|own| own.view.id == *id));
            for id in left {
                kept.messages.push(told(Told::Delete(id)));
            }
            kept.decline(id, true);
        })
        .await;
        self.flush().await;
    }

    fn set_filling(&self, form: &str, wrong: Vec<(String, Wrong)>) {
        self.filling.replace(Filling { form: form.into(), wrong });
    }

    /// A message as it is shown.
    pub(super) fn message(&self, kept: &Kept, message: &KeptMessage) -> MessageView {
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
            Some((message, own)) => answered(kept, message, own, &form),
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

fn answered(kept: &Kept, message: &KeptMessage, own: &KeptAnswer, form: &Asked) -> FormStage {
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
pub(super) fn labels(form: &Asked, answer: &KeptAnswer) -> String {
    let fields = form.fields.iter().filter(|own| answer.fields.contains(&own.name));
    fields.map(|own| own.label.as_str()).collect::<Vec<_>>().join(", ")
}

/// The forms whose answers can be corrected.
pub(super) fn lines(kept: &Kept) -> Vec<FormLine> {
    let line = |message: &KeptMessage| {
        let (id, form) = (message.view.id.clone(), message.form.as_ref()?.asked()?);
        let (_, answer) = kept.answer(&id).filter(|(_, own)| own.end.is_none())?;
        Some(FormLine { fields: labels(&form, answer), title: form.title, id })
    };
    kept.messages.iter().filter_map(line).collect()
}

/// Adds what was sent by forms, a purpose at a time: how often, and to whom.
pub(super) fn add_sent(offer: &Offer, left: &[&KeptMessage], lang: Lang, sent: &mut Vec<SentView>) {
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
