//! A number as it is read: letters and digits from a token on, across the separators of its groups.

use crate::{
    plain::Plain,
    token::{Class, Token, is_word},
};

/// The longest reading, in letters and digits: an IBAN has 34.
pub(crate) const LONGEST: usize = 40;

/// The longest group of letters but for the first: that of a fiscal code.
const WORD: usize = 6;

/// In how many groups: a card's longest number with every digit apart has 19.
const GROUPS: usize = 20;

/// Letters and digits from the start of a token on.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// Capital letters and digits.
    signs: [u8; LONGEST],
    /// Where each stands in the plain text.
    places: [u32; LONGEST],
    /// The separator before each; 0 if there is none.
    separators: [u8; LONGEST],
    len: usize,
    /// Bit n: a group ends after n signs.
    ends: u64,
    /// Where there are digits, where letters from A to Z, and where a group begins after a separator.
    pub(crate) digits: u64,
    pub(crate) letters: u64,
    pub(crate) begins: u64,
}

impl Reading {
    /// None yet.
    pub(crate) const NONE: Self = Self {
        signs: [0; LONGEST],
        places: [0; LONGEST],
        separators: [0; LONGEST],
        len: 0,
        ends: 0,
        digits: 0,
        letters: 0,
        begins: 0,
    };

    /// Reads from a token on: its signs, and those of the tokens that follow it after one space, dash,
    /// dot or slash each (or a dash between two spaces).
    pub(crate) fn at(plain: &Plain, tokens: &[Token], first: usize) -> Self {
        Self::after(plain, tokens, first, 0)
    }

    /// The same without the first `skipped` signs of the first token: a label that sticks to a number.
    pub(crate) fn after(plain: &Plain, tokens: &[Token], first: usize, skipped: usize) -> Self {
        let mut own = Self::NONE;
        own.read(plain, tokens, first, skipped);
        own
    }

    /// The same in the place of what was read before: to make a new one is a part of a scan's time.
    #[inline(never)]
    pub(crate) fn read(&mut self, plain: &Plain, tokens: &[Token], first: usize, skipped: usize) {
        (self.len, self.ends, self.digits, self.letters, self.begins) = (0, 0, 0, 0, 0);
        let (mut skipped, mut end) = (skipped, 0);
        for at in first..first + GROUPS {
            let Some(token) = tokens.get(at) else { break };
            let mut parted = 0;
            if at > first {
                parted = separator(plain, end, token);
                let is_word = token.class == Class::Letters && token.len() > WORD;
                if parted == 0 || self.len == LONGEST || is_word {
                    break;
                }
                self.begins |= 1 << self.len;
            }
            let from = token.from as usize + skipped;
            for (nth, sign) in plain.part(from, token.to as usize).iter().enumerate() {
                if self.len == LONGEST {
                    return;
                }
                let bit = 1 << self.len;
                if sign.is_ascii_digit() {
                    self.digits |= bit;
                } else if sign.is_ascii_alphabetic() {
                    self.letters |= bit;
                }
                self.signs[self.len] = sign.to_ascii_uppercase();
                self.places[self.len] = (from + nth) as u32;
                self.separators[self.len] = parted;
                self.len += 1;
                parted = 0;
            }
            self.ends |= 1 << self.len;
            (skipped, end) = (0, token.to as usize);
        }
    }

    /// The first `n` signs, if a group ends after them.
    pub(crate) fn whole(&self, n: usize) -> Option<&[u8]> {
        let ends = n <= self.len && self.ends & 1 << n != 0;
        self.signs.get(..n).filter(|_| ends)
    }

    /// The first `n` signs, if they are digits and a group ends after them.
    pub(crate) fn digits(&self, n: usize) -> Option<&[u8]> {
        self.whole(n).filter(|_| !self.digits & !(u64::MAX << n) == 0)
    }

    /// The first `n` signs, wherever groups end.
    pub(crate) fn start(&self, n: usize) -> &[u8] {
        self.signs.get(..n.min(self.len)).unwrap_or_default()
    }

    /// Whether the first `n` signs, at whose end a group ends, are written in groups of such sizes.
    pub(crate) fn has_groups(&self, n: usize, is_right: impl Fn(usize) -> bool) -> bool {
        let mut before = 0;
        for at in 1..n + 1 {
            if self.ends & 1 << at != 0 {
                if !is_right(at - before) {
                    return false;
                }
                before = at;
            }
        }
        true
    }

    /// In how many groups the first `n` signs are written, if one ends after them.
    pub(crate) fn count(&self, n: usize) -> u32 {
        (self.ends & !(u64::MAX << n << 1)).count_ones()
    }

    /// Whether the first `n` signs are written in one piece.
    pub(crate) fn is_compact(&self, n: usize) -> bool {
        self.count(n) == 1 && self.whole(n).is_some()
    }

    /// Whether the groups of the first `n` signs are all parted by the same sign.
    pub(crate) fn is_uniform(&self, n: usize) -> bool {
        let mut parted = self.separators.iter().take(n).filter(|sign| **sign != 0);
        let first = parted.next();
        parted.all(|sign| Some(sign) == first)
    }

    /// The separator before a sign; 0 if there is none.
    #[inline(never)]
    pub(crate) extern "C" fn separator(&self, nth: usize) -> u8 {
        let own = self.separators.get(nth).filter(|_| nth < self.len);
        own.copied().unwrap_or(0)
    }

    /// Where the first `n` signs stand in the plain text: from, and after the last.
    pub(crate) fn span(&self, n: usize) -> (usize, usize) {
        let last = n.checked_sub(1).filter(|_| n <= self.len);
        let last = last.and_then(|last| self.places.get(last)).copied();
        (self.places[0] as usize, last.map_or(0, |last| last as usize + 1))
    }
}

/// The separator between where a token ended and the next; 0 if they don't belong together.
fn separator(plain: &Plain, end: usize, next: &Token) -> u8 {
    match plain.part(end, next.from as usize) {
        [sign @ (b' ' | b'-' | b'.' | b'/')] => *sign,
        b" - " => b'-',
        b". " | b"  " => b' ',
        _ => 0,
    }
}

/// Whether what is read could go on, or begin earlier, as part of something longer: `v1.2.<here>`,
/// `<here>,50`, `a_<here>`.
#[inline(never)]
pub(crate) fn is_cut(plain: &Plain, from: usize, to: usize) -> bool {
    let joins = |sign: u8| {
        matches!(sign, b'-' | b'.' | b'/' | b',' | b'_' | b'@' | b'#' | b':' | b'\\' | b'=' | b'+')
    };
    let before = from.checked_sub(2).is_some_and(|at| {
        // After a label's colon or sign, a number begins: `NIF:12345678Z`, `n.12345`.
        let is_label =
            !plain.sign(at).is_ascii_digit() && !matches!(plain.before(from), b'_' | b'@');
        joins(plain.before(from)) && is_word(plain.sign(at)) && !is_label
    });
    let after = joins(plain.sign(to)) && is_word(plain.sign(to + 1));
    before || after
}
