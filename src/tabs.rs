//! The other tabs of this browser: they hear when the record has changed.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// The line between the tabs; dropping it hangs up.
pub(crate) struct Tabs {
    line: BroadcastChannel,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl Tabs {
    /// Joins the line `name`; nothing where the browser has none.
    pub(crate) fn join(name: &str, on_change: impl Fn() + 'static) -> Option<Self> {
        let line = BroadcastChannel::new(name).ok()?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |_| on_change());
        line.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Some(Self { line, _listener: listener })
    }

    /// Tells the others that the record has changed. What is said carries nothing.
    pub(crate) fn tell(&self) {
        // A line that is closed has nobody on it.
        let _ = self.line.post_message(&1.into());
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.line.set_onmessage(None);
        self.line.close();
    }
}
