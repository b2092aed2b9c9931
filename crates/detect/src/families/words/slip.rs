//! Longer words that are not in the files, but are written with one slip.

use super::{forms::each_form, lexicon::Stem, mark::Mark};

/// The shortest of them, in letters: of shorter ones too many others are near.
const SHORTEST: usize = 7;
/// The longest.
const LONGEST: usize = 24;

/// The first word of a key, if it is one of these.
pub(super) fn longer(key: &[u8]) -> Option<&[u8]> {
    let end = key.iter().position(|sign| !sign.is_ascii_lowercase()).unwrap_or(key.len());
    key.get(..end).filter(|word| (SHORTEST..=LONGEST).contains(&word.len()))
}

/// Which of the stems a word is written with one slip of: "diavetes", "embarazda", "depresoin". It stands
/// in order before the stem at `place`; the first three letters are seldom wrong.
pub(super) fn by_slip(stems: &[Stem], place: usize, word: &[u8]) -> Option<Mark> {
    let start = word.get(..3)?;
    let begins = |at: usize| stems.get(at).is_some_and(|stem| stem.signs().starts_with(start));
    let mut at = place;
    while at > 0 && begins(at - 1) {
        at -= 1;
    }
    while begins(at) {
        let stem = stems.get(at)?;
        if stem.mark.is_strong() && may_slip(word, stem.signs()) && is_form(word, stem) {
            return Some(Mark { tokens: 1, ..stem.mark });
        }
        at += 1;
    }
    None
}

/// Whether a word is near one of the forms of a stem.
fn is_form(word: &[u8], stem: &Stem) -> bool {
    let mut is_one = false;
    let mut whole = Vec::with_capacity(LONGEST);
    each_form(stem.endings(), &mut |ending, form| {
        whole.clear();
        whole.extend_from_slice(stem.signs());
        whole.extend_from_slice(ending);
        whole.extend_from_slice(form);
        is_one |= whole.len() >= SHORTEST && is_near(word, &whole);
    });
    is_one
}

/// Whether a word may begin with this stem, with one slip at most.
fn may_slip(word: &[u8], stem: &[u8]) -> bool {
    let same = word.iter().zip(stem).take_while(|(one, other)| one == other).count();
    let goes_on = |word_from: usize, stem_from: usize| {
        let rest = word.get(word_from..).zip(stem.get(stem_from..));
        rest.is_some_and(|(word, stem)| word.iter().zip(stem).all(|(one, other)| one == other))
    };
    let is_short = same + 1 >= stem.len();
    stem.len() > 4
        && (is_short
            || goes_on(same + 1, same + 1)
            || goes_on(same + 1, same)
            || goes_on(same, same + 1)
            || goes_on(same + 2, same + 2))
}

/// Whether one letter more, less, other or in another order than its neighbour makes a word of another.
fn is_near(word: &[u8], other: &[u8]) -> bool {
    let same = word.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (Some(word), Some(other)) = (word.get(same..), other.get(same..)) else { return false };
    match (word, other) {
        ([], [] | [_]) | ([_], []) => true,
        ([_, word @ ..], [_, other @ ..]) if word == other => true,
        ([_, word @ ..], other) if word == other => true,
        (word, [_, other @ ..]) if word == other => true,
        ([a, b, word @ ..], [c, d, other @ ..]) => (a, b) == (d, c) && word == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near_and_two_are_not() {
        for word in ["diabetes", "diavetes", "diabtes", "diabeetes", "daibetes", "diabete"] {
            assert!(is_near(word.as_bytes(), b"diabetes"), "{word}");
        }
        for word in ["diavetis", "diabet", "dieta", "sebetaid"] {
            assert!(!is_near(word.as_bytes(), b"diabetes"), "{word}");
        }
    }
}
