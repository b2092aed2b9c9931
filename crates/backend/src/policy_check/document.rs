//! A file of a policy, read so that what is wrong with it can be told by line.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use sigilo_consent::MAX_DOCUMENT;
use sigilo_protocol::{Hash, Json};

use super::report::Report;

/// A core or a text, as its author wrote it.
#[derive(Clone, Debug)]
pub struct Document {
    /// What to call it: the file's name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Document {
    /// Its JSON, or an error in the report.
    pub(super) fn read(&self, report: &mut Report) -> Option<Json> {
        if self.bytes.len() > MAX_DOCUMENT {
            report.error(
                "",
                format!("It has more than {MAX_DOCUMENT} bytes, which no widget takes."),
                "Shorten it, or split what it says over fewer words.",
            );
            return None;
        }
        match serde_json::from_slice::<Strict>(&self.bytes) {
            Ok(Strict(json)) => Some(json),
            Err(error) => {
                let remedy = "Correct it; every other finding waits for that.";
                report.error("", format!("It can't be read as JSON: {error}."), remedy);
                None
            }
        }
    }
}

/// `core` with another hash for the text of `lang`, all else as it was; nothing if the hash that
/// stands there is not found.
pub fn with_hash(core: &str, lang: &str, hash: Hash) -> Option<String> {
    let json = Json::parse(core.as_bytes())?;
    let old = text(get(&json, "texts")?, lang).to_owned();
    let name = format!("\"{lang}\"");
    let value = format!("\"{old}\"");
    core.match_indices(&name).find_map(|(at, _)| {
        let after = &core[at + name.len()..];
        let rest = after.trim_start().strip_prefix(':')?.trim_start();
        rest.starts_with(&value).then(|| {
            let begins = core.len() - rest.len() + 1;
            format!("{}{hash}{}", &core[..begins], &core[begins + old.len()..])
        })
    })
}

/// A member of an object.
pub(super) fn get<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    members(json).iter().find(|(own, _)| own == name).map(|(_, value)| value)
}

/// A string member; empty if there is none.
pub(super) fn text<'a>(json: &'a Json, name: &str) -> &'a str {
    if let Some(Json::Text(text)) = get(json, name) { text } else { "" }
}

/// Whether a member is `true`.
pub(super) fn is(json: &Json, name: &str) -> bool {
    get(json, name) == Some(&Json::Bool(true))
}

/// The items of an array member; none if it is no array.
pub(super) fn items<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    if let Some(Json::List(items)) = get(json, name) { items } else { &[] }
}

/// The members of an object; none if it is not one.
pub(super) fn members(json: &Json) -> &[(String, Json)] {
    if let Json::Object(members) = json { members } else { &[] }
}

/// JSON of the protocol's profile, whose reader tells where and why it ends.
struct Strict(Json);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON with whole numbers from 0 on")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        while let Some(name) = object.next_key::<String>()? {
            if members.iter().any(|(own, _)| *own == name) {
                return Err(de::Error::custom(format!("the member \"{name}\" stands there twice")));
            }
            let Strict(value) = object.next_value()?;
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}
