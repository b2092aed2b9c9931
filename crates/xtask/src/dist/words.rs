//! The word lists of the safety code (docs/protocol.md, §9): a file a language, fetched when asked for.

use bip39::Language;

use super::page::{Asset, Linked};
use crate::hash::{short, short_integrity};

/// The lists, of the languages that BIP 39 and the widget share: 2048 lines, a word each.
pub(super) fn lists() -> [(Linked, String); 2] {
    [("es", Language::Spanish), ("en", Language::English)].map(|(lang, language)| {
        let text = language.word_list().join("\n");
        let name = format!("sigilo-{lang}-{}.txt", short(text.as_bytes()));
        let asset = Asset { name, integrity: short_integrity(text.as_bytes()) };
        (Linked { rel: "words", lang: lang.into(), asset }, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_line_for_each_number_of_eleven_bits() {
        for (Linked { lang, asset, .. }, text) in lists() {
            assert_eq!(text.lines().count(), 2048, "{lang}");
            assert!(text.lines().all(|word| !word.is_empty() && !word.contains(' ')), "{lang}");
            assert!(asset.name.starts_with(&format!("sigilo-{lang}-")), "{}", asset.name);
        }
    }
}
