//! In the chat's head: that a person answers, and no assistant.

use leptos::prelude::*;

use super::node::{El, el};
use crate::state::{Dispatch, State};

/// Says so from the takeover on until the assistant answers again; nothing otherwise.
pub(super) fn person(state: State, _: Dispatch) -> Option<El> {
    let newest = state.messages.with(|all| all.iter().rev().find_map(|own| own.tells_person()));
    let says = state.lang.get().asking().person_answers;
    (newest == Some(true)).then(|| el("span", "").child(says))
}
