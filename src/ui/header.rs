//! The head of the chat: whose it is, the language, the way out.

use leptos::prelude::*;

use super::focus;
use super::icon::{self, icon};
use super::node::{El, button, el};
use crate::state::{Command, Dispatch, State};

/// Title, language toggle and close button; the same on every screen.
pub(super) fn header(state: State, dispatch: Dispatch) -> El {
    el("header", "header").drawn(move || {
        let lang = state.lang.get();
        let text = lang.text();
        let other = lang.other();
        let name = state.notice.with(|notice| notice.as_ref().map(|n| n.controller.name.clone()));
        let role = name.is_some().then(|| el("p", "header__role").child(text.assistant));
        let title = el("h1", "header__title")
            .attr("id", focus::TITLE)
            .child(name.unwrap_or_else(|| text.chat.to_owned()));
        let class = "header__button header__button--lang";
        [
            el("span", "header__mark").child(icon(icon::SEAL)),
            el("div", "header__names").child(title).child(role),
            button(class, dispatch, Command::Speak(other))
                .attr("lang", other.tag())
                .child(other.tag())
                .child(el("span", "unseen").child(" ").child(other.name())),
            button("header__button", dispatch, Command::Privacy(true))
                .attr("id", focus::PRIVACY)
                .attr("aria-label", text.privacy)
                .child(icon(icon::SWITCHES)),
            button("header__button header__button--close", dispatch, Command::Close)
                .attr("aria-label", text.close)
                .child(icon(icon::CLOSE)),
        ]
    })
}
