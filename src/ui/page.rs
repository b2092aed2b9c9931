//! What the frame's own document has to know: its language, its title, the Escape key.

use leptos::ev::keydown;
use leptos::prelude::*;

use crate::state::{Command, Dispatch, State};

/// Runs `act`, and again when a signal that it reads has changed. Boxed, so that the reactive
/// machinery is compiled once and not once an effect.
pub(crate) fn effect(act: impl FnMut() + 'static) {
    let mut act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(move |_| act());
}

/// Runs `act` before the next paint, once what effects draw is drawn. Boxed, for the same reason.
pub(crate) fn next_frame(act: impl FnOnce() + 'static) {
    boxed(Box::new(act));
}

#[inline(never)]
fn boxed(act: Box<dyn FnOnce()>) {
    request_animation_frame(act);
}

/// Keeps the document's language and title those of the sentences.
pub(super) fn follow_language(state: State) {
    effect(move || {
        let lang = state.lang.get();
        document().set_title(lang.text().chat);
        if let Some(root) = document().document_element() {
            // The names are valid, so this can't fail.
            let _ = root.set_attribute("lang", lang.tag());
            let _ = root.set_attribute("dir", lang.direction());
        }
    });
}

/// While the panel is open nothing under it is seen, reached or read.
pub(super) fn follow_panel(state: State) {
    effect(move || {
        let is_open = state.panel.with(Option::is_some);
        if let Some(root) = document().document_element() {
            // The name is a valid one, so this can't fail.
            let _ = match is_open {
                true => root.set_attribute("data-panel", ""),
                false => root.remove_attribute("data-panel"),
            };
        }
    });
}

/// Closes the panel or the chat on Escape, wherever the keyboard stands.
pub(super) fn close_on_escape(state: State, dispatch: Dispatch) {
    let listener = window_event_listener(keydown, move |event| {
        // Within an input method Escape gives up the word, not the chat.
        if event.key() == "Escape" && !event.is_composing() {
            let is_panel = state.panel.with_untracked(Option::is_some);
            dispatch.send(if is_panel { Command::Privacy(false) } else { Command::Close });
        }
    });
    on_cleanup(move || listener.remove());
}
