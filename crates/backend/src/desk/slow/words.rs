//! A sentence of the site's, in the languages that it has it in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A sentence by language: `es = "…"`, `en = "…"`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// A sentence in Spanish and in English.
    pub fn new(es: &str, en: &str) -> Self {
        Self([("es", es), ("en", en)].map(|(lang, text)| (lang.into(), text.into())).into())
    }

    /// The sentence in this language (BCP 47), else in the language without its region, else in
    /// English, else in any; empty where there is none.
    pub fn in_lang(&self, lang: &str) -> &str {
        let lang = lang.to_ascii_lowercase();
        let primary = lang.split('-').next().unwrap_or_default();
        let find = |wanted: &str| {
            self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(wanted)).map(|(_, text)| text)
        };
        let found = find(&lang).or_else(|| find(primary)).or_else(|| find("en"));
        found.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Whether something is said in every language that is named, and one is.
    pub fn is_complete(&self) -> bool {
        !self.0.is_empty() && self.0.values().all(|text| !text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_said_in_the_nearest_language_that_it_is_written_in() {
        let words = Words::new("hola", "hello");
        for (lang, said) in
            [("es", "hola"), ("es-MX", "hola"), ("EN-gb", "hello"), ("fr", "hello"), ("", "hello")]
        {
            assert_eq!(words.in_lang(lang), said, "{lang}");
        }
        let only: Words = serde_json::from_str(r#"{"pt-BR": "olá"}"#).unwrap();
        assert_eq!((only.in_lang("pt-br"), only.in_lang("es")), ("olá", "olá"));
        assert_eq!(Words::default().in_lang("es"), "");
        assert!(only.is_complete() && !Words::default().is_complete());
        assert!(!Words::new("hola", " ").is_complete());
    }
}
