//! What is typed into forms, in this page alone, and where focus goes after a press in one.

use std::cell::RefCell;

use js_sys::Reflect;
use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsValue;
use web_sys::{Element, Event};

use super::field_id;
use crate::state::{FormStage, FormView};
use crate::ui::focus;
use crate::ui::node::joined;

/// What is typed, by the field's id, and the form that was pressed in.
#[derive(Default)]
struct Typed {
    values: Vec<(String, String)>,
    /// What is chosen, by the field's id.
    files: Vec<(String, JsValue)>,
    /// The form's id, and whether to go to its fields or to those that are wrong alone.
    pressed: Option<(String, bool)>,
}

thread_local! {
    static TYPED: RefCell<Typed> = RefCell::default();
}

/// Forgets what was typed into every form.
pub fn forget() {
    with_typed(&mut |typed| *typed = Typed::default());
}

/// One function, so that the cell's own code is there once.
fn with_typed(change: &mut dyn FnMut(&mut Typed)) {
    TYPED.with_borrow_mut(change);
}

/// Something was pressed in a form: its title has focus until there is something better.
pub(super) fn press(id: &str, fills: bool) {
    focus::focus(id);
    with_typed(&mut |typed| typed.pressed = Some((id.into(), fills)));
}

/// Moves focus, after a press, to the first field that is wrong, or to the first; forgets what was typed
/// where nothing can be any more.
pub(super) fn go(id: &str, form: &FormView) {
    with_typed(&mut |typed| {
        let is_open = matches!(form.stage, FormStage::Open(_));
        let fills = typed.pressed.as_ref().filter(|(own, _)| own == id).map(|(_, fills)| *fills);
        let wrong = form.fields.iter().position(|own| own.wrong.is_some());
        let to = wrong.or((fills == Some(true)).then_some(0));
        if !is_open {
            let of = joined(&[id, "-"]);
            typed.values.retain(|(own, _)| !own.starts_with(&of));
            typed.files.retain(|(own, _)| !own.starts_with(&of));
        }
        let is_settled = !is_open && form.stage != FormStage::Asked;
        if fills.is_none() || !(is_settled || (is_open && to.is_some())) {
            return;
        }
        typed.pressed = None;
        if let (true, Some(at)) = (is_open, to) {
            let id = field_id(id, at);
            // After what else moves focus when a prompt or the panel goes.
            request_animation_frame(|| request_animation_frame(move || focus::focus(&id)));
        }
    });
}

/// Keeps what is typed for when the field is drawn anew.
pub(super) fn keep(event: &Event) {
    let Some(target) = event.target() else { return };
    let text = |name: &str| Reflect::get(&target, &name.into()).ok()?.as_string();
    if let (Some(id), Some(value)) = (text("id"), text("value")) {
        with_typed(&mut |typed| match typed.values.iter_mut().find(|(own, _)| *own == id) {
            Some(own) => own.1.clone_from(&value),
            None => typed.values.push((id.clone(), value.clone())),
        });
    }
}

pub(super) fn typed(id: &str) -> String {
    let mut found = String::new();
    with_typed(&mut |typed| {
        if let Some((_, value)) = typed.values.iter().find(|(own, _)| own == id) {
            found.clone_from(value);
        }
    });
    found
}

/// The file that is chosen in a field, if any.
pub(super) fn file(id: &str) -> Option<JsValue> {
    let mut found = None;
    with_typed(&mut |typed| {
        found = typed.files.iter().find(|(own, _)| own == id).map(|(_, file)| file.clone());
    });
    found
}

/// Another file is chosen in a field, or none.
pub(super) fn set_file(id: &str, file: Option<JsValue>) {
    with_typed(&mut |typed| {
        typed.files.retain(|(own, _)| own != id);
        typed.files.extend(file.clone().map(|file| (id.into(), file)));
    });
}

/// What is in a field.
pub(super) fn value(id: &str) -> String {
    let field = document().get_element_by_id(id);
    let read = |field: &Element| Reflect::get(field, &"value".into()).ok()?.as_string();
    let value = field.as_ref().and_then(read).unwrap_or_default();
    // A date that is half there has no value; it is not missing, it is wrong.
    let is_half = value.is_empty()
        && field.is_some_and(|field| field.matches(":invalid").is_ok_and(|invalid| invalid));
    if is_half { "?".into() } else { value }
}
