//! The notice: who, what for, who reads, how long; and the decision.

use leptos::prelude::*;

use super::facts::facts;
use super::focus;
use super::full::full;
use super::node::{El, button, el, part};
use crate::state::{Command, Dispatch, NoticeView, State};
use crate::text::Text;

/// The first layer with Allow and Refuse, and the second layer to unfold.
pub(super) fn notice(state: State, dispatch: Dispatch) -> El {
    part(move || {
        let text = state.lang.get().text();
        state
            .notice
            .with(|notice| notice.as_ref().map(|notice| layers(notice, text, state, dispatch)))
    })
}

fn layers(notice: &NoticeView, text: &'static Text, state: State, dispatch: Dispatch) -> El {
    // Two of the same element: neither answer is easier to see, to reach or to press.
    let choice = |words: &'static str, command| {
        button("button notice__choice", dispatch, command).child(words)
    };
    el("section", "notice")
        .attr("aria-labelledby", focus::HEADING)
        .child(focus::heading("notice__title", text.notice_title))
        .child(el("p", "notice__lead").attr("dir", "auto").child(notice.lead.clone()))
        .child(facts(notice, text))
        .child(full(notice, text, state, dispatch))
        .child(el("p", "notice__note").child(text.refuse_note))
        .child(
            el("div", "notice__choices")
                .child(choice(text.refuse, Command::Refuse))
                .child(choice(text.allow, Command::Allow)),
        )
}
