//! An object in the making.

use alloc::{string::String, vec::Vec};

use super::Json;

/// Members, added one by one in their order. In the widget a call a member takes fewer bytes than a
/// list of members with and without a value.
#[derive(Debug, Default)]
pub struct JsonObject(Vec<(String, Json)>);

impl JsonObject {
    /// Without a member.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a string.
    #[inline(never)]
    pub fn text(&mut self, name: &str, text: &str) {
        self.json(name, Json::text(text));
    }

    /// Adds a number.
    #[inline(never)]
    pub fn number(&mut self, name: &str, number: u64) {
        self.json(name, Json::Number(number));
    }

    /// Adds `true` or `false`.
    #[inline(never)]
    pub fn flag(&mut self, name: &str, flag: bool) {
        self.json(name, Json::Bool(flag));
    }

    /// Adds a string, if there is one.
    #[inline(never)]
    pub fn maybe_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Adds a value.
    #[inline(never)]
    pub fn json(&mut self, name: &str, value: Json) {
        self.0.push((name.into(), value));
    }

    /// Adds a value, if there is one.
    #[inline(never)]
    pub fn maybe(&mut self, name: &str, value: Option<Json>) {
        if let Some(value) = value {
            self.json(name, value);
        }
    }

    /// The object.
    pub fn whole(self) -> Json {
        Json::Object(self.0)
    }
}
