//! What the host page wants the chat to look like. Its colour is taken as far as it can be read on: one that is
//! too near to the paper is moved until it can.

use wasm_bindgen::JsValue;

use crate::browser::{call, document_style, window};

/// What the page says, in this order, each empty if it says nothing: a BCP 47 tag; `#rrggbb`; of corners, a CSS length;
/// a CSS list of families that the system has, since the frame loads none; a file beside the frame's own; a sentence.
pub(super) const MEMBERS: [&str; 6] = ["lang", "accent", "radius", "font", "logo", "greeting"];

/// The papers of `style/tokens.css`, light and dark.
const PAPERS: [(&str, Colour); 2] = [("light", [255, 255, 255]), ("dark", [17, 25, 28])];

/// The least contrast of text (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// Red, green, blue.
type Colour = [u8; 3];

/// Puts looks on the document; tells whether the accent could be used as it is.
pub(crate) fn apply(look: &[String]) -> bool {
    let [_, accent, radius, font, logo, _] = look else { return true };
    let Some(style) = document_style() else { return true };
    let set = |name: &str, value: &str| {
        // A value that is none changes nothing.
        let _ = call(&style, "setProperty", &[JsValue::from(name), JsValue::from(value)]);
    };
    set("--theme-radius", radius);
    set("--theme-font", font);
    let (logo, seal) = match beside(logo) {
        Some(logo) => (["center / contain no-repeat url(", &logo, ")"].concat(), "none"),
        None => Default::default(),
    };
    set("--theme-logo", &logo);
    set("--theme-seal", seal);
    if accent.is_empty() {
        return true;
    }
    let Some(wanted) = parse(accent) else { return false };
    let mut is_kept = true;
    for (name, paper) in PAPERS {
        let accent = readable(wanted, paper);
        // A dark page asks for another shade of the same colour: that is no fault of the light one's.
        is_kept &= name == "dark" || accent == wanted;
        let far = away(paper);
        // One of the two is always far enough.
        let on = if contrast(accent, [255; 3]) < LEAST { [0; 3] } else { [255; 3] };
        for (role, colour) in [
            ("accent", accent),
            ("strong", mix(accent, far, 20)),
            ("soft", soft(accent, paper)),
            ("on", on),
        ] {
            set(&["--theme-", name, "-", role].concat(), &written(colour));
        }
    }
    is_kept
}

/// The address of a file in the frame's folder; nothing of any other, as the frame requests no other host.
fn beside(name: &str) -> Option<String> {
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let address = window()?.location().href().ok()?;
    let (folder, _) = address.rsplit_once('/')?;
    Some([folder, "/", name].concat())
}

/// `#rrggbb` or `#rgb`.
fn parse(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#')?;
    let mut value = 0_u32;
    for digit in digits.chars() {
        value = value << 4 | digit.to_digit(16)?;
    }
    let [_, r, g, b] = value.to_be_bytes();
    match digits.len() {
        6 => Some([r, g, b]),
        3 => Some([(g & 15) * 17, (b >> 4) * 17, (b & 15) * 17]),
        _ => None,
    }
}

fn written([r, g, b]: Colour) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    let mut text = String::from("#");
    for part in [r, g, b] {
        text.push(digit(part >> 4));
        text.push(digit(part & 15));
    }
    text
}

/// The colour, or the nearest to it on the way from the paper that can be read on paper and on its own soft shade.
fn readable(wanted: Colour, paper: Colour) -> Colour {
    let (mut shade, mut percent) = (wanted, 0);
    // At 100 it is black on white, or white on black.
    while percent < 100 && contrast(shade, paper).min(contrast(shade, soft(shade, paper))) < LEAST {
        percent += 1;
        shade = mix(wanted, away(paper), percent);
    }
    shade
}

/// Black for a light paper, white for a dark one.
fn away(paper: Colour) -> Colour {
    if luminance(paper) > 0.5 { [0; 3] } else { [255; 3] }
}

fn soft(accent: Colour, paper: Colour) -> Colour {
    mix(paper, accent, 10)
}

fn mix(from: Colour, to: Colour, percent: u16) -> Colour {
    let part = |at: usize| {
        let sum = u16::from(from[at]) * (100 - percent) + u16::from(to[at]) * percent;
        // At most 255, as both are.
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    [part(0), part(1), part(2)]
}

/// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    (one / other).max(other / one)
}

/// Relative luminance, 0 to 1 (WCAG 2.2). A cubic stands for sRGB's curve, since a power function is a
/// kilobyte of wasm; it is off by 0.003 at most.
fn luminance([r, g, b]: Colour) -> f64 {
    let linear = |part: u8| {
        let c = f64::from(part) / 255.0;
        c * (c * (c * 0.305_306 + 0.682_171) + 0.012_523)
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_can_be_read_stays_and_another_is_moved_until_it_can() {
        let teal = parse("#0d5f6f").unwrap();
        assert_eq!(readable(teal, PAPERS[0].1), teal);
        for text in
            ["#ffee00", "#ffffff", "#fff", "#777777", "#00ff88", "#0d5f6f", "#000000", "#3346b3"]
        {
            let wanted = parse(text).unwrap();
            for (_, paper) in PAPERS {
                let accent = readable(wanted, paper);
                assert!(contrast(accent, paper) >= LEAST, "{text} on {paper:?}: {accent:?}");
                assert!(
                    contrast(accent, soft(accent, paper)) >= LEAST,
                    "{text} on {paper:?}: {accent:?}"
                );
                let on = contrast(accent, [255; 3]).max(contrast(accent, [0; 3]));
                assert!(on >= LEAST, "on {accent:?}");
            }
        }
        assert_ne!(readable(parse("#ffee00").unwrap(), PAPERS[0].1), [255, 238, 0]);
    }

    /// The colours of `style/tokens.css`, light and dark, by name.
    fn tokens() -> [Vec<(String, Colour)>; 2] {
        let css = include_str!("../../style/tokens.css");
        let (light, dark) = css.split_once("@media (prefers-color-scheme: dark)").unwrap();
        [light, dark].map(|css| {
            let line = |line: &str| {
                let (name, value) = line.trim().strip_prefix("--sigilo-")?.split_once(": ")?;
                let value = value.trim_end_matches([';', ')']);
                Some((name.to_owned(), parse(value.rsplit(' ').next()?)?))
            };
            css.lines().filter_map(line).collect()
        })
    }

    /// Every pair of colours that a style sets text or an edge in (WCAG 2.2, 1.4.3 and 1.4.11).
    #[test]
    fn every_pair_of_tokens_can_be_read() {
        let pairs = [
            ("ink", "paper", LEAST),
            ("ink", "paper-sunk", LEAST),
            ("ink", "accent-soft", LEAST),
            ("ink", "alert-soft", LEAST),
            ("ink-soft", "paper", LEAST),
            ("ink-soft", "paper-sunk", LEAST),
            ("ink-soft", "accent-soft", LEAST),
            ("accent", "paper", LEAST),
            ("accent", "accent-soft", LEAST),
            ("accent-strong", "paper", LEAST),
            ("accent-strong", "accent-soft", LEAST),
            ("on-accent", "accent", LEAST),
            ("on-accent", "accent-strong", LEAST),
            ("alert", "paper", LEAST),
            ("alert", "alert-soft", LEAST),
            ("edge", "paper", 3.0),
            ("accent", "paper-sunk", 3.0),
        ];
        for (scheme, tokens) in ["light", "dark"].into_iter().zip(tokens()) {
            let colour = |name: &str| tokens.iter().find(|own| own.0 == name).unwrap().1;
            for (one, other, least) in pairs {
                let is = contrast(colour(one), colour(other));
                assert!(is >= least, "{scheme}: {one} on {other} has {is:.2}");
            }
        }
    }

    #[test]
    fn only_colours_are_read_and_they_come_out_as_they_went_in() {
        assert_eq!(parse("#0D5f6F").map(written), Some("#0d5f6f".into()));
        assert_eq!(parse(" #fa0 ").map(written), Some("#ffaa00".into()));
        for wrong in
            ["", "0d5f6f", "#12", "#12345", "#1234567", "red", "#ggg", "url(https://x)", "#é12"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn black_and_white_are_as_far_apart_as_colours_can_be() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
        // Known pairs, to two digits: #767676 is the lightest grey that passes on white.
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.1);
    }
}
