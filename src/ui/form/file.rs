//! A field of a form that takes a file: a button that opens the browser's own choice, what was chosen, and
//! a way to leave it out again. A file that is dropped on it is of this form, and of nothing else.

use js_sys::{Array, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use super::typed::{file, set_file};
use crate::state::FieldView;
use crate::text::{Lang, Text};
use crate::ui::file::shown_name;
use crate::ui::focus;
use crate::ui::icon::{self, icon};
use crate::ui::node::{El, el, joined};

/// The control; `about` are the ids of what describes it.
pub(super) fn control(
    own: &FieldView,
    id: &str,
    about: String,
    lang: Lang,
    words: &'static Text,
) -> El {
    let [at_most, chosen, input, act, label] =
        ["-most", "-chosen", "-input", "-act", "-label"].map(|end| joined(&[id, end]));
    let text = lang.forms();
    if own.most == 0 {
        let none = el("p", "form__why").attr("id", id.to_owned()).attr("tabindex", "-1");
        return none.child(lang.files().other_kind);
    }
    let said = told(id, lang);
    let is_chosen = !said.is_empty();
    let most = joined(&[text.at_most, " ", &lang.bytes(own.most)]);
    let about = joined(&[&about, " ", &at_most, " ", &chosen]);
    let (pick, own_id) = (input.clone(), id.to_owned());
    let press = move |_: &Event| click(&pick);
    let taken = move |event: &Event| take(&own_id, event, lang);
    let dropped = taken.clone();
    let own_id = id.to_owned();
    let leave = move |_: &Event| choose(&own_id, None, lang);
    let removal = el("button", "form__link")
        .attr("id", joined(&[id, "-drop"]))
        .attr("type", "button")
        .attr("aria-labelledby", joined(&[id, "-drop ", &chosen]))
        .flag("hidden", !is_chosen)
        .on("click", leave)
        .child(words.discard);
    el("div", "form__file")
        .on("drop", dropped)
        .child(el("p", "form__why").attr("id", at_most).child(most))
        .child(
            el("input", "")
                .attr("id", input)
                .attr("type", "file")
                .attr("accept", own.autocomplete.clone())
                .flag("hidden", true)
                .on("change", taken),
        )
        .child(
            el("button", "button form__pick")
                .attr("id", id.to_owned())
                .attr("type", "button")
                .attr("aria-labelledby", joined(&[&label, " ", &act]))
                .attr("aria-describedby", about)
                .on("click", press)
                .child(icon(icon::CLIP))
                .child(el("span", "").attr("id", act).child(text.choose)),
        )
        .child(
            el("p", "form__chosen")
                .attr("id", chosen)
                .attr("role", "status")
                .attr("dir", "auto")
                .child(said),
        )
        .child(removal)
}

/// How far an answer's files have come. Only the bar's name is read out.
pub(super) fn way(percent: u8, lang: Lang) -> El {
    let words = lang.files().uploading;
    let bar = el("progress", "file__bar")
        .attr("max", "100")
        .attr("value", percent.to_string())
        .attr("aria-label", words);
    el("div", "file__way").attr("aria-live", "off").child(bar).child(el("span", "").child(words))
}

/// What is chosen, in words; nothing where nothing is.
fn told(id: &str, lang: Lang) -> String {
    let Some(file) = file(id) else { return String::new() };
    let part = |name: &str| Reflect::get(&file, &name.into()).unwrap_or_default();
    let name = part("name").as_string().unwrap_or_default();
    // Below 2^53, as lengths are.
    let size = part("size").as_f64().unwrap_or_default() as u64;
    let said = joined(&[&shown_name(&name), " · ", &lang.bytes(size)]);
    let is_picture = part("type").as_string().is_some_and(|kind| kind.starts_with("image/"));
    if is_picture { joined(&[&said, ". ", lang.files().cleaned]) } else { said }
}

/// Takes the first file of a choice or a drop.
fn take(id: &str, event: &Event, lang: Lang) {
    let from = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let target = event.target().map(JsValue::from);
    let dropped = from(event, "dataTransfer").filter(JsValue::is_object);
    let is_drop = dropped.is_some();
    if is_drop {
        // The chat would take it as a message's.
        event.stop_propagation();
        event.prevent_default();
    }
    let files = dropped.or_else(|| target.clone()).and_then(|of| from(&of, "files"));
    let files = files.filter(JsValue::is_object).map(|files| Array::from(&files));
    if let Some(file) = files.map(|files| files.get(0)).filter(JsValue::is_object) {
        choose(id, Some(file), lang);
    }
    if let Some(field) = target.filter(|_| !is_drop) {
        // The same file can be chosen again.
        let _ = Reflect::set(&field, &"value".into(), &"".into());
    }
}

/// Another file, or none: said where it stands, without drawing the form anew.
fn choose(id: &str, file: Option<JsValue>, lang: Lang) {
    let is_none = file.is_none();
    set_file(id, file);
    if let Some(chosen) = part(id, "-chosen") {
        chosen.set_text_content(Some(&told(id, lang)));
    }
    if let Some(removal) = part(id, "-drop") {
        let _ = removal.toggle_attribute_with_force("hidden", is_none);
    }
    // Focus must not go with the button.
    focus::focus(id);
}

fn part(id: &str, end: &str) -> Option<Element> {
    document().get_element_by_id(&joined(&[id, end]))
}

fn click(id: &str) {
    let field = document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        field.click();
    }
}
