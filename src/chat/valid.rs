//! Whether what was filled in is what its kind says.

use sigilo_protocol::{FieldKind, MAX_VALUE};

/// Whether `value` can be of this kind, as far as its form and its check digits tell; `today` is
/// `YYYY-MM-DD` or longer.
pub(super) fn is_valid(kind: FieldKind, value: &str, today: &str) -> bool {
    let count = |is: fn(&char) -> bool| value.chars().filter(is).count();
    let is_of = |more: &str, is: fn(char) -> bool| value.chars().all(|c| is(c) || more.contains(c));
    let (most, is_good) = match kind {
        FieldKind::Name => (200, count(|c| c.is_alphabetic()) > 0),
        FieldKind::Address => (500, count(|c| c.is_alphabetic()) > 0),
        FieldKind::PolicyNumber => {
            (40, count(char::is_ascii_digit) > 0 && is_of(" -/.", char::is_alphanumeric))
        }
        FieldKind::BirthDate => (10, is_birth_date(value, today)),
        FieldKind::Iban => (80, is_iban(value)),
        FieldKind::Email => (254, is_email(value)),
        FieldKind::Phone => {
            let rest = value.strip_prefix('+').unwrap_or(value);
            let is_of = rest.chars().all(|c| c.is_ascii_digit() || " -.()".contains(c));
            (40, (7..=15).contains(&count(char::is_ascii_digit)) && is_of)
        }
        FieldKind::NationalId => (40, is_national_id(value)),
        FieldKind::Text => (MAX_VALUE, true),
        FieldKind::File => (0, false),
    };
    let has_lines = matches!(kind, FieldKind::Address | FieldKind::Text);
    let is_shown = |c: char| !c.is_control() || (c == '\n' && has_lines);
    is_good && value.chars().count() <= most && value.chars().all(is_shown)
}

/// `YYYY-MM-DD`, a day that there was.
fn is_birth_date(value: &str, today: &str) -> bool {
    let parts: Vec<u32> = value.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts[..] else { return false };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        1..=12 => 31,
        _ => 0,
    };
    let is_past = value.len() == 10 && value <= today;
    year >= 1900 && (1..=days).contains(&day) && is_past
}

/// ISO 13616: the first four characters put last, letters as numbers, is 1 modulo 97.
fn is_iban(value: &str) -> bool {
    let value: Vec<u8> = value.bytes().filter(|byte| *byte != b' ').collect();
    let rest = |sum: Option<u32>, byte: &u8| {
        let digit = char::from(*byte).to_digit(36)?;
        Some((sum? * if digit < 10 { 10 } else { 100 } + digit) % 97)
    };
    let is_country = value.iter().take(2).all(u8::is_ascii_alphabetic);
    (15..=34).contains(&value.len())
        && is_country
        && value[4..].iter().chain(&value[..4]).fold(Some(0), rest) == Some(1)
}

fn is_email(value: &str) -> bool {
    let is_of = |c: char| !c.is_whitespace() && !c.is_control();
    value.rsplit_once('@').is_some_and(|(local, domain)| {
        let labels: Vec<&str> = domain.split('.').collect();
        !local.is_empty()
            && !local.contains('@')
            && labels.len() > 1
            && labels.iter().all(|label| !label.is_empty())
    }) && value.chars().all(is_of)
}

/// A Spanish DNI or NIE by its letter; another country's by its looks.
fn is_national_id(value: &str) -> bool {
    let value: Vec<u8> = value
        .bytes()
        .filter(|byte| !b" -.".contains(byte))
        .map(|byte| byte.to_ascii_uppercase())
        .collect();
    if !(5..=20).contains(&value.len()) || !value.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    let (Some((letter, digits)), 9) = (value.split_last(), value.len()) else { return true };
    // The first letter of a NIE stands for a digit.
    let first = match digits[0] {
        first @ b'X'..=b'Z' => first - b'X' + b'0',
        first => first,
    };
    let digits = [&[first], &digits[1..]].concat();
    let number = String::from_utf8(digits).ok().and_then(|digits| digits.parse::<usize>().ok());
    match number {
        Some(number) if letter.is_ascii_alphabetic() => {
            b"TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] == *letter
        }
        _ => true,
    }
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
    fn a_birth_date_is_a_day_that_there_was() {
        for good in ["1980-02-29", "1999-12-31"] {
            assert!(accepts(FieldKind::BirthDate, good), "{good}");
        }
        for bad in ["1981-02-29", "2026-11-29", "1980-13-01", "1980-2-9", "29/02/1980", "?"] {
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
        for bad in ["ana", "ana@correo", "@correo.example", "a b@correo.example", "a@b@c.example"] {
            assert!(!accepts(FieldKind::Email, bad), "{bad}");
        }
        assert!(accepts(FieldKind::Phone, "+34 (91) 555-10-20"));
        assert!(!accepts(FieldKind::Phone, "91+5551020") && !accepts(FieldKind::Text, "a\tb"));
        assert!(
            accepts(FieldKind::Address, "Calle 1\nMadrid") && !accepts(FieldKind::Name, "A\nB")
        );
        assert!(!accepts(FieldKind::Phone, "12345") && !accepts(FieldKind::Phone, "555 llámame"));
        assert!(accepts(FieldKind::PolicyNumber, "HG-2026/00417"));
        assert!(!accepts(FieldKind::PolicyNumber, "la azul"));
        assert!(accepts(FieldKind::Name, "Ñusta") && !accepts(FieldKind::Name, "123"));
        assert!(!accepts(FieldKind::Text, &"a".repeat(MAX_VALUE + 1)));
    }
}
