//! Vehicle Identification Numbers (ISO 3779).

use crate::{
    Kind,
    found::{Found, Strength},
    reading::Reading,
};

/// The weights of the places (49 CFR 565.15); the ninth is the check digit itself.
const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/// The values of A to Z; I, O and Q, of which 0 says so, are not used.
const VALUES: &[u8; 26] = b"12345678012345070923456789";

/// Looks for a number of seventeen signs in one piece.
pub(super) fn look(reading: &Reading, found: &mut Found) {
    let Some(signs) = reading.whole(17).filter(|_| reading.is_compact(17)) else { return };
    let letters = signs.iter().filter(|sign| sign.is_ascii_uppercase()).count();
    // The last four are always digits; a number of digits only is none that anybody makes.
    let is_numbered = signs.iter().skip(13).all(u8::is_ascii_digit);
    if !(2..=13).contains(&letters)
        || !is_numbered
        || signs.iter().any(|sign| value(*sign).is_none())
    {
        return;
    }
    // In North America (1 to 5) and China (L) the ninth is checked, elsewhere it is anything.
    let is_checked = is_checked(signs);
    let is_bound = matches!(signs.first(), Some(b'1'..=b'5' | b'L'));
    match (is_checked, is_bound) {
        (true, _) => found.checked(Kind::Vin, reading.span(17), Strength::Sure),
        (false, true) => found.formed(Kind::Vin, reading.span(17), Strength::Hint),
        // A maker's country begins with a letter there, but for Australia (6, 7) and South America (8, 9).
        (false, false) if signs.first().is_some_and(u8::is_ascii_uppercase) => {
            found.formed(Kind::Vin, reading.span(17), Strength::Likely);
        }
        (false, false) => found.formed(Kind::Vin, reading.span(17), Strength::Weak),
    }
}

fn value(sign: u8) -> Option<u32> {
    let digit = match sign {
        b'0'..=b'9' => return Some(u32::from(sign - b'0')),
        b'A'..=b'Z' => VALUES.get(usize::from(sign - b'A'))?,
        _ => return None,
    };
    (*digit != b'0').then(|| u32::from(*digit - b'0'))
}

fn is_checked(signs: &[u8]) -> bool {
    let weighed = signs.iter().zip(WEIGHTS);
    let sum: u32 = weighed.map(|(sign, weight)| value(*sign).unwrap_or(0) * weight).sum();
    let check = match sum % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    };
    signs.get(8) == Some(&check)
}

#[cfg(test)]
mod tests {
    use crate::{Finding, Kind, Scanner, Settings};

    fn vins(text: &str) -> Vec<String> {
        let findings = Scanner::new(Settings::for_locale("es")).scan(text);
        let is_own = |own: &&Finding| own.kind == Kind::Vin && own.is_sure();
        findings.iter().filter(is_own).map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn a_number_is_found_by_its_check_or_its_form() {
        for own in ["1M8GDM9AXKP042788", "1HGCM82633A004352", "11111111111111111"] {
            let is_real = own != "11111111111111111";
            assert_eq!(vins(&format!("dime algo del {own} si puedes")).len(), usize::from(is_real));
        }
        assert_eq!(vins("bastidor wvwzzz1jzxw000001"), ["wvwzzz1jzxw000001"]);
        assert_eq!(vins("el WVWZZZ1JZXW000001 está en el taller"), ["WVWZZZ1JZXW000001"]);
    }

    #[test]
    fn one_with_a_wrong_check_or_sign_or_length_is_none() {
        let texts = [
            "dime algo del 1HGCM82634A004352 si puedes",
            "dime algo del 1M8GDM9AXKP042798 si puedes",
            "WVWZZZ1JZXO000001",
            "WVWZZZ1JZXW00001",
            "WVWZZZ1JZXW0000011",
            "WVWZZZ1JZXW00000A",
        ];
        for text in texts {
            assert_eq!(vins(text), [""; 0], "{text}");
        }
    }
}
