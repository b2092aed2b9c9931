//! Forms: filling in, correcting, taking back; each value sealed as it is sent, and then gone from here.
//!
//! Only [`super::parts`] names this module, so that the wasm can be split there.

mod shown;
mod step;
mod valid;

use leptos::prelude::*;
use sigilo_consent::{Prompt, Purpose, iso};
use sigilo_protocol::{Answering, Field, FieldKind, Values};
use wasm_bindgen::JsValue;

use self::{step::Step, valid::looks_right};
use super::{
    deciding::told,
    parts::{self, Forms},
    talk::{Filling, Talk},
};
use crate::{
    browser::{dress, now_ms},
    channel::{ChannelError, fill},
    driver::Offer,
    kept::{Asked, KeptAnswer, KeptFile, KeptForm, KeptMessage, Told},
    random::new_id,
    state::{Command, Filled, FormAct, Screen, Wrong},
    ui,
};

/// What the rest of the chat asks of this part.
pub(super) fn part() -> Forms {
    ui::bring_forms();
    dress(ui::FORM_STYLE);
    Forms { view: Talk::form_view, act: |talk, id, act| Box::pin(talk.act_on_form(id, act)) }
}

impl Talk {
    /// What the visitor does with a form.
    async fn act_on_form(&mut self, id: String, act: FormAct) {
        self.tick().await;
        let is_gone = self.state.screen.get_untracked() == Screen::Gone;
        let open = |form: &&KeptForm| !form.is_closed && !is_gone;
        let form = self.store.read(|kept| kept.form(&id).filter(open).and_then(KeptForm::asked));
        let Some(form) = form else { return };
        let is_file = |(at, own): (usize, &Field)| {
            own.kind == FieldKind::File && ui::chosen(&id, at).is_some()
        };
        let is_sent = matches!(act, FormAct::Send(_));
        if is_sent && parts::files().is_none() && form.fields.iter().enumerate().any(is_file) {
            // What seals a file is fetched first, and then this is done.
            let wanted = Command::Form(id, act);
            return parts::fetch_files(self.state, self.wire.inbox.clone(), Some(wanted));
        }
        let step = match act {
            FormAct::Fill => {
                self.fill(&id, form);
                Step::Declined(false)
            }
            FormAct::Skip => {
                self.set_filling("", Vec::new());
                Step::Declined(true)
            }
            FormAct::Withdraw => Step::TakenBack,
            // It is here; and files are no forms.
            FormAct::Fetch | FormAct::File(_) => return,
            FormAct::Send(filled) => match self.answered(&id, &form, &filled).await {
                Ok(message) => {
                    self.set_filling("", Vec::new());
                    Step::Answered(Box::new(message))
                }
                Err(wrong) => {
                    self.set_filling(&id, wrong);
                    return self.publish();
                }
            },
        };
        let posting = self.posting.clone();
        self.change(&|kept| step.apply(kept, &id, posting.as_deref())).await;
        self.flush().await;
    }

    /// Opens the fields; where the purpose is not given, asks for it first.
    fn fill(&mut self, id: &str, form: Asked) {
        self.set_filling(id, Vec::new());
        self.state.panel.set(None);
        if self.offer.gate.extra(&form.purpose).is_none() {
            let is_special = |own: &Purpose| own.is_special();
            let is_special = self.offer.policy.core.purpose(&form.purpose).is_some_and(is_special);
            let prompt = if is_special { Prompt::Special } else { Prompt::Form };
            self.prompt(&form.purpose, Some(form.title), prompt);
        }
    }

    /// What was filled in, sealed; or what is wrong with it.
    async fn answered(
        &self,
        id: &str,
        form: &Asked,
        filled: &Filled,
    ) -> Result<KeptMessage, Vec<(String, Wrong)>> {
        let (today, answer) = (iso(now_ms()), new_id());
        let (mut wrong, mut fields, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let mut chosen = Vec::new();
        for (at, Field { name, kind, required, .. }) in form.fields.iter().enumerate() {
            if *kind == FieldKind::File {
                match ui::chosen(id, at) {
                    Some(file) => {
                        fields.push(name.clone());
                        chosen.push((name.clone(), file));
                    }
                    None if *required => wrong.push((name.clone(), Wrong::Missing)),
                    None => {}
                }
                continue;
            }
            let value = filled.0.iter().find(|(own, _)| own == name);
            let value = value.map_or("", |(_, value)| value.trim());
            if !value.is_empty() {
                let is_never = || self.detector.seen(value).iter().any(|own| own.never);
                if !looks_right(*kind, value, &today)
                    || !self.detector.takes(*kind, value)
                    || is_never()
                {
                    wrong.push((name.clone(), Wrong::Invalid));
                }
                fields.push(name.clone());
                values.push((name.clone(), value.to_owned()));
            } else if *required {
                wrong.push((name.clone(), Wrong::Missing));
            }
        }
        if wrong.is_empty() {
            let first = form.fields.first().map(|own| own.name.clone()).unwrap_or_default();
            // Once all the rest is right: a file takes its time.
            let count = chosen.len();
            let let_go = async || match parts::files().filter(|_| count > 0) {
                Some(part) => (part.drop)(self, &answer, count).await,
                None => {}
            };
            let files = match self.sealed_files(&answer, chosen, &mut values).await {
                Ok(files) => files,
                Err(wrong) => {
                    let_go().await;
                    return Err(wrong);
                }
            };
            // Nothing at all is no answer.
            let reason = if fields.is_empty() { Wrong::Missing } else { Wrong::Unsealed };
            wrong.push((first, reason));
            let sealed = Values::new(values)
                .ok_or(ChannelError::Size)
                .and_then(|values| self.seal_answer((id, &answer), form, (fields, files), &values));
            if sealed.is_err() {
                let_go().await;
            }
            match sealed {
                Ok(message) => return Ok(message),
                // Somebody has no key that is good now: there may be newer ones.
                Err(ChannelError::Key) => self.ask_anew(),
                Err(_) => {}
            }
        }
        Err(wrong)
    }

    /// Seals what was chosen, each under a key of its own, which goes among the values; or what is wrong
    /// with it.
    async fn sealed_files(
        &self,
        answer: &str,
        chosen: Vec<(String, JsValue)>,
        values: &mut Vec<(String, String)>,
    ) -> Result<Vec<KeptFile>, Vec<(String, Wrong)>> {
        let mut files = Vec::new();
        for (at, (name, file)) in chosen.into_iter().enumerate() {
            let sealed = match parts::files() {
                Some(part) => (part.seal)(self, answer, at, file).await,
                None => Err(Wrong::Unread),
            };
            match sealed {
                Ok((file, pieces)) => {
                    files.push(KeptFile::bare(&file, pieces));
                    values.push((name, file.to_text()));
                }
                Err(why) => return Err(vec![(name, why)]),
            }
        }
        Ok(files)
    }

    /// Seals for those whom the purpose names, by its grant; nothing while there is none.
    fn seal_answer(
        &self,
        (form_id, id): (&str, &str),
        form: &Asked,
        (fields, files): (Vec<String>, Vec<KeptFile>),
        values: &Values,
    ) -> Result<KeptMessage, ChannelError> {
        let Offer { gate, manifest, policy, .. } = &self.offer;
        let grant = gate.extra(&form.purpose).ok_or(ChannelError::Grant)?;
        let named = policy.core.purpose(&form.purpose).map(|own| &own.recipients);
        let is_named = |id| named.is_some_and(|named| named.contains(id));
        let readers = manifest.readers().filter(|own| is_named(&own.id));
        let to: Vec<&str> = readers.map(|own| own.id.as_str()).collect();
        let answering = Answering {
            conv: self.store.read(|kept| kept.conv),
            visitor: &self.store.keys().public().thumbprint().to_string(),
            body: id,
            form: &form.body,
            purpose: &form.purpose,
        };
        let sealed = fill(&grant, manifest, answering, &to, values)?;
        let mut message = told(Told::Answer(KeptAnswer {
            form: form_id.into(),
            purpose: form.purpose.clone(),
            fields,
            to: to.iter().map(|id| (*id).into()).collect(),
            sealed: Some(sealed),
            files,
            end: None,
        }));
        message.view.id = id.into();
        Ok(message)
    }

    fn set_filling(&self, form: &str, wrong: Vec<(String, Wrong)>) {
        self.filling.replace(Filling { form: form.into(), wrong });
    }
}
