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
//! A `*` begins what a longer word may end with: `*itis`. So `diabet/es/icO` is diabetes, diabético, diabética, diabéticos, diabéticas. The longest stem wins.

use super::{mark::Mark, near::is_near};
use crate::{
    plain::Plain,
    token::{Class, Token, is_word},
};

const TEXT: &str =
    concat!(include_str!("both.txt"), "\n", include_str!("en.txt"), "\n", include_str!("es.txt"));

/// The longest phrase, in signs: a longer one is not looked for.
const LONGEST: usize = 40;

/// The shortest word that is known with a slip in it, in letters: of shorter ones too many are near.
const SLIPPED: usize = 7;

/// A to Z and what is no letter.
const LETTERS: usize = 27;

/// A stem in the text of the files.
#[derive(Clone, Copy, Debug)]
struct Stem {
    at: u32,
    len: u8,
    mark: Mark,
}

impl Stem {
    fn signs(&self) -> &'static [u8] {
        let at = self.at as usize;
        TEXT.as_bytes().get(at..at + usize::from(self.len)).unwrap_or_default()
    }

    /// What follows the stem in its file.
    fn endings(&self) -> &'static str {
        let rest = TEXT.get(self.at as usize + usize::from(self.len)..).unwrap_or_default();
        rest.split([' ', '\n']).next().unwrap_or_default()
    }
}

/// All stems in order, and where those begin that begin with two letters.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    stems: Vec<Stem>,
    starts: Vec<u16>,
}

impl Lexicon {
    /// Reads the files.
    pub(crate) fn new() -> Self {
        let mut stems = Vec::with_capacity(TEXT.len() / 11);
        let mut mark = Mark::default();
        let mut at = 0;
        for line in TEXT.split('\n') {
            match line.as_bytes() {
                [b'#', ..] | [] => {}
                [b' ', ..] => {
                    let mut place = at;
                    for word in line.split(' ') {
                        let len = word.find('/').unwrap_or(word.len()) as u8;
                        if len > 0 {
                            stems.push(Stem { at: place as u32, len, mark });
                        }
                        place += word.len() + 1;
                    }
                }
                [kind, rest @ ..] => mark = Mark::new(*kind, rest),
            }
            at += line.len() + 1;
        }
        stems.sort_unstable_by(|a, b| a.signs().cmp(b.signs()));
        let mut starts = vec![0; LETTERS * LETTERS + 1];
        for stem in &stems {
            starts[pair(stem.signs()) + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { stems, starts }
    }

    /// What each token of a text is marked as; of a phrase, the first.
    pub(super) fn read(&self, plain: &Plain, tokens: &[Token]) -> Vec<Mark> {
        let mut marks = vec![Mark::default(); tokens.len()];
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let mut mark = Mark::default();
            if token.class != Class::Digits {
                mark = self.find(&Phrase::new(plain, token));
            }
            let tokens = usize::from(mark.tokens.max(1));
            for (nth, place) in marks.iter_mut().skip(at).take(tokens).enumerate() {
                *place = if nth == 0 { mark } else { Mark::INSIDE };
            }
            at += tokens;
        }
        marks
    }

    fn find(&self, phrase: &Phrase) -> Mark {
        let key = phrase.signs();
        let pair = pair(key);
        let bounds = self.starts.get(pair).zip(self.starts.get(pair + 1));
        let (from, to) = bounds.map_or((0, 0), |(from, to)| (*from as usize, *to as usize));
        let mut stems = self.stems.get(from..to).unwrap_or_default();
        let mut shared = key.len();
        let (mut best, mut best_end) = (Mark::default(), 0);
        // Every step leaves out the last stem, or all that share less with the phrase than it does.
        loop {
            let start = key.get(..shared).unwrap_or_default();
            let upto = stems.partition_point(|stem| stem.signs() <= start);
            stems = stems.get(..upto).unwrap_or_default();
            let Some((last, before)) = stems.split_last() else { break };
            shared = common(last.signs(), key);
            if shared < usize::from(last.len) {
                continue;
            }
            stems = before;
            let end = phrase.end(shared, last.endings());
            if end > best_end {
                (best, best_end) = (last.mark, end);
            }
        }
        if best_end == 0 {
            return self.near(from, to, phrase.word());
        }
        let words = key.get(..best_end).unwrap_or_default();
        let gaps = words.iter().filter(|sign| **sign == b'_').count();
        Mark { tokens: gaps as u8 + 1, ..best }
    }

    /// What a longer word is marked as that is written with one slip, among the stems of its beginning.
    fn near(&self, from: usize, to: usize, word: &[u8]) -> Mark {
        if word.len() < SLIPPED {
            return Mark::default();
        }
        // Those that begin with no letter are endings.
        let endings = self.starts.get(1).map_or(0, |end| usize::from(*end));
        let has_ending = |stem: &&Stem| {
            let ending = stem.signs().get(1..).unwrap_or_default();
            word.ends_with(ending)
                || word.strip_suffix(b"s").is_some_and(|one| one.ends_with(ending))
        };
        if let Some(stem) = self.stems.iter().take(endings).find(has_ending) {
            return Mark { tokens: 1, ..stem.mark };
        }
        let stems = self.stems.get(from..to).unwrap_or_default();
        let mut told = stems.iter().filter(|stem| stem.mark.is_strong());
        let near = told.find(|stem| {
            let signs = stem.signs();
            // The first letters are seldom wrong, and most words are out by them.
            signs.get(..3) == word.get(..3).filter(|_| signs.len() > 4)
                && signs.len() <= word.len() + 1
                && forms(stem.endings()).any(|(ending, form)| {
                    let len = signs.len() + ending.len() + form.len();
                    let mut whole = [0; LONGEST];
                    let written = signs.iter().chain(ending.as_bytes()).chain(form.as_bytes());
                    whole.iter_mut().zip(written).for_each(|(place, sign)| *place = *sign);
                    let whole = whole.get(..len).unwrap_or_default();
                    len >= SLIPPED && len.abs_diff(word.len()) < 2 && is_near(word, whole)
                })
        });
        near.map_or(Mark::default(), |stem| Mark { tokens: 1, ..stem.mark })
    }
}

/// The endings of a stem, each with the forms of its class.
fn forms(endings: &str) -> impl Iterator<Item = (&str, &'static str)> {
    endings.strip_prefix('/').unwrap_or_default().split('/').flat_map(|ending| {
        let forms: &[&str] = match ending.as_bytes().last() {
            Some(b'O') => &["os", "as", "o", "a"],
            Some(b'A') => &["as", "a"],
            Some(b'S') => &["s", ""],
            Some(b'E') => &["es", ""],
            Some(b'D') => &["s", "ed", "ing", ""],
            _ => &[""],
        };
        let class = ending.ends_with(|sign: char| sign.is_ascii_uppercase());
        let ending = ending.get(..ending.len() - usize::from(class)).unwrap_or_default();
        forms.iter().map(move |form| (ending, *form))
    })
}

fn common(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// Which of the pairs of letters a word begins with.
fn pair(word: &[u8]) -> usize {
    let nth = |at: usize| match word.get(at) {
        Some(letter @ b'a'..=b'z') => usize::from(letter - b'a') + 1,
        _ => 0,
    };
    if nth(0) == 0 { 0 } else { nth(0) * LETTERS + nth(1) }
}

/// A word and what follows it, in small letters, with `_` for what parts words.
struct Phrase {
    signs: [u8; LONGEST],
    len: usize,
}

impl Phrase {
    fn new(plain: &Plain, first: &Token) -> Self {
        let mut phrase = Self { signs: [0; LONGEST], len: 0 };
        let rest = plain.low.get(first.from as usize..).unwrap_or_default();
        let mut last = b'_';
        for sign in rest {
            let sign = match *sign {
                b' ' | b'-' | b'\'' if last == b'_' => continue,
                b' ' | b'-' | b'\'' => b'_',
                sign if is_word(sign) => sign,
                _ => break,
            };
            let Some(place) = phrase.signs.get_mut(phrase.len) else { break };
            (*place, last) = (sign, sign);
            phrase.len += 1;
        }
        phrase
    }

    /// Its first word.
    fn word(&self) -> &[u8] {
        self.signs().split(|sign| *sign == b'_').next().unwrap_or_default()
    }

    fn signs(&self) -> &[u8] {
        self.signs.get(..self.len).unwrap_or_default()
    }

    /// Where the word or phrase ends whose stem has `stem` signs, by the longest of these endings that it
    /// has; 0 if it has none.
    fn end(&self, stem: usize, endings: &str) -> usize {
        let rest = self.signs().get(stem..).unwrap_or_default();
        let fits = |ending: &str, form: &str| {
            let form = rest.strip_prefix(ending.as_bytes())?.strip_prefix(form.as_bytes())?;
            let is_end = form.first().map_or(self.len < LONGEST, |sign| *sign == b'_');
            is_end.then(|| self.len - form.len())
        };
        let ends = forms(endings).filter_map(|(ending, form)| fits(ending, form));
        ends.max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_mark_are_in_alphabetical_order_and_none_is_written_twice() {
        let mut before = "";
        for line in TEXT.lines() {
            if !line.starts_with(' ') {
                before = "";
                continue;
            }
            for word in line.split_whitespace() {
                let stem = word.split('/').next().unwrap_or_default();
                assert!(before < stem, "{before} {stem}");
                before = stem;
            }
        }
    }

    #[test]
    fn every_word_of_the_files_is_found() {
        let lexicon = Lexicon::new();
        for stem in &lexicon.stems {
            if stem.signs().starts_with(b"*") {
                continue;
            }
            let word = String::from_utf8_lossy(stem.signs()).replace('_', " ");
            let form = stem.endings().split('/').nth(1).unwrap_or_default();
            let text = format!("{word}{}", form.to_lowercase().replace('_', " "));
            let text =
                if form.ends_with(['S', 'E', 'D']) { &text[..text.len() - 1] } else { &text };
            let plain = Plain::new(text);
            let tokens = crate::token::tokens(&plain);
            let mark = lexicon.find(&Phrase::new(&plain, &tokens[0]));
            assert_eq!(usize::from(mark.tokens), tokens.len(), "{text}");
        }
    }
}
