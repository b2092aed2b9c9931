//! The lists of `data/lists.txt`, each by its name.

use crate::cues::cues;

include!(concat!(env!("OUT_DIR"), "/lists.rs"));

/// A list of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List(u8);

impl List {
    /// Its number.
    pub(crate) fn number(self) -> usize {
        usize::from(self.0)
    }

    /// Whether it has a word; none begins with a digit.
    #[inline(never)]
    pub(crate) fn has(self, word: &[u8]) -> bool {
        word.first().is_some_and(|first| !first.is_ascii_digit()) && cues().is_in(word, self)
    }
}
