//! What asks just in time: one purpose, over the conversation; a special category in two steps.

use leptos::prelude::*;

use super::focus;
use super::node::{El, button, el};
use super::options::about;
use crate::state::{Command, Dispatch, PromptView, State};
use crate::text::Lang;

/// The prompt, while there is one.
pub(super) fn prompt(state: State, dispatch: Dispatch) -> Option<El> {
    let lang = state.lang.get();
    state.prompt.with(|prompt| prompt.as_ref().map(|prompt| drawn(prompt, lang, dispatch)))
}

fn drawn(prompt: &PromptView, lang: Lang, dispatch: Dispatch) -> El {
    let (text, words) = (lang.asking(), lang.text());
    let choice = |words, command| button("button prompt__choice", dispatch, command).child(words);
    let title = if prompt.first_step { text.ask_special } else { text.ask };
    let heading =
        el("h2", "prompt__title").attr("id", focus::PROMPT).attr("tabindex", "-1").child(title);
    let screen = el("section", "prompt").attr("aria-labelledby", focus::PROMPT).child(heading);
    let choices = el("div", "prompt__choices");
    if prompt.first_step {
        let choices = choices
            .child(choice(text.not_now, Command::Answer(false)))
            .child(choice(text.go_on, Command::Step));
        return screen.child(el("p", "prompt__text").child(text.special_note)).child(choices);
    }
    let for_what = prompt.title.clone();
    screen
        .child(for_what.map(|title| el("p", "prompt__text").attr("dir", "auto").child(title)))
        .child(el("p", "options__name").attr("dir", "auto").child(prompt.purpose.name.clone()))
        .child(about(&prompt.purpose, words))
        .child(
            choices
                .child(choice(words.refuse, Command::Answer(false)))
                .child(choice(words.allow, Command::Answer(true))),
        )
}
