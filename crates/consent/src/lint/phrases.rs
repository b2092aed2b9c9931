//! Turns of phrase that press, steer, or take silence for a yes: a table a language.

mod en;
mod es;

use super::words::Word;
use super::{Fault, Finding, Tongue, pattern};

/// The patterns of one language (see [`pattern`]), by what they show.
type Table = [(Fault, &'static [&'static str])];

/// What the table of `tongue` finds in a sentence, each fault once.
pub(super) fn find(tongue: Tongue, sentence: &[Word]) -> Vec<Finding> {
    let table: &Table = if tongue == Tongue::Es { &es::TABLE } else { &en::TABLE };
    table
        .iter()
        .filter_map(|(fault, patterns)| {
            let shown = patterns.iter().find_map(|one| pattern::find(one, sentence))?;
            Finding::of(*fault, shown)
        })
        .collect()
}
