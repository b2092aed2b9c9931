//! While manifest and policy are on their way.

use leptos::prelude::*;

use crate::state::State;

/// A quiet outline of what is to come.
#[component]
pub(super) fn Loading(
    /// What to show.
    state: State,
) -> impl IntoView {
    let text = state.lang.get().text();
    let lines = ["title", "long", "long", "short", "long", "short"];
    view! {
        <div class="loading" aria-busy="true">
            <p class="loading__words" role="status">{text.loading}</p>
            <p class="loading__note">{text.loading_note}</p>
            <div class="loading__lines" aria-hidden="true">
                {lines
                    .map(|length| view! { <span class=["loading__line loading__line--", length].concat()></span> })
                    .into_iter()
                    .collect::<Vec<_>>()}
            </div>
        </div>
    }
}
