//! Patterns of words, one after the other, as the tables write them:
//!
//! `word`; `stem*`, what begins so; `a|b`, either; `word?`, may be left out; `..`, up to eight other
//! words; `^` the start of the sentence, `$` its end.

use super::words::Word;

/// How many words `..` may pass over: the length of a long clause.
const GAP: usize = 8;

/// Where `pattern` first matches in `sentence`.
pub(super) fn find<'a>(pattern: &str, sentence: &'a [Word]) -> Option<&'a [Word]> {
    let steps: Vec<&str> = pattern.split(' ').collect();
    (0..sentence.len()).find_map(|start| {
        let end = matched(&steps, sentence, start)?;
        sentence.get(start..end)
    })
}

/// Whether `word` is one of `alternatives`: `a|b*`.
pub(super) fn is_one(word: &Word, alternatives: &str) -> bool {
    alternatives.split('|').any(|one| match one.strip_suffix('*') {
        Some(stem) => word.folded.starts_with(stem),
        None => word.folded == one,
    })
}

/// Where what `steps` match from `at` on ends.
fn matched(steps: &[&str], sentence: &[Word], at: usize) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(at) };
    match *step {
        "^" => matched(rest, sentence, at).filter(|_| at == 0),
        "$" => matched(rest, sentence, at).filter(|_| at == sentence.len()),
        ".." => (at..=sentence.len().min(at + GAP)).find_map(|at| matched(rest, sentence, at)),
        step => {
            let (wanted, is_optional) = match step.strip_suffix('?') {
                Some(wanted) => (wanted, true),
                None => (step, false),
            };
            let with = || matched(rest, sentence, at + 1);
            let without = || matched(rest, sentence, at);
            let is_here = sentence.get(at).is_some_and(|word| is_one(word, wanted));
            is_here.then(with).flatten().or_else(|| is_optional.then(without).flatten())
        }
    }
}
