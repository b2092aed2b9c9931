//! The notice: who, what for, who reads, how long; and the decision.

use leptos::prelude::*;

use super::facts::facts;
use super::focus;
use super::full::full;
use super::node::{El, button, el, part};
use super::options::{age, options};
use crate::state::{ChangeView, Command, Dispatch, NoticeView, State, Why};
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
    let why = match notice.why {
        Why::First => None,
        Why::Changed => Some(text.why_changed),
        Why::Expired => Some(text.why_expired),
        Why::Readers => Some(text.why_readers),
        Why::Unread => Some(text.why_unread),
    };
    el("section", "notice")
        .attr("aria-labelledby", focus::HEADING)
        .child(focus::heading("notice__title", text.notice_title))
        .child(notice.at_collection.then(|| el("p", "notice__why").child(text.at_collection)))
        .child(why.map(|why| el("p", "notice__why").child(why)))
        .child(changes(notice, text))
        .child(el("p", "notice__lead").attr("dir", "auto").child(notice.lead.clone()))
        .child(facts(notice, text))
        .child(options(notice, text, state, dispatch))
        .child(age(notice, text, state, dispatch))
        .child(full(notice, text, state, dispatch))
        .child(el("p", "notice__note").child(text.refuse_note))
        .child(
            el("div", "notice__choices")
                .child(choice(text.refuse, Command::Refuse))
                .child(choice(text.allow, Command::Allow)),
        )
}

/// What is other than before, side by side.
fn changes(notice: &NoticeView, text: &'static Text) -> Option<El> {
    if notice.changes.is_empty() {
        return None;
    }
    let said = |words: &Option<String>| words.clone().unwrap_or_else(|| text.nothing.to_owned());
    let side = |label: &'static str, words: &Option<String>| {
        el("p", "changes__side")
            .child(el("span", "changes__label").child(label))
            .child(" ")
            .child(el("span", "").attr("dir", "auto").child(said(words)))
    };
    let change = |change: &ChangeView| {
        el("li", "changes__change")
            .child(el("p", "changes__what").attr("dir", "auto").child(change.what.clone()))
            .child(side(text.before, &change.before))
            .child(side(text.now, &change.now))
    };
    Some(
        el("section", "changes")
            .attr("aria-labelledby", "changes")
            .child(el("h3", "changes__title").attr("id", "changes").child(text.changed_title))
            .child(el("ul", "changes__list").children(notice.changes.iter().map(change))),
    )
}
