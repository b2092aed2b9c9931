//! What the page knows and offers to share, as the visitor reads it before they do.

use js_sys::{Number, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How much of it is read: more than this nobody reads before they share it.
const MAX_LINES: usize = 12;

/// The longest name or value, in characters.
const MAX_PART: usize = 200;

/// A line a member of `{name: text}`; what is no text or number says nothing.
pub(super) fn lines(data: &JsValue) -> Vec<String> {
    let Some(data) = data.dyn_ref::<Object>() else { return Vec::new() };
    let told = Object::entries(data).into_iter().filter_map(|entry| {
        let part = |at| Reflect::get_u32(&entry, at).ok();
        let value = part(1)?;
        // As the browser writes numbers: what writes them here would be several kilobytes.
        let number = || {
            let written = value.dyn_ref::<Number>()?.to_string_with_radix(10).ok()?;
            written.as_string()
        };
        line(&part(0)?.as_string()?, &value.as_string().or_else(number)?)
    });
    told.take(MAX_LINES).collect()
}

/// One line, whatever breaks are in it: no value can pass for another name.
fn line(name: &str, value: &str) -> Option<String> {
    let one = |text: &str| {
        let is_break = |sign: char| sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}');
        let mut line = String::new();
        for sign in text.chars().take(MAX_PART) {
            line.push(if is_break(sign) { ' ' } else { sign });
        }
        line
    };
    let (name, value) = (one(name), one(value));
    (!name.trim().is_empty() && !value.trim().is_empty()).then(|| [&name, ": ", &value].concat())
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_value_stays_on_its_line_and_is_no_longer_than_anybody_reads() {
        assert_eq!(line("Plan", "Gold\nPrice: 0").as_deref(), Some("Plan: Gold Price: 0"));
        assert_eq!(line("Plan", "Gold\u{2028}x").as_deref(), Some("Plan: Gold x"));
        assert_eq!(line("Plan", &"á".repeat(300)), Some(["Plan: ", &"á".repeat(200)].concat()));
        assert_eq!((line(" ", "x"), line("x", "\r\n")), (None, None));
    }
}
