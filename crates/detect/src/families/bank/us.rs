//! Routing and account numbers of banks in the United States.

use super::super::ids::holds;
use crate::{
    Kind,
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
};

/// Where the groups of a routing number begin, bit by bit: it is written in one piece, or as 4-4-1.
const WHOLE: u64 = 0;
const GROUPED: u64 = 0x110;

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: &Reading, found: &mut Found) {
    let Some(token) = scene.number(at) else {
        return;
    };
    if let Some(digits) = reading.digits(9)
        && matches!(reading.begins & 0x1FF, WHOLE | GROUPED)
        && holds(ROUTING, digits)
    {
        // Elsewhere nine digits are a telephone number.
        let strength = if scene.is_home(b"US") { Strength::Weak } else { Strength::Hint };
        found.checked(Kind::AbaRoutingNumber, reading.span(9), strength);
    }
    let (from, to) = (token.from as usize, token.to as usize);
    if matches!(token.len(), 8..=17) && !scene.is_other(from, to) {
        found.formed(Kind::UsBankNumber, (from, to), Strength::Hint);
    }
}

/// The first two digits tell the district of the Federal Reserve; weights 3, 7, 1 make a multiple of ten.
const ROUTING: &[u8] = b"s N020-12,21-32,61-72,80 F37137137;0987654321";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str, locale: &str, kind: Kind) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale(locale)).scan(text);
        let own = own.into_iter().filter(|own| own.kind == kind && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn routing_numbers_have_a_district_and_a_check() {
        for number in [
            "121042882",
            "121000358",
            "3222-7162-7",
            "0711-0130-7",
            "021000021",
            "011401533",
            "091000019",
        ] {
            assert_eq!(sure(number, "en", Kind::AbaRoutingNumber), [number]);
            let text = format!("my routing number is {number}");
            assert_eq!(sure(&text, "es", Kind::AbaRoutingNumber), [number]);
        }
        for wrong in [
            "421042111",
            "1234-0000-0",
            "121042883",
            "112042882",
            "12104288",
            "1210428820",
            "000000000",
        ] {
            let text = format!("my routing number is {wrong}");
            assert_eq!(sure(&text, "en", Kind::AbaRoutingNumber), [""; 0]);
        }
    }

    #[test]
    fn account_numbers_are_known_by_their_words_only() {
        for (text, number) in [
            ("my bank account number is 945456787654", "945456787654"),
            ("acct 12345678", "12345678"),
            ("deposit it to account 33019284410 please", "33019284410"),
            ("account 5581920341 at Wells Fargo", "5581920341"),
            ("mi número de cuenta es 00123456789", "00123456789"),
        ] {
            assert_eq!(sure(text, "en", Kind::UsBankNumber), [number], "{text}");
        }
        for text in [
            "1234567",
            "account number 1234567",
            "order 945456787654 is late",
            "order 945456787654 from my bank account is late",
            "I have 12345678 reasons",
        ] {
            assert_eq!(sure(text, "en", Kind::UsBankNumber), [""; 0], "{text}");
        }
    }
}
