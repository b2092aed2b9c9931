//! Lists of words in one string: sorted, parted by single spaces. They are half the size of slices of
//! strings, and searched as fast.

use std::cmp::Ordering;

/// What numbers of words begin from.
pub(crate) const WHOLE: u32 = 0x811c_9dc5;

/// The number of a word that goes on after what has this number (FNV-1a).
#[inline(never)]
pub(crate) fn number(before: u32, word: &[u8]) -> u32 {
    word.iter().fold(before, |hash, sign| (hash ^ u32::from(*sign)).wrapping_mul(0x0100_0193))
}

/// The words of a list, one after the other.
pub(crate) fn entries(list: &[u8]) -> Entries<'_> {
    Entries(Some(list))
}

/// What is left of a list.
pub(crate) struct Entries<'a>(Option<&'a [u8]>);

impl<'a> Iterator for Entries<'a> {
    type Item = &'a [u8];

    #[inline(never)]
    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.0?;
        let length = rest.iter().position(|sign| *sign == b' ').unwrap_or(rest.len());
        self.0 = rest.get(length + 1..);
        rest.get(..length)
    }
}

/// Whether a short list, in any order, has a word.
#[inline(never)]
pub(crate) fn is_listed(list: &str, word: &[u8]) -> bool {
    let Some(first) = word.first() else { return false };
    let list = list.as_bytes();
    let mut before = b' ';
    for (at, sign) in list.iter().enumerate() {
        if before == b' ' && sign == first {
            let own = list.get(at..at + word.len());
            if own == Some(word) && list.get(at + word.len()).is_none_or(|sign| *sign == b' ') {
                return true;
            }
        }
        before = *sign;
    }
    false
}

/// Whether a list in order has a word.
pub(crate) fn holds(list: &str, word: &[u8]) -> bool {
    let list = list.as_bytes();
    let (mut low, mut high) = (0, list.len());
    // Numbers come before all words.
    if word.first() < list.first() {
        return false;
    }
    while low < high {
        let middle = low.midpoint(high);
        let is_space = |sign: &u8| *sign == b' ';
        let before = list.get(low..middle).unwrap_or_default();
        let start = before.iter().rposition(is_space).map_or(low, |space| low + space + 1);
        let rest = list.get(start..).unwrap_or_default();
        let length = rest.iter().position(is_space).unwrap_or(rest.len());
        let own = rest.get(..length).unwrap_or_default();
        // Most words differ in their first letter: comparing the rest is a call.
        match own.first().cmp(&word.first()).then_with(|| own.cmp(word)) {
            Ordering::Equal => return true,
            Ordering::Less => low = start + length + 1,
            Ordering::Greater => high = start,
        }
    }
    false
}

/// Whether a list is one that can be searched.
#[cfg(test)]
pub(crate) fn is_sorted(list: &str) -> bool {
    let words: Vec<&str> = list.split(' ').collect();
    !words.contains(&"") && words.is_sorted_by(|first, second| first < second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_list_is_found_and_no_other() {
        let list = "a ab abc b bcd c cd zebra";
        assert!(is_sorted(list) && !is_sorted("b a") && !is_sorted("a  b") && !is_sorted("a a"));
        for word in list.split(' ') {
            assert!(holds(list, word.as_bytes()), "{word}");
        }
        for word in ["", " ", "abcd", "bc", "d", "aa", "zebras", "zebr", "a ab", "0"] {
            assert!(!holds(list, word.as_bytes()), "{word}");
        }
        assert!(is_listed("b a", b"a") && !is_listed("b a", b"") && !is_listed("ab", b"a"));
        assert!(!holds("", b"a") && holds("a", b"a") && !holds("", b""));
    }
}
