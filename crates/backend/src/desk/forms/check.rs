//! Whether values are what a form asked for. The visitor's browser checks them too; here is what a
//! browser that was changed does not get past.

use sigilo_consent::iso;
use sigilo_detect::{Kind, Scanner, Settings};
use sigilo_protocol::{Attachment, Field, FieldKind, Values};

/// Longest values by kind, in characters.
const NAME: usize = 200;
const ADDRESS: usize = 500;
const NUMBER: usize = 40;
const EMAIL: usize = 254;

/// Whether every value is of a field and of its kind, and every required field has one.
pub(super) fn fits(fields: &[Field], values: &Values, now: u64) -> bool {
    let is_of_a_field = |(name, value): (&str, &str)| {
        let field = fields.iter().find(|field| field.name == name);
        field.is_some_and(|field| is_of_kind(field.kind, value, now))
    };
    let is_there = |field: &Field| !field.required || values.get(&field.name).is_some();
    values.iter().all(is_of_a_field) && fields.iter().all(is_there)
}

fn is_of_kind(kind: FieldKind, value: &str, now: u64) -> bool {
    let is_short = |most: usize| value.chars().count() <= most;
    let is_plain = |lines: bool| !value.chars().any(|c| c.is_control() && !(lines && c == '\n'));
    let says_something = !value.trim().is_empty();
    says_something
        && match kind {
            FieldKind::Name => is_short(NAME) && is_plain(false),
            FieldKind::Address => is_short(ADDRESS) && is_plain(true),
            FieldKind::PolicyNumber | FieldKind::NationalId => is_short(NUMBER) && is_number(value),
            FieldKind::BirthDate => is_birth_date(value, now),
            FieldKind::Iban => scanner().is_valid(Kind::IbanCode, value),
            FieldKind::Email => is_short(EMAIL) && is_plain(false) && is_email(value),
            FieldKind::Phone => is_short(NUMBER) && is_phone(value),
            FieldKind::Text => is_plain(true),
            FieldKind::File => Attachment::parse(value).is_some(),
        }
}

/// What knows the forms and check digits.
fn scanner() -> Scanner {
    Scanner::new(Settings::default())
}

fn is_number(value: &str) -> bool {
    let may_stand = |c: char| c.is_alphanumeric() || " -./".contains(c);
    value.chars().all(may_stand) && value.chars().any(char::is_alphanumeric)
}

fn is_phone(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let rest = value.strip_prefix('+').unwrap_or(value);
    (6..=15).contains(&digits) && rest.chars().all(|c| c.is_ascii_digit() || " -.()".contains(c))
}

fn is_email(value: &str) -> bool {
    let Some((name, domain)) = value.split_once('@') else { return false };
    let is_domain = domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
    !name.is_empty() && is_domain && !domain.contains('@') && !value.contains(char::is_whitespace)
}

/// `YYYY-MM-DD`, a day that there was, not before 1880.
fn is_birth_date(value: &str, now: u64) -> bool {
    let is_form = value.len() == 10
        && value.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let number = |from: usize, to: usize| value.get(from..to).and_then(|n| n.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    // A day later, for those whose day has begun.
    let today = iso(now.saturating_add(24 * 3_600) * 1_000);
    is_form && year >= 1880 && (1..=length).contains(&day) && Some(value) <= today.get(..10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_000; // 2027-01-15

    fn field(name: &str, kind: FieldKind, required: bool) -> Field {
        let (name, label) = (name.into(), "l".into());
        Field { name, label, kind, required, why: None, autocomplete: None }
    }

    fn values(all: &[(&str, &str)]) -> Values {
        let text = |(name, value): &(&str, &str)| ((*name).into(), (*value).into());
        Values::new(all.iter().map(text).collect()).unwrap()
    }

    #[test]
    fn what_is_required_is_there_and_nothing_that_was_not_asked() {
        let fields =
            [field("name", FieldKind::Name, true), field("policy", FieldKind::PolicyNumber, false)];
        for (given, is_fit) in [
            (&[("name", "Ana")][..], true),
            (&[("name", "Ana"), ("policy", "ES-1")], true),
            (&[("policy", "ES-1")], false),
            (&[("name", "Ana"), ("iban", "x")], false),
            (&[("name", " \n")], false),
        ] {
            assert_eq!(fits(&fields, &values(given), NOW), is_fit, "{given:?}");
        }
    }

    #[test]
    fn each_kind_takes_what_it_is_and_refuses_what_it_is_not() {
        let long = |count: usize| "x".repeat(count);
        let file = r#"{"name":"a.pdf","media":"application/pdf","size":1,"blob":"5ZYlqCJJfBZNYHBes_1pdcN1yiE7gUATeoJqd3kJhqk","key":"5ZYlqCJJfBZNYHBes_1pdcN1yiE7gUATeoJqd3kJhqk"}"#;
        let cases: &[(FieldKind, &[&str], &[&str])] = &[
            (
                FieldKind::Name,
                &["Ana Díaz", "李小龍", &long(200)],
                &["a\nb", "a\u{1b}[2J", &long(201)],
            ),
            (FieldKind::Address, &["C/ Mayor, 1\n28013 Madrid"], &["a\tb", &long(501)]),
            (FieldKind::PolicyNumber, &["ES-1234/5", "1"], &["--", "a;b", &long(41)]),
            (FieldKind::NationalId, &["12345678-Z", "AB 12"], &["<b>", &long(41)]),
            (
                FieldKind::BirthDate,
                &["1980-02-29", "2000-02-29", "2027-01-15", "1880-01-01"],
                &[
                    "1900-02-29",
                    "1981-02-29",
                    "2027-01-17",
                    "1879-12-31",
                    "1980-13-01",
                    "1980-00-10",
                    "1980-01-00",
                    "1980-1-1",
                    "01-01-1980",
                    "1980/01/01",
                    "１９８０-01-01",
                ],
            ),
            (
                FieldKind::Iban,
                &[
                    "ES91 2100 0418 4502 0005 1332",
                    "GB82WEST12345698765432",
                    "gb82 west 1234 5698 7654 32",
                ],
                &["ES92 2100 0418 4502 0005 1332", "ES91", "9121000418450200051332"],
            ),
            (
                FieldKind::Email,
                &["a@b.es", "a.b+c@d.co.uk"],
                &["a@b", "@b.es", "a@b@c.es", "a b@c.es", "a@b..es", "a"],
            ),
            (
                FieldKind::Phone,
                &["+34 600 00 00 00", "(600) 000-000", "600000"],
                &["12345", "+1+600000000", "600 000 000 ext", "1234567890123456"],
            ),
            (FieldKind::Text, &["whatever\nit is", &long(4000)], &["a\0b"]),
            (FieldKind::File, &[file], &["a.pdf", "{}"]),
        ];
        assert_eq!(cases.len(), FieldKind::ALL.len());
        for (kind, good, bad) in cases {
            let fields = [field("v", *kind, true)];
            for value in *good {
                assert!(fits(&fields, &values(&[("v", value)]), NOW), "{kind:?} {value}");
            }
            for value in *bad {
                assert!(!fits(&fields, &values(&[("v", value)]), NOW), "{kind:?} {value}");
            }
        }
    }
}
