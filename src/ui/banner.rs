//! What the visitor should know about the connection and the browser.

use leptos::prelude::*;

use super::icon::{self, icon};
use super::part::{Part, part};
use crate::state::{Connection, State};

/// A line each for a connection that is not open and a browser that keeps nothing.
pub(super) fn banners(state: State) -> Part {
    part(move || {
        let text = state.lang.get().text();
        let connection = match state.connection.get() {
            Connection::Open => None,
            Connection::Connecting => Some(banner("banner", icon::CLOCK, text.connecting)),
            Connection::Offline => {
                Some(banner("banner banner--offline", icon::ALERT, text.offline))
            }
        };
        let kept = (!state.kept.get()).then(|| banner("banner", icon::INFO, text.not_kept));
        view! { <div class="banners" role="status">{connection}{kept}</div> }
    })
}

fn banner(class: &'static str, path: &'static str, words: &'static str) -> AnyView {
    view! { <p class=class>{icon(path)}<span>{words}</span></p> }.into_any()
}
