//! Digits as telephone numbers are written: in groups, with brackets, with a plus before them.

use crate::{
    list::{are_all, digits, has},
    scene::Scene,
};

/// The longest: country code and number have 15 (E.164), what is dialled before them up to 4 more.
const LONGEST: usize = 19;
/// `+54 (0) 9 11 1234 56 78` has eight groups; digit by digit, a number has more.
pub(super) const GROUPS: usize = 12;

/// Digits from a token on.
#[derive(Debug, Default)]
pub(super) struct Dialled {
    digits: [u8; LONGEST],
    /// How many digits there are before each group, and before what follows the last.
    ends: [u8; GROUPS + 1],
    /// What is before each group.
    separators: [u8; GROUPS],
    /// The token that it begins in, and how many after it each group is.
    first: usize,
    tokens: [u8; GROUPS],
    /// How many groups it has.
    pub(super) count: usize,
    /// Its first sign: the plus or bracket, if there is one.
    pub(super) from: usize,
    /// Whether there is a plus before it.
    pub(super) is_abroad: bool,
}

impl Dialled {
    /// Reads from a token on.
    pub(super) fn at(scene: &Scene<'_>, first: usize) -> Self {
        let mut own = Self { first, ..Self::default() };
        let Some(token) = scene.token(first) else { return own };
        own.from = token.from as usize;
        for sign in [b'(', b'+', b'('] {
            if scene.plain.before(own.from) == sign {
                own.is_abroad |= sign == b'+';
                own.from -= 1;
            }
        }
        for at in first..first + GROUPS + 1 {
            let separator = if at == first { 1 } else { separator(scene.gap(at)) };
            let word = scene.word(at);
            let len = usize::from(own.ends[own.count.min(GROUPS)]);
            let digits = digits(word);
            // What follows an x is an extension: `555-0132x12`.
            let is_whole = digits == word.len() || word.get(digits) == Some(&b'x');
            if separator == 0 || digits == 0 || !is_whole {
                break;
            }
            // The trunk prefix within brackets is not dialled after a country code: `+44 (0)20`.
            if len > 0
                && separator == b'('
                && word == b"0"
                && scene.gap(at + 1).first() == Some(&b')')
            {
                continue;
            }
            let Some(slots) = own.digits.get_mut(len..len + digits) else { break };
            if own.count == GROUPS {
                break;
            }
            for (slot, digit) in slots.iter_mut().zip(word) {
                *slot = *digit;
            }
            own.separators[own.count] = separator;
            own.tokens[own.count] = (at - first) as u8;
            own.count += 1;
            own.ends[own.count] = (len + digits) as u8;
            if digits < word.len() {
                break;
            }
        }
        own
    }

    /// The digits of the first groups.
    pub(super) fn digits(&self, count: usize) -> &[u8] {
        self.digits.get(..self.len(count)).unwrap_or_default()
    }

    /// How many digits the first groups have; 0 beyond the last.
    #[inline(never)]
    pub(super) fn len(&self, count: usize) -> usize {
        self.ends.get(count).copied().map_or(0, usize::from)
    }

    /// How many digits a group has; 0 beyond the last.
    #[inline(never)]
    pub(super) fn size(&self, nth: usize) -> usize {
        self.len(nth + 1).saturating_sub(self.len(nth))
    }

    /// The digits of one group.
    pub(super) fn group(&self, nth: usize) -> &[u8] {
        self.digits(nth + 1).get(self.len(nth)..).unwrap_or_default()
    }

    /// What is before each of the first groups but the first.
    pub(super) fn separators(&self, count: usize) -> &[u8] {
        self.separators.get(1..count).unwrap_or_default()
    }

    /// The last token of the first groups.
    pub(super) fn last(&self, count: usize) -> usize {
        let last = self.tokens.get(count.wrapping_sub(1));
        last.map_or(0, |last| self.first + usize::from(*last))
    }
}

/// What parts two groups; 0 if they don't belong together.
pub(super) fn separator(gap: &[u8]) -> u8 {
    match gap {
        [sign @ (b' ' | b'-' | b'.' | b'/' | b')')] => *sign,
        b"  " => b' ',
        _ if gap.len() > 3 + usize::from(gap.first() == Some(&b')')) => 0,
        [b')', ..] if are_all(gap, b") .-") => b')',
        [.., b'('] if are_all(gap, b" -(") => b'(',
        _ if has(gap, b'-') && are_all(gap, b" .-") => b'-',
        _ => 0,
    }
}
