//! The conversation, oldest first.

use std::cell::RefCell;

use js_sys::Date;
use leptos::prelude::*;

use super::clock;
use super::message::{Careful, ROW, Surroundings, message};
use super::node::{El, as_drawn, el, joined, part};
use super::scroll::Position;
use crate::state::{Connection, Dispatch, MessageView, Screen, Shared, State};

/// The log of messages, with what is being written at its end; of a long one, those that `position` is among.
pub(super) fn log(state: State, dispatch: Dispatch, position: Position) -> El {
    // Rows are drawn anew from view data; what did not change stays the same node of the page, so
    // that a screen reader hears additions only.
    // What a row depends on is drawn once: each step redraws those that it is about, and not a hundred.
    let drawn = RefCell::new((None, Vec::new()));
    part(move || {
        let lang = state.lang.get();
        let text = lang.text();
        let undecided = state.screen.get() == Screen::Notice;
        let is_open = state.connection.get() == Connection::Open;
        let first_new = position.first_new.get();
        let careful = state.caution.with(|own| own.as_ref().map(|own| own.id.clone()));
        let (rows, before, after) = state.messages.with(|messages| {
            let range = position.window.range(messages.len());
            let whole = Some((lang, undecided, is_open, clock::date_of(Date::now(), lang)));
            let (before, rows) = drawn.replace((whole.clone(), Vec::new()));
            let known = if before == whole { rows } else { Vec::new() };
            let asked = messages.iter().position(|own| careful.as_ref() == Some(&own.id));
            let row = |(index, of): (usize, &Shared<MessageView>)| {
                let before = index.checked_sub(1).and_then(|index| messages.get(index));
                let careful = asked.filter(|asked| *asked <= index);
                let careful = careful.map(|asked| match asked == index {
                    true => Careful::This,
                    false => Careful::Before,
                });
                let after = messages.get(index + 1);
                let is_new = first_new == index as u64;
                let own = ([before, Some(of), after].map(|own| own.cloned()), careful, is_new);
                let is_drawn = known.iter().any(|known| is_same(known, &own));
                drawn.borrow_mut().1.push(own);
                if is_drawn {
                    return as_drawn(joined(&[ROW, &of.id]));
                }
                let [before, after] = [before, after].map(|own| own.map(|own| &**own));
                let around = Surroundings { before, after, undecided, is_open, careful, is_new };
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

/// A message between those around it, whether it waits for the visitor, and whether what is new begins there: what its
/// row depends on.
type Row = ([Option<Shared<MessageView>>; 3], Option<Careful>, bool);

fn is_same(one: &Row, other: &Row) -> bool {
    let mut all = one.0.iter().zip(&other.0);
    (one.1, one.2) == (other.1, other.2)
        && all.all(|(one, other)| match (one, other) {
            (Some(one), Some(other)) => one.is(other),
            (one, other) => one.is_none() && other.is_none(),
        })
}
