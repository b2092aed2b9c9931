//! Plain words, and the addresses in them as links: `https://…`, `mailto:…`, `tel:…`, mail addresses,
//! numbers with their country.

use std::borrow::Cow;

use super::link::link;
use crate::text::Lang;
use crate::ui::node::Node;

/// Longest address that is a link, in bytes.
const LONGEST: usize = 2_000;

/// Digits of a telephone number with its country (ITU-T E.164 has 15 at most; fewer than 8 is no number).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// The words of `text` with their links.
pub(super) fn linked(text: &str, lang: Lang) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut told = 0;
    for (from, to, scheme) in found(text) {
        if told < from {
            nodes.push(text[told..from].to_owned().into());
        }
        let words = &text[from..to];
        let href: Cow<'_, str> = match scheme {
            "" => words.into(),
            "tel:" => {
                let digits = words.chars().filter(|sign| *sign == '+' || sign.is_ascii_digit());
                scheme.chars().chain(digits).collect::<String>().into()
            }
            _ => [scheme, words].concat().into(),
        };
        nodes.extend(link(&href, vec![words.to_owned().into()], words, "link", lang));
        told = to;
    }
    if told < text.len() {
        nodes.push(text[told..].to_owned().into());
    }
    nodes
}

/// The places of addresses, in their order, and the scheme that is not written there.
fn found(text: &str) -> Vec<(usize, usize, &'static str)> {
    let is_gap = |sign: char| sign.is_whitespace() || "<>\"«»“”".contains(sign);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let rest = &text[at..];
        let end = rest.find(is_gap).unwrap_or(rest.len());
        let word = &rest[..end];
        let here = written(word).or_else(|| mail(word)).or_else(|| number(rest));
        if let Some((from, to, scheme)) = here {
            found.push((at + from, at + to, scheme));
        }
        let end = end.max(here.map_or(0, |(_, to, _)| to));
        at += end + text[at + end..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

type Found = Option<(usize, usize, &'static str)>;

/// An address with its scheme.
fn written(word: &str) -> Found {
    let lower = word.to_ascii_lowercase();
    let begins = |scheme: &str| {
        let from = lower.find(scheme)?;
        let before = lower[..from].chars().next_back();
        let is_begun = before.is_some_and(|sign| sign.is_ascii_alphanumeric());
        (!is_begun).then_some((from, scheme.len()))
    };
    let schemes = ["https://", "mailto:", "tel:"];
    let (from, least) = schemes.into_iter().filter_map(begins).min()?;
    let length = trimmed(&word[from..]);
    (length > least && length <= LONGEST).then_some((from, from + length, ""))
}

/// Where an address ends: not at the stop of its sentence, nor at a bracket around it.
fn trimmed(address: &str) -> usize {
    let mut end = address;
    let open = address.matches('(').count();
    let mut closed = address.matches(')').count();
    while let Some(last) = end.chars().next_back() {
        match last {
            ')' if closed <= open => break,
            ')' => closed -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '}' | '…' | '*' => {}
            _ => break,
        }
        end = &end[..end.len() - last.len_utf8()];
    }
    end.len()
}

/// A mail address.
fn mail(word: &str) -> Found {
    let is_end = |sign: char| !sign.is_ascii_alphanumeric();
    let from = word.len() - word.trim_start_matches(is_end).len();
    let to = word.trim_end_matches(is_end).len();
    let (name, host) = word.get(from..to)?.split_once('@')?;
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last = host.rsplit_once('.')?.1;
    let is_mail = (1..=64).contains(&name.len())
        && host.len() <= 253
        && name.bytes().all(is_sign)
        && host.split('.').all(is_label)
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_mail.then_some((from, to, "mailto:"))
}

/// A number that begins with its country.
fn number(rest: &str) -> Found {
    let from = usize::from(rest.starts_with('('));
    let number = rest[from..].strip_prefix('+')?;
    let (mut digits, mut to, mut gaps) = (0, 0, 0);
    for (at, sign) in number.char_indices() {
        match sign {
            '0'..='9' => (digits, to, gaps) = (digits + 1, at + 1, 0),
            ' ' | '\u{a0}' | '-' | '.' | '(' | ')' if gaps < 2 => gaps += 1,
            _ => break,
        }
    }
    let is_more = number[to..].starts_with(|sign: char| sign.is_ascii_alphanumeric());
    (DIGITS.contains(&digits) && !is_more).then_some((from, from + 1 + to, "tel:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<(&str, &str)> {
        found(text).into_iter().map(|(from, to, scheme)| (&text[from..to], scheme)).collect()
    }

    #[test]
    fn addresses_are_found_without_what_is_around_them() {
        for (text, own, scheme) in [
            ("Mira https://bank.example/a?b=c#d.", "https://bank.example/a?b=c#d", ""),
            ("(https://bank.example)", "https://bank.example", ""),
            ("see https://bank.example/a_(b), and", "https://bank.example/a_(b)", ""),
            ("HTTPS://BANK.EXAMPLE!", "HTTPS://BANK.EXAMPLE", ""),
            ("«https://bank.example»", "https://bank.example", ""),
            ("¿https://españa.example?", "https://españa.example", ""),
            ("write mailto:a@bank.example;", "mailto:a@bank.example", ""),
            ("tel:+34900000000", "tel:+34900000000", ""),
            ("a hola@banco-faro.example.", "hola@banco-faro.example", "mailto:"),
            ("call +34 900 000 000, or", "+34 900 000 000", "tel:"),
            ("(+34 900 000 000)", "+34 900 000 000", "tel:"),
        ] {
            assert_eq!(links(text), [(own, scheme)], "{text}");
        }
        assert_eq!(links("https://a.example\nhttps://b.example").len(), 2);
    }

    #[test]
    fn what_is_no_address_of_ours_is_words() {
        for text in [
            "http://bank.example",
            "javascript:alert(1)",
            "xhttps://bank.example",
            "data:text/html,x",
            "https://",
            "mailto:",
            "a@b",
            "@bank.example",
            "a@b.1",
            "a@-b.c@d.example",
            "+34 900",
            "+1234567890123456",
            "900 000 000",
            "4111 1111 1111 1111",
            "1 + 2 = 3",
            "+",
            "",
        ] {
            assert_eq!(links(text), [], "{text}");
        }
        assert_eq!(links(&format!("https://{}", "a".repeat(3_000))), []);
    }

    #[test]
    fn a_long_text_takes_no_time() {
        for pattern in ["https://(", "+", "+1 ", "@", "a@", "https://a)", "mailto:", "(", "+1-(-"] {
            let begun = std::time::Instant::now();
            let text = pattern.repeat(60_000 / pattern.len());
            found(&text);
            assert!(begun.elapsed().as_secs() < 2, "{pattern} {:?}", begun.elapsed());
        }
    }
}
