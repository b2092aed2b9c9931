//! The lock line of a conversation, and behind it who can read.

use leptos::prelude::*;

use super::chain::chain;
use super::facts::facts;
use super::full::full;
use super::icon::{self, icon};
use super::node::{El, el, part};
use crate::state::{Dispatch, State};

/// Says that the conversation is encrypted; unfolds to the notice that was allowed.
pub(super) fn seal(state: State, dispatch: Dispatch) -> El {
    part(move || {
        let text = state.lang.get().text();
        let summary = el("summary", "seal__summary")
            .child(icon(icon::LOCK))
            .child(el("span", "seal__words").child(text.encrypted))
            .child(el("span", "seal__more").child(text.who_reads));
        let notice = state.notice.with(|notice| {
            let notice = notice.as_ref()?;
            Some([facts(notice, text), chain(text, state), full(notice, text, state, dispatch)])
        });
        // Scrolls by itself, so the keyboard must reach it.
        let unfolded = el("div", "seal__text")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", text.who_reads)
            .child(el("h2", "unseen").child(text.who_reads))
            .children(notice.into_iter().flatten());
        [el("details", "seal").child(summary).child(unfolded)]
    })
}
