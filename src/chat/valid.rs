//! Whether what was filled in is what its kind says.

use sigilo_protocol::{FieldKind, MAX_VALUE};

/// Whether `value` can be of this kind, as far as its form and its check digits tell; `today` is
/// `YYYY-MM-DD` or longer.
pub(super) fn is_valid(kind: FieldKind, value: &str, today: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let (most, is_good) = match kind {
        FieldKind::Name => (200, true),
        FieldKind::Address => (500, true),
        FieldKind::PolicyNumber => (40, digits > 0 && has_only(value, b" -/.")),
        // The browser's own field makes a day that there was.
        FieldKind::BirthDate => (10, digits == 8 && ("1900-01-01"..=today).contains(&value)),
        FieldKind::Iban => (80, is_iban(value)),
        FieldKind::Email => (254, is_email(value.as_bytes())),
        FieldKind::Phone => (40, (7..=15).contains(&digits) && has_only(value, b"+ -.()")),
        FieldKind::NationalId => (40, has_only(value, b" -.") && is_national_id(value)),
        FieldKind::Text => (MAX_VALUE, true),
        FieldKind::File => (0, false),
    };
    let has_lines = matches!(kind, FieldKind::Address | FieldKind::Text);
    let is_shown = |byte: u8| !byte.is_ascii_control() || (byte == b'\n' && has_lines);
    is_good && value.chars().count() <= most && value.bytes().all(is_shown)
}

/// Whether there is nothing but letters, digits and these.
fn has_only(value: &str, marks: &[u8]) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte))
}

/// ISO 13616: the first four characters put last, letters as numbers, is 1 modulo 97.
fn is_iban(value: &str) -> bool {
    let value: Vec<u8> = value.bytes().filter(|byte| *byte != b' ').collect();
    if !(15..=34).contains(&value.len()) || !value[..2].iter().all(u8::is_ascii_alphabetic) {
        return false;
    }
    let mut rest = 0;
    for at in 0..value.len() {
        let Some(digit) = char::from(value[(at + 4) % value.len()]).to_digit(36) else {
            return false;
        };
        rest = (rest * if digit < 10 { 10 } else { 100 } + digit) % 97;
    }
    rest == 1
}

/// One `@`, something before it, and after it something with a dot within.
fn is_email(value: &[u8]) -> bool {
    let Some(at) = value.iter().position(|byte| *byte == b'@') else { return false };
    let domain = &value[at + 1..];
    let dot = domain.iter().rposition(|byte| *byte == b'.');
    at > 0
        && dot.is_some_and(|dot| dot > 0 && dot + 1 < domain.len())
        && domain.iter().all(|byte| *byte != b'@')
        && value.iter().all(|byte| *byte != b' ')
}

/// A Spanish DNI or NIE by its letter; another country's by its looks.
fn is_national_id(value: &str) -> bool {
    let (mut number, mut digits, mut length, mut last) = (0, 0, 0, 0);
    for byte in value.bytes().filter(u8::is_ascii_alphanumeric) {
        last = byte.to_ascii_uppercase();
        let digit = match last {
            b'0'..=b'9' => last - b'0',
            // The first letter of a NIE stands for a digit.
            b'X'..=b'Z' if length == 0 => last - b'X',
            _ => {
                length += 1;
                continue;
            }
        };
        (number, digits, length) = ((number * 10 + u32::from(digit)) % 23, digits + 1, length + 1);
    }
    let is_spanish = length == 9 && digits == 8 && last.is_ascii_alphabetic();
    (5..=20).contains(&length)
        && (!is_spanish || b"TRWAGMYFPDXBNJZSQVHLCKE".get(number as usize) == Some(&last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(kind: FieldKind, value: &str) -> bool {
        is_valid(kind, value, "2026-11-28T07:00:00Z")
    }

    #[test]
    fn an_iban_holds_its_check_digits() {
        assert!(accepts(FieldKind::Iban, "ES91 2100 0418 4502 0005 1332"));
        assert!(accepts(FieldKind::Iban, "gb82WEST12345698765432"));
        for bad in ["ES91 2100 0418 4502 0005 1333", "ES91", "9121000418450200051332", "ESñ"] {
            assert!(!accepts(FieldKind::Iban, bad), "{bad}");
        }
    }

    #[test]
    fn a_birth_date_is_a_day_of_the_past() {
        for good in ["1980-02-29", "1999-12-31"] {
            assert!(accepts(FieldKind::BirthDate, good), "{good}");
        }
        for bad in ["2026-11-29", "1880-01-01", "1980-2-9", "29/02/1980", "?"] {
            assert!(!accepts(FieldKind::BirthDate, bad), "{bad}");
        }
    }

    #[test]
    fn a_spanish_identity_holds_its_letter_and_others_their_looks() {
        for good in ["12345678Z", "12.345.678-z", "X1234567L", "AB1234567"] {
            assert!(accepts(FieldKind::NationalId, good), "{good}");
        }
        for bad in ["12345678A", "X1234567A", "123", "12345678ñ"] {
            assert!(!accepts(FieldKind::NationalId, bad), "{bad}");
        }
    }

    #[test]
    fn addresses_numbers_and_names_look_like_what_they_are() {
        assert!(accepts(FieldKind::Email, "ana@correo.example"));
        for bad in ["ana", "ana@correo", "@c.example", "a b@c.example", "a@b@c.example", "a@c."] {
            assert!(!accepts(FieldKind::Email, bad), "{bad}");
        }
        assert!(accepts(FieldKind::Phone, "+34 (91) 555-10-20"));
        assert!(!accepts(FieldKind::Text, "a\tb"));
        assert!(
            accepts(FieldKind::Address, "Calle 1\nMadrid") && !accepts(FieldKind::Name, "A\nB")
        );
        assert!(
            !accepts(FieldKind::Phone, "12345") && !accepts(FieldKind::Phone, "555 1020 llámame")
        );
        assert!(accepts(FieldKind::PolicyNumber, "HG-2026/00417"));
        assert!(!accepts(FieldKind::PolicyNumber, "la azul"));
        assert!(accepts(FieldKind::Name, "Ñusta") && !accepts(FieldKind::Name, &"a".repeat(201)));
        assert!(!accepts(FieldKind::Text, &"a".repeat(MAX_VALUE + 1)));
    }
}
