//! After a withdrawal: what it means, the way to rights, and the way back.

use leptos::prelude::*;

use super::focus;
use super::node::{El, button, el, part};
use super::refused::channels;
use crate::state::{Command, Dispatch, State};

/// Says that nothing more is sent; asks nothing.
pub(super) fn withdrawn(state: State, dispatch: Dispatch) -> El {
    part(move || {
        let text = state.lang.get().text();
        let screen = el("section", "refused")
            .attr("aria-labelledby", focus::HEADING)
            .child(focus::heading("refused__title", text.withdrawn_title))
            .child(el("p", "refused__text").child(text.withdrawn))
            .child(channels(state, text))
            .child(button("button", dispatch, Command::Privacy(true)).child(text.privacy))
            .child(button("button", dispatch, Command::Reconsider).child(text.reconsider));
        [screen]
    })
}
