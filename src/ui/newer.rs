//! The way down to what came in while the visitor read further up.

use leptos::prelude::*;

use super::icon::{self, icon};
use super::part::part;
use super::scroll::Position;
use crate::state::State;

/// A button over the end of the log, while there is something unread below.
#[component]
pub(super) fn Newer(
    /// What to show.
    state: State,
    /// Where the visitor reads.
    position: Position,
) -> impl IntoView {
    part(move || {
        let text = state.lang.get().text();
        position.unread.get().then(|| {
            view! {
                <div class="newer">
                    <button type="button" class="newer__button" on:click=move |_| position.to_end()>
                        {icon(icon::DOWN)}
                        {text.new_messages}
                    </button>
                </div>
            }
        })
    })
}
