//! After an erasure: what is gone, what is kept and until when, and the proof of it; or that the relay
//! did it by itself.

use leptos::prelude::*;

use super::clock;
use super::focus;
use super::node::{El, button, el, joined};
use crate::state::{Command, Dispatch, Download, ErasedView, KeptView, Screen, State};
use crate::text::{Asking, Lang};

/// The screen, also in a tab that did not ask.
pub(super) fn erased(state: State, dispatch: Dispatch) -> Option<El> {
    let lang = state.lang.get();
    let text = lang.asking();
    let (title, here) = match state.screen.get() {
        Screen::Gone => (text.gone_title, text.gone),
        _ => (text.erased_title, text.erased_here),
    };
    let screen = el("section", "refused")
        .attr("aria-labelledby", focus::HEADING)
        .child(focus::heading("refused__title", title))
        .child(el("p", "refused__text").child(here));
    let again = button("button", dispatch, Command::Retry).child(text.begin_again);
    let (there, save) = state.erased.with(|erased| match erased {
        Some(erased) => (Some(there(erased, lang, text)), Some(save(text, dispatch))),
        None => (None, None),
    });
    Some(screen.child(there).child(save).child(again))
}

fn there(erased: &ErasedView, lang: Lang, text: &'static Asking) -> El {
    let kept = |kept: &KeptView| {
        let blocked = if kept.blocked { text.erased_blocked } else { "" };
        let until = clock::date_of(kept.until, lang);
        let words = [&*kept.what, " ", text.erased_until, " ", &until, ". ", blocked];
        el("li", "panel__line").attr("dir", "auto").child(joined(&words))
    };
    let none = erased.kept.is_empty().then_some(text.erased_nothing_kept);
    el("div", "")
        .child(el("p", "refused__text").child(text.erased_there))
        .child(el("h3", "panel__heading").child(text.erased_kept))
        .child(el("ul", "panel__list").children(erased.kept.iter().map(kept)))
        .child(none.map(|none| el("p", "panel__line").child(none)))
}

fn save(text: &'static Asking, dispatch: Dispatch) -> El {
    button("button", dispatch, Command::Download(Download::Erasure)).child(text.save_erasure)
}
