//! In what language things are said.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Driver, Offer, Phase};
use crate::{
    browser::browser_languages,
    state::{Screen, Words},
    text::{self, Lang, Part},
    words,
};

impl Driver {
    /// Says everything in `lang`, once its sentences are there; if they can't be had, nothing changes.
    pub(super) async fn speak(&mut self, lang: Lang) {
        let is_offered =
            |langs: &Vec<String>| langs.is_empty() || langs.iter().any(|own| own == lang.tag());
        if !self.state.langs.with_untracked(is_offered) {
            return;
        }
        let is_there = text::bring(lang, Part::Text).await
            && (self.chat.is_none()
                || text::bring(lang, Part::Late).await && text::bring(lang, Part::More).await);
        if !is_there {
            return;
        }
        self.state.lang.set(lang);
        self.show_notice();
        if self.state.panel.with_untracked(Option::is_some) {
            self.open_panel().await;
        }
        if let Words::Shown(_) = self.state.words.get_untracked() {
            self.show_words();
        }
    }

    /// Offers the languages that the controller's sentences are in; one of them, if the visitor's is none.
    pub(super) async fn offer_languages(&mut self, offer: &Offer) {
        let (mut langs, mut offered) = (Vec::new(), Vec::new());
        for (tag, _) in offer.policy.core.texts() {
            if let Some(lang) = Lang::from_tag(tag) {
                langs.push(lang);
                offered.push(String::from(lang.tag()));
            }
        }
        self.state.langs.set(offered);
        if let Some(first) = langs.first()
            && !langs.contains(&self.state.lang.get_untracked())
        {
            let own = browser_languages().into_iter().find(|own| langs.contains(own));
            self.speak(own.unwrap_or(*first)).await;
        }
    }

    pub(super) fn show_notice(&mut self) {
        match &mut self.phase {
            Phase::Asking(offer) => {
                if matches!(self.state.screen.get_untracked(), Screen::Notice | Screen::Loading) {
                    offer.ask(self.state);
                } else {
                    offer.present(self.state);
                }
            }
            Phase::Talking => {
                if let Some(chat) = &mut self.chat {
                    chat.present();
                }
            }
            Phase::Idle => {}
        }
    }

    /// Shows the safety code in words, once the list is there, if that is still what is asked for.
    pub(super) fn show_words(&self) {
        let state = self.state;
        let asked = move || {
            let notice = state.notice.get_untracked();
            Some((notice?.safety.places, state.lang.get_untracked()))
        };
        let Some((places, lang)) = asked() else { return };
        spawn_local(async move {
            let words = words::at(&places, lang).await;
            if asked() == Some((places, lang)) {
                state.words.set(words.map_or(Words::Failed, Words::Shown));
            }
        });
    }
}
