//! The way down to what came in while the visitor read further up.

use leptos::prelude::*;

use super::icon::{self, icon};
use super::node::{El, el, part};
use super::scroll::Position;
use crate::state::State;

/// A button over the end of the log, while something below `position` is unread.
pub(super) fn newer(state: State, position: Position) -> El {
    part(move || {
        let text = state.lang.get().text();
        let down = || {
            el("button", "newer__button")
                .attr("type", "button")
                .on("click", move |_| position.newest())
                .child(icon(icon::DOWN))
                .child(text.new_messages)
        };
        position.unread.get().then(|| el("div", "newer").child(down()))
    })
}
