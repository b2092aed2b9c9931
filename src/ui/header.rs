//! The head of the chat: whose it is, the language, the way out.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::focus;
use super::icon::{self, icon};
use super::late::late_person;
use super::node::{El, button, el};
use crate::state::{Command, Dispatch, State};
use crate::text::Lang;

/// Title, language toggle and close button; the same on every screen.
pub(super) fn header(state: State, dispatch: Dispatch) -> El {
    el("header", "header").drawn(move || {
        let lang = state.lang.get();
        let text = lang.text();
        let name = state.notice.with(|notice| notice.as_ref().map(|n| n.controller.name.clone()));
        let role = name.is_some().then(|| {
            let assistant = move || el("span", "").child(text.assistant);
            let who = move || Some(late_person(state, dispatch).unwrap_or_else(assistant));
            el("p", "header__role").drawn(who)
        });
        let title = el("h1", "header__title")
            .attr("id", focus::TITLE)
            .child(name.unwrap_or_else(|| text.chat.to_owned()));
        [
            el("span", "header__mark").child(icon(icon::SEAL)),
            el("div", "header__names").child(title).child(role),
            languages(lang, &state.langs.get(), dispatch),
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

/// The way to the other languages: a button where there is one, a choice where there are more.
fn languages(lang: Lang, langs: &[String], dispatch: Dispatch) -> El {
    const CLASS: &str = "header__button header__button--lang";
    let mut others = Vec::new();
    let mut choice = el("select", "header__choice").attr("aria-label", lang.text().language);
    for own in langs.iter().filter_map(|tag| Lang::from_tag(tag)) {
        if own != lang {
            others.push(own);
        }
        let option = el("option", "").attr("value", own.tag()).attr("lang", own.tag());
        choice = choice.child(option.flag("selected", own == lang).child(own.name()));
    }
    match others[..] {
        [] => el("span", ""),
        [other] => button(CLASS, dispatch, Command::Speak(other))
            .attr("lang", other.tag())
            .child(other.tag())
            .child(el("span", "unseen").child(" ").child(other.name())),
        _ => {
            let chosen = choice.on("change", move |event| {
                let tag = event.target().and_then(|own| property(&own, "value"));
                if let Some(lang) = tag.and_then(|tag| Lang::from_tag(&tag)) {
                    dispatch.send(Command::Speak(lang));
                }
            });
            let shown = el("span", "").attr("aria-hidden", "true").child(lang.tag());
            el("label", CLASS).child(shown).child(chosen)
        }
    }
}

fn property(target: &JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(target, &name.into()).ok()?.as_string()
}
