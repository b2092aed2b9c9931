//! Forms: filling in, correcting, taking back; each value sealed as it is sent, and then gone from here.
//!
//! Only [`super::parts`] names this module, so that the wasm can be split there.

mod shown;
mod step;
mod valid;

use leptos::prelude::*;
use sigilo_consent::{Prompt, Purpose, iso};
use sigilo_protocol::{Answering, Field, FieldKind, Values};

use self::{step::Step, valid::looks_right};
use super::{
    deciding::told,
    parts::{self, Enclosed, Enclosing, Forms},
    talk::{Filling, Talk},
};
use crate::{
    browser::{dress, now_ms},
    channel::{ChannelError, Known, fill, known},
    detector::Seen,
    driver::Offer,
    kept::{Asked, KeptAnswer, KeptForm, KeptMessage, Told},
    random::new_id,
    state::{Filled, FormAct, Screen, Wrong},
    ui,
};

/// What the rest of the chat asks of this part.
pub(super) fn part() -> Forms {
    ui::bring_forms();
    dress(ui::FORM_STYLE);
    Forms { view: Talk::form_view, act: |talk, id, act| Box::pin(talk.act_on_form(id, act)) }
}

/// What is wrong, by field.
type Wrongs = Vec<(String, Wrong)>;

/// What was filled in, and looks right.
#[derive(Default)]
struct Checked {
    /// The names of the fields.
    fields: Vec<String>,
    values: Vec<(String, String)>,
    /// Those for which a file is chosen.
    files: Vec<(usize, String)>,
}

/// What the files' part does for forms, if it is here.
fn enclosing() -> Option<Enclosing> {
    parts::files().map(|part| (part.enclosing)())
}

/// What tells a value from the one that it was before.
fn sum(value: &str) -> u32 {
    value.bytes().fold(0, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
}

fn first(form: &Asked) -> String {
    form.fields.first().map(|own| own.name.clone()).unwrap_or_default()
}

impl Talk {
    /// What the visitor does with a form.
    async fn act_on_form(&mut self, id: String, act: FormAct) {
        self.tick().await;
        let is_gone = self.state.screen.get_untracked() == Screen::Gone;
        let open = |form: &&KeptForm| !form.is_closed && !is_gone;
        let form = self.store.read(|kept| kept.form(&id).filter(open).and_then(KeptForm::asked));
        let Some(form) = form else { return };
        let step = match act {
            FormAct::Fill => {
                self.fill(&id, form);
                Step::Declined(false)
            }
            FormAct::Skip => {
                self.set_filling("", Vec::new());
                self.leave_files(&id);
                Step::Declined(true)
            }
            FormAct::Withdraw => Step::TakenBack,
            // It is here; and files are no forms.
            FormAct::Fetch | FormAct::File(_) => return,
            FormAct::Send(filled) => {
                let answer = new_id();
                let sent = match self.checked(&id, &form, &filled) {
                    Ok(mut own) => {
                        let files = std::mem::take(&mut own.files);
                        let sealed = match enclosing().filter(|_| !files.is_empty()) {
                            Some(part) => (part.seal)(self, &id, &answer, files).await,
                            None => Ok(Default::default()),
                        };
                        match sealed {
                            Ok(enclosed) => {
                                self.answered((&id, &answer), &form, own, enclosed).await
                            }
                            // Its field says what is wrong.
                            Err(name) => Err(vec![(name, Wrong::Invalid)]),
                        }
                    }
                    Err(wrong) => Err(wrong),
                };
                match sent {
                    Ok(message) => {
                        self.set_filling("", Vec::new());
                        self.leave_files(&id);
                        Step::Answered(message)
                    }
                    Err(wrong) => {
                        self.set_filling(&id, wrong);
                        return self.publish();
                    }
                }
            }
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

    /// What was filled in, or what is wrong with it.
    fn checked(&self, id: &str, form: &Asked, filled: &Filled) -> Result<Checked, Wrongs> {
        let today = iso(now_ms());
        let (mut wrong, mut own) = (Vec::new(), Checked::default());
        for (at, Field { name, kind, required, label, .. }) in form.fields.iter().enumerate() {
            if *kind == FieldKind::File
                && self.file_field(id, at).get(2).is_some_and(|own| !own.is_empty())
            {
                own.fields.push(name.clone());
                own.files.push((at, name.clone()));
                continue;
            }
            let value = filled.0.iter().find(|(own, _)| own == name);
            let value = value.map_or("", |(_, value)| value.trim());
            if !value.is_empty() {
                // What the value is its label may say: «CVV».
                let said = [label, ": ", value].concat();
                let is_never = |own: &Seen| own.never && said.len() < own.to + value.len();
                // Where anything can be written, what no purpose that is given lists is asked about.
                let is_unasked = |own: &Seen| own.ask || !self.covers(&own.term);
                if self.detector.seen(&said).iter().any(is_never) {
                    wrong.push((name.clone(), Wrong::Never));
                } else if !looks_right(*kind, value, &today) || !self.detector.takes(*kind, value) {
                    wrong.push((name.clone(), Wrong::Invalid));
                } else if *kind == FieldKind::Text
                    && self.detector.seen(value).iter().any(is_unasked)
                {
                    wrong.push((name.clone(), Wrong::Asked(sum(value))));
                }
                own.fields.push(name.clone());
                own.values.push((name.clone(), value.to_owned()));
            } else if *required {
                wrong.push((name.clone(), Wrong::Missing));
            }
        }
        if own.fields.is_empty() && wrong.is_empty() {
            // Nothing at all is no answer.
            wrong.push((first(form), Wrong::Missing));
        }
        // What was asked about before goes as it is.
        let Filling { form, wrong: before } = &*self.filling.borrow();
        let is_answered = |own: &(String, Wrong)| {
            form == id && matches!(own.1, Wrong::Asked(_)) && before.contains(own)
        };
        if wrong.iter().all(is_answered) { Ok(own) } else { Err(wrong) }
    }

    /// What was filled in, sealed; or what is wrong with it.
    async fn answered(
        &self,
        ids: (&str, &str),
        form: &Asked,
        Checked { mut values, fields, .. }: Checked,
        (more, files): Enclosed,
    ) -> Result<Box<KeptMessage>, Wrongs> {
        values.extend(more);
        let mut sealed = Err(ChannelError::Size);
        if let Some(values) = Values::new(values) {
            let said = (&*fields, &*files);
            let seal =
                &mut |by: &mut Known| sealed = self.seal_answer(ids, form, said, &values, by);
            if let Err(error) = known(seal).await {
                sealed = Err(error.into());
            }
        }
        match sealed {
            Ok(message) => return Ok(Box::new(message)),
            // Somebody has no key that is good now: there may be newer ones.
            Err(ChannelError::Key) => self.ask_anew(),
            Err(_) => {}
        }
        Err(vec![(first(form), Wrong::Unsealed)])
    }

    /// Forgets what was chosen in a form.
    fn leave_files(&self, id: &str) {
        if let Some(part) = enclosing() {
            (part.leave)(id);
        }
    }

    /// Seals for those whom the purpose names, by its grant; nothing while there is none.
    fn seal_answer(
        &self,
        (form_id, id): (&str, &str),
        form: &Asked,
        (fields, files): (&[String], &str),
        values: &Values,
        by: &mut Known,
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
        let sealed = fill(&grant, manifest, answering, &to, values, by)?;
        let mut message = told(Told::Answer(KeptAnswer {
            form: form_id.into(),
            purpose: form.purpose.clone(),
            fields: fields.into(),
            to: to.iter().map(|id| (*id).into()).collect(),
            sealed: Some(sealed),
            files: files.into(),
            end: None,
        }));
        message.view.id = id.into();
        Ok(message)
    }

    fn set_filling(&self, form: &str, wrong: Vec<(String, Wrong)>) {
        self.filling.replace(Filling { form: form.into(), wrong });
    }
}
