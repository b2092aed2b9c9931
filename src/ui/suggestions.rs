//! Answers that the newest message offers.

use leptos::prelude::*;

use super::focus;
use super::part::{Part, part};
use crate::state::{Author, Command, Dispatch, State};

/// A button for each suggestion of the newest message, if that is a recipient's.
pub(super) fn suggestions(state: State, dispatch: Dispatch) -> Part {
    part(move || {
        let text = state.lang.get().text();
        let chip = |words: String| {
            let label = words.clone();
            let send = move |_| {
                dispatch.send(Command::Send(words.clone()));
                // The button is about to go; focus must not go with it.
                focus::write_on();
            };
            view! { <button type="button" class="suggestions__chip" dir="auto" on:click=send>{label}</button> }
        };
        let offered = state.messages.with(|messages| match messages.last() {
            Some(newest) if matches!(newest.author, Author::Recipient(_)) => {
                newest.suggestions.clone()
            }
            _ => Vec::new(),
        });
        (!offered.is_empty()).then(|| {
            view! {
                <div class="suggestions" role="group" aria-label=text.suggestions>
                    {offered.into_iter().map(chip).collect::<Vec<_>>()}
                </div>
            }
        })
    })
}
