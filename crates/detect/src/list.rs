//! Words by their numbers, lists of them in one string, parted by single spaces: half the size of slices of
//! strings; and what recognisers ask of signs in a row, once for all of them.

/// What numbers of words begin from.
pub(crate) const WHOLE: u64 = 0xcbf2_9ce4_8422_2325;

/// The number of a word that goes on after what has this number (FNV-1a of 64 bits: of 32, one in some thousand words
/// has by chance the number of another, once it is looked for with every slip).
#[inline(never)]
pub(crate) const fn number(before: u64, word: &[u8]) -> u64 {
    let (mut number, mut at) = (before, 0);
    while at < word.len() {
        number = (number ^ word[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    number
}

/// The words of a list, one after the other.
pub(crate) fn entries(list: &[u8]) -> Parts<'_> {
    split(list, b' ')
}

/// The parts of signs between which such a sign is: the standard library's own way has code of its own for
/// each closure.
pub(crate) fn split(signs: &[u8], sign: u8) -> Parts<'_> {
    Parts { rest: Some(signs), sign }
}

/// What is left of signs in parts.
pub(crate) struct Parts<'a> {
    rest: Option<&'a [u8]>,
    sign: u8,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a [u8];

    #[inline(never)]
    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        let length = rest.iter().position(|sign| *sign == self.sign).unwrap_or(rest.len());
        self.rest = rest.get(length + 1..);
        rest.get(..length)
    }
}

/// How many signs at the end of some are all of a sort.
#[inline(never)]
pub(crate) fn trailing(signs: &[u8], is_in: fn(u8) -> bool) -> usize {
    let mut count = 0;
    while let Some(at) = signs.len().checked_sub(count + 1)
        && signs.get(at).is_some_and(|sign| is_in(*sign))
    {
        count += 1;
    }
    count
}

/// Whether two signs that follow each other are such a pair.
#[inline(never)]
pub(crate) fn has_pair(signs: &[u8], is_pair: fn(u8, u8) -> bool) -> bool {
    let mut rest = signs;
    while let [first, more @ ..] = rest {
        if more.first().is_some_and(|second| is_pair(*first, *second)) {
            return true;
        }
        rest = more;
    }
    false
}

/// Whether a sign is one of some: the standard library's own way is made for long ones.
#[inline(never)]
pub(crate) fn has(signs: &[u8], sign: u8) -> bool {
    for own in signs {
        if *own == sign {
            return true;
        }
    }
    false
}

/// Whether signs are all of some.
#[inline(never)]
pub(crate) fn are_all(signs: &[u8], some: &[u8]) -> bool {
    for sign in signs {
        if !has(some, *sign) {
            return false;
        }
    }
    true
}

/// Whether one of the signs is one of some.
#[inline(never)]
pub(crate) fn have_any(signs: &[u8], some: &[u8]) -> bool {
    for sign in signs {
        if has(some, *sign) {
            return true;
        }
    }
    false
}

/// How many of the signs are digits.
#[inline(never)]
pub(crate) fn count_digits(signs: &[u8]) -> usize {
    let mut count = 0;
    for sign in signs {
        count += usize::from(sign.is_ascii_digit());
    }
    count
}

/// Whether signs are all digits.
#[inline(never)]
pub(crate) fn are_digits(signs: &[u8]) -> bool {
    digits(signs) == signs.len()
}

/// How many signs at the start of some are digits.
#[inline(never)]
pub(crate) fn digits(signs: &[u8]) -> usize {
    let mut count = 0;
    while signs.get(count).is_some_and(u8::is_ascii_digit) {
        count += 1;
    }
    count
}
