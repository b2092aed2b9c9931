//! What the visitor should know about the connection and the browser.

use leptos::prelude::*;

use super::icon::{self, icon};
use super::node::{El, el};
use crate::state::{Connection, State};

/// A line each for a connection that is not open and a browser that keeps nothing.
pub(super) fn banners(state: State) -> El {
    el("div", "banners").attr("role", "status").drawn(move || {
        let text = state.lang.get().text();
        let mut banners = Vec::new();
        match state.connection.get() {
            Connection::Open => {}
            Connection::Connecting => {
                banners.push(banner("banner", icon::CLOCK, text.connecting));
            }
            Connection::Offline => {
                banners.push(banner("banner banner--offline", icon::ALERT, text.offline));
            }
        }
        if !state.kept.get() {
            banners.push(banner("banner", icon::INFO, text.not_kept));
        }
        banners
    })
}

fn banner(class: &'static str, path: &'static str, words: &'static str) -> El {
    el("p", class).child(icon(path)).child(el("span", "").child(words))
}
