//! A light stemmer: one ending off, so that "cubren", "cubrir" and "cubre" are one word.
//!
//! Not a grammar: both the knowledge and the question go through it, so a stem need not be a word,
//! only the same on both sides.

use super::Language;

/// What must be left of a word; shorter stems fall together ("mes" is not "me").
const SHORTEST: usize = 3;

/// Longest first, since the first that fits is taken.
const SPANISH: [&str; 27] = [
    "ieron", "iendo", "aron", "ando", "ados", "adas", "idos", "idas", "ado", "ada", "ido", "ida",
    "ais", "eis", "ar", "er", "ir", "as", "es", "is", "os", "an", "en", "a", "e", "o", "s",
];
// Not "y": the police are not a policy.
const ENGLISH: [&str; 6] = ["ings", "ing", "ed", "es", "s", "e"];

/// `word` (already folded) without its ending.
pub(super) fn stem(word: &str, language: Language) -> &str {
    match language {
        Language::Spanish => without_ending(word, &SPANISH),
        Language::English => undoubled(without_ending(word, &ENGLISH)),
    }
}

fn without_ending<'a>(word: &'a str, endings: &[&str]) -> &'a str {
    endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= SHORTEST)
        .unwrap_or(word)
}

/// "cancelled" and "cancel", "robbed" and "rob": the last letter of a double goes.
fn undoubled(stem: &str) -> &str {
    let mut back = stem.chars().rev();
    match (back.next(), back.next()) {
        (Some(last), Some(before)) if last == before => {
            stem.strip_suffix(last).filter(|s| s.len() >= SHORTEST).unwrap_or(stem)
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(language: Language, words: &[&str]) {
        let stems: Vec<_> = words.iter().map(|w| stem(w, language)).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
    }

    #[test]
    fn forms_of_a_word_fall_together() {
        same(Language::Spanish, &["cubre", "cubren", "cubrir", "cubris"]);
        same(Language::Spanish, &["robo", "robado", "robaron", "robar", "robos"]);
        same(Language::English, &["cancel", "cancels", "cancelled", "cancelling"]);
        same(Language::English, &["price", "prices", "pricing"]);
    }

    #[test]
    fn short_words_stay_whole() {
        for word in ["mes", "dia", "luz", "", "s"] {
            assert_eq!(stem(word, Language::Spanish), word);
        }
        for word in ["gas", "ring", "bed", "e"] {
            assert_eq!(stem(word, Language::English), word);
        }
    }

    #[test]
    fn other_scripts_are_cut_at_letters() {
        assert_eq!(stem("привет", Language::Spanish), "привет");
        assert_eq!(stem("日本語e", Language::English), "日本語");
    }
}
