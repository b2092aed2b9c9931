//! Answers that the newest message offers.

use leptos::prelude::*;

use super::focus;
use super::node::{El, el, part};
use crate::state::{Author, Command, Dispatch, State};

/// A button for each suggestion of the newest message, if that is a recipient's.
pub(super) fn suggestions(state: State, dispatch: Dispatch) -> El {
    part(move || {
        let text = state.lang.get().text();
        let offered = state.messages.with(|messages| match messages.last() {
            Some(newest) if matches!(newest.author, Author::Recipient(_)) => {
                newest.suggestions.clone()
            }
            _ => Vec::new(),
        });
        (!offered.is_empty()).then(|| {
            el("div", "suggestions")
                .attr("role", "group")
                .attr("aria-label", text.suggestions)
                .children(offered.into_iter().map(|words| chip(words, dispatch)))
        })
    })
}

fn chip(words: String, dispatch: Dispatch) -> El {
    let label = words.clone();
    let chip = el("button", "suggestions__chip").attr("type", "button").attr("dir", "auto");
    chip.child(label).on("click", move |_| {
        dispatch.send(Command::Send(words.clone()));
        // The button is about to go; focus must not go with it.
        focus::write_on();
    })
}
