//! BIC, the code of a bank (ISO 9362): four letters of the bank, its country, two signs of the place,
//! and three of the branch or none.

use crate::{
    Kind,
    found::{Found, Strength},
    lists,
    scene::Scene,
    token::Class,
};

/// The countries of ISO 3166-1, and Kosovo.
const COUNTRIES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZ\
    CACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGN\
    GPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULV\
    LYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPT\
    PWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUS\
    UYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

/// The same: for each first letter, a bit for each second.
const BITS: [u32; 26] = {
    let (codes, mut bits, mut at) = (COUNTRIES.as_bytes(), [0; 26], 0);
    while at < codes.len() {
        bits[(codes[at] - b'A') as usize] |= 1 << (codes[at + 1] - b'A');
        at += 2;
    }
    bits
};

/// Looks at a token.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let Some(token) = scene.token(at) else { return };
    if !matches!(token.len(), 8 | 11) || token.class == Class::Digits {
        return;
    }
    let code = scene.written(at);
    let is_large = !code.iter().any(u8::is_ascii_lowercase);
    if !(is_large || is_named(scene, at)) || !is_code(scene.word(at)) {
        return;
    }
    // A head office has three X for its branch; words end otherwise.
    let is_head = is_large && code.len() == 11 && code.ends_with(b"XXX");
    let strength = if is_head { Strength::Likely } else { Strength::Hint };
    found.formed(Kind::BicCode, (token.from as usize, token.to as usize), strength);
}

fn is_code(low: &[u8]) -> bool {
    let Some((bank, place)) = low.split_at_checked(6) else { return false };
    let [.., first, second] = bank else { return false };
    let is_country = is_country(first.to_ascii_uppercase(), second.to_ascii_uppercase());
    bank.iter().all(u8::is_ascii_lowercase)
        && place.iter().all(u8::is_ascii_alphanumeric)
        && !place.starts_with(b"0")
        && is_country
}

/// Whether two capital letters are a country's.
pub(super) fn is_country(first: u8, second: u8) -> bool {
    let bits = BITS.get(usize::from(first.wrapping_sub(b'A'))).copied().unwrap_or(0);
    bits >> (second.wrapping_sub(b'A') & 31) & 1 == 1
}

/// Whether the word for it stands right before, with nothing but a few small words between.
fn is_named(scene: &Scene<'_>, at: usize) -> bool {
    for before in (at.saturating_sub(4)..at).rev() {
        if scene.says(before, Kind::BicCode) {
            return true;
        }
        if !scene.is_in(before, lists::BIC_LINKS) {
            break;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale("es")).scan(text);
        let own = own.into_iter().filter(|own| own.kind == Kind::BicCode && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn a_code_is_known_by_its_word_or_its_head_office() {
        for (text, code) in [
            ("BIC: CAIXESBB", "CAIXESBB"),
            ("el SWIFT del banco es BSCHESMMXXX", "BSCHESMMXXX"),
            ("swift code deutdeff500", "deutdeff500"),
            ("IBAN ES91 2100 0418 4502 0005 1332, BBVAESMM", "BBVAESMM"),
            ("CAIXESBBXXX", "CAIXESBBXXX"),
            ("transfer it to NEDSZAJJXXX please", "NEDSZAJJXXX"),
            ("BIC CHASUS33", "CHASUS33"),
        ] {
            assert_eq!(sure(text), [code], "{text}");
        }
    }

    #[test]
    fn words_of_eight_letters_are_none() {
        for text in [
            "ATENCION al cliente",
            "CAIXESBB",
            "el bic de la cantidad",
            "BIC: CAIXQQBB",
            "BIC: CAI1ESBB",
            "BIC: CAIXESB",
            "la internet va mal",
        ] {
            assert_eq!(sure(text), [""; 0], "{text}");
        }
    }
}
