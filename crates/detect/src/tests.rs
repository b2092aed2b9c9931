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
    assert_eq!(Finding::points(text, &findings)[0], (8, 27));
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

#[test]
fn a_number_that_sticks_to_its_label_is_found() {
    assert_eq!(kinds("la tarjeta nº4111 1111 1111 1111"), [Kind::CreditCard]);
    assert_eq!(kinds("DNI n.º12345678Z, y nº12345678Z"), [Kind::EsNif, Kind::EsNif]);
    assert_eq!(kinds("pasaporte nºAAA123456"), [Kind::Passport]);
}

#[test]
fn the_name_of_a_file_is_read_as_words() {
    let scanner = Scanner::new(Settings::for_locale("es"));
    let cases = [
        ("DNI_12345678Z.pdf", Kind::EsNif, "12345678Z"),
        ("dni-12345678z.PDF", Kind::EsNif, "12345678z"),
        ("copia_dni_Ana_12345678Z_v2.jpg", Kind::EsNif, "12345678Z"),
        ("nomina-ES9121000418450200051332.pdf", Kind::IbanCode, "ES9121000418450200051332"),
        (
            "nómina_ES91_2100_0418_4502_0005_1332.pdf",
            Kind::IbanCode,
            "ES91_2100_0418_4502_0005_1332",
        ),
        ("ES91-2100-0418-4502-0005-1332.xlsx", Kind::IbanCode, "ES91-2100-0418-4502-0005-1332"),
        ("tarjeta_4111111111111111.png", Kind::CreditCard, "4111111111111111"),
        ("scan.4111 1111 1111 1111.png", Kind::CreditCard, "4111 1111 1111 1111"),
        ("pasaporte_AAA123456.jpeg", Kind::Passport, "AAA123456"),
        ("contacto_ana.perez@example.com.vcf", Kind::EmailAddress, "ana.perez@example.com"),
        ("telefono_612345678.txt", Kind::PhoneNumber, "612345678"),
        ("12345678Z", Kind::EsNif, "12345678Z"),
    ];
    for (name, kind, own) in cases {
        let found = scanner.scan_name(name);
        let found: Vec<_> = found.iter().filter(|own| own.is_sure()).collect();
        assert!(found.iter().any(|it| it.kind == kind && it.text(name) == own), "{name} {found:?}");
    }
    for name in ["", ".", "_", "..", "IMG_20240213_101500.jpg", "factura_2024-003.pdf", "é.ñ"] {
        assert!(!scanner.scan_name(name).iter().any(Finding::is_sure), "{name}");
    }
}

#[test]
fn a_form_takes_what_is_right_whatever_else_it_may_be() {
    let mut settings = Settings::for_locale("es");
    settings.patterns.extend(Pattern::new("########@"));
    let scanner = Scanner::new(settings);
    let right = [
        (Kind::IbanCode, "ES91 2100 0418 4502 0005 1332"),
        (Kind::IbanCode, " es9121000418450200051332 "),
        (Kind::IbanCode, "GB82 WEST 1234 5698 7654 32"),
        (Kind::EsNif, "12345678Z"),
        (Kind::EsNif, "12.345.678-z"),
        (Kind::EsNie, "X1234567L"),
        (Kind::EsNie, "y-1234567-x"),
        (Kind::PhoneNumber, "612345678"),
        (Kind::PhoneNumber, "+34 612 345 678"),
        (Kind::PhoneNumber, "91 234 56 78"),
        (Kind::EmailAddress, "ana@example.com"),
        (Kind::DateOfBirth, "03/04/1985"),
        (Kind::DateOfBirth, "1985-04-03"),
        (Kind::DateOfBirth, "3 de abril de 1985"),
        (Kind::CreditCard, "4111 1111 1111 1111"),
        (Kind::Passport, "AAA123456"),
        (Kind::Site, "12345678A"),
        (Kind::Site, "12345678Z"),
        (Kind::EsSocialSecurity, "281234567840"),
    ];
    for (kind, value) in right {
        assert!(scanner.is_valid(kind, value), "{kind:?} {value}");
    }
    let wrong = [
        (Kind::IbanCode, "ES92 2100 0418 4502 0005 1332"),
        (Kind::IbanCode, "ES91 2100 0418 4502 0005 133"),
        (Kind::EsNif, "12345678A"),
        (Kind::EsNif, "12345678"),
        (Kind::EsNif, "12345678Z y más"),
        (Kind::EsNie, "X1234567A"),
        (Kind::PhoneNumber, "612 345"),
        (Kind::PhoneNumber, "hola"),
        (Kind::EmailAddress, "ana@example"),
        (Kind::DateOfBirth, "33/14/1985"),
        (Kind::DateOfBirth, "abril"),
        (Kind::CreditCard, "4111 1111 1111 1112"),
        (Kind::Site, "1234567A"),
        (Kind::Site, ""),
    ];
    for (kind, value) in wrong {
        assert!(!scanner.is_valid(kind, value), "{kind:?} {value}");
    }
}
