//! A sentence as words, folded for comparison, each with its place.

use std::ops::Range;

/// A word, and what follows it.
pub(super) struct Word {
    /// In small letters, without accents, apostrophes straight.
    pub(super) folded: String,
    /// Its bytes in the sentence.
    pub(super) at: Range<usize>,
    stop: Stop,
}

/// What stands between a word and the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    None,
    /// Ends a clause: a comma, a colon, a dash, a bracket.
    Clause,
    /// Ends a sentence.
    Sentence,
}

impl Word {
    /// Whether a clause ends with it.
    pub(super) fn ends_clause(&self) -> bool {
        self.stop != Stop::None
    }

    /// Whether a sentence ends with it.
    pub(super) fn ends_sentence(&self) -> bool {
        self.stop == Stop::Sentence
    }
}

/// The words of `text`.
pub(super) fn of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_inside = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let is_joined = next.is_some_and(char::is_alphanumeric);
        // An apostrophe or a point inside a word is part of it: don't, 6.1.a, aepd.es.
        if letter.is_alphanumeric()
            || (is_inside && is_joined && matches!(letter, '\'' | '’' | '.'))
        {
            if !is_inside {
                words.push(Word { folded: String::new(), at: at..at, stop: Stop::None });
            }
            is_inside = true;
            if let Some(word) = words.last_mut() {
                word.folded.extend(fold(letter));
                word.at.end = at + letter.len_utf8();
            }
            continue;
        }
        is_inside = false;
        if let Some(word) = words.last_mut()
            && word.stop != Stop::Sentence
        {
            match letter {
                '.' | '!' | '?' | ';' | '…' | '\n' => word.stop = Stop::Sentence,
                ',' | ':' | '(' | ')' | '–' | '—' | '¿' | '¡' => word.stop = Stop::Clause,
                _ => {}
            }
        }
    }
    words
}

fn fold(letter: char) -> impl Iterator<Item = char> {
    letter.to_lowercase().map(|letter| match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        '’' => '\'',
        other => other,
    })
}
