//! JSON as this protocol uses it: no number but whole ones, no name twice, nothing left over.
//!
//! `serde_json` reads and writes the text; what stands between it and the types is one small tree,
//! so that the widget carries the reader once instead of once for each type.

use alloc::{string::String, vec::Vec};
use core::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, SeqAccess, Visitor},
};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
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
        serde_json::from_slice(text).ok()
    }

    /// Writes the JSON text, without spaces.
    pub fn to_text(&self) -> String {
        // A tree of these values has a text.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// An object of these members; members without a value are left out.
    pub fn object<const N: usize>(members: [(&str, Option<Json>); N]) -> Self {
        let present = |(name, value): (&str, Option<Self>)| Some((name.into(), value?));
        Self::Object(members.into_iter().filter_map(present).collect())
    }

    /// An array.
    pub fn list(items: impl IntoIterator<Item = Json>) -> Self {
        Self::List(items.into_iter().collect())
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
    pub fn as_number(&self) -> Option<u64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The items, if it is an array, each read by `read`; nothing if one can't be.
    pub fn into_list<T>(self, read: impl FnMut(Json) -> Option<T>) -> Option<Vec<T>> {
        if let Self::List(items) = self { items.into_iter().map(read).collect() } else { None }
    }

    /// The members, if it is an object, to be taken one by one.
    pub fn into_members(self) -> Option<Members> {
        if let Self::Object(members) = self { Some(Members(members)) } else { None }
    }
}

/// The members of an object that were not taken yet.
pub struct Members(Vec<(String, Json)>);

impl Members {
    /// Takes the member `name`.
    pub fn take(&mut self, name: &str) -> Option<Json> {
        let at = self.0.iter().position(|(own, _)| own == name)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Takes a string.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.take(name)?.into_text()
    }

    /// Takes a number.
    pub fn number(&mut self, name: &str) -> Option<u64> {
        self.take(name)?.as_number()
    }

    /// Takes a string and reads it.
    pub fn parsed<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        read(&self.text(name)?)
    }

    /// Takes an array and reads its items.
    pub fn list<T>(&mut self, name: &str, read: impl FnMut(Json) -> Option<T>) -> Option<Vec<T>> {
        self.take(name)?.into_list(read)
    }

    /// Takes a member that may be absent: nothing inside if it is, nothing at all if it can't be
    /// read.
    pub fn maybe<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Json) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.take(name) {
            Some(value) => read(value).map(Some),
            None => Some(None),
        }
    }

    /// What is left, name by name.
    pub fn rest(self) -> impl Iterator<Item = (String, Json)> {
        self.0.into_iter()
    }

    /// `value`, if every member was taken.
    pub fn done<T>(self, value: T) -> Option<T> {
        self.0.is_empty().then_some(value)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_u64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

/// Most members of an object. Looking for names that come twice takes the square of it.
const MAX_MEMBERS: usize = 256;

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Json>()? {
            // Two readers of one text must not see two values.
            if members.len() == MAX_MEMBERS || members.iter().any(|(own, _)| *own == name) {
                return Err(de::Error::custom("a name twice, or too many"));
            }
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_survives_the_tree() {
        let text = r#"{"a":[1,"ñ\n",true,null],"b":{"c":18446744073709551615}}"#;
        assert_eq!(Json::parse(text.as_bytes()).unwrap().to_text(), text);
    }

    #[test]
    fn what_readers_could_see_differently_is_refused() {
        for bad in [
            r#"{"a":1,"a":2}"#,
            r#"{"x":{"a":1,"b":2,"a":1}}"#,
            "1.5",
            "-1",
            "1e3",
            "18446744073709551616",
            "{} {}",
            "{\"a\":1,}",
            "",
            "\u{feff}{}",
            &"[".repeat(100_000),
        ] {
            assert_eq!(Json::parse(bad.as_bytes()), None, "{}", &bad[..bad.len().min(40)]);
        }
        assert_eq!(Json::parse(b"\"\xff\""), None);
    }

    #[test]
    fn members_are_taken_once_and_none_is_left() {
        let members = || Json::parse(br#"{"a":"x","b":2}"#).unwrap().into_members().unwrap();
        let mut all = members();
        assert_eq!(all.text("a").as_deref(), Some("x"));
        assert_eq!(all.take("a"), None);
        assert_eq!(all.number("b"), Some(2));
        assert_eq!(all.maybe("c", Json::into_text), Some(None));
        assert_eq!(all.done(7), Some(7));
        let mut some = members();
        assert_eq!(some.maybe("b", Json::into_text), None, "present, but no string");
        assert_eq!(some.done(7), None, "a is left");
    }
}
