//! Reading (RFC 8259, less what readers could see differently).

use alloc::{string::String, vec::Vec};

use super::Json;

/// Most members of an object. Looking for names that come twice takes the square of it.
const MAX_MEMBERS: usize = 256;

/// Deepest nesting; a policy needs five, and each level takes room on the stack.
const MAX_DEPTH: usize = 32;

/// What JavaScript's numbers hold without loss: 2⁵³ − 1.
const MAX_NUMBER: u64 = (1 << 53) - 1;

/// Reads a whole text.
pub(super) fn parse(text: &[u8]) -> Option<Json> {
    let mut reader = Reader { rest: core::str::from_utf8(text).ok()?, depth: MAX_DEPTH };
    let value = reader.value()?;
    reader.space();
    reader.rest.is_empty().then_some(value)
}

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
        digits.bytes().try_fold(0, add).filter(|number| *number <= MAX_NUMBER).map(Json::Number)
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
