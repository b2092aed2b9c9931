//! The conversation, oldest first.

use leptos::prelude::*;

use super::message::{Surroundings, message};
use super::part::{Part, part};
use crate::state::{Dispatch, Screen, State};

/// The log of messages, with what is being written at its end.
pub(super) fn log(state: State, dispatch: Dispatch) -> Part {
    // Rows are drawn anew from view data; what did not change stays the same node of the page, so
    // that a screen reader hears additions only.
    part(move || {
        let lang = state.lang.get();
        let text = lang.text();
        let undecided = state.screen.get() == Screen::Notice;
        let rows: Vec<AnyView> = state.messages.with(|messages| {
            let row = |(index, of): (usize, &_)| {
                let before = index.checked_sub(1).and_then(|index| messages.get(index));
                let around = Surroundings { before, after: messages.get(index + 1), undecided };
                message(of, &around, lang, dispatch)
            };
            messages.iter().enumerate().map(row).collect()
        });
        let begin = (rows.is_empty() && !undecided)
            .then(|| view! { <p class="log__begin">{text.begin}</p> });
        let live = if state.visible.get() { "polite" } else { "off" };
        view! {
            <div class="log" role="log" aria-live=live aria-label=text.conversation>
                {begin}
                <ol class="log__rows">{rows}</ol>
            </div>
            {typing(state)}
        }
    })
}

fn typing(state: State) -> AnyView {
    let text = state.lang.get().text();
    let dots = move || {
        let dot = || view! { <span class="typing__dot"></span> };
        view! {
            <p class="typing__bubble">
                <span class="typing__dots" aria-hidden="true">{[dot(), dot(), dot()]}</span>
                <span class="typing__words">{text.typing}</span>
            </p>
        }
    };
    view! { <div class="typing" role="status">{state.typing.get().then(dots)}</div> }.into_any()
}
