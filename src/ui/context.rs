//! What the page knows and offers to share: once it is in the field it is like anything that is written.

use leptos::prelude::*;

use super::composer::Draft;
use super::node::{El, el};
use crate::state::State;

/// What is offered, with a button for each answer; nothing while nothing is.
pub(super) fn context(state: State, draft: Draft) -> El {
    el("div", "part").drawn(move || {
        let (lines, text) = (state.context.get(), state.lang.get().text());
        let drop = move || state.context.set(Vec::new());
        let (taken, draft) = (lines.join("\n"), draft.clone());
        let answer =
            |words: &'static str| el("button", "button").attr("type", "button").child(words);
        let add = answer(text.context_add).on("click", move |_| {
            draft.put(taken.clone());
            drop();
        });
        let leave = answer(text.context_leave).on("click", move |_| drop());
        let told = lines.iter().map(|line| el("li", "").attr("dir", "auto").child(line.clone()));
        let screen = el("section", "context")
            .attr("aria-labelledby", "context")
            .child(el("p", "").attr("id", "context").child(text.context))
            .child(el("ul", "").children(told.collect::<Vec<_>>()))
            .child(add)
            .child(leave);
        (!lines.is_empty()).then_some(screen)
    })
}
