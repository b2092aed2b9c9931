//! Decisions of a running conversation: what the panel or a prompt asked for, each with its receipt.

use leptos::prelude::*;
use sigilo_consent::{Decision, Prompt, Status, Yes};

use super::{
    deciding::{self, Signed},
    talk::Talk,
};
use crate::{
    browser::now_ms,
    kept::{AnswerEnd, Kept},
    locks,
    state::Screen,
    ui, view,
};

impl Talk {
    /// The panel's switch of a purpose was turned on: the visitor's act, on the sentences beside it. A
    /// special category is asked for by a prompt of its own.
    pub(super) async fn give(&mut self, purpose: String) {
        if self.offer.policy.core.purpose(&purpose).is_some_and(|purpose| purpose.is_special()) {
            self.state.panel.set(None);
            return self.prompt(&purpose, None, Prompt::Special);
        }
        self.state.prompt.set(None);
        self.offer.put(Prompt::Panel, std::slice::from_ref(&purpose), self.state);
        self.allow(purpose).await;
    }

    /// The visitor takes back what was given for these purposes, or objects to them.
    pub(super) async fn withdraw(&mut self, purposes: &[String]) {
        let purposes: Vec<&str> = purposes.iter().map(String::as_str).collect();
        if let Some(decision) = self.offer.gate.withdraw(&purposes, now_ms()) {
            self.decided(decision).await;
        }
    }

    /// The visitor takes back everything.
    pub(super) async fn withdraw_all(&mut self) {
        let all: Vec<String> =
            self.offer.policy.core.purposes.iter().map(|purpose| purpose.id.clone()).collect();
        self.withdraw(&all).await;
    }

    /// Time goes on: what was given too long ago ends, and the loop asks anew.
    pub(super) async fn tick(&mut self) {
        if let Some(decision) = self.offer.gate.tick(now_ms()) {
            self.record(decision).await;
            self.ask_anew();
        }
    }

    /// Asks for a purpose, just in time; `title` is what it is asked for.
    pub(super) fn prompt(&mut self, purpose: &str, title: Option<String>, prompt: Prompt) {
        let lang = self.state.lang.get_untracked();
        let Some(view) = view::purpose(&self.offer, purpose, lang) else { return };
        let first_step = view.special;
        self.offer.put(prompt, &[purpose.into()], self.state);
        self.state.prompt.set(Some(crate::state::PromptView { purpose: view, title, first_step }));
    }

    /// The prompt that is on screen, in the visitor's language: another text is another question.
    pub(super) fn ask_in_language(&mut self) {
        let Some(prompt) = self.state.prompt.get_untracked() else { return };
        let id = prompt.purpose.id.clone();
        let lang = self.state.lang.get_untracked();
        if let Some(purpose) = view::purpose(&self.offer, &id, lang) {
            let kind = match (purpose.special, &prompt.title) {
                (true, _) => Prompt::Special,
                (false, Some(_)) => Prompt::Form,
                (false, None) => Prompt::Purpose,
            };
            self.offer.put(kind, &[id], self.state);
            self.state.prompt.set(Some(crate::state::PromptView { purpose, ..prompt }));
        }
    }

    /// The visitor goes on from what a special category is to whether they allow it.
    pub(super) fn step(&mut self) {
        self.state.prompt.update(|prompt| {
            if let Some(prompt) = prompt {
                prompt.first_step = false;
            }
        });
    }

    /// The visitor answers the prompt that is shown.
    pub(super) async fn answer(&mut self, is_yes: bool) {
        let Some(prompt) = self.state.prompt.get_untracked() else { return };
        // What is not asked yet can't be answered: it is put off, or stays where it is.
        if prompt.first_step && is_yes {
            return;
        }
        self.state.prompt.set(None);
        if prompt.first_step {
            self.offer.put_off(prompt.purpose.id);
            // A message may wait for what was asked.
            self.flush().await;
        } else if is_yes {
            self.allow(prompt.purpose.id).await;
        } else if let Some(decision) = self.offer.gate.refuse(now_ms()) {
            self.decided(decision).await;
        }
        if !is_yes && prompt.title.is_some() {
            self.leave_form().await;
        }
    }

    /// Takes up what the record says, which other tabs write, too.
    pub(super) fn follow(&mut self) {
        let standings = self.store.read(|kept| kept.standings.clone());
        let ended = self.offer.gate.restore(&standings, now_ms());
        if ended.is_some() && self.offer.gate.chat().is_none() {
            // It ran out, or was about another policy than this tab knows: that is to be asked.
            self.ask_anew();
        } else {
            self.show_end();
            self.show_again();
        }
        self.offer.tell_page();
    }

    /// Another tab has allowed again: this one goes on.
    fn show_again(&self) {
        let screen = self.state.screen.get_untracked();
        let is_ended = matches!(screen, Screen::Withdrawn | Screen::Refused);
        if is_ended && self.offer.gate.chat().is_some() {
            self.state.screen.set(Screen::Conversation);
            if !self.has_said_hello() {
                self.ask_anew();
            }
        }
    }

    async fn allow(&mut self, purpose: String) {
        let yes = Yes { on: &[purpose], is_of_age: self.is_of_age() };
        if let Some(decision) = self.offer.gate.allow(yes, now_ms()) {
            self.decided(decision).await;
        }
    }

    /// Stores a decision with its receipt, stops what it ends, and tells the other side.
    pub(super) async fn decided(&mut self, decision: Decision) {
        self.show_end();
        self.record(decision).await;
        if self.is_asking() {
            // What was taken back can be given there, too.
            self.ask();
        }
        self.flush().await;
    }

    async fn record(&mut self, decision: Decision) {
        // One tab at a time, so that no two receipts name the same one before them.
        let _turn = locks::acquire(&deciding::turn(&self.offer)).await;
        self.store.refresh().await;
        let before = self.store.read(Kept::clone);
        let lang = self.state.lang.get_untracked();
        let decisions = self.offer.decided(Some(decision));
        let keys = self.store.keys();
        let signed =
            deciding::sign_all(&self.offer, keys, &decisions, Some(&before), lang).await.ok();
        let told = signed.as_ref().map(Signed::told).unwrap_or_default();
        let lines = deciding::lines(&self.offer, &decisions, lang);
        let standings = self.offer.gate.standings();
        let is_open = self.offer.gate.chat().is_some();
        let posting = self.posting.clone();
        self.change(&|kept| {
            // Without a signature the decision holds all the same, here.
            deciding::stand(kept, &standings, &decisions);
            kept.end_answers(AnswerEnd::Purpose, posting.as_deref(), &|_, own| {
                let ended = (own.purpose.clone(), Status::Withdrawn);
                decisions.iter().any(|decision| decision.purposes.contains(&ended))
            });
            if let Some(signed) = &signed {
                signed.store(kept, &self.offer);
            }
            kept.add(&told);
            kept.add(&lines);
            // What the chat allowed, or what only a purpose covered that is given no more.
            kept.hold(posting.as_deref(), &|own| !is_open || !self.careful(own).is_empty());
            // What was never sent is not brought back once the chat is allowed again.
            if !is_open {
                kept.draft.clear();
            }
        })
        .await;
        self.follow();
        self.offer.events.clear();
    }

    /// Where the chat is not allowed any more, nothing of it stays on screen to write in.
    fn show_end(&mut self) {
        let is_open = self.offer.gate.chat().is_some() || !self.offer.gate.is_refused();
        let screen = self.state.screen.get_untracked();
        if !is_open && matches!(screen, Screen::Conversation | Screen::Notice) {
            ui::forget();
            self.ask_no_more();
            self.end_care();
            self.state.prompt.set(None);
            self.state.screen.set(Screen::Withdrawn);
        }
    }
}
