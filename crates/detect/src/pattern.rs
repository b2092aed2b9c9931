//! A number of the site's own: a policy's, a claim's, a customer's.

use std::fmt;

use crate::{
    plain::{LETTER, Plain},
    token::{DIGIT, is_word, makeup},
};

/// The longest pattern, in signs.
const LONGEST: usize = 40;
/// How many letters of its own, or how many places, tell a site's number from others.
const OWN: usize = 2;
const PLACES: usize = 7;
/// How many places one with letters of its own has at least: `MP3` is no number of a site.
const LEAST: usize = 3;
/// The most signs between two groups in a text: `POL - 123`.
const GAP: usize = 3;

/// How a site's own number is written, from its policy: `#` is a digit, `@` a letter, `*` either, and
/// every other letter or digit stands for itself, in either case. Any other sign parts groups, and may
/// be missing or be another in a text. `POL-######`, `SA#### ####`.
///
/// ```
/// use sigilo_detect::{Pattern, PatternError, Scanner, Settings};
///
/// let mut settings = Settings::for_locale("es");
/// settings.patterns.push(Pattern::new("POL-######")?);
/// let text = "mi seguro es el pol 123456";
/// assert_eq!(Scanner::new(settings).scan(text)[0].text(text), "pol 123456");
/// assert_eq!(Pattern::new("####"), Err(PatternError::Broad));
/// # Ok::<(), PatternError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    places: Vec<Place>,
}

/// One sign of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// `#`, `@`, `*`, or a small letter or digit.
    sign: u8,
    /// Whether a new group begins with it.
    is_apart: bool,
}

/// Why a pattern can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It has no sign, more than 40, or one that is not ASCII.
    Form,
    /// Too much else looks like it: it needs two letters of its own and three places, or seven places,
    /// and a place that holds digits.
    Broad,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "a pattern has 1 to 40 signs, all of them ASCII",
            Self::Broad => "a pattern needs two letters and three places, or seven places",
        })
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// When it is not written as it should be, or when too much else would look like it.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        if !pattern.is_ascii() || pattern.len() > LONGEST {
            return Err(PatternError::Form);
        }
        let mut is_apart = false;
        let mut places = Vec::new();
        for sign in pattern.bytes().map(|sign| sign.to_ascii_lowercase()) {
            if is_place(sign) || sign.is_ascii_alphanumeric() {
                places.push(Place { sign, is_apart });
                is_apart = false;
            } else {
                is_apart = true;
            }
        }
        let own = Self { places };
        if own.places.is_empty() {
            return Err(PatternError::Form);
        }
        let holes = own.count(is_place);
        let digits = own.count(|sign| sign.is_ascii_digit());
        let is_told = (own.letters() >= OWN && holes >= LEAST) || holes + digits >= PLACES;
        let has_digits = own.count(|sign| matches!(sign, b'#' | b'*')) > 0;
        if is_told && has_digits { Ok(own) } else { Err(PatternError::Broad) }
    }

    /// How many letters it has that stand for themselves.
    pub(crate) fn letters(&self) -> usize {
        self.count(|sign| sign.is_ascii_alphabetic())
    }

    #[inline(never)]
    fn count(&self, is_counted: fn(u8) -> bool) -> usize {
        let mut count = 0;
        for place in &self.places {
            count += usize::from(is_counted(place.sign));
        }
        count
    }

    /// Where a number that begins at a sign of a text ends, if it is such a one.
    pub(crate) fn end(&self, plain: &Plain, from: usize) -> Option<usize> {
        let mut at = from;
        for (nth, place) in self.places.iter().enumerate() {
            if nth > 0 {
                at += gap(plain, at, place);
            }
            if !matches!(plain.low_part(at, at + 1), [sign] if place.is_filled(*sign)) {
                return None;
            }
            at += 1;
        }
        // What has no digit is a word.
        let signs = plain.part(from, at);
        (makeup(signs) & DIGIT != 0 && !is_word(plain.sign(at))).then_some(at)
    }
}

impl Place {
    fn is_filled(self, sign: u8) -> bool {
        match self.sign {
            b'#' => sign.is_ascii_digit(),
            b'@' => sign.is_ascii_alphabetic(),
            b'*' => is_word(sign) && sign != LETTER,
            own => sign == own,
        }
    }
}

fn is_place(sign: u8) -> bool {
    matches!(sign, b'#' | b'@' | b'*')
}

/// How many signs of a text part it from what stands for the next place: a few where a group begins, one
/// before any other digit, and a dash anywhere.
fn gap(plain: &Plain, at: usize, next: &Place) -> usize {
    let most = if next.is_apart { GAP } else { 1 };
    let length = plain.run(at, most, parts) - at;
    let is_allowed =
        next.is_apart || plain.sign(at) == b'-' || plain.sign(at + length).is_ascii_digit();
    if is_allowed { length } else { 0 }
}

fn parts(sign: u8) -> bool {
    matches!(sign, b' ' | b'-' | b'.' | b'/' | b'_' | b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_much_else_looks_like_is_refused() {
        for broad in
            ["####", "######", "A#####", "@@@@@@@@", "POL", "AB#", "AB@@@@", "20##-##", "**-****"]
        {
            assert_eq!(Pattern::new(broad), Err(PatternError::Broad), "{broad}");
        }
        for form in ["", "---", " ", "PÓL-######", &"#".repeat(41)] {
            assert_eq!(Pattern::new(form), Err(PatternError::Form), "{form}");
        }
        for fine in
            ["#######", "POL-######", "SA#### ####", "AB###", "***-****", "A-######@", "2024-###"]
        {
            assert!(Pattern::new(fine).is_ok(), "{fine}");
        }
    }
}
