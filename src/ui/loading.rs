//! While manifest and policy are on their way.

use leptos::prelude::*;

use super::node::{El, el, part};
use crate::state::State;

/// The lines of the outline.
const LINES: [&str; 6] = [
    "loading__line loading__line--title",
    "loading__line",
    "loading__line",
    "loading__line loading__line--short",
    "loading__line",
    "loading__line loading__line--short",
];

/// A quiet outline of what is to come.
pub(super) fn loading(state: State) -> El {
    part(move || {
        let text = state.lang.get().text();
        let lines = el("div", "loading__lines").attr("aria-busy", "true");
        let screen = el("div", "loading")
            .child(el("p", "loading__words").attr("role", "status").child(text.loading))
            .child(el("p", "loading__note").child(text.loading_note))
            .child(lines.children(LINES.map(|class| el("span", class))));
        [screen]
    })
}
