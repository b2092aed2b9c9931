//! What the visitor should know about the connection and the browser.

use leptos::prelude::*;

use super::icon::{self, icon};
use super::node::{El, el};
use crate::state::{Connection, State};

/// A line each for a connection that is not open and a browser that keeps nothing.
pub(super) fn banners(state: State) -> El {
    el("div", "banners").attr("role", "status").drawn(move || {
        let text = state.lang.get().text();
        let connection = match state.connection.get() {
            Connection::Open => None,
            Connection::Connecting => Some(banner("banner", icon::CLOCK, text.connecting)),
            Connection::Offline => {
                Some(banner("banner banner--offline", icon::ALERT, text.offline))
            }
        };
        let kept = (!state.kept.get()).then(|| banner("banner", icon::INFO, text.not_kept));
        connection.into_iter().chain(kept)
    })
}

fn banner(class: &'static str, path: &'static str, words: &'static str) -> El {
    el("p", class).child(icon(path)).child(el("span", "").child(words))
}
