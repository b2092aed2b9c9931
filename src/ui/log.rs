//! The conversation, oldest first.

use leptos::prelude::*;

use super::message::{Careful, Surroundings, message};
use super::node::{El, el, part};
use crate::state::{Dispatch, MessageView, Screen, State};

/// The log of messages, with what is being written at its end.
pub(super) fn log(state: State, dispatch: Dispatch) -> El {
    // Rows are drawn anew from view data; what did not change stays the same node of the page, so
    // that a screen reader hears additions only.
    part(move || {
        let lang = state.lang.get();
        let text = lang.text();
        let undecided = state.screen.get() == Screen::Notice;
        let careful = state.caution.with(|own| own.as_ref().map(|own| own.id.clone()));
        let rows: Vec<El> = state.messages.with(|messages| {
            let asked = messages.iter().position(|own| careful.as_ref() == Some(&own.id));
            let row = |(index, of): (usize, &MessageView)| {
                let before = index.checked_sub(1).and_then(|index| messages.get(index));
                let careful = asked.filter(|asked| *asked <= index);
                let careful = careful.map(|asked| match asked == index {
                    true => Careful::This,
                    false => Careful::Before,
                });
                let after = messages.get(index + 1);
                let around = Surroundings { before, after, undecided, careful };
                message(of, &around, lang, dispatch)
            };
            messages.iter().enumerate().map(row).collect()
        });
        let begin =
            (rows.is_empty() && !undecided).then(|| el("p", "log__begin").child(text.begin));
        let log = el("div", "log")
            .attr("role", "log")
            .attr("aria-live", if state.visible.get() { "polite" } else { "off" })
            .attr("aria-label", text.conversation)
            .child(begin)
            .child(el("ol", "log__rows").children(rows));
        [log]
    })
}
