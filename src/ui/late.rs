//! Screens that load when they are needed: the privacy panel, and what asks just in time.
//!
//! What loads at once does not name them, so that they are not in it; [`bring`] does, and is called by
//! what they load with.

use std::cell::Cell;

use leptos::prelude::*;

use super::caution::caution;
use super::erased::erased;
use super::node::El;
use super::panel::panel;
use super::prompt::prompt;
use crate::state::{Dispatch, State};

type Draw = fn(State, Dispatch) -> Option<El>;

thread_local! {
    static LATE: Cell<Option<[Draw; 4]>> = const { Cell::new(None) };
}

/// Brings the screens.
pub fn bring(state: State) {
    LATE.set(Some([panel, prompt, erased, caution]));
    state.is_late.set(true);
}

/// The panel, if it is there and open.
pub(super) fn late_panel(state: State, dispatch: Dispatch) -> Option<El> {
    draw(0, state, dispatch)
}

/// The prompt, if it is there and open.
pub(super) fn late_prompt(state: State, dispatch: Dispatch) -> Option<El> {
    draw(1, state, dispatch)
}

/// What a confirmed erasure did, if it is there.
pub(super) fn late_erased(state: State, dispatch: Dispatch) -> Option<El> {
    draw(2, state, dispatch)
}

/// What asks about personal data in a message, if it is there and open.
pub(super) fn late_caution(state: State, dispatch: Dispatch) -> Option<El> {
    draw(3, state, dispatch)
}

fn draw(which: usize, state: State, dispatch: Dispatch) -> Option<El> {
    if !state.is_late.get() {
        return None;
    }
    LATE.get()?[which](state, dispatch)
}
