//! The words that a wallet is restored from (BIP 39).

use crate::{
    Kind,
    found::{Found, Strength},
    scene::Scene,
    token::Class,
};

/// The fewest words of such a phrase, and the most.
const FEWEST: usize = 12;
const MOST: usize = 24;

/// Looks from the word for it on: after a colon, twelve words or more.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let after_colon = |token: &usize| scene.gap(*token).contains(&b':');
    let Some(first) = (at + 1..at + 7).find(after_colon) else { return };
    let is_word = |token: &usize| {
        let word = scene.word(*token);
        let is_gap = *token == first || matches!(scene.gap(*token), b" " | b", " | b"," | b"\n");
        let is_plain = word.iter().all(u8::is_ascii_lowercase) && (3..=8).contains(&word.len());
        is_gap && is_plain && scene.class(*token) == Class::Letters
    };
    let words = (first..first + MOST).take_while(is_word).count();
    let ends = (scene.tokens.get(first), scene.tokens.get((first + words).saturating_sub(1)));
    if let (Some(from), Some(to)) = ends
        && words >= FEWEST
    {
        found.told(Kind::PrivateKey, (from.from as usize, to.to as usize), Strength::Likely);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    #[test]
    fn a_phrase_is_found_by_its_name_and_its_number_of_words() {
        let scanner = Scanner::new(Settings::for_locale("en"));
        let words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        let text = format!("my seed phrase is: {words}");
        let own = scanner.scan(&text);
        let own: Vec<_> = own.iter().filter(|own| own.kind == Kind::PrivateKey).collect();
        assert!(own.iter().any(|own| own.text(&text) == words && own.is_sure()), "{own:?}");
        let text = "my seed phrase: I lost it";
        assert!(scanner.scan(text).iter().all(|own| own.kind != Kind::PrivateKey));
    }
}
