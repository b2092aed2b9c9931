//! What holds whatever is looked for.

use super::*;

fn kinds(text: &str) -> Vec<Kind> {
    let scanner = Scanner::new(Settings::for_locale("es"));
    scanner.scan(text).into_iter().filter(Finding::is_sure).map(|own| own.kind).collect()
}

#[test]
fn a_finding_says_where_it_is_in_bytes_and_in_code_points() {
    let text = "¡Señor! 4111 1111\u{a0}1111 1111 ";
    let findings = Scanner::new(Settings::default()).scan(text);
    let [card] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(card.text(text), "4111 1111\u{a0}1111 1111");
    assert_eq!((card.start_point, card.end_point), (8, 27));
}

#[test]
fn digits_of_another_script_or_with_nothing_between_them_are_no_way_around() {
    assert_eq!(kinds("４１１１ １１１１ １１１１ １１１１"), [Kind::CreditCard]);
    assert_eq!(kinds("4111\u{200b}1111\u{200b}1111\u{ad}1111"), [Kind::CreditCard]);
    assert_eq!(kinds("٤١١١ ١١١١ ١١١١ ١١١١"), [Kind::CreditCard]);
}

#[test]
fn no_text_makes_it_panic() {
    for text in ["", " ", "\0", "•", "é", "\u{300}", "1", "-", "1 1 1", "\u{10ffff}1"] {
        let _ = kinds(text);
        let _ = kinds(&text.repeat(300));
    }
}

#[test]
fn every_kind_has_a_name_of_its_own_and_fits_a_set() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_name(kind.name()), Some(*kind));
    }
    assert!(Kind::ALL.len() <= 128);
}
