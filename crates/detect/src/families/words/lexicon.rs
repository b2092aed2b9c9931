//! The words, and how they are found.
//!
//! The files `es.txt`, `en.txt` and `both.txt` hold them. A line at the margin is a mark; the words of
//! that mark follow, in alphabetical order, in small letters without accents; `_` parts the words of a
//! phrase. What stands after a slash is an ending that the stem before it takes: none means that the stem
//! is the word, `/` alone that it is one of the forms. An ending may close with a class of forms:
//!
//! | class | forms |
//! |---|---|
//! | `O` | o, a, os, as |
//! | `A` | a, as |
//! | `S` | none, s |
//! | `E` | none, es |
//! | `D` | none, s, ed, ing |
//!
//! A `*` begins what a longer word may end with: `*itis`. So `diabet/es/icO` is diabetes, diabético,
//! diabética, diabéticos, diabéticas. The longest stem wins.
//!
//! build/words.rs packs them. Here every form becomes a number, and so does every longer word less one of its
//! letters: a word with a slip, "diavetes", is one of those less one of its own.

use super::{mark::Mark, seen::Gap};
use crate::{
    list::{WHOLE, number},
    packed::Part,
    scene::Scene,
    table::place,
};

/// Places for numbers of words: a power of two, and half of them are free.
const PLACES: usize = 1 << 15;
/// The longest phrase, in words.
const WORDS: usize = 6;
/// The shortest word that is looked for by its ending or with a slip, in letters, and the longest: of
/// shorter ones too many others are near.
const SHORTEST: usize = 7;
const LONGEST: usize = 24;
/// The first letters are seldom wrong.
const RIGHT: usize = 3;
/// The longest ending.
const ENDING: usize = 9;

/// What the number of a word less one of its letters begins from.
const LESS: u32 = 1;

/// Every form of a word by its number.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    places: Vec<(u32, Mark)>,
}

impl Lexicon {
    /// Reads the words.
    #[inline(never)]
    pub(crate) fn new() -> Self {
        let mut own = Self { places: vec![(0, Mark::NONE); PLACES] };
        let mut mark = Mark::NONE;
        let mut word = Vec::new();
        let mut forms: &[&[u8]] = &[];
        let mut signs = Part::Words.text();
        while let [sign, rest @ ..] = signs {
            signs = rest;
            match sign {
                b'\n' | b'A'..=b'Z' => {
                    own.add(&mut word, forms, mark);
                    word.truncate(usize::from(sign.saturating_sub(b'A')));
                    forms = &[b""];
                    if let ([letter, number, rest @ ..], b'\n') = (signs, sign) {
                        mark = Mark { letter: *letter, grade: *number - b'0', tokens: 1 };
                        signs = rest;
                        forms = &[];
                    }
                }
                b'!' => forms = &[b"o", b"a", b"os", b"as"],
                b'"' => forms = &[b"a", b"as"],
                b'#' => forms = &[b"", b"s"],
                b'$' => forms = &[b"", b"es"],
                b'%' => forms = &[b"", b"s", b"ed", b"ing"],
                b'&' => forms = &[b"o", b"a"],
                letter => word.push(*letter),
            }
        }
        own.add(&mut word, forms, mark);
        own
    }

    /// Adds a word with each of these endings.
    fn add(&mut self, word: &mut Vec<u8>, forms: &[&[u8]], mark: Mark) {
        let stem = word.len();
        for form in forms {
            word.extend_from_slice(form);
            self.put(number(WHOLE, word), mark);
            if mark.is_strong() && word.len() >= SHORTEST {
                for (left, right) in less(word) {
                    self.put(number(number(LESS, left), right), mark);
                }
            }
            word.truncate(stem);
        }
    }

    fn put(&mut self, number: u32, mark: Mark) {
        let place = place(&self.places, number);
        if let Some(own) = self.places.get_mut(place)
            && own.0 == 0
        {
            *own = (number, mark);
        }
    }

    fn get(&self, number: u32) -> Mark {
        self.places.get(place(&self.places, number)).map_or(Mark::NONE, |own| own.1)
    }

    /// What the longest word or phrase is marked as that begins with a token.
    pub(super) fn find(&self, scene: &Scene<'_>, at: usize) -> Mark {
        let mut best = Mark::NONE;
        let mut hash = WHOLE;
        for token in at..scene.tokens.len().min(at + WORDS) {
            if token > at {
                if Gap::of(scene.gap(token)) != Gap::Joined {
                    break;
                }
                hash = number(hash, b"_");
            }
            hash = number(hash, scene.word(token));
            let mark = self.get(hash);
            if mark.tokens > 0 {
                best = Mark { tokens: (token - at) as u8 + 1, ..mark };
            }
        }
        let word = scene.word(at);
        if best.tokens == 0
            && matches!(word.len(), SHORTEST..=LONGEST)
            && word.iter().all(u8::is_ascii_lowercase)
        {
            best = self.alike(word);
        }
        best
    }

    /// What a longer word, or its singular, is marked as by what it ends with, or by a word that it is with
    /// one slip.
    fn alike(&self, word: &[u8]) -> Mark {
        for word in [word, word.strip_suffix(b"s").unwrap_or_default()] {
            for length in 3..=ENDING {
                let from = word.len().saturating_sub(length);
                let mark =
                    self.get(number(number(WHOLE, b"*"), word.get(from..).unwrap_or_default()));
                if mark.tokens > 0 {
                    return mark;
                }
            }
        }
        let mut mark = self.get(number(LESS, word));
        for (left, right) in less(word) {
            if mark.tokens == 0 {
                // A letter more, or another.
                mark = self.get(number(number(WHOLE, left), right));
                let other = self.get(number(number(LESS, left), right));
                mark = if mark.is_strong() { mark } else { other };
            }
        }
        mark
    }
}

/// A word less each of its letters but the first ones, in two parts.
fn less(word: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    (RIGHT..word.len()).filter_map(|at| word.get(..at).zip(word.get(at + 1..)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_places_are_free() {
        let used = Lexicon::new().places.iter().filter(|own| own.0 != 0).count();
        assert!((1000..PLACES / 2).contains(&used), "{used}");
    }

    #[test]
    fn a_longer_word_is_known_with_one_slip_or_by_its_ending() {
        let lexicon = Lexicon::new();
        for word in ["diavetes", "diabtes", "diabeetes", "diabeste", "rarisimitis", "rarisimitiss"]
        {
            assert_eq!(lexicon.alike(word.as_bytes()).letter, b'h', "{word}");
        }
        for word in ["diavetus", "diabetologo", "dieta", "sebetaid"] {
            assert_eq!(lexicon.alike(word.as_bytes()).letter, 0, "{word}");
        }
    }
}
