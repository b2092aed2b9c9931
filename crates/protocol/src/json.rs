//! JSON as this protocol uses it: no number but whole ones, no name twice, nothing left over.
//!
//! A profile of RFC 8259, read and written here because it is small and its strictness is part of
//! the protocol: in the widget, `serde_json` with its types took 60 KB of brotli, this takes 3. The
//! tests hold it against `serde_json`.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use crate::bytes::Bytes;

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
        let mut reader = Reader { rest: core::str::from_utf8(text).ok()?, depth: MAX_DEPTH };
        let value = reader.value()?;
        reader.space();
        reader.rest.is_empty().then_some(value)
    }

    /// Writes the JSON text, without spaces.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        write(self, &mut out);
        out
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

    /// The members, to be taken one by one; [`Members::done`] fails if it is no object.
    pub fn into_members(self) -> Members {
        match self {
            Self::Object(members) => Members { members, is_good: true },
            _ => Members { members: Vec::new(), is_good: false },
        }
    }
}

/// The members of an object that were not taken yet.
///
/// Taking one that is absent, or is not what it should be, gives a stand-in and is remembered:
/// nothing comes out of [`Members::done`] and [`Members::read`] then. One way out for all failures
/// is what keeps readers small, in the source and in the wasm.
pub struct Members {
    members: Vec<(String, Json)>,
    is_good: bool,
}

impl Members {
    /// Takes the member `name`.
    pub fn take(&mut self, name: &str) -> Option<Json> {
        let at = self.members.iter().position(|(own, _)| own == name)?;
        Some(self.members.swap_remove(at).1)
    }

    /// Takes the member `name` and reads it; remembers if it can't be.
    pub fn one<T>(&mut self, name: &str, read: impl FnOnce(Json) -> Option<T>) -> Option<T> {
        let value = self.take(name).and_then(read);
        self.is_good &= value.is_some();
        value
    }

    /// Takes the member `name`, which may be absent.
    pub fn maybe<T>(&mut self, name: &str, read: impl FnOnce(Json) -> Option<T>) -> Option<T> {
        let value = read(self.take(name)?);
        self.is_good &= value.is_some();
        value
    }

    /// Takes a string.
    pub fn text(&mut self, name: &str) -> String {
        self.one(name, Json::into_text).unwrap_or_default()
    }

    /// Takes a number.
    pub fn number(&mut self, name: &str) -> u64 {
        self.one(name, |value| value.as_number()).unwrap_or_default()
    }

    /// Takes bytes in base64url.
    pub fn bytes<const N: usize>(&mut self, name: &str) -> Bytes<N> {
        self.one(name, Bytes::from_json).unwrap_or(Bytes([0; N]))
    }

    /// Takes an array and reads its items.
    pub fn list<T>(&mut self, name: &str, read: impl FnMut(Json) -> Option<T>) -> Vec<T> {
        self.one(name, |list| list.into_list(read)).unwrap_or_default()
    }

    /// Takes an object and reads its members, whatever their names.
    pub fn map<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(Json) -> Option<T>,
    ) -> Vec<(String, T)> {
        let Members { members, is_good } = self.take(name).unwrap_or(Json::Null).into_members();
        let read = |(name, value): (String, Json)| Some((name, read(value)?));
        let map: Option<Vec<_>> = members.into_iter().map(read).collect();
        self.is_good &= is_good && map.is_some();
        map.unwrap_or_default()
    }

    /// `value`, if all that was taken could be read; what is left is passed over.
    pub fn read<T>(self, value: T) -> Option<T> {
        self.is_good.then_some(value)
    }

    /// `value`, if all that was taken could be read and nothing is left.
    pub fn done<T>(self, value: T) -> Option<T> {
        (self.is_good && self.members.is_empty()).then_some(value)
    }
}

/// Most members of an object. Looking for names that come twice takes the square of it.
const MAX_MEMBERS: usize = 256;

/// Deepest nesting; a policy needs five, and each level takes room on the stack.
const MAX_DEPTH: usize = 32;

/// A text that is being read, from the front.
struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Json> {
        self.space();
        match self.rest.as_bytes().first()? {
            b'{' => self.nested(Self::object),
            b'[' => self.nested(Self::list),
            b'"' => self.string().map(Json::Text),
            b'0'..=b'9' => self.number(),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => None,
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Json>) -> Option<Json> {
        self.depth = self.depth.checked_sub(1)?;
        let value = read(self);
        self.depth += 1;
        value
    }

    fn object(&mut self) -> Option<Json> {
        let mut members: Vec<(String, Json)> = Vec::new();
        self.skip('{')?;
        if self.skip('}').is_some() {
            return Some(Json::Object(members));
        }
        loop {
            self.space();
            let name = self.string()?;
            // Two readers of one text must not see two values.
            if members.len() == MAX_MEMBERS || members.iter().any(|(own, _)| *own == name) {
                return None;
            }
            self.skip(':')?;
            members.push((name, self.value()?));
            if self.skip(',').is_none() {
                self.skip('}')?;
                return Some(Json::Object(members));
            }
        }
    }

    fn list(&mut self) -> Option<Json> {
        let mut items = Vec::new();
        self.skip('[')?;
        if self.skip(']').is_some() {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.skip(',').is_none() {
                self.skip(']')?;
                return Some(Json::List(items));
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let end = self.rest.bytes().position(|byte| !byte.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        // RFC 8259 §6: no leading zero. A fraction or exponent is left over, and refused by that.
        if digits.len() > 1 && digits.starts_with('0') {
            return None;
        }
        self.rest = rest;
        let add = |sum: u64, digit: u8| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'));
        digits.bytes().try_fold(0, add).map(Json::Number)
    }

    fn string(&mut self) -> Option<String> {
        let mut rest = self.rest.strip_prefix('"')?;
        let mut out = String::new();
        loop {
            let end = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')?;
            out.push_str(&rest[..end]);
            let special = rest.as_bytes()[end];
            rest = &rest[end + 1..];
            match special {
                b'"' => {
                    self.rest = rest;
                    return Some(out);
                }
                b'\\' => rest = escape(rest, &mut out)?,
                _ => return None,
            }
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(value)
    }

    /// Passes over `sign`, after space.
    fn skip(&mut self, sign: char) -> Option<()> {
        self.space();
        self.rest = self.rest.strip_prefix(sign)?;
        Some(())
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }
}

/// Reads what follows a backslash (RFC 8259 §7), and returns what follows that.
fn escape<'a>(rest: &'a str, out: &mut String) -> Option<&'a str> {
    let (sign, rest) = rest.split_at_checked(1)?;
    out.push(match sign.as_bytes()[0] {
        sign @ (b'"' | b'\\' | b'/') => sign as char,
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(rest, out),
        _ => return None,
    });
    Some(rest)
}

/// Reads four hex digits, and four more after a high surrogate.
fn unicode<'a>(rest: &'a str, out: &mut String) -> Option<&'a str> {
    let (high, rest) = hex(rest)?;
    let (code, rest) = if (0xd800..0xdc00).contains(&high) {
        let (low, rest) = hex(rest.strip_prefix("\\u")?)?;
        let low = low.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        (0x10000 + ((high - 0xd800) << 10) + low, rest)
    } else {
        (high, rest)
    };
    out.push(char::from_u32(code)?);
    Some(rest)
}

fn hex(rest: &str) -> Option<(u32, &str)> {
    let (digits, rest) = rest.split_at_checked(4)?;
    let digit = |code: u32, byte: u8| Some(code * 16 + (byte as char).to_digit(16)?);
    Some((digits.bytes().try_fold(0, digit)?, rest))
}

fn write_string(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            '\0'..='\u{1f}' => {
                let digit = |nibble: usize| HEX[nibble & 15] as char;
                out.push_str("\\u00");
                out.extend([digit(sign as usize >> 4), digit(sign as usize)]);
            }
            _ => out.push(sign),
        }
    }
    out.push('"');
}

fn write(json: &Json, out: &mut String) {
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(number) => out.push_str(&number.to_string()),
        Json::Text(text) => write_string(text, out),
        Json::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (i, (name, value)) in members.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serde(json: &Json) -> serde_json::Value {
        match json {
            Json::Null => serde_json::Value::Null,
            Json::Bool(value) => (*value).into(),
            Json::Number(number) => (*number).into(),
            Json::Text(text) => text.as_str().into(),
            Json::List(items) => items.iter().map(serde).collect(),
            Json::Object(members) => {
                members.iter().map(|(name, value)| (name.clone(), serde(value))).collect()
            }
        }
    }

    const TEXTS: [&str; 8] = [
        r#"{"a":[1,"ñ\n\u00e1\ud83d\ude00 \/\b\f\r\t\"\\",true,false,null],"b":{"c":18446744073709551615}}"#,
        " [ ] ",
        "\t{\r\n} ",
        "0",
        r#""\u0000\u001F""#,
        r#"[[[]],{"":{"":0}}]"#,
        "null",
        r#""€𝄞""#,
    ];

    #[test]
    fn texts_are_read_and_written_as_serde_json_does() {
        for text in TEXTS {
            let json = Json::parse(text.as_bytes()).unwrap();
            let value: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(serde(&json), value, "{text}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&json.to_text()).unwrap(), value);
            assert_eq!(Json::parse(json.to_text().as_bytes()), Some(json));
        }
    }

    /// Whatever is read here is read the same there: changes of the texts above, byte by byte.
    #[test]
    fn nothing_is_read_that_serde_json_refuses_or_reads_differently() {
        let mut read = 0;
        for text in TEXTS {
            for at in 0..text.len() {
                for byte in 0..=255 {
                    let mut changed = text.as_bytes().to_vec();
                    changed[at] = byte;
                    let mut shorter = text.as_bytes().to_vec();
                    shorter.remove(at);
                    for text in [changed, shorter] {
                        let value = serde_json::from_slice::<serde_json::Value>(&text);
                        if let Some(json) = Json::parse(&text) {
                            assert_eq!(serde(&json), value.unwrap(), "{text:?}");
                            read += 1;
                        }
                    }
                }
            }
        }
        assert!(read > 10_000);
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
            "01",
            "tru",
            r#""\ud800""#,
            r#""\ud800\u0041""#,
            r#""\udc00""#,
            r#""\x""#,
            "\"\n\"",
            &"[".repeat(100_000),
            &("[".repeat(33) + &"]".repeat(33)),
        ] {
            assert_eq!(Json::parse(bad.as_bytes()), None, "{}", &bad[..bad.len().min(40)]);
        }
        assert_eq!(Json::parse(b"\"\xff\""), None);
    }

    #[test]
    fn members_are_taken_once_and_none_is_left() {
        let members = || Json::parse(br#"{"a":"x","b":2,"c":{"d":[1]}}"#).unwrap().into_members();
        let mut all = members();
        assert_eq!((all.text("a").as_str(), all.number("b")), ("x", 2));
        let map = all.map("c", |list| list.into_list(|item| item.as_number()));
        assert_eq!(map, [("d".into(), alloc::vec![1])]);
        assert_eq!(all.maybe("e", Json::into_text), None);
        assert_eq!(all.done(7), Some(7));
        let mut some = members();
        some.text("a");
        assert_eq!(some.done(7), None, "b is left");
        let mut some = members();
        some.text("a");
        assert_eq!(some.read(7), Some(7), "b is passed over");
    }

    #[test]
    fn one_bad_member_is_enough() {
        type Take = fn(&mut Members) -> bool;
        let takes: [Take; 9] = [
            |members| members.text("b").is_empty(),
            |members| members.text("x").is_empty(),
            |members| members.number("a") == 0,
            |members| members.bytes("a") == Bytes([0; 32]),
            |members| members.maybe("b", Json::into_text).is_none(),
            |members| members.list("a", Some).is_empty(),
            |members| members.list("l", Json::into_text).is_empty(),
            |members| members.map("a", Some).is_empty(),
            |members| members.map("x", Some).is_empty(),
        ];
        for (i, take) in takes.iter().enumerate() {
            let json = Json::parse(br#"{"a":"x","b":2,"l":["x",1]}"#).unwrap();
            let mut members = json.into_members();
            assert!(take(&mut members), "take {i} gives a stand-in");
            assert_eq!(members.read(7), None, "take {i}");
        }
        assert_eq!(Json::List(Vec::new()).into_members().read(7), None);
    }
}
