//! Every word that says something, and what it says: of a number near by ("tarjeta", "pedido"), of a special
//! category ("diabetes"), or to a recogniser that has it in a list ("calle").
//!
//! build/words.rs packs them. Here every form becomes a number, and so does every longer word of a special
//! category less one of its letters: a word with a slip, "diavetes", is one of those less one of its own at the
//! same place. At another, "conclusion" would be "concussion".

use crate::{
    families::Mark,
    kinds::{Few, Kinds},
    known::known,
    list::{WHOLE, entries, number, split},
    table::{place, rest},
};

/// What a word or phrase says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// What it says of a special category, or of whom it is about.
    pub(crate) mark: Mark,
    /// Whether it says of a number near by what it is.
    pub(crate) is_cue: bool,
    /// The kinds that a cue speaks for; none, if it speaks against all.
    pub(crate) kinds: Kinds,
    /// The lists that have it.
    pub(crate) lists: Few,
}

/// Every word and phrase by its number.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// What there is to be said. The first says nothing.
    words: Vec<Word>,
    /// Numbers of words, and of what phrases begin with, less what their places say: each with what it says.
    places: Vec<(u32, u16)>,
}

/// Places for numbers: a power of two, and more than a third of them are free.
const PLACES: usize = 1 << 15;

/// The shortest word that is looked for with a slip, in letters: of shorter ones too many others are near.
pub(crate) const SHORTEST: usize = 7;
/// The first letters are seldom wrong.
pub(crate) const RIGHT: usize = 3;
/// What the number of a word less one of its letters begins from, with the place of the letter: above the bits of its first
/// letter, or a place and a letter would come to the same as others ("rappers" to «paperas»).
pub(crate) const LESS: u64 = 1 << 8;

/// In the packed table: what speaks against all, what is in a list, what is marked.
const AGAINST: u8 = 0xFF;
const LIST: u8 = 0xFE;
const MARK: u8 = 0xFD;

/// What the signs from `!` on stand for at a word's end: endings, one of which it has.
const ENDINGS: &[u8] = b"o a os as|a as| s| es| s ed ing|o a";

/// All of them.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    &known().vocabulary
}

impl Vocabulary {
    /// Reads what build/words.rs packed: of each group what its words say, and then the words.
    pub(crate) fn new(packed: &[u8]) -> Self {
        let mut own = Self { words: vec![Word::default()], places: vec![(0, 0); PLACES] };
        let (mut said, mut word) = (Word::default(), Vec::new());
        let mut endings: Option<&[u8]> = None;
        let mut signs = packed;
        while let [sign, rest @ ..] = signs {
            signs = rest;
            if !(b' '..0x80).contains(sign)
                && let Some(endings) = endings
            {
                own.add(&mut word, endings, &said);
            }
            match (sign, signs) {
                // How many letters it shares with the one before it.
                (0..b' ', _) => {
                    word.truncate(usize::from(sign - 1));
                    endings = Some(b"");
                    continue;
                }
                (b'!'..=b'&', _) => {
                    endings = split(ENDINGS, b'|').nth(usize::from(sign - b'!'));
                    continue;
                }
                (..0x80, _) => {
                    word.push(*sign);
                    continue;
                }
                _ if endings.is_some() => {
                    (said, endings) = (Word::default(), None);
                    word.clear();
                }
                _ => {}
            }
            match (sign, signs) {
                (&LIST, [list, rest @ ..]) => {
                    said.lists = said.lists.with(*list & 0x7F);
                    signs = rest;
                }
                (&MARK, [letter, grade, rest @ ..]) => {
                    said.mark = Mark { letter: *letter, grade: *grade & 0x7F, tokens: 1 };
                    signs = rest;
                }
                (&AGAINST, _) => said.is_cue = true,
                _ => {
                    said.is_cue = true;
                    said.kinds.0 = said.kinds.0.with(*sign & 0x7F);
                }
            }
        }
        own
    }

    /// Adds a word with each of these endings, and what it begins with if it is a phrase.
    fn add(&mut self, word: &mut Vec<u8>, endings: &[u8], said: &Word) {
        let stem = word.len();
        for ending in entries(endings) {
            word.extend_from_slice(ending);
            let mut hash = WHOLE;
            for (nth, part) in entries(word).enumerate() {
                if nth > 0 {
                    self.put(hash, &Word::default());
                    hash = number(hash, b" ");
                }
                hash = number(hash, part);
            }
            self.put(hash, said);
            if said.mark.is_strong() && word.len() >= SHORTEST {
                for at in RIGHT..word.len() {
                    self.put(less(LESS * at as u64, word, at), said);
                }
            }
            word.truncate(stem);
        }
    }

    fn put(&mut self, number: u64, said: &Word) {
        let place = place(&self.places, number);
        let Some(own) = self.places.get_mut(place) else { return };
        let before = self.words.get(usize::from(own.1)).copied().unwrap_or_default();
        let all = before.and(said);
        own.0 = rest(number);
        if all != before {
            if self.words.last() != Some(&all) {
                self.words.push(all);
            }
            own.1 = self.words.len() as u16 - 1;
        }
    }

    /// What has a number; nothing if no word or phrase begins so.
    pub(crate) fn find(&self, number: u64) -> Option<&Word> {
        let (own, word) = self.places.get(place(&self.places, number))?;
        self.words.get(usize::from(*word)).filter(|_| *own == rest(number))
    }

    /// What the word with a number is marked as.
    pub(crate) fn mark(&self, number: u64) -> Mark {
        self.find(number).map_or(Mark::NONE, |word| word.mark)
    }
}

impl Word {
    /// What two say together; the mark is that of the first that has one.
    fn and(&self, other: &Self) -> Self {
        Self {
            mark: if self.mark.letter == 0 { other.mark } else { self.mark },
            is_cue: self.is_cue | other.is_cue,
            // What speaks for something does not speak against all.
            kinds: self.kinds.and(other.kinds),
            lists: self.lists.and(other.lists),
        }
    }
}

/// The number of a word less the letter at a place, from what such numbers begin from.
pub(crate) fn less(from: u64, word: &[u8], at: usize) -> u64 {
    let (left, right) = word.split_at_checked(at).unwrap_or_default();
    number(number(from, left), right.get(1..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_every_word() {
        let own = vocabulary();
        let used = own.places.iter().filter(|(number, _)| *number != 0).count();
        assert!((10_000..PLACES * 2 / 3).contains(&used), "{used}");
        assert!((500..usize::from(u16::MAX)).contains(&own.words.len()), "{}", own.words.len());
    }
}
