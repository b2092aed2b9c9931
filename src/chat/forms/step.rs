//! What the record is told of a form; making a change twice is making it once.

use crate::{
    chat::{arrival::delivery, deciding::told},
    kept::{AnswerEnd, Kept, KeptAnswer, KeptMessage, Told},
    state::Delivery,
};

/// What the record is told of a form.
pub(super) enum Step {
    /// Whether the visitor left it.
    Declined(bool),
    /// It was filled in.
    Answered(Box<KeptMessage>),
    /// What was filled in is taken back.
    TakenBack,
}

impl Step {
    /// Makes the change; `posting` is on its way.
    pub(super) fn apply(&self, kept: &mut Kept, id: &str, posting: Option<&str>) {
        // An answer that has not left does not need to, where another takes its place.
        let is_replaced = matches!(self, Self::Answered(_));
        let is_it = |own: &KeptMessage, answer: &KeptAnswer| {
            let is_here = matches!(delivery(&own.view), Some(Delivery::Held | Delivery::Failed));
            answer.form == id && answer.end.is_none() && (is_here || !is_replaced)
        };
        match self {
            Self::Declined(is_declined) => kept.decline(id, *is_declined),
            Self::Answered(message) => {
                kept.end_answers(AnswerEnd::Withdrawn, posting, &is_it);
                kept.add(std::slice::from_ref(message));
            }
            // Of each answer that may have come, since a correction may have been refused.
            Self::TakenBack => {
                let mut left = Vec::new();
                for message in &kept.messages {
                    if message.answer().is_some_and(|(message, own)| is_it(message, own)) {
                        left.push(message.view.id.clone());
                    }
                }
                kept.end_answers(AnswerEnd::Withdrawn, posting, &is_it);
                for id in left {
                    // What has not left is not there to take back.
                    if kept.messages.iter().any(|own| own.view.id == id) {
                        kept.messages.push(told(Told::Delete(id)).into());
                    }
                }
                kept.decline(id, true);
            }
        }
    }
}
