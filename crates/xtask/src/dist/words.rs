//! The word lists of the safety code (docs/protocol.md, §9): a file a language, fetched when asked for.

use bip39::Language;

use super::page::Asset;
use crate::hash::{integrity, short};

/// One language's list, ready to be written.
pub(super) struct List {
    /// Its BCP 47 tag.
    pub(super) lang: &'static str,
    /// How the page names it.
    pub(super) asset: Asset,
    /// 2048 lines, a word each.
    pub(super) text: String,
}

/// The lists, in the languages of the widget.
pub(super) fn lists() -> [List; 2] {
    [("es", Language::Spanish), ("en", Language::English)].map(|(lang, language)| {
        let text = language.word_list().join("\n");
        let name = format!("sigilo-{lang}-{}.txt", short(text.as_bytes()));
        List { lang, asset: Asset { name, integrity: integrity(text.as_bytes()) }, text }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_line_for_each_number_of_eleven_bits() {
        for List { lang, text, asset } in lists() {
            assert_eq!(text.lines().count(), 2048, "{lang}");
            assert!(text.lines().all(|word| !word.is_empty() && !word.contains(' ')), "{lang}");
            assert!(asset.name.starts_with(&format!("sigilo-{lang}-")), "{}", asset.name);
        }
    }
}
