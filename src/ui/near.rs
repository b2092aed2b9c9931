//! What is to be fetched once it is seen: it is pressed as it comes into view.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect, global};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Event;

use super::page::next_frame;
use crate::js::call;

/// The classes of what waits to be seen.
pub(super) const CLASSES: &str = "file__frame file__near";

thread_local! {
    /// What looks.
    static EYE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Whether the visitor has asked their browser to fetch no more than it has to.
pub(super) fn spares() -> bool {
    let mut own: JsValue = global().into();
    for name in ["navigator", "connection", "saveData"] {
        // Most browsers do not say.
        own = Reflect::get(&own, &name.into()).unwrap_or(JsValue::UNDEFINED);
    }
    own == true
}

/// Looks for what is being drawn; it is looked for again as often as it is drawn.
pub(super) fn watch() {
    next_frame(|| {
        // Where nothing can look, it is not fetched by itself, and nothing else is missing.
        let _ = look();
    });
}

fn look() -> Result<(), JsValue> {
    let eye = match EYE.with_borrow(Clone::clone) {
        Some(eye) => eye,
        None => {
            let seen = Closure::<dyn FnMut(Event)>::new(|entries: Event| {
                for entry in Array::from(&entries).iter() {
                    let of = |name: &str| Reflect::get(&entry, &name.into());
                    if of("isIntersecting").is_ok_and(|is_seen| is_seen == true) {
                        // Where it is gone there is nothing to press.
                        let _ = of("target").and_then(|own| call(&own, "click", &[]));
                    }
                }
            });
            let class: Function =
                Reflect::get(&global(), &"IntersectionObserver".into())?.dyn_into()?;
            // As long as the document.
            let eye = Reflect::construct(&class, &Array::of1(&seen.into_js_value()))?;
            EYE.set(Some(eye.clone()));
            eye
        }
    };
    let document: JsValue = document().into();
    let due = call(&document, "querySelectorAll", &[".file__near".into()])?;
    for own in Array::from(&due).iter() {
        call(&eye, "observe", &[own])?;
    }
    Ok(())
}
