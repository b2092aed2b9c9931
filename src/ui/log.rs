//! The conversation, oldest first.

use leptos::prelude::*;

use super::message::{Careful, Surroundings, message};
use super::node::{El, el, part};
use super::scroll::Position;
use crate::state::{Dispatch, MessageView, Screen, Shared, State};

/// The log of messages, with what is being written at its end; of a long one, those that `position` is among.
pub(super) fn log(state: State, dispatch: Dispatch, position: Position) -> El {
    // Rows are drawn anew from view data; what did not change stays the same node of the page, so
    // that a screen reader hears additions only.
    part(move || {
        let lang = state.lang.get();
        let text = lang.text();
        let undecided = state.screen.get() == Screen::Notice;
        let careful = state.caution.with(|own| own.as_ref().map(|own| own.id.clone()));
        let (rows, before, after) = state.messages.with(|messages| {
            let range = position.window.range(messages.len());
            let asked = messages.iter().position(|own| careful.as_ref() == Some(&own.id));
            let row = |(index, of): (usize, &Shared<MessageView>)| {
                let before = index.checked_sub(1).and_then(|index| messages.get(index));
                let careful = asked.filter(|asked| *asked <= index);
                let careful = careful.map(|asked| match asked == index {
                    true => Careful::This,
                    false => Careful::Before,
                });
                let after = messages.get(index + 1);
                let [before, after] = [before, after].map(|own| own.map(|own| &**own));
                let around = Surroundings { before, after, undecided, careful };
                message(of, &around, lang, dispatch)
            };
            let shown = messages.iter().enumerate().skip(range.start).take(range.len());
            (shown.map(row).collect::<Vec<_>>(), range.start > 0, range.end < messages.len())
        });
        let more = |words: &'static str, bring: fn(Position, State)| {
            let button = el("button", "button log__more").attr("type", "button");
            button.on("click", move |_| bring(position, state)).child(words)
        };
        let begin = (rows.is_empty() && !undecided).then(|| {
            let greeting = state.look.get().pop().filter(|own| !own.is_empty());
            el("p", "log__begin").child(greeting.unwrap_or_else(|| text.begin.to_owned()))
        });
        let log = el("div", "log")
            .attr("role", "log")
            .attr(
                "aria-live",
                if state.visible.get() && !position.window.quiet.get() { "polite" } else { "off" },
            )
            .attr("aria-label", text.conversation)
            .child(begin)
            .child(before.then(|| more(text.earlier, Position::earlier)))
            .child(el("ol", "log__rows").children(rows))
            .child(after.then(|| more(text.later, Position::later)));
        [log]
    })
}
