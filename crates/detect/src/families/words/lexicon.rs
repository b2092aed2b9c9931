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

use super::{forms::each_form, mark::Mark, slip};

const TEXT: &str =
    concat!(include_str!("both.txt"), "\n", include_str!("en.txt"), "\n", include_str!("es.txt"));

/// The longest phrase, in signs: a longer one is not looked for.
const LONGEST: usize = 40;

/// A to Z and what is no letter.
const LETTERS: usize = 27;

/// A stem in the text of the files.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stem {
    at: u32,
    len: u8,
    pub(super) mark: Mark,
    /// The longest stem that this one begins with: its place from 1, or 0.
    parent: u16,
}

impl Stem {
    pub(super) fn signs(&self) -> &'static [u8] {
        let at = self.at as usize;
        TEXT.as_bytes().get(at..at + usize::from(self.len)).unwrap_or_default()
    }

    /// What follows the stem in its file.
    pub(super) fn endings(&self) -> &'static [u8] {
        let rest = TEXT.as_bytes().get(self.at as usize + usize::from(self.len)..);
        let mut parts = rest.unwrap_or_default().split(|sign| matches!(sign, b' ' | b'\n'));
        parts.next().unwrap_or_default()
    }
}

/// All stems in order, and where those begin that begin with two letters.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    stems: Vec<Stem>,
    starts: Vec<u16>,
    /// The last two letters of each stem that is an ending, and its place; in order.
    tails: Vec<([u8; 2], u16)>,
}

impl Lexicon {
    /// Reads the files.
    #[inline(never)]
    pub(crate) fn new() -> Self {
        let mut stems = Vec::with_capacity(TEXT.len() / 10);
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
                            stems.push(Stem { at: place as u32, len, mark, parent: 0 });
                        }
                        place += word.len() + 1;
                    }
                }
                [letter, rest @ ..] => mark = Mark::new(*letter, rest),
            }
            at += line.len() + 1;
        }
        let mut starts = vec![0_u16; LETTERS * LETTERS + 1];
        for stem in &stems {
            starts[pair(stem.signs()) + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        // First by their pairs of letters, then within those.
        let mut next = starts.clone();
        let mut sorted = stems.clone();
        for stem in &stems {
            let place = &mut next[pair(stem.signs())];
            sorted[usize::from(*place)] = *stem;
            *place += 1;
        }
        sort(&mut sorted, |one, other| one.signs() < other.signs());
        let mut tails = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for at in 0..sorted.len() {
            let signs = sorted[at].signs();
            if let [b'*', .., first, last] = signs {
                tails.push(([*last, *first], at as u16));
            }
            while open.last().is_some_and(|last| !signs.starts_with(sorted[*last].signs())) {
                open.pop();
            }
            sorted[at].parent = open.last().map_or(0, |last| *last as u16 + 1);
            open.push(at);
        }
        sort(&mut tails, |one, other| one < other);
        Self { stems: sorted, starts, tails }
    }

    /// What the word or phrase is marked as that `rest` begins with, which has `_` between its words; the
    /// longest of them.
    pub(super) fn find(&self, rest: &[u8]) -> Mark {
        let key = rest.get(..LONGEST).unwrap_or(rest);
        let pair = pair(key);
        let bounds = self.starts.get(pair).zip(self.starts.get(pair + 1));
        let (from, to) = bounds.map_or((0, 0), |(from, to)| (*from as usize, *to as usize));
        let stems = self.stems.get(from..to).unwrap_or_default();
        let after = from + stems.partition_point(|stem| stem.signs() <= key);
        // What the key begins with is the last stem before it, or what that one begins with in turn.
        let (mut best, mut best_end) = (Mark::default(), 0);
        let mut place = after;
        while let Some(stem) = place.checked_sub(1).and_then(|at| self.stems.get(at)) {
            if place <= from {
                break;
            }
            if key.starts_with(stem.signs()) {
                let end = end(key, usize::from(stem.len), stem.endings());
                if end > best_end {
                    (best, best_end) = (stem.mark, end);
                }
            }
            place = usize::from(stem.parent);
        }
        if best_end == 0 {
            let Some(word) = slip::longer(key) else { return best };
            let near = || slip::by_slip(&self.stems, after, word);
            return self.by_ending(word).or_else(near).unwrap_or_default();
        }
        let words = key.get(..best_end).unwrap_or_default();
        let gaps = words.iter().filter(|sign| **sign == b'_').count();
        Mark { tokens: gaps as u8 + 1, ..best }
    }

    /// What a longer word, or its singular, is marked as by what it ends with.
    fn by_ending(&self, word: &[u8]) -> Option<Mark> {
        let [.., first, last] = word else { return None };
        let from = self.tails.partition_point(|(tail, _)| *tail < [*last, *first]);
        let tails = self.tails.iter().skip(from).take_while(|(tail, _)| *tail == [*last, *first]);
        let mut stems = tails.filter_map(|(_, at)| self.stems.get(usize::from(*at)));
        let found = stems.find(|stem| word.ends_with(stem.signs().get(1..).unwrap_or_default()));
        let found = found.map(|stem| Mark { tokens: 1, ..stem.mark });
        found.or_else(|| word.strip_suffix(b"s").and_then(|word| self.by_ending(word)))
    }
}

/// Sorts what is nearly in order; the library's own way is ten times the code.
fn sort<T>(items: &mut [T], is_before: impl Fn(&T, &T) -> bool) {
    for from in 1..items.len() {
        let mut at = from;
        while at > 0 && is_before(&items[at], &items[at - 1]) {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Which of the pairs of letters a word begins with.
fn pair(word: &[u8]) -> usize {
    let nth = |at: usize| match word.get(at) {
        Some(letter @ b'a'..=b'z') => usize::from(letter - b'a') + 1,
        _ => 0,
    };
    if nth(0) == 0 { 0 } else { nth(0) * LETTERS + nth(1) }
}

/// Where the word or phrase ends whose stem has `stem` signs, by the longest of these endings that it has;
/// 0 if it has none.
fn end(key: &[u8], stem: usize, endings: &[u8]) -> usize {
    let rest = key.get(stem..).unwrap_or_default();
    let mut longest = 0;
    each_form(endings, &mut |ending, form| {
        let Some(rest) = rest.strip_prefix(ending).and_then(|rest| rest.strip_prefix(form)) else {
            return;
        };
        let is_end =
            rest.first().map_or(key.len() < LONGEST, |sign| *sign <= b' ' || *sign == b'_');
        if is_end {
            longest = longest.max(key.len() - rest.len());
        }
    });
    longest
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
            let word = String::from_utf8_lossy(stem.signs());
            let mut text = String::new();
            each_form(stem.endings(), &mut |ending, form| {
                let (ending, form) =
                    (String::from_utf8_lossy(ending), String::from_utf8_lossy(form));
                text = format!("{word}{ending}{form}");
            });
            let mark = lexicon.find(text.as_bytes());
            assert_eq!(usize::from(mark.tokens), text.split('_').count(), "{text}");
        }
    }
}
