//! Longer words that no file has as they are: by what they end with, or with one slip.

use super::mark::Mark;
use crate::{
    list::{WHOLE, number},
    vocabulary::{LESS, RIGHT, SHORTEST, less, vocabulary},
};

/// The longest word that is looked for so, in letters.
const LONGEST: usize = 24;
/// The longest ending.
const ENDING: usize = 9;

/// What a longer word, or its singular, is marked as by what it ends with, or by a word that it is with one
/// slip.
pub(super) fn alike(word: &[u8]) -> Mark {
    if !matches!(word.len(), SHORTEST..=LONGEST) || !word.iter().all(u8::is_ascii_lowercase) {
        return Mark::NONE;
    }
    let vocabulary = vocabulary();
    let size = word.len();
    let singular = size - usize::from(word.ends_with(b"s"));
    for to in [size, singular] {
        for length in 3..ENDING + 1 {
            let ending = word.get(to.saturating_sub(length)..to).unwrap_or_default();
            let mark = vocabulary.mark(number(number(WHOLE, b"*"), ending));
            if mark.letter != 0 {
                return mark;
            }
        }
    }
    let mut mark = Mark::NONE;
    for at in RIGHT..word.len() {
        if mark.letter != 0 {
            break;
        }
        // A letter more, two in each other's places, another, one that is missing.
        mark = vocabulary.mark(less(WHOLE, word, at));
        let (left, right) = word.split_at(at);
        let swapped = match right {
            [one, other, rest @ ..] => number(number(number(WHOLE, left), &[*other, *one]), rest),
            _ => 0,
        };
        let from = LESS * at as u64;
        for number in [swapped, less(from, word, at), number(from, word)] {
            if !mark.is_strong() {
                mark = vocabulary.mark(number);
            }
        }
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_word_is_known_with_one_slip_or_by_its_ending() {
        for word in ["diavetes", "diabtes", "diabeetes", "diabetse", "rarisimitis", "rarisimitiss"]
        {
            assert_eq!(alike(word.as_bytes()).letter, b'h', "{word}");
        }
        // Two other letters make another word: "concussion", "convicted", "recluso".
        for word in ["conclusion", "convinced", "recursos", "cocinar", "guardan", "rappers"] {
            assert_eq!(alike(word.as_bytes()).letter, 0, "{word}");
        }
        for word in ["diavetus", "diabetologo", "dieta", "sebetaid"] {
            assert_eq!(alike(word.as_bytes()).letter, 0, "{word}");
        }
    }
}
