use crate::{Finding, Kind, Scanner, Settings};

const EXAMPLES: &str = include_str!("../../../tests/data/phones.tsv");

fn scanner(locale: &str) -> Scanner {
    Scanner::new(Settings::for_locale(locale))
}

fn phones(scanner: &Scanner, text: &str) -> Vec<String> {
    let is_phone = |own: &Finding| own.kind == Kind::PhoneNumber && own.is_sure();
    scanner.scan(text).iter().filter(|own| is_phone(own)).map(|own| own.text(text).into()).collect()
}

fn examples() -> impl Iterator<Item = [&'static str; 4]> {
    EXAMPLES.lines().skip(1).filter_map(|line| {
        let parts: Vec<&str> = line.split('\t').collect();
        parts.try_into().ok()
    })
}

/// Those whose plans tell what no number begins with.
const EXACT: &[&str] = &["ES", "US", "MX", "AR", "CO", "CL", "PE", "FR", "PT"];
/// Those that are written as a date is, or end in six noughts, or begin as other numbers do.
const ODD: &[&str] = &["HT", "SC", "BY", "KZ", "RU"];

#[test]
fn every_example_is_found_with_its_country_code_and_no_invalid_one_near_home() {
    let scanner = scanner("es");
    let mut wrong = Vec::new();
    for [region, kind, international, _] in examples() {
        for text in [international.to_owned(), international.replace([' ', '-'], "")] {
            let expected = if kind == "INVALID" { vec![] } else { vec![text.clone()] };
            if phones(&scanner, &text) != expected && (kind != "INVALID" || EXACT.contains(&region))
            {
                wrong.push(format!("{region} {kind} {text}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_example_is_found_at_home_where_it_is_said_to_be_one() {
    let mut wrong = Vec::new();
    for [region, kind, _, national] in examples() {
        let scanner = Scanner::new(Settings::for_locale("es").in_region(region));
        let text = format!("mi teléfono es el {national}");
        let digits = national.bytes().filter(u8::is_ascii_digit).count();
        let is_odd = kind == "INVALID" || digits < 7 || ODD.contains(&region);
        if !is_odd && phones(&scanner, &text) != [national] {
            wrong.push(format!("{region} {kind} {national}"));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn where_every_number_could_be_one_something_has_to_say_so() {
    let cases = [
        ("DK", "20 12 34 56", "20123456"),
        ("NO", "406 12 345", "40612345"),
        ("PL", "512 345 678", "512345678"),
        ("CZ", "601 123 456", "601123456"),
    ];
    for (region, grouped, compact) in cases {
        let scanner = Scanner::new(Settings::for_locale("en").in_region(region));
        for own in [grouped, compact] {
            let among = format!("they wrote {own} on the box that came to us this week");
            assert_eq!(phones(&scanner, &among), [""; 0], "{region}");
            for text in [own.to_owned(), format!("my phone is {own}, thanks for asking me")] {
                assert_eq!(phones(&scanner, &text), [own], "{region} {text}");
            }
        }
    }
}

#[test]
fn numbers_are_found_as_people_write_them() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("es", "612345678", &["612345678"]),
        ("es", "ok, 612345678 cuando quieras", &["612345678"]),
        ("es", "apunta 612 345 678 por favor", &["612 345 678"]),
        ("es", "apunta 612 34 56 78 por favor", &["612 34 56 78"]),
        ("es", "61 234 56 78", &["61 234 56 78"]),
        ("es", "estoy en el 91 234 56 78 todo el día", &["91 234 56 78"]),
        ("es", "llámame al 912345678", &["912345678"]),
        ("es", "llamame al 91-234-56-78", &["91-234-56-78"]),
        ("es", "al +34 612 345 678 o al 0034 612345678", &["+34 612 345 678", "0034 612345678"]),
        ("es", "+34 (91) 123 45 67", &["+34 (91) 123 45 67"]),
        ("es", "(+34) 612 34 56 78", &["(+34) 612 34 56 78"]),
        ("es", "tel:+34-612-345-678", &["+34-612-345-678"]),
        ("es", "apunta: 6 1 2 3 4 5 6 7 8", &["6 1 2 3 4 5 6 7 8"]),
        ("es", "34 612 345 678", &["34 612 345 678"]),
        ("es", "tfno 612.345.678", &["612.345.678"]),
        ("es", "mi movil es el ６１２ ３４５ ６７８", &["６１２ ３４５ ６７８"]),
        ("es", "mi cel 11 15 2345 6789", &["11 15 2345 6789"]),
        ("es", "+54 9 11 2345-6789", &["+54 9 11 2345-6789"]),
        ("es", "mi número es el 55 1234 5678", &["55 1234 5678"]),
        ("es", "+52 1 55 1234 5678", &["+52 1 55 1234 5678"]),
        ("es", "línea gratuita 900 123 456", &["900 123 456"]),
        ("es", "612345678 698765432", &["612345678", "698765432"]),
        ("es", "612345678 o 698765432", &["612345678", "698765432"]),
        ("es", "my cell is 415-555-0132 gracias", &["415-555-0132"]),
        ("es", "llámame al 91 123 45 67 ext. 204 mañana", &["91 123 45 67 ext. 204"]),
        ("pt", "(11) 98456-5666", &["(11) 98456-5666"]),
        ("es", "mi celular es (11) 98456-5666", &["(11) 98456-5666"]),
        ("en", "my number is 4155550132", &["4155550132"]),
        ("en", "it's (415) 555-0132, ok?", &["(415) 555-0132"]),
        ("en", "it's 415.555.0132 or (415)555-0199", &["415.555.0132", "(415)555-0199"]),
        ("en", "1-800-555-0199 is toll free", &["1-800-555-0199"]),
        ("en", "020 7946 0958", &["020 7946 0958"]),
        ("en", "ring me on 07911 123456", &["07911 123456"]),
        ("en", "07911123456 any time", &["07911123456"]),
        ("en", "+44 (0)20 7946 0958", &["+44 (0)20 7946 0958"]),
        ("en", "415-555-0132x123", &["415-555-0132x123"]),
        ("en", "555-0132 is my phone", &["555-0132"]),
        ("en", "My Israeli number is 09-7625400", &["09-7625400"]),
        ("en", "My CN number is 13812345678", &["13812345678"]),
        ("en", "0 (917) 123 4567", &["0 (917) 123 4567"]),
        ("en", "532 123 45 67", &["532 123 45 67"]),
        ("en", "+63 (917) 123 4567", &["+63 (917) 123 4567"]),
        (
            "en",
            "My US number is (415) 555-0132, and my international one is 91-415-555-0133",
            &["(415) 555-0132", "91-415-555-0133"],
        ),
    ];
    for (locale, text, expected) in cases {
        assert_eq!(&phones(&scanner(locale), text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_one_is_none() {
    let texts = [
        ("es", "el pedido 612345678 no ha llegado"),
        ("es", "mi número de pedido es el 612 345 678"),
        ("es", "ref. 698 765 432"),
        ("es", "póliza 612345678"),
        ("es", "el código de seguimiento es 700123456"),
        ("es", "son 612345678 €"),
        ("es", "del 2019-2024 y del 2024-11-28 al 28/11/2024"),
        ("es", "versión 10.12.1234.5678"),
        ("es", "192.168.100.200 y 91.234.56.78"),
        ("es", "40.4168123, -3.7038123"),
        ("es", "cuesta 1.234.567,89"),
        ("es", "600 000 000 de visitas"),
        ("es", "13.145.503"),
        ("es", "1234 5678 9012 3456"),
        ("es", "abc612345678 y 612345678abc"),
        ("es", "6123456789012"),
        ("es", "x=5+34612345678"),
        ("es", "#612345678"),
        ("pt", "123.456.789-00"),
        ("es", "de 9 a 14 y de 16 a 20"),
        ("en", "order 4155550132 has shipped"),
        ("en", "member number 0752070374?"),
        ("en", "order no. 415-555-0132"),
        ("en", "my policy number is 4155550132"),
        ("en", "tracking 9171234567"),
        ("en", "v1.2.3.4567"),
        ("en", "1600000000"),
        ("en", "111-111-1111"),
        ("en", "9171234567"),
        ("en", "917 123 4567"),
        ("en", "123-45-6789"),
        ("en", "811228-9874"),
        ("en", "SN 4155550132"),
        ("en", "4155 5501 32"),
    ];
    for (locale, text) in texts {
        assert_eq!(phones(&scanner(locale), text), [""; 0], "{text}");
    }
}
