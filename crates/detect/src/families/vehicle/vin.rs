//! Vehicle Identification Numbers (ISO 3779).

use crate::{
    Kind,
    found::{Found, Strength},
    reading::Reading,
};

/// The weights of the places (49 CFR 565.15); the ninth is the check digit itself.
const WEIGHTS: &[u8; 17] = &[8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/// The values of A to Z; I, O and Q, of which 0 says so, are not used.
const VALUES: &[u8; 26] = b"12345678012345070923456789";

/// Looks for a number of seventeen signs in one piece.
pub(super) fn look(reading: &Reading, found: &mut Found) {
    let Some(signs) = reading.whole(17).filter(|_| reading.is_compact(17)) else { return };
    let (mut sum, mut letters) = (0, 0);
    for (nth, (sign, weight)) in signs.iter().zip(WEIGHTS).enumerate() {
        let value = match sign {
            b'A'..=b'Z' => VALUES[usize::from(sign - b'A')] & 15,
            b'0'..=b'9' => sign & 15,
            _ => return,
        };
        let is_letter = sign.is_ascii_uppercase();
        letters += usize::from(is_letter);
        // The last four are always digits.
        if is_letter && (value == 0 || nth > 12) {
            return;
        }
        sum += usize::from(value) * usize::from(*weight);
    }
    // A number of digits only is none that anybody makes.
    if letters < 2 {
        return;
    }
    let span = reading.span(17);
    if signs.get(8) == b"0123456789X".get(sum % 11) {
        found.checked(Kind::Vin, span, Strength::Sure);
        return;
    }
    // In North America (1 to 5) and China (L) the ninth is checked, elsewhere it is anything. A maker's
    // country begins with a letter there, but for Australia (6, 7) and South America (8, 9).
    let strength = match signs.first() {
        Some(b'1'..=b'5' | b'L') => Strength::Hint,
        Some(b'A'..=b'Z') => Strength::Likely,
        _ => Strength::Weak,
    };
    found.formed(Kind::Vin, span, strength);
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
