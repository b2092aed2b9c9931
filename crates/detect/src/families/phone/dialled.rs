//! Digits as telephone numbers are written: in groups, with brackets, with a plus before them.

use crate::scene::Scene;

/// The longest: country code and number have 15 (E.164), what is dialled before them up to 4 more.
const LONGEST: usize = 19;
/// `+54 (0) 9 11 1234 56 78` has eight groups; digit by digit, a number has more.
pub(super) const GROUPS: usize = 12;

/// Digits from a token on.
#[derive(Debug, Default)]
pub(super) struct Dialled {
    digits: [u8; LONGEST],
    /// How many digits each group has, what is before it, how many tokens after the first it is, and how
    /// many digits there are up to its end.
    sizes: [u8; GROUPS],
    separators: [u8; GROUPS],
    tokens: [u8; GROUPS],
    ends: [u8; GROUPS],
    count: usize,
    first: usize,
    /// Its first sign: the plus or bracket, if there is one.
    pub(super) from: usize,
    /// Whether there is a plus before it.
    pub(super) is_abroad: bool,
}

impl Dialled {
    /// Reads from a token on.
    pub(super) fn at(scene: &Scene<'_>, first: usize) -> Self {
        let mut own = Self { first, ..Self::default() };
        own.from = scene.tokens.get(first).map_or(0, |token| token.from as usize);
        for sign in [b'(', b'+', b'('] {
            if scene.plain.before(own.from) == sign {
                own.is_abroad |= sign == b'+';
                own.from -= 1;
            }
        }
        for ahead in 0..=GROUPS {
            let at = first + ahead;
            let Some(token) = scene.tokens.get(at) else { break };
            let separator = if ahead == 0 { Some(0) } else { separator(scene.gap(at)) };
            let Some(separator) = separator else { break };
            // The trunk prefix within brackets is not dialled after a country code: `+44 (0)20`.
            let is_omitted = own.count > 0
                && separator == b'('
                && scene.is_word(at, "0")
                && scene.plain.sign(token.to as usize) == b')';
            if !is_omitted && !own.push(scene.word(at), separator, ahead) {
                break;
            }
        }
        own
    }

    /// Takes a token; whether more may follow.
    fn push(&mut self, word: &[u8], separator: u8, ahead: usize) -> bool {
        // What follows an x is an extension: `555-0132x12`.
        let size = word.iter().take_while(|sign| sign.is_ascii_digit()).count();
        let is_whole = size == word.len();
        let from = self.end(self.count);
        if size == 0
            || self.count == GROUPS
            || from + size > LONGEST
            || !(is_whole || word.get(size) == Some(&b'x'))
        {
            return false;
        }
        for (slot, digit) in self.digits.iter_mut().skip(from).zip(word.iter().take(size)) {
            *slot = *digit;
        }
        let nth = self.count % GROUPS;
        self.sizes[nth] = size as u8;
        self.separators[nth] = separator;
        self.tokens[nth] = ahead as u8;
        self.ends[nth] = (from + size) as u8;
        self.count += 1;
        is_whole
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
        let last = count.checked_sub(1).and_then(|last| self.ends.get(last));
        last.map_or(0, |end| usize::from(*end))
    }

    /// The sizes of the first groups.
    pub(super) fn sizes(&self, count: usize) -> &[u8] {
        self.sizes.get(..count.min(self.count)).unwrap_or_default()
    }

    /// What is before each of the first groups but the first.
    pub(super) fn separators(&self, count: usize) -> &[u8] {
        self.separators.get(1..count.min(self.count)).unwrap_or_default()
    }

    /// The digits of one group.
    pub(super) fn group(&self, nth: usize) -> &[u8] {
        self.digits.get(self.end(nth)..self.end(nth + 1)).unwrap_or_default()
    }

    /// The token after the first groups, and where they end.
    pub(super) fn after(&self, scene: &Scene<'_>, count: usize) -> (usize, usize) {
        let last = count.checked_sub(1).and_then(|last| self.tokens.get(last));
        let Some(ahead) = last else { return (0, 0) };
        let at = self.first + usize::from(*ahead);
        let to = scene.tokens.get(at).map_or(0, |token| token.to as usize);
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
