//! JSON as this protocol uses it: no number but whole ones, no name twice, nothing left over.
//!
//! A profile of RFC 8259, read and written here because it is small and its strictness is part of
//! the protocol: in the widget, `serde_json` with its types took 60 KB of brotli, this takes 3. The
//! tests hold it against `serde_json`.

mod members;
mod object;
mod read;
mod write;

use alloc::{
    string::{String, ToString},
    vec::{IntoIter, Vec},
};

pub use members::Members;
pub use object::JsonObject;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number from 0 on.
    Number(u64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order of its text.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a JSON text. Fractions, negative numbers and a name twice in one object are refused.
    pub fn parse(text: &[u8]) -> Option<Self> {
        read::parse(text)
    }

    /// Writes the JSON text, without spaces.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        write::json(self, &mut out);
        out
    }

    /// An object of these members; members without a value are left out.
    pub fn object<const N: usize>(mut members: [(&str, Option<Json>); N]) -> Self {
        Self::present(&mut members)
    }

    /// The members that have a value; once for objects of whatever size.
    #[inline(never)]
    fn present(members: &mut [(&str, Option<Json>)]) -> Self {
        let mut present = Vec::with_capacity(members.len());
        for (name, value) in members {
            if let Some(value) = value.take() {
                present.push((String::from(*name), value));
            }
        }
        Self::Object(present)
    }

    /// An array.
    pub fn list(items: impl IntoIterator<Item = Json>) -> Self {
        let mut list = Vec::new();
        for item in items {
            add(&mut list, item);
        }
        Self::List(list)
    }

    /// An array of strings.
    pub fn texts(texts: &[impl AsRef<str>]) -> Self {
        Self::list(texts.iter().map(|text| Self::text(text.as_ref())))
    }

    /// A string.
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// The string, if it is one.
    pub fn into_text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The number, if it is one.
    pub fn into_number(self) -> Option<u64> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// Whether it is so, if it is `true` or `false`.
    pub fn into_flag(self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(flag) } else { None }
    }

    /// The items, if it is an array, each read by `read`; nothing if one can't be.
    pub fn into_list<T>(self, mut read: impl FnMut(Json) -> Option<T>) -> Option<Vec<T>> {
        let Self::List(items) = self else { return None };
        let mut items = items.into_iter();
        let mut list = Vec::new();
        while let Some(item) = next(&mut items) {
            list.push(read(item)?);
        }
        Some(list)
    }

    /// The strings, if it is an array of such.
    pub fn into_texts(self) -> Option<Vec<String>> {
        self.into_list(Self::into_text)
    }

    /// The items, each of which means something else, to be taken as the members `0`, `1` and so on.
    pub fn into_places(self) -> Members {
        let Self::List(items) = self else { return Members::of(Vec::new(), false) };
        let mut places = Vec::new();
        for item in items {
            places.push((places.len().to_string(), item));
        }
        Members::of(places, true)
    }

    /// The members, to be taken one by one; [`Members::done`] fails if it is no object.
    pub fn into_members(self) -> Members {
        match self {
            Self::Object(members) => Members::of(members, true),
            _ => Members::of(Vec::new(), false),
        }
    }
}

/// Adds an item; there once, not at each type of list.
#[inline(never)]
fn add(list: &mut Vec<Json>, item: Json) {
    list.push(item);
}

/// Takes an item; there once, not at each type of list.
#[inline(never)]
fn next(items: &mut IntoIter<Json>) -> Option<Json> {
    items.next()
}

#[cfg(test)]
mod tests;
