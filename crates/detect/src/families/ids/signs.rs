//! The signs from a token on, as forms are compared with them.

use crate::{found::Strength, reading::Reading, scene::Scene};

/// A reading with its signs as sets of places: bit n is the sign n, from 0.
#[derive(Debug)]
pub(super) struct Signs<'a> {
    scene: &'a Scene<'a>,
    /// The token that it begins in.
    at: usize,
    pub(super) reading: &'a Reading,
    pub(super) digits: u32,
    pub(super) letters: u32,
    /// Where groups begin, beside the first.
    pub(super) groups: u32,
}

impl<'a> Signs<'a> {
    /// Those of a reading from a token on.
    pub(super) fn new(scene: &'a Scene<'a>, at: usize, reading: &'a Reading) -> Self {
        // The longest form is shorter.
        let first = |signs: u64| signs as u32 & !(1 << 31);
        let (digits, letters) = (first(reading.digits), first(reading.letters));
        Self { scene, at, reading, digits, letters, groups: first(reading.begins) }
    }

    /// The first signs, if a group ends after them.
    pub(super) fn first(&self, n: usize) -> Option<&[u8]> {
        self.reading.whole(n)
    }

    /// Whether the sign at a place is a digit.
    fn is_digit(&self, nth: usize) -> bool {
        self.digits >> nth & 1 != 0
    }

    /// Where a sign is in the plain text.
    fn place(&self, nth: usize) -> usize {
        self.reading.span(nth + 1).1.saturating_sub(1)
    }

    /// The strength of the first `n` signs, in groups: nothing if a longer number goes on with the same
    /// separator, or began before; little if they may as well be words of a sentence, `12345678 y …`.
    pub(super) fn in_sentence(&self, n: usize, strength: Strength) -> Option<Strength> {
        let groups = self.groups & !(u32::MAX << n);
        let first = groups.trailing_zeros() as usize;
        let separator = self.reading.separator(first);
        let goes_on = self.reading.separator(n) == separator;
        if goes_on && self.is_digit(n - 1) && self.is_digit(n) {
            return None;
        }
        // `12345678. A …`
        let is_stop = |nth: usize| {
            let before = self.place(nth).saturating_sub(2);
            self.reading.separator(nth) == b' ' && self.scene.plain.sign(before) == b'.'
        };
        if (1..n).any(is_stop) {
            return None;
        }
        let is_sentence =
            groups.count_ones() < 4 && (self.is_word(0, first) || self.is_word(n - 1, n));
        Some(if is_sentence { Strength::Hint } else { strength })
    }

    /// Whether one sign more follows, as a check does: `…-6`.
    pub(super) fn has_check(&self, n: usize) -> bool {
        self.reading.whole(n + 1).is_some() && self.reading.separator(n) != b' '
    }

    /// Whether signs from one place up to another, first or last group, may be a word like `y`, `a`, `de`.
    fn is_word(&self, from: usize, to: usize) -> bool {
        let gap = if from == 0 { to } else { from };
        let is_apart = self.reading.separator(gap) == b' ';
        let small = |nth| self.scene.plain.sign(self.place(nth));
        let is_vowel = matches!(small(from), b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
        is_apart
            && (is_vowel || to - from > 1)
            && (from..to).all(|nth| small(nth).is_ascii_lowercase())
    }

    /// Whether digits before the token belong to it.
    pub(super) fn began(&self) -> bool {
        let separator = self.reading.separator(self.groups.trailing_zeros() as usize);
        self.is_digit(0)
            && self.scene.gap(self.at) == [separator]
            && self.scene.plain.before(self.place(0)) == separator
            && self.scene.plain.before(self.place(0).saturating_sub(1)).is_ascii_digit()
    }
}
