//! What is typed into forms, in this page alone, and where focus goes after a press in one.

use std::cell::RefCell;

use js_sys::Reflect;
use leptos::prelude::document;
use web_sys::{Element, Event};

use super::field_id;
use crate::state::{FormStage, FormView};
use crate::ui::focus;
use crate::ui::node::joined;
use crate::ui::page::next_frame;

/// What is typed, by the field's id, and the form that was pressed in.
#[derive(Default)]
struct Typed {
    values: Vec<(String, String)>,
    /// The form's id, and whether to go to its fields or to those that are wrong alone.
    pressed: Option<(String, bool)>,
    /// The field whose file is another, once that is drawn.
    chosen: Option<String>,
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
        let of = joined(&[id, "-"]);
        if let Some(field) = typed.chosen.take_if(|own| own.starts_with(&of)) {
            then_focus(field);
        }
        let fills = typed.pressed.as_ref().filter(|(own, _)| own == id).map(|(_, fills)| *fills);
        let wrong = form.fields.iter().position(|own| own.wrong.is_some());
        let to = wrong.or((fills == Some(true)).then_some(0));
        if !is_open {
            typed.values.retain(|(own, _)| !own.starts_with(&of));
        }
        let is_settled = !is_open && form.stage != FormStage::Asked;
        if fills.is_none() || !(is_settled || (is_open && to.is_some())) {
            return;
        }
        typed.pressed = None;
        if let (true, Some(at)) = (is_open, to) {
            then_focus(field_id(id, at));
        }
    });
}

/// After what else moves focus when a prompt or the panel goes.
fn then_focus(id: String) {
    next_frame(|| next_frame(move || focus::focus(&id)));
}

/// Another file is chosen in a field, or none: it is drawn anew, and focus goes back to it.
pub(super) fn choose(form: &str, field: &str) {
    focus::focus(form);
    with_typed(&mut |typed| typed.chosen = Some(field.into()));
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
