//! What asks before a message with personal data goes out: what is in it, who would read it, what can be
//! done. The first way out tells least.

use leptos::prelude::*;

use super::focus;
use super::node::{El, button, el};
use super::options::about;
use crate::state::{Care, CautionView, Command, Dispatch, State};
use crate::text::Lang;

/// Looks of this, and of what has changed since a decision.
pub const ASIDE_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/aside.css"));

/// The question, while there is one.
pub(super) fn caution(state: State, dispatch: Dispatch) -> Option<El> {
    let lang = state.lang.get();
    state.caution.with(|own| own.as_ref().map(|own| drawn(own, lang, dispatch)))
}

fn drawn(caution: &CautionView, lang: Lang, dispatch: Dispatch) -> El {
    let (text, words) = (lang.asking(), lang.text());
    let line = |label: &'static str, what: El| {
        el("p", "prompt__text").child(label).child(" ").child(what.attr("dir", "auto"))
    };
    let found = |(what, piece): &(String, String)| {
        el("li", "caution__found")
            .child(what.clone())
            .child(el("mark", "caution__piece").attr("dir", "auto").child(piece.clone()))
    };
    let choice =
        |words, care| button("button prompt__choice", dispatch, Command::Care(care)).child(words);
    let send = match &caution.purpose {
        // Its own question comes next, in two steps.
        Some(own) if own.special => text.go_on,
        Some(_) if caution.more => text.care_more,
        Some(_) => text.care_allow,
        None => text.care_send,
    };
    let title = el("h2", "prompt__title").attr("id", focus::PROMPT).attr("tabindex", "-1");
    let why = match (caution.never, caution.uncovered) {
        (true, _) => Some(text.care_never),
        (false, true) => Some(text.care_uncovered),
        (false, false) => None,
    };
    let purpose = caution.purpose.as_ref().filter(|_| !caution.never).map(|own| {
        el("div", "")
            .child(el("p", "options__name").attr("dir", "auto").child(own.name.clone()))
            .child(about(own, words))
    });
    el("section", "prompt")
        .attr("aria-labelledby", focus::PROMPT)
        .child(title.child(text.care))
        // Focus stays where something is being filled in, so this has to be said.
        .child(
            focus::filling()
                .then(|| el("p", "unseen").attr("role", "alert").child(text.care_waits)),
        )
        .child(el("p", "prompt__text caution__label").child(text.care_found))
        .child(el("ul", "caution__list").children(caution.found.iter().map(found)))
        .child(line(text.care_readers, el("bdi", "").child(caution.readers.clone())))
        .child(line(text.care_masked, el("bdi", "caution__masked").child(caution.masked.clone())))
        .child(why.map(|why| el("p", "prompt__text").child(why)))
        .child(purpose)
        .child(
            el("div", "prompt__choices")
                .child(choice(text.care_mask, Care::Mask))
                .child((!caution.is_file).then(|| choice(text.care_edit, Care::Edit)))
                .child(choice(text.care_drop, Care::Drop))
                .child(caution.form.is_some().then(|| choice(text.care_form, Care::Form)))
                .child((!caution.never).then(|| choice(send, Care::Send))),
        )
}
