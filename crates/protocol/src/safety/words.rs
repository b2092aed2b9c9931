//! The safety code in words.

use bip39::Language;

use super::{SafetyCode, WORDS};

/// A language that has a BIP-39 list. The Spanish one writes accents as combining characters (NFD).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// English.
    English,
    /// Spanish.
    Spanish,
}

impl WordList {
    pub(super) fn words(self) -> &'static [&'static str; 2048] {
        match self {
            Self::English => Language::English.word_list(),
            Self::Spanish => Language::Spanish.word_list(),
        }
    }
}

impl SafetyCode {
    /// The words at [`SafetyCode::bits`] in the language's BIP-39 list (§9).
    pub fn words(&self, list: WordList) -> [&'static str; WORDS] {
        // 11 bits can't point past 2048 words.
        self.bits().map(|place| list.words()[usize::from(place)])
    }
}
