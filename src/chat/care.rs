//! Personal data in what the visitor wrote: what nothing allowed covers waits until they say what becomes
//! of it.

use std::rc::Rc;

use leptos::prelude::*;
use sigilo_consent::{Purpose, Status};

use super::{arrival::delivery, parts, talk::Talk};
use crate::{
    detector::{Detector, Seen},
    kept::{KeptMessage, Told},
    state::{Age, Delivery, Mark, Shared, State},
    text::Lang,
    ui,
};

/// Lets the field see what is being written in it.
pub(super) fn look(state: State, detector: Rc<dyn Detector>) {
    let look = Rc::new(move |text: &str| {
        let lang = state.lang.get_untracked();
        let mut marks = Vec::new();
        for Seen { from, to, term, .. } in detector.seen(text) {
            marks.push(Mark { from, to, what: named(&term, lang) });
        }
        marks
    });
    ui::bring_look(state, look);
}

/// What a term is called.
pub(super) fn named(term: &str, lang: Lang) -> String {
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
            match parts::aside() {
                Some(part) => (part.caution)(self, message, &seen),
                // It waits, and is asked about once that is here.
                None => parts::fetch_aside(&self.wire.inbox),
            }
        }
        true
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
    pub(super) fn waiting(&self, id: &str) -> Option<Shared<KeptMessage>> {
        let waits = |own: &&Shared<KeptMessage>| {
            own.view.id == id && delivery(&own.view) == Some(Delivery::Held)
        };
        self.store.read(|kept| kept.messages.iter().find(waits).cloned())
    }

    /// Whoever was asked about their age was let in by the notice.
    pub(super) fn is_of_age(&self) -> bool {
        self.state.age.get_untracked() != Age::Wanted
    }

    /// What in a message has to be asked about.
    pub(super) fn careful(&self, message: &KeptMessage) -> Vec<Seen> {
        let text = &message.view.text;
        let mut seen = match message.file {
            Some(_) => self.detector.seen_in_name(text),
            None => self.scanned.borrow_mut().of(text, &*self.detector),
        };
        let cleared = message.cleared.as_ref();
        let let_go = |own: &Seen| cleared.is_some_and(|terms| terms.contains(&own.term));
        seen.retain(|own| {
            let is_open = !self.covers(&own.term) && !let_go(own);
            own.never || is_open || (own.ask && cleared.is_none())
        });
        seen
    }

    /// Whether a purpose that is given lists this kind of data.
    pub(super) fn covers(&self, term: &str) -> bool {
        let is_given = |own: &&Purpose| self.offer.gate.status(&own.id) == Status::Given;
        self.listing(term).any(|own| is_given(&own))
    }

    pub(super) fn listing(&self, term: &str) -> impl Iterator<Item = &Purpose> {
        let core = &self.offer.policy.core;
        core.purposes.iter().filter(move |own| own.data.iter().any(|datum| datum.kind == term))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use sigilo_detect::Kind;
    use sigilo_protocol::FieldKind;

    use super::*;

    /// Counts how often it looks.
    #[derive(Default)]
    struct Counting(Cell<usize>);

    impl Detector for Counting {
        fn seen(&self, text: &str) -> Vec<Seen> {
            self.0.set(self.0.get() + 1);
            let (kind, term, to) = (Kind::Health, "pd:Health".into(), text.len());
            vec![Seen { from: 0, to, kind, term, never: false, ask: false }]
        }

        fn seen_in_name(&self, name: &str) -> Vec<Seen> {
            self.seen(name)
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
