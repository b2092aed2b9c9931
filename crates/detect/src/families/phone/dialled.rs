//! Digits as telephone numbers are written: in groups, with brackets, with a plus before them.

use crate::{
    scene::Scene,
    token::{Class, Token},
};

/// The longest: country code and number have 15 (E.164), what is dialled before them up to 4 more.
const LONGEST: usize = 19;
/// `+54 (0) 9 11 1234 56 78` has eight groups; digit by digit, a number has more.
pub(super) const GROUPS: usize = 12;

/// Digits from a token on.
#[derive(Debug, Default)]
pub(super) struct Dialled {
    digits: [u8; LONGEST],
    len: usize,
    /// Each group: how many digits there are up to its end, what is before it, the token it is.
    groups: [(usize, u8, usize); GROUPS],
    count: usize,
    /// Its first sign: the plus or bracket, if there is one.
    pub(super) from: usize,
    /// Whether there is a plus before it.
    pub(super) is_abroad: bool,
}

impl Dialled {
    /// Reads from a token on.
    pub(super) fn at(scene: &Scene<'_>, first: usize) -> Self {
        let mut own = Self::default();
        own.begin(scene, first);
        for at in first..first + GROUPS + 1 {
            let Some(token) = scene.tokens.get(at) else { break };
            let separator = if at == first { Some(0) } else { separator(scene.gap(at)) };
            let Some(separator) = separator else { break };
            // The trunk prefix within brackets is not dialled after a country code: `+44 (0)20`.
            let is_omitted = own.len > 0
                && separator == b'('
                && scene.is_word(at, "0")
                && scene.plain.sign(token.to as usize) == b')';
            if !is_omitted && !own.push(scene, token, separator, at) {
                break;
            }
        }
        own
    }

    fn begin(&mut self, scene: &Scene<'_>, first: usize) {
        let mut from = scene.tokens.get(first).map_or(0, |token| token.from as usize);
        for sign in [b'(', b'+', b'('] {
            if scene.plain.before(from) == sign {
                self.is_abroad |= sign == b'+';
                from -= 1;
            }
        }
        self.from = from;
    }

    /// Takes a token; whether more may follow.
    fn push(&mut self, scene: &Scene<'_>, token: &Token, separator: u8, at: usize) -> bool {
        // What follows an x is an extension: `555-0132x12`.
        let word = scene.word(at);
        let digits = word.iter().take_while(|sign| sign.is_ascii_digit()).count();
        let is_whole = token.class == Class::Digits || word.get(digits) == Some(&b'x');
        let to = self.len + digits;
        if digits == 0 || !is_whole {
            return false;
        }
        let Some((slots, group)) =
            self.digits.get_mut(self.len..to).zip(self.groups.get_mut(self.count))
        else {
            return false;
        };
        for (slot, digit) in slots.iter_mut().zip(word) {
            *slot = *digit;
        }
        *group = (to, separator, at);
        self.len = to;
        self.count += 1;
        token.class == Class::Digits
    }

    /// How many groups it has.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The digits of the first groups.
    pub(super) fn digits(&self, count: usize) -> &[u8] {
        self.digits.get(..self.end(count)).unwrap_or_default()
    }

    fn end(&self, count: usize) -> usize {
        count.checked_sub(1).and_then(|last| self.groups.get(last)).map_or(0, |group| group.0)
    }

    /// The sizes of the first groups.
    pub(super) fn sizes(&self, count: usize) -> impl Iterator<Item = usize> + '_ {
        (1..=count.min(self.count)).map(|nth| self.end(nth) - self.end(nth - 1))
    }

    /// What is before each of the first groups but the first.
    pub(super) fn separators(&self, count: usize) -> impl Iterator<Item = u8> + '_ {
        self.groups.iter().take(count.min(self.count)).skip(1).map(|group| group.1)
    }

    /// The digits of one group.
    pub(super) fn group(&self, nth: usize) -> &[u8] {
        self.digits.get(self.end(nth)..self.end(nth + 1)).unwrap_or_default()
    }

    /// The token after the first groups, and where they end.
    pub(super) fn after(&self, scene: &Scene<'_>, count: usize) -> (usize, usize) {
        let last = count.checked_sub(1).and_then(|last| self.groups.get(last));
        let Some((_, _, at)) = last else { return (0, 0) };
        let to = scene.tokens.get(*at).map_or(0, |token| token.to as usize);
        (at + 1, to)
    }
}

/// What parts two groups; nothing if they don't belong together.
pub(super) fn separator(gap: &[u8]) -> Option<u8> {
    match gap {
        [sign @ (b' ' | b'-' | b'.' | b'/' | b')')] => Some(*sign),
        b" - " | b"--" | b".-" | b"- " | b" -" => Some(b'-'),
        b"  " => Some(b' '),
        b") " | b")-" | b").-" | b") - " => Some(b')'),
        b" (" | b"(" | b"-(" => Some(b'('),
        _ => None,
    }
}
