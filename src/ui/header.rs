//! The head of the chat: whose it is, the language, the way out.

use leptos::prelude::*;

use super::icon::{self, icon};
use super::part::{Part, part, press};
use crate::state::{Command, Dispatch, State};

/// Title, language toggle and close button; the same on every screen.
pub(super) fn header(state: State, dispatch: Dispatch) -> Part {
    part(move || {
        let lang = state.lang.get();
        let text = lang.text();
        let other = lang.other();
        let name = state.notice.with(|notice| notice.as_ref().map(|n| n.controller.name.clone()));
        let known = name.is_some();
        view! {
            <header class="header">
                <span class="header__mark">{icon(icon::SEAL)}</span>
                <div class="header__names">
                    <h1 class="header__title">{name.unwrap_or_else(|| text.chat.to_owned())}</h1>
                    {known.then(|| view! { <p class="header__role">{text.assistant}</p> })}
                </div>
                <button
                    type="button"
                    class="header__button header__button--lang"
                    lang=other.tag()
                    aria-label=other.name()
                    on:click=press(dispatch, Command::Speak(other))
                >
                    {other.tag()}
                </button>
                <button
                    type="button"
                    class="header__button header__button--close"
                    aria-label=text.close
                    on:click=press(dispatch, Command::Close)
                >
                    {icon(icon::CLOSE)}
                </button>
            </header>
        }
    })
}
