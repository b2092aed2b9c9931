//! Where the keyboard stands when a screen comes up.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

use super::node::{El, el};
use super::page::{effect, next_frame};
use super::scroll;
use crate::state::{Screen, State};

/// The id of a screen's heading: it takes focus, so that nothing that decides has it.
pub(super) const HEADING: &str = "heading";
/// The id of the field.
pub(super) const FIELD: &str = "field";

/// The id of the way to the panel.
pub(super) const PRIVACY: &str = "privacy";
/// The id of what is read first of the panel.
pub(super) const PANEL: &str = "panel";
/// The id of what is read first of a prompt.
pub(super) const PROMPT: &str = "prompt";

/// The id of the chat's title.
pub(super) const TITLE: &str = "title";

/// The heading of a screen.
pub(super) fn heading(class: &'static str, words: &'static str) -> El {
    el("h2", class).attr("id", HEADING).attr("tabindex", "-1").child(words)
}

/// Moves focus with the screen.
pub(super) fn follow_screen(state: State) {
    effect(move || {
        let screen = state.screen.get();
        if state.visible.get() {
            // The screen is drawn by an effect of its own: after it.
            next_frame(move || match screen {
                Screen::Loading => {}
                // Whoever writes already, writes on.
                Screen::Notice if writing() => {}
                Screen::Conversation => write_on(),
                _ => focus(HEADING),
            });
        }
    });
}

/// Moves focus into the panel and back, and to a prompt.
pub(super) fn follow_panel(state: State) {
    let was_open = Cell::new(false);
    effect(move || {
        let is_open = state.panel.with(Option::is_some);
        if was_open.replace(is_open) != is_open {
            next_frame(move || focus(if is_open { PANEL } else { PRIVACY }));
        }
    });
    let before = Cell::new((None, None));
    effect(move || {
        let step = state.prompt.with(|prompt| prompt.as_ref().map(|prompt| prompt.first_step));
        let care = state.caution.with(|own| own.as_ref().map(|own| own.id.clone()));
        let step = (step, care);
        if before.replace(step.clone()) != step {
            next_frame(move || match step {
                // Whoever fills in a form fills on, in sight: the question is read out, and stays.
                _ if filling() => {
                    if let Some(own) = document().active_element() {
                        own.scroll_into_view_with_bool(false);
                    }
                }
                (None, None) => write_on(),
                _ => focus(PROMPT),
            });
        }
    });
}

/// To the field; where a keyboard on screen would cover the log, to the log.
#[inline(never)]
pub(super) fn write_on() {
    let query = window().match_media("(pointer: coarse)");
    let coarse = query.ok().flatten().is_some_and(|query| query.matches());
    if !writing() {
        focus(if coarse { scroll::AREA } else { FIELD });
    }
}

/// Whether something is being filled in elsewhere than in the field.
#[inline(never)]
pub(super) fn filling() -> bool {
    let is_other = |own: &Element| matches!(&*own.tag_name(), "INPUT" | "TEXTAREA");
    document().active_element().is_some_and(|own| is_other(&own)) && !writing()
}

/// Whether the field has focus.
fn writing() -> bool {
    document().active_element().is_some_and(|element| element.id() == FIELD)
}

/// The field, while it is on the page.
pub(super) fn field() -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(FIELD)?.dyn_into().ok()
}

/// `element` is about to go. Where it has focus, that goes on once the rest is drawn, unless something else has it by
/// then: to what is read first of what is on top, or to where one writes on.
#[inline(never)]
pub(super) fn leave(element: &Element) {
    // Whoever is in the page around stays there.
    if !element.matches(":focus-within").unwrap_or_default() {
        return;
    }
    next_frame(|| {
        if document().active_element().is_some_and(|own| own.tag_name() != "BODY") {
            return;
        }
        for id in [PANEL, PROMPT, HEADING] {
            if document().get_element_by_id(id).is_some() {
                return focus(id);
            }
        }
        write_on();
    });
}

/// To the element of this id, if it is there.
#[inline(never)]
pub(super) fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Without focus the screen still reads and works.
        let _ = element.focus();
    }
}
