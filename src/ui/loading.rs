//! While manifest and policy are on their way.

use leptos::prelude::*;

use super::part::{Part, part};
use crate::state::State;

/// The lines of the outline, by their length.
const LINES: [&str; 6] = ["title", "long", "long", "short", "long", "short"];

/// A quiet outline of what is to come.
pub(super) fn loading(state: State) -> Part {
    part(move || {
        let text = state.lang.get().text();
        let line = |length| {
            view! { <span class=["loading__line loading__line--", length].concat()></span> }
        };
        view! {
            <div class="loading">
                <p class="loading__words" role="status">{text.loading}</p>
                <p class="loading__note">{text.loading_note}</p>
                <div class="loading__lines" aria-busy="true">
                    {LINES.map(line).into_iter().collect::<Vec<_>>()}
                </div>
            </div>
        }
    })
}
