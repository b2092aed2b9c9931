//! A form of the knowledge file, and what is said of its answers.

use sigilo_protocol::{Body, Content, Field, FieldKind};

use super::{
    file::{FieldFile, FormFile, ReplyFile},
    knowledge::KnowledgeError,
};
use crate::desk::bot::{Form, FormEvent, FormFault, Reply};

#[derive(Debug)]
pub(super) struct Asking {
    pub(super) id: String,
    pub(super) form: Form,
    taken: Reply,
    corrected: Reply,
    withdrawn: Reply,
    not_allowed: Reply,
    invalid: Reply,
}

impl Asking {
    pub(super) fn parse(
        file: &FormFile,
        reply: &dyn Fn(&ReplyFile) -> Result<Reply, KnowledgeError>,
    ) -> Result<Self, KnowledgeError> {
        let bad = || KnowledgeError::BadForm(file.id.clone());
        let fields = file.fields.iter().map(|own| field(own).ok_or_else(bad));
        let fields = fields.collect::<Result<Vec<_>, _>>()?;
        let form = Form { title: file.title.clone(), purpose: file.purpose.clone(), fields };
        let Form { title, purpose, fields } = form.clone();
        let content = Content::Form { title, purpose, fields };
        Body::new("b", content).to_padded().map_err(|_| bad())?;
        Ok(Self {
            id: file.id.clone(),
            form,
            taken: reply(&file.taken)?,
            corrected: reply(&file.corrected)?,
            withdrawn: reply(&file.withdrawn)?,
            not_allowed: reply(&file.not_allowed)?,
            invalid: reply(&file.invalid)?,
        })
    }

    /// What is said of what became of an answer; nothing where the form is not known.
    pub(super) fn reply(&self, event: FormEvent) -> Option<&Reply> {
        match event {
            FormEvent::Taken => Some(&self.taken),
            FormEvent::Corrected => Some(&self.corrected),
            FormEvent::Withdrawn => Some(&self.withdrawn),
            FormEvent::Refused(FormFault::NotAllowed | FormFault::Restricted) => {
                Some(&self.not_allowed)
            }
            // Either way it is to be filled in again.
            FormEvent::Refused(FormFault::Invalid | FormFault::Late | FormFault::File) => {
                Some(&self.invalid)
            }
            FormEvent::Refused(FormFault::Unknown) => None,
        }
    }
}

fn field(file: &FieldFile) -> Option<Field> {
    let FieldFile { name, label, kind, required, why } = file;
    let kind = FieldKind::ALL.into_iter().find(|own| own.name() == kind)?;
    let (name, label, why) = (name.clone(), label.clone(), why.clone());
    Some(Field { name, label, kind, required: *required, why, autocomplete: None })
}
