//! How files come in: a button beside the field, a drop on the chat, a paste.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement};

use super::icon::{self, icon};
use super::node::{El, el};
use crate::js::call;
use crate::state::{Command, Dispatch, FileAct, FormAct, Screen, State};

thread_local! {
    /// Whether the policy takes files.
    static TAKES: RefCell<bool> = const { RefCell::new(false) };
    /// What was chosen, until it is taken.
    static PICKED: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
    /// Drops and pastes are heard.
    static HEARS: RefCell<bool> = const { RefCell::new(false) };
}

/// The id of the field that files are chosen with.
const FILES: &str = "files";

/// Looks that nobody needs before files can be sent.
pub const ATTACH_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/attach.css"));

/// Lets files in, or keeps them out.
pub fn bring_attach(state: State, takes: bool) {
    TAKES.set(takes);
    // What is drawn by it is drawn again.
    state.has_look.set(true);
}

/// What was chosen; each is taken once.
pub fn picked() -> Vec<JsValue> {
    PICKED.take()
}

/// The button, where files are taken.
pub(super) fn attach(state: State, dispatch: Dispatch) -> Option<El> {
    state.has_look.track();
    if !TAKES.with_borrow(|takes| *takes) || state.screen.get() != Screen::Conversation {
        return None;
    }
    hear(state, dispatch);
    let field = el("input", "")
        .attr("id", FILES)
        .attr("type", "file")
        .flag("multiple", true)
        .flag("hidden", true)
        .on("change", move |event| {
            if let Some(field) = event.target() {
                take(&field, dispatch, add());
            }
        });
    let press = |_: &Event| open(FILES);
    let button = el("button", "composer__attach")
        .attr("type", "button")
        .attr("aria-label", state.lang.get().asking().attach)
        .on("click", press)
        .child(icon(icon::CLIP));
    Some(el("div", "part").child(field).child(button))
}

fn add() -> Command {
    Command::Form(String::new(), FormAct::File(FileAct::Add))
}

/// Opens the browser's own choice of a hidden field.
pub(super) fn open(id: &str) {
    let field = document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        field.click();
    }
}

/// Takes the files of an object that has some, and has them heard of; whether there were any.
pub(super) fn take(from: &JsValue, dispatch: Dispatch, command: Command) -> bool {
    let files = Reflect::get(from, &"files".into()).ok().filter(JsValue::is_object);
    let files: Vec<JsValue> = files.map(|files| Array::from(&files).to_vec()).unwrap_or_default();
    if files.is_empty() {
        return false;
    }
    // In a field the same file can be chosen again; to what was dropped this does nothing.
    let _ = Reflect::set(from, &"value".into(), &"".into());
    PICKED.with_borrow_mut(|picked| picked.extend(files));
    dispatch.send(command);
    true
}

/// Hears drops and pastes, wherever in the chat; once.
fn hear(state: State, dispatch: Dispatch) {
    if HEARS.replace(true) {
        return;
    }
    let heard =
        [("dragover", ""), ("dragleave", ""), ("drop", "dataTransfer"), ("paste", "clipboardData")];
    for (name, from) in heard {
        let listener = window_event_listener_untyped(name, move |event| {
            let is_on = TAKES.with_borrow(|takes| *takes)
                && state.screen.get_untracked() == Screen::Conversation;
            if !is_on {
                return;
            }
            // From one element over the next it leaves the first, and not the chat.
            let place = Reflect::get(&event, &"relatedTarget".into());
            let is_over = name == "dragover"
                || name == "dragleave" && place.is_ok_and(|place| !place.is_null());
            let root: JsValue = document().document_element().into();
            // Without looks it can be dropped all the same.
            let _ = call(&root, "toggleAttribute", &["data-drop".into(), is_over.into()]);
            // A page that takes no drop would be left for the file.
            let is_taken = match from {
                "" => true,
                from => {
                    Reflect::get(&event, &from.into()).is_ok_and(|own| take(&own, dispatch, add()))
                }
            };
            if is_taken || from == "dataTransfer" {
                event.prevent_default();
            }
        });
        // As long as the document.
        std::mem::forget(listener);
    }
}
