//! What an envelope carries once it is opened: typed JSON with an id, padded.

use alloc::{string::String, vec::Vec};
use core::fmt;

#[cfg(feature = "session")]
use crate::header::Kind;
use crate::json::Json;

/// Largest body in bytes, padding included.
pub(crate) const MAX_BODY: usize = 64 * 1024;

/// Padding grows in these steps up to [`PAD_STEPS_END`], then by powers of two: short messages are
/// told apart by the step only, long ones by an order.
const PAD_STEP: usize = 256;
const PAD_STEPS_END: usize = 4 * 1024;

/// A body: what is said, under an id that makes a second copy of it harmless.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Unique in the conversation; a body with an id that was seen is dropped.
    pub id: String,
    /// What is said.
    pub content: Content,
}

/// What is said.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A visitor's load says hello.
    Hello {
        /// What was decided: a JWS by the visitor's key.
        receipt: String,
    },
    /// Words.
    Text {
        /// Plain text.
        text: String,
        /// Its language (BCP 47), where the sender knows.
        lang: Option<String>,
        /// Answers offered to the reader.
        suggestions: Vec<String>,
    },
    /// The controller countersigns a receipt.
    Receipt {
        /// The receipt, as the visitor signed it.
        receipt: String,
        /// A JWS by the recipient's key over the receipt's hash.
        countersignature: String,
    },
    /// Nothing but that something was seen.
    Ack,
    /// A type that this version does not know. It is shown as such.
    Unknown {
        /// Its type.
        kind: String,
    },
}

impl Content {
    /// What an envelope that carries it is for (§8).
    #[cfg(feature = "session")]
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Hello { .. } => Kind::Hello,
            Self::Text { .. } | Self::Unknown { .. } => Kind::Msg,
            Self::Receipt { .. } => Kind::Ctl,
            Self::Ack => Kind::Ack,
        }
    }

    /// Words in a language.
    pub fn text(text: &str, lang: &str) -> Self {
        Self::Text { text: text.into(), lang: Some(lang.into()), suggestions: Vec::new() }
    }
}

/// Why bytes are not a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// More than 64 KiB, padding included.
    Size,
    /// Not the JSON of a body, or a known type without what it needs.
    Format,
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Size => "the message is too long",
            Self::Format => "not a message of this version",
        })
    }
}

impl core::error::Error for BodyError {}

impl Body {
    /// A body of `content` under `id`.
    pub fn new(id: &str, content: Content) -> Self {
        Self { id: id.into(), content }
    }

    /// The body's JSON, padded with spaces.
    pub fn to_padded(&self) -> Result<Vec<u8>, BodyError> {
        let mut bytes = self.to_json().to_text().into_bytes();
        let padded = padded_len(bytes.len());
        if padded > MAX_BODY {
            return Err(BodyError::Size);
        }
        bytes.resize(padded, b' ');
        Ok(bytes)
    }

    /// Reads a body. Members that a type does not have are passed over, so that a newer sender's
    /// message shows what it can instead of breaking the conversation.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        if bytes.len() > MAX_BODY {
            return Err(BodyError::Size);
        }
        Json::parse(bytes).and_then(Self::from_json).ok_or(BodyError::Format)
    }

    fn to_json(&self) -> Json {
        let text = |text: &str| Some(Json::text(text));
        let json = |kind: &str, members: [(&str, Option<Json>); 3]| {
            let [first, second, third] = members;
            let head = [("v", Some(Json::Number(1))), ("id", text(&self.id)), ("type", text(kind))];
            let [v, id, kind] = head;
            Json::object([v, id, kind, first, second, third])
        };
        const NONE: (&str, Option<Json>) = ("", None);
        match &self.content {
            Content::Hello { receipt } => json("hello", [("receipt", text(receipt)), NONE, NONE]),
            Content::Text { text: words, lang, suggestions } => {
                let list = || Json::list(suggestions.iter().map(|item| Json::text(item)));
                let suggestions = (!suggestions.is_empty()).then(list);
                let lang = lang.as_deref().and_then(text);
                json("text", [("text", text(words)), ("lang", lang), ("suggestions", suggestions)])
            }
            Content::Receipt { receipt, countersignature } => {
                let countersignature = ("countersignature", text(countersignature));
                json("receipt", [("receipt", text(receipt)), countersignature, NONE])
            }
            Content::Ack => json("ack", [NONE, NONE, NONE]),
            Content::Unknown { kind } => json(kind, [NONE, NONE, NONE]),
        }
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let (id, kind) = (members.text("id"), members.text("type"));
        let is_ours = members.number("v") == 1 && !id.is_empty();
        let content = match kind.as_str() {
            "hello" => Content::Hello { receipt: members.text("receipt") },
            "text" => Content::Text {
                text: members.text("text"),
                lang: members.maybe("lang", Json::into_text),
                suggestions: members
                    .maybe("suggestions", |list| list.into_list(Json::into_text))
                    .unwrap_or_default(),
            },
            "receipt" => Content::Receipt {
                receipt: members.text("receipt"),
                countersignature: members.text("countersignature"),
            },
            "ack" => Content::Ack,
            _ => Content::Unknown { kind },
        };
        members.read(Self { id, content }).filter(|_| is_ours)
    }
}

fn padded_len(len: usize) -> usize {
    if len <= PAD_STEPS_END { len.next_multiple_of(PAD_STEP) } else { len.next_power_of_two() }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    #[test]
    fn a_body_survives_the_way_and_shows_only_its_step() {
        let contents = [
            Content::Hello { receipt: "r".into() },
            Content::text("¿Qué cubre?", "es"),
            Content::Receipt { receipt: "r".into(), countersignature: "c".into() },
            Content::Ack,
        ];
        for content in contents {
            let body = Body::new("b1", content);
            let padded = body.to_padded().unwrap();
            assert_eq!(padded.len(), 256);
            assert_eq!(Body::parse(&padded).unwrap(), body);
        }
    }

    #[test]
    fn padding_grows_in_steps_then_in_powers() {
        let cases =
            [(1, 256), (256, 256), (257, 512), (4096, 4096), (4097, 8192), (40_000, 65_536)];
        for (len, padded) in cases {
            assert_eq!(padded_len(len), padded);
        }
    }

    #[test]
    fn a_body_that_is_too_long_is_refused() {
        let long = Body::new("b", Content::text(&"x".repeat(MAX_BODY), "en"));
        assert_eq!(long.to_padded(), Err(BodyError::Size));
        assert_eq!(Body::parse(&vec![b' '; MAX_BODY + 1]), Err(BodyError::Size));
    }

    #[test]
    fn a_type_to_come_is_unknown_and_a_known_one_without_its_field_is_refused() {
        let parse = |json: &str| Body::parse(json.as_bytes()).map(|body| body.content);
        assert_eq!(
            parse(r#"{"v":1,"id":"b","type":"form","fields":[1]}"#),
            Ok(Content::Unknown { kind: "form".into() })
        );
        for bad in [
            r#"{"v":1,"id":"b","type":"text"}"#,
            r#"{"v":2,"id":"b","type":"ack"}"#,
            r#"{"v":1,"id":"","type":"ack"}"#,
            r#"{"v":1,"id":"b","id":"c","type":"ack"}"#,
            "[]",
            "",
        ] {
            assert_eq!(parse(bad), Err(BodyError::Format), "{bad}");
        }
    }
}
