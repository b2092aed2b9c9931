//! Whether what was filled in is what its kind says.

use sigilo_protocol::{FieldKind, MAX_VALUE};

/// Whether `value` looks like something of this kind; `today` is `YYYY-MM-DD` or longer. Checks over the
/// whole of it are the detector's.
pub(super) fn looks_right(kind: FieldKind, value: &str, today: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let (most, is_good) = match kind {
        FieldKind::Name => (200, true),
        FieldKind::Address => (500, true),
        FieldKind::PolicyNumber => (40, digits > 0 && has_only(value, b" -/.")),
        // The browser's own field makes a day that there was.
        FieldKind::BirthDate => (10, digits == 8 && ("1900-01-01"..=today).contains(&value)),
        // These have checks of their own, which are the detector's.
        FieldKind::Iban => (80, true),
        FieldKind::Email => (254, true),
        FieldKind::Phone => {
            let number = value.strip_prefix('+').unwrap_or(value);
            let is_number =
                number.bytes().all(|byte| byte.is_ascii_digit() || b" -.()".contains(&byte));
            (40, (7..=15).contains(&digits) && is_number)
        }
        FieldKind::NationalId => {
            let length = value.bytes().filter(u8::is_ascii_alphanumeric).count();
            (40, (5..=20).contains(&length) && has_only(value, b" -."))
        }
        FieldKind::Text => (MAX_VALUE, true),
        // It is looked at where it is sealed.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(kind: FieldKind, value: &str) -> bool {
        looks_right(kind, value, "2026-11-28T07:00:00Z")
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
    fn addresses_numbers_and_names_look_like_what_they_are() {
        assert!(accepts(FieldKind::NationalId, "AB 123.456-7"));
        for bad in ["123", "12345678ñ"] {
            assert!(!accepts(FieldKind::NationalId, bad), "{bad}");
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
