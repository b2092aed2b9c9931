//! How an identifier is written, and how that is read.

use crate::{Kind, found::Strength, reading::Reading, scene::Scene};

/// One way in which an identifier is written.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) kind: Kind,
    /// `#` a digit, `@` a letter, `*` either, a capital letter or digit itself. Between groups: `-`, `.`
    /// and `/` themselves, a space for one of these or a space, the same all over, and `_` for any.
    /// `~` at the start: groups may end anywhere.
    layout: &'static str,
    /// What the signs, capital and without separators, have to fulfil; nothing if the form is all.
    check: Option<fn(&[u8]) -> bool>,
    /// What it says in groups.
    grouped: Strength,
    /// What it says in one piece; nothing if that is another form's matter.
    compact: Option<Strength>,
    /// How many signs it has.
    len: u8,
    /// How many are in its first group; 0 if groups may end anywhere.
    first: u8,
}

/// A form in groups only, or with other words: the same in one piece says nothing.
pub(super) const fn grouped(
    kind: Kind,
    layout: &'static str,
    check: Option<fn(&[u8]) -> bool>,
    strength: Strength,
) -> Form {
    let (len, first) = sizes(layout);
    Form { kind, layout, check, grouped: strength, compact: None, len, first }
}

/// A form in groups or in one piece.
pub(super) const fn form(
    kind: Kind,
    layout: &'static str,
    check: Option<fn(&[u8]) -> bool>,
    strength: Strength,
    compact: Strength,
) -> Form {
    Form { compact: Some(compact), ..grouped(kind, layout, check, strength) }
}

/// How many signs a layout has, and how many its first group.
const fn sizes(layout: &str) -> (u8, u8) {
    let layout = layout.as_bytes();
    let is_free = !layout.is_empty() && layout[0] == b'~';
    let (mut at, mut len, mut first) = (is_free as usize, 0, 0);
    while at < layout.len() {
        if is_separator(layout[at]) {
            if first == 0 {
                first = len;
            }
        } else {
            len += 1;
        }
        at += 1;
    }
    (len, if first == 0 && !is_free { len } else { first })
}

const fn is_separator(sign: u8) -> bool {
    matches!(sign, b' ' | b'-' | b'.' | b'/' | b'_')
}

impl Form {
    /// How many signs it has.
    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }

    /// Whether its signs have more to fulfil than their form.
    pub(super) fn is_checked(&self) -> bool {
        self.check.is_some()
    }

    /// Whether it can begin with a group of this size.
    pub(super) fn begins(&self, size: usize) -> bool {
        size == usize::from(self.first) || size == self.len() || self.first == 0
    }

    /// What a reading, from a token on, says by this form.
    pub(super) fn read(&self, scene: &Scene<'_>, at: usize, reading: &Reading) -> Option<Strength> {
        let signs = reading.whole(self.len())?;
        let is_compact = (1..signs.len()).all(|nth| reading.separator(nth) == 0);
        let strength = if is_compact { self.compact? } else { self.grouped };
        let is_written = self.is_written(signs, reading, is_compact);
        if !is_written || !self.check.is_none_or(|check| check(signs)) {
            return None;
        }
        match is_compact {
            true => Some(strength),
            false if self.goes_on(scene, at, reading) => None,
            false => self.in_sentence(scene, reading, strength),
        }
    }

    /// Whether the signs and the ends of groups are those of the layout.
    fn is_written(&self, signs: &[u8], reading: &Reading, is_compact: bool) -> bool {
        let (mut nth, mut ends, mut same) = (0, false, 0);
        for own in self.layout.bytes() {
            let separator = reading.separator(nth);
            if own == b'~' {
                continue;
            }
            if is_separator(own) {
                let is_own = match own {
                    b'_' => separator != 0,
                    b' ' => separator != 0 && (same == 0 || same == separator),
                    _ => separator == own,
                };
                if !is_compact && !is_own {
                    return false;
                }
                if own == b' ' {
                    same = separator;
                }
                ends = true;
                continue;
            }
            let sign = signs.get(nth).copied().unwrap_or(0);
            let is_own = match own {
                b'#' => sign.is_ascii_digit(),
                b'@' => sign.is_ascii_uppercase(),
                b'*' => sign.is_ascii_digit() || sign.is_ascii_uppercase(),
                _ => sign == own,
            };
            if !is_own || (!ends && self.first != 0 && nth != 0 && separator != 0) {
                return false;
            }
            ends = false;
            nth += 1;
        }
        true
    }

    /// Whether a number in groups goes on with more digits after the same separator, or began before.
    fn goes_on(&self, scene: &Scene<'_>, at: usize, reading: &Reading) -> bool {
        let n = self.len();
        let Some(own) = (1..n).map(|nth| reading.separator(nth)).find(|own| *own != 0) else {
            return false;
        };
        let is_digit = |sign: Option<&u8>| sign.is_some_and(u8::is_ascii_digit);
        let after = reading.start(n + 1).get(n - 1..).unwrap_or_default();
        let is_before = at.checked_sub(1).is_some_and(|before| {
            scene.gap(at) == [own]
                && is_digit(scene.written(before).last())
                && is_digit(reading.start(1).first())
        });
        let is_after = reading.separator(n) == own && after.len() == 2;
        is_before || (is_after && after.iter().all(u8::is_ascii_digit))
    }

    /// The strength of a number in groups, if they may as well be words of a sentence: `12345678 y …`,
    /// `12345678. A …`.
    fn in_sentence(
        &self,
        scene: &Scene<'_>,
        reading: &Reading,
        strength: Strength,
    ) -> Option<Strength> {
        let place = |nth: usize| reading.span(nth + 1).1.saturating_sub(1);
        let is_stop = |nth: usize| {
            let gap = scene.plain.signs.get(place(nth - 1) + 1..place(nth));
            reading.separator(nth) == b' ' && gap == Some(b". ")
        };
        let n = self.len();
        if (1..n).any(is_stop) {
            return None;
        }
        let is_word = |nth: usize, gap: usize| {
            reading.separator(gap) == b' ' && scene.plain.sign(place(nth)).is_ascii_lowercase()
        };
        let is_sentence =
            reading.groups(n).count() <= 3 && (is_word(n - 1, n - 1) || is_word(0, 1));
        Some(if is_sentence { Strength::Hint } else { strength })
    }
}
