//! What becomes of personal data in what the visitor wrote: the question, and the answer to it.

use leptos::prelude::*;
use sigilo_consent::{Prompt, Purpose, Status, Yes};

use super::super::{arrival::delivery, care::named, talk::Talk};
use crate::{
    browser::now_ms,
    detector::Seen,
    kept::{Kept, KeptForm, KeptMessage},
    state::{Care, CautionView, Delivery, FormAct, MessageView, Shared},
    view,
};

/// Asks about what was seen in a message, unless that is asked already.
pub(super) fn ask(talk: &mut Talk, message: &KeptMessage, seen: &[Seen]) {
    let caution = talk.caution(&message.view, seen);
    let is_put = caution
        .purpose
        .as_ref()
        .is_none_or(|own| own.special || talk.offer.gate.status(&own.id) == Status::Requested);
    let is_shown = talk.state.caution.with_untracked(|own| own.as_ref() == Some(&caution));
    if !is_shown || !is_put {
        talk.ask_care(caution);
    }
}

impl Talk {
    /// The visitor says what becomes of the message that waits.
    pub(super) async fn answer_care(&mut self, care: Care) {
        let Some(caution) = self.state.caution.get_untracked() else { return };
        // Another tab may have sent it meanwhile.
        self.store.refresh().await;
        let Some(message) = self.waiting(&caution.id) else {
            self.end_care();
            return self.flush().await;
        };
        let seen = self.careful(&message);
        match (care, caution.purpose.clone()) {
            (Care::Send, _) if caution.never => {}
            (Care::Send, Some(purpose)) if purpose.special => {
                self.state.caution.set(None);
                return self.prompt(&purpose.id, None, Prompt::Special);
            }
            (Care::Send, Some(purpose)) => {
                self.state.caution.set(None);
                let yes = Yes { on: &[purpose.id], is_of_age: self.is_of_age() };
                if let Some(decision) = self.offer.gate.allow(yes, now_ms()) {
                    // What the policy asks about each time was asked about by this, and no more.
                    self.change_held(&caution.id, &|own| own.cleared = Some(Vec::new())).await;
                    return self.decided(decision).await;
                }
            }
            (Care::Send, None) => {
                let terms: Vec<String> = seen.into_iter().map(|own| own.term).collect();
                self.change_held(&caution.id, &|own| own.cleared = Some(terms.clone())).await;
            }
            (Care::Mask, _) => {
                let masked = self.detector.masked(&message.view.text, &seen);
                self.change_held(&caution.id, &|own| own.view.text.clone_from(&masked)).await;
            }
            (Care::Drop, _) => self.discard(caution.id).await,
            (Care::Edit | Care::Form, _) => {
                self.end_care();
                self.discard(caution.id.clone()).await;
                // What is there still was on its way before.
                let is_there =
                    |kept: &Kept| kept.messages.iter().any(|own| own.view.id == caution.id);
                // A file's name is not to be written in the field.
                if message.file.is_none() && !self.store.read(is_there) {
                    self.state.put_back.set(vec![message.view.text.clone()]);
                }
                if let (Care::Form, Some(form)) = (care, caution.form) {
                    return self.form(form, FormAct::Fill).await;
                }
            }
        }
        self.end_care();
        self.flush().await;
    }

    /// The question, in the visitor's language.
    pub(super) fn repeat_care(&mut self) {
        let Some(caution) = self.state.caution.get_untracked() else { return };
        if let Some(message) = self.waiting(&caution.id) {
            let caution = self.caution(&message.view, &self.careful(&message));
            if self.state.prompt.with_untracked(Option::is_some) {
                // What is on screen is the prompt.
                self.state.caution.set(Some(caution));
            } else {
                self.ask_care(caution);
            }
        }
    }

    /// The purpose that would cover it, if the visitor can be asked for it here.
    fn wanted(&self, seen: &[Seen]) -> Option<String> {
        let uncovered = seen.iter().filter(|own| !self.covers(&own.term));
        // Nobody who writes down an address asks for advertising.
        let can_be =
            |own: &&Purpose| own.rests_on_consent() && !own.required && !own.is_against_gpc();
        let mut wanted = uncovered.filter_map(|own| self.listing(&own.term).find(can_be));
        wanted.next().map(|own| own.id.clone())
    }

    /// The newest form that asks for such data and has no answer.
    fn form_for(&self, seen: &[Seen]) -> Option<String> {
        let lists = |purpose: &str| {
            seen.iter().any(|own| self.listing(&own.term).any(|listed| listed.id == purpose))
        };
        self.store.read(|kept| {
            let open = kept.messages.iter().rev().find(|own| {
                let asked = own.form.as_ref().and_then(KeptForm::asked);
                let id = &own.view.id;
                asked.is_some_and(|asked| lists(&asked.purpose)) && kept.answer(id).is_none()
            });
            open.map(|own| own.view.id.clone())
        })
    }

    fn caution(&self, message: &MessageView, seen: &[Seen]) -> CautionView {
        let lang = self.state.lang.get_untracked();
        let piece = |own: &Seen| message.text.get(own.from..own.to).unwrap_or_default().into();
        let never = seen.iter().any(|own| own.never);
        // What can't be sent gives nothing.
        let purpose = self.wanted(seen).filter(|_| !never);
        let lists = |id: &str, term: &str| self.listing(term).any(|own| own.id == id);
        let is_left = |own: &&Seen| !self.covers(&own.term);
        let mut left = seen.iter().filter(is_left);
        let more = purpose.as_ref().is_some_and(|id| left.any(|own| !lists(id, &own.term)));
        let mut readers: Vec<&str> =
            self.offer.manifest.recipients.iter().map(|own| own.name.as_str()).collect();
        readers.dedup();
        let is_file = self
            .store
            .read(|kept| kept.messages.iter().any(|m| m.view.id == message.id && m.file.is_some()));
        CautionView {
            id: message.id.clone(),
            is_file,
            found: seen.iter().map(|own| (named(&own.term, lang), piece(own))).collect(),
            readers: readers.join(", "),
            masked: self.detector.masked(&message.text, seen),
            never,
            more,
            uncovered: seen.iter().any(|own| !self.covers(&own.term)),
            purpose: purpose.and_then(|id| view::purpose(&self.offer, &id, lang)),
            form: self.form_for(seen),
        }
    }

    fn ask_care(&mut self, caution: CautionView) {
        if let Some(purpose) = caution.purpose.as_ref().filter(|own| !own.special) {
            self.offer.put(Prompt::Kind, std::slice::from_ref(&purpose.id), self.state);
        }
        self.state.caution.set(Some(caution));
    }

    async fn change_held(&self, id: &str, change: &dyn Fn(&mut KeptMessage)) {
        self.change(&|kept| {
            let held = |own: &&mut Shared<KeptMessage>| {
                own.view.id == id && delivery(&own.view) == Some(Delivery::Held)
            };
            for message in kept.messages.iter_mut().filter(held) {
                change(message);
            }
        })
        .await;
    }
}
