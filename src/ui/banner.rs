//! What the visitor should know about the connection and the browser.

use leptos::prelude::*;

use super::icon::{self, icon};
use super::node::{El, el};
use crate::state::{Connection, State};

/// A line each for a connection that is not open and a browser that keeps nothing.
pub(super) fn banners(state: State) -> El {
    el("div", "banners").attr("role", "status").drawn(move || {
        let text = state.lang.get().text();
        let says = |words: &'static str| el("span", "").child(words);
        let away = |why: &'static str| {
            let words = says(why).child(" ").child(text.waits);
            banner("banner banner--offline", icon::ALERT, words)
        };
        let mut banners = Vec::new();
        match state.connection.get() {
            Connection::Open => {}
            Connection::Connecting => {
                banners.push(banner("banner", icon::CLOCK, says(text.connecting)));
            }
            Connection::Offline => banners.push(away(text.offline)),
            Connection::Busy => banners.push(away(text.busy)),
        }
        if !state.kept.get() {
            banners.push(banner("banner", icon::INFO, says(text.not_kept)));
        }
        banners
    })
}

fn banner(class: &'static str, path: &'static str, words: El) -> El {
    el("p", class).child(icon(path)).child(words)
}
