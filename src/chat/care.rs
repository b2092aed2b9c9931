//! Personal data in what the visitor wrote: what nothing allowed covers waits until they say what becomes
//! of it.

use std::rc::Rc;

use leptos::prelude::*;
use sigilo_consent::{Prompt, Purpose, Status, Yes};

use super::{arrival::delivery, talk::Talk};
use crate::{
    browser::now_ms,
    detector::{Detector, Seen},
    kept::{Kept, KeptForm, KeptMessage, Told},
    state::{Age, Care, CautionView, Delivery, FormAct, Mark, MessageView, State},
    text::Lang,
    ui, view,
};

/// Lets the field see what is being written in it.
pub(super) fn look(state: State, detector: Rc<dyn Detector>) {
    let look = Rc::new(move |text: &str| {
        let lang = state.lang.get_untracked();
        let mark = |own: Seen| Mark { from: own.from, to: own.to, what: named(&own.term, lang) };
        detector.seen(text).into_iter().map(mark).collect()
    });
    ui::bring_look(state, look);
}

/// What a term is called.
fn named(term: &str, lang: Lang) -> String {
    lang.found(term).unwrap_or(term).into()
}

/// What was seen in the text that was looked at last: one that waits is looked at again and again.
#[derive(Default)]
pub(super) struct Scanned {
    text: String,
    seen: Vec<Seen>,
}

impl Scanned {
    fn of(&mut self, text: &str, detector: &dyn Detector) -> Vec<Seen> {
        // There is nothing in an empty one.
        if self.text != text {
            *self = Self { text: text.into(), seen: detector.seen(text) };
        }
        self.seen.clone()
    }
}

impl Talk {
    /// Whether a message waits for the visitor to say what becomes of what is in it; that is asked then.
    pub(super) fn needs_care(&mut self, message: &KeptMessage) -> bool {
        // What is said to a score is words like any other.
        if !matches!(message.told, None | Some(Told::Rating(..))) {
            return false;
        }
        let seen = self.careful(message);
        if seen.is_empty() {
            return false;
        }
        if self.state.prompt.with_untracked(Option::is_none) {
            let caution = self.caution(&message.view, &seen);
            let is_put = caution.purpose.as_ref().is_none_or(|own| {
                own.special || self.offer.gate.status(&own.id) == Status::Requested
            });
            let is_shown = self.state.caution.with_untracked(|own| own.as_ref() == Some(&caution));
            if !is_shown || !is_put {
                self.ask_care(caution);
            }
        }
        true
    }

    /// The visitor says what becomes of the message that waits.
    pub(super) async fn care(&mut self, care: Care) {
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
                    self.state.put_back.set(vec![message.view.text]);
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
    pub(super) fn care_in_language(&mut self) {
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

    /// The question goes with its message, whoever took it away.
    pub(super) fn settle_care(&mut self) {
        let id = self.state.caution.with_untracked(|own| own.as_ref().map(|own| own.id.clone()));
        if id.is_some_and(|id| self.waiting(&id).is_none()) {
            self.end_care();
        }
    }

    /// The question goes; the purpose that it asked for is asked for no more.
    pub(super) fn end_care(&mut self) {
        let Some(caution) = self.state.caution.get_untracked() else { return };
        self.state.caution.set(None);
        let Some(purpose) = caution.purpose.filter(|own| !own.special) else { return };
        let is_asked = self.offer.gate.status(&purpose.id) == Status::Requested;
        if is_asked && self.state.prompt.with_untracked(Option::is_none) {
            self.offer.put_off(purpose.id);
        }
    }

    /// A message that is held.
    fn waiting(&self, id: &str) -> Option<KeptMessage> {
        let waits =
            |own: &&KeptMessage| own.view.id == id && delivery(&own.view) == Some(Delivery::Held);
        self.store.read(|kept| kept.messages.iter().find(waits).cloned())
    }

    /// Whoever was asked about their age was let in by the notice.
    pub(super) fn is_of_age(&self) -> bool {
        self.state.age.get_untracked() != Age::Wanted
    }

    /// What in a message has to be asked about.
    pub(super) fn careful(&self, message: &KeptMessage) -> Vec<Seen> {
        let mut seen = self.scanned.borrow_mut().of(&message.view.text, &*self.detector);
        let cleared = message.cleared.as_ref();
        let let_go = |own: &Seen| cleared.is_some_and(|terms| terms.contains(&own.term));
        seen.retain(|own| {
            let is_open = !self.covers(&own.term) && !let_go(own);
            own.never || is_open || (own.ask && cleared.is_none())
        });
        seen
    }

    /// Whether a purpose that is given lists this kind of data.
    fn covers(&self, term: &str) -> bool {
        let is_given = |own: &&Purpose| self.offer.gate.status(&own.id) == Status::Given;
        self.listing(term).any(|own| is_given(&own))
    }

    fn listing(&self, term: &str) -> impl Iterator<Item = &Purpose> {
        let core = &self.offer.policy.core;
        core.purposes.iter().filter(move |own| own.data.iter().any(|datum| datum.kind == term))
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
            let held = |own: &&mut KeptMessage| {
                own.view.id == id && delivery(&own.view) == Some(Delivery::Held)
            };
            kept.messages.iter_mut().filter(held).for_each(change);
        })
        .await;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use sigilo_protocol::FieldKind;

    use super::*;

    /// Counts how often it looks.
    #[derive(Default)]
    struct Counting(Cell<usize>);

    impl Detector for Counting {
        fn seen(&self, text: &str) -> Vec<Seen> {
            self.0.set(self.0.get() + 1);
            let (term, to) = ("pd:Health".into(), text.len());
            vec![Seen { from: 0, to, term, never: false, ask: false }]
        }

        fn masked(&self, text: &str, _: &[Seen]) -> String {
            text.into()
        }

        fn takes(&self, _: FieldKind, _: &str) -> bool {
            true
        }

        fn echoed(&self, text: &str) -> String {
            text.into()
        }
    }

    #[test]
    fn a_text_that_waits_is_looked_at_once() {
        let (detector, mut scanned) = (Counting::default(), Scanned::default());
        for _ in 0..3 {
            assert_eq!(scanned.of("asma", &detector)[0].to, 4);
        }
        assert_eq!(detector.0.get(), 1);
        assert_eq!(scanned.of("otra", &detector)[0].to, 4);
        assert_eq!(scanned.of("asma", &detector)[0].to, 4);
        assert_eq!(detector.0.get(), 3, "another text is looked at for itself");
    }
}
