//! Numbers that issuers and their manuals publish as examples, and what is wrong with others.

mod right;
mod wrong;

use self::{right::RIGHT, wrong::WRONG};
use crate::{Finding, Kind, Scanner, Settings};
use Kind::*;

/// What is found and sure in a text that is nothing but this, in whole.
fn is_found(kind: Kind, text: &str) -> bool {
    let whole = |own: &Finding| own.start == 0 && own.end == text.len();
    Scanner::new(Settings::for_locale("es"))
        .scan(text)
        .iter()
        .any(|own| own.kind == kind && own.is_sure() && whole(own))
}

/// What is found and sure of a kind in a text.
fn found(kind: Kind, text: &str) -> Vec<&str> {
    let findings = Scanner::new(Settings::for_locale("es")).scan(text);
    let own = findings.iter().filter(|own| own.kind == kind && own.is_sure());
    own.map(|own| own.text(text)).collect()
}

#[test]
fn each_kind_is_found_however_people_write_it() {
    for (kind, texts) in RIGHT {
        for text in *texts {
            assert!(is_found(*kind, text), "{kind:?} {text}");
        }
    }
}

#[test]
fn what_is_not_issued_is_not_found() {
    for (kind, texts) in WRONG {
        for text in *texts {
            assert_eq!(found(*kind, text), [""; 0], "{kind:?} {text}");
        }
    }
}

#[test]
fn a_wrong_digit_or_two_exchanged_are_seen() {
    // Modulo 11, 23, 97 and Verhoeff see all of them.
    let texts: &[(Kind, &str)] = &[
        (EsNif, "12345678Z"),
        (EsNie, "X2482300W"),
        (EsSocialSecurity, "281234567840"),
        (FrNir, "295109912611193"),
        (InAadhaar, "234123412346"),
        (AuAbn, "51824753556"),
    ];
    for (kind, text) in texts {
        let places = 0..text.len();
        for nth in places.clone().filter(|nth| text.as_bytes()[*nth].is_ascii_digit()) {
            let mut signs = text.as_bytes().to_vec();
            signs[nth] = b'0' + (signs[nth] - b'0' + 1) % 10;
            let wrong = String::from_utf8(signs).unwrap();
            assert!(!is_found(*kind, &wrong), "{kind:?} {wrong}");
        }
        for nth in places.skip(1) {
            let mut signs = text.as_bytes().to_vec();
            let is_pair = signs[nth].is_ascii_digit() && signs[nth - 1].is_ascii_digit();
            if is_pair && signs[nth] != signs[nth - 1] {
                signs.swap(nth, nth - 1);
                let wrong = String::from_utf8(signs).unwrap();
                assert!(!is_found(*kind, &wrong), "{kind:?} {wrong}");
            }
        }
    }
}

#[test]
fn in_a_sentence_a_word_says_what_a_number_is() {
    let texts: &[(Kind, &str, &str)] = &[
        (EsNif, "Hola, soy Ana y mi DNI es 12345678-Z, gracias", "12345678-Z"),
        (EsNif, "te paso el dni: 12345678 que no me sé la letra", "12345678"),
        (EsNif, "titular DNI12345678Z y ya está", "12345678Z"),
        (EsNie, "aquí va el mío: NIEX2482300W, gracias por todo", "X2482300W"),
        (EsCif, "facturas con IVA intracomunitario ESB58818501 y ya", "B58818501"),
        (CaSin, "wife's SIN 130692544, she was born in Toronto too", "130692544"),
        (EsCif, "la factura a nombre de la empresa, CIF B58818501 por favor", "B58818501"),
        (EsSocialSecurity, "mi número de la seguridad social es 28 12345678 40", "28 12345678 40"),
        (PtNif, "o meu NIF é 501964843 e moro no Porto", "501964843"),
        (FrNir, "mon numéro de sécurité sociale : 2 95 10 99 126 111, merci", "2 95 10 99 126 111"),
        (DeTaxId, "Meine Steuer-ID lautet 36574261809, danke schön", "36574261809"),
        (UkNhs, "my NHS number is 943 476 5870 and I need a new appointment", "943 476 5870"),
        (UkNino, "my national insurance number is AA123456 I think", "AA123456"),
        (PlPesel, "My pesel is 44051401458. Is that all you need?", "44051401458"),
        (FiPersonalIdentityCode, "My finnish id code is030594W903B.", "030594W903B"),
        (SePersonnummer, "My swedish id code is199003052397.", "199003052397"),
        (UsSsn, "sure, my social security number is 078051123 and I was born there", "078051123"),
        (UsItin, "ITIN 911701234, they gave it to me last year at the office", "911701234"),
        (UsDriverLicense, "My driver's license is D1234567 from California", "D1234567"),
        (
            UsDriverLicense,
            "Florida drivers license F255-921-50-094-0 attached",
            "F255-921-50-094-0",
        ),
        (CaSin, "my SIN is 130-692-544", "130-692-544"),
        (CaSin, "mon NAS: 258 933 688", "258 933 688"),
        (BrCpf, "meu CPF é 39053344705, pode conferir agora mesmo", "39053344705"),
        (ArDni, "Soy Marta, DNI 30.123.456, de Rosario", "30.123.456"),
        (ClRut, "mi rut es 12531909-2 y soy de Temuco", "12531909-2"),
        (CoCedula, "mi cédula es 1.020.345.678 de Bogotá", "1.020.345.678"),
        (CoNit, "el NIT de nosotros es 800197268 y la sede es en Cali", "800197268"),
        (PeDni, "mi DNI es 40123456, vivo en Lima con mis padres", "40123456"),
        (InPan, "My PAN number is ABBPM4567S with a lot of text beyond it", "ABBPM4567S"),
        (AuTfn, "TFN 876 543 210 for my account, I moved to Perth in May", "876 543 210"),
        (AuMedicare, "my medicare card says 2123456701 and it is valid", "2123456701"),
        (NgNin, "My NIN is 12345678902 and yours is another", "12345678902"),
        (NgNin, "National Identification Number: 12345678902, as you asked", "12345678902"),
        (ArDni, "Soy Marta, documento 30.123.456, de Rosario", "30.123.456"),
        (DeVatId, "unsere UStID lautet DE 136 695 976, danke schön dafür", "DE 136 695 976"),
        (UsDriverLicense, "my license no is D1234567 and it is still good", "D1234567"),
    ];
    for (kind, text, own) in texts {
        assert_eq!(found(*kind, text), [*own], "{kind:?} {text}");
    }
}

#[test]
fn words_and_numbers_of_every_day_are_no_identifiers() {
    let texts = [
        "El pedido 12345678 y el 87654321 no han llegado todavía",
        "Tengo 12345678 y con eso basta para la compra de hoy",
        "Quedan 12345678. Z es la última letra del alfabeto",
        "Pagué 1.234.567 pesos por el coche, sin IVA y sin nada más",
        "El pan cuesta 130692544 veces más, sin exagerar, y al fin nada",
        "Vuelve al run 12531909 a ver si pasa, que el fin está cerca",
        "Entre 123456 a 200000 personas, de 123456 a 200000 en la plaza",
        "El teléfono sin prefijo es 612 345 678 y atienden por la tarde",
        "Version 12.345.678-5.1 of the build came out on 2024-05-14 at noon",
        "My order 078051123 has not arrived and the invoice is 2024-0512-88",
        "Llama al 943 476 5870 o al 401 023 2137 para hablar con ventas",
        "Tengo la glucosa a 120 mg/dl y la historia es la 1234567, gracias",
        "La identificación de la reserva es 40123456 y somos cuatro",
        "Son 12 345 678 y no sé más, un total de 123456789 y de 987 654 321",
        "La suma de 123456 a 200000, o sea de 1234567 a 12345674 en total",
        "Llama al +34 612 345 678 o al +52 55 1234 5678 y pregunta por mí",
        "Mi póliza es la 12531909-2 y vence en mayo, creo recordar",
        "El teléfono de la seguridad social no responde, es el 901502050",
        "Mándalo al 34612345678 o al 16175551234, por favor, y avisa",
        "La referencia AB123456 y el lote 12345678Z están en el albarán",
    ];
    let scanner = Scanner::new(Settings::for_locale("es"));
    for text in texts {
        let findings = scanner.scan(text);
        let is_wrong = |own: &&Finding| own.is_sure() && own.kind != Kind::PhoneNumber;
        let wrong: Vec<_> = findings.iter().filter(is_wrong).collect();
        assert!(wrong.is_empty(), "{text} {wrong:?}");
    }
}

#[test]
fn a_part_of_a_longer_number_is_none() {
    for text in ["99 12345678 9012", "1 943 476 5870 12", "111 130 692 544 222", "4-12-345-678-Z-9"]
    {
        for kind in [UkNhs, CaSin, PtNif, EsNif] {
            assert_eq!(found(kind, text), [""; 0], "{kind:?} {text}");
        }
    }
}
