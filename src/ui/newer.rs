//! The way down to what came in while the visitor read further up.

use leptos::prelude::*;

use super::icon::{self, icon};
use super::part::{Part, part};
use super::scroll::Position;
use crate::state::State;

/// A button over the end of the log, while something below `position` is unread.
pub(super) fn newer(state: State, position: Position) -> Part {
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
