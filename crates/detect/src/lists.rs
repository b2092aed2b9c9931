//! The lists of `data/lists.txt`, each by its name.

use crate::{
    list::{WHOLE, number},
    vocabulary::vocabulary,
};

include!(concat!(env!("OUT_DIR"), "/lists.rs"));

/// A list of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List(u8);

impl List {
    /// Its number.
    pub(crate) fn number(self) -> u8 {
        self.0
    }

    /// Whether it has a word; none begins with a digit.
    #[inline(never)]
    pub(crate) fn has(self, word: &[u8]) -> bool {
        let own = vocabulary().find(number(WHOLE, word));
        word.first().is_some_and(|first| !first.is_ascii_digit())
            && own.is_some_and(|own| own.lists.has(self.0))
    }
}
