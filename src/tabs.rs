//! The other tabs of this browser: they hear when the record has changed.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

thread_local! {
    /// The line between the tabs; one a document, as long as that lives.
    static LINE: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
}

/// Joins the line `name`; nothing happens where the browser has none.
pub(crate) fn join(name: &str, on_change: impl Fn() + 'static) {
    let Ok(line) = BroadcastChannel::new(name) else { return };
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |_| on_change());
    line.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // The listener lives as long as the frame's document.
    listener.forget();
    LINE.set(Some(line));
}

/// Tells the others that the record has changed. What is said carries nothing.
pub(crate) fn tell() {
    LINE.with_borrow(|line| {
        if let Some(line) = line {
            // A line that is closed has nobody on it.
            let _ = line.post_message(&1.into());
        }
    });
}
