//! One thing that the browser reported.

use serde_json::Value;

/// An event of the DevTools protocol.
#[derive(Clone, Debug)]
pub struct Event {
    /// The target's session: tells frames of different processes apart.
    pub session: String,
    /// For instance `Network.requestWillBeSent`.
    pub method: String,
    /// Its fields.
    pub params: Value,
}

impl Event {
    /// The text at `path`, a JSON pointer, or nothing.
    pub fn text(&self, path: &str) -> &str {
        self.params.pointer(path).and_then(Value::as_str).unwrap_or_default()
    }
}
