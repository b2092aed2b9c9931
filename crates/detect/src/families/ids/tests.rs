//! Numbers that issuers and their manuals publish as examples, and what is wrong with others.

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

/// Kinds with a check, each with right ones as people write them, nothing but the number.
const RIGHT: &[(Kind, &[&str])] = &[
    (
        EsNif,
        &["12345678Z", "12.345.678-Z", "12.345.678Z", "12 345 678 Z", "12345678-z", "00000001R"],
    ),
    (EsNif, &["54362315-K", "1111111G", "1.111.111-G", "M1234567L", "M-1234567-L", "12345678 Z"]),
    (
        EsNie,
        &[
            "X2482300W",
            "x-2482300-w",
            "Y8063915-Z",
            "Z8078221M",
            "X-2.482.300-W",
            "X02482300W",
            "X 248 230 0 W",
        ],
    ),
    (
        EsCif,
        &[
            "J99216582",
            "A58818501",
            "B-58818501",
            "P2807900B",
            "Q-2826000-H",
            "B 58 818 501",
            "A13 585 625",
        ],
    ),
    (EsSocialSecurity, &["281234567840", "28/12345678/40", "28 12345678 40", "28-1234567840"]),
    (PtNif, &["501964843", "501 964 843", "PT501964843", "PT 501 964 843"]),
    (FrNir, &["295109912611193", "2 95 10 99 126 111 93", "1 51 02 46102 043-25"]),
    (FrNir, &["1 84 12 2A 451 089 33", "184122B45108960", "1841276451089 46"]),
    (
        ItFiscalCode,
        &["RCCMNL83S18D969H", "rssmra85t10a562s", "MRTMTT25D09F205Z", "RSSMRA85T10A56NH"],
    ),
    (DeTaxId, &["36574261809", "36 574 261 809", "86095742719", "47036892816", "65929970489"]),
    (DeTaxId, &["12345678903", "98765432106"]),
    (UkNhs, &["9434765870", "943 476 5870", "943-476-5870", "4010232137"]),
    (
        UkNino,
        &[
            "AA123456B",
            "AA 12 34 56 B",
            "hh 01 02 03 d",
            "tw987654a",
            "PR 123612C",
            "ZY-12-34-56-A",
        ],
    ),
    (PlPesel, &["44051401359", "02070803628", "44051401458"]),
    (FiPersonalIdentityCode, &["131052-308T", "131052+308T", "020504A902E", "030594w903b"]),
    (
        SePersonnummer,
        &["880320-0016", "8803200016", "880320+0016", "198803200016", "19880320-0016"],
    ),
    (SePersonnummer, &["701063-2391", "18880320+0016"]),
    (UsSsn, &["536-90-4399", "078-05-1123", "078 05 1123"]),
    (UsItin, &["912-90-3456", "911-70-1234", "911 70 1234"]),
    (CaSin, &["123-456-782", "130 692 544", "130692544"]),
    (BrCpf, &["390.533.447-05", "390 533 447 05", "390533447-05", "39053344705"]),
    (BrCnpj, &["16.727.230/0001-97", "16727230000197", "12.ABC.345/01DE-35", "12abc34501de35"]),
    (MxCurp, &["BOXW310820HNERXN09", "boxw310820hnerxn09"]),
    (
        MxRfc,
        &["GODE561231GR8", "GODE-561231-GR8", "BUEI591117HY0", "MAB9307148T4", "MAB 930714 8T4"],
    ),
    (ArCuit, &["20055361682", "20-05536168-2", "20 05536168 2", "20-05.536.168-2"]),
    (
        ClRut,
        &[
            "12.531.909-2",
            "12531909-2",
            "76086428-5",
            "76.086.428-5",
            "125319092",
            "20.347.878-K",
            "20347878k",
        ],
    ),
    (CoNit, &["213.123.432-1", "213123432-1", "2131234321", "800.197.268-4"]),
    (PeRuc, &["20512333797", "10054052800"]),
    (InAadhaar, &["234123412346", "2341 2341 2346", "2341-2341-2346", "3998:7654:3211"]),
    (InPan, &["ACUPA7085R", "ABCPD1234Z"]),
    (AuTfn, &["123 456 782", "123456782", "876 543 210"]),
    (AuAbn, &["51824753556", "51 824 753 556", "83 914 571 673"]),
    (AuAcn, &["004 085 616", "004085616", "000 000 019"]),
    (AuMedicare, &["2123456701", "2123 45670 1", "2123 45670 1/1", "2123-45670-1"]),
    (SgNricFin, &["S1234567D", "s2740116c", "T7572225C", "G3311215N", "M5043078W"]),
    (DeSocialSecurity, &["15070649C103", "65070803A019", "65 070803 A 019"]),
    (DeHealthInsurance, &["A000500015", "M123456785"]),
    (DeVatId, &["DE136695976", "DE 136 695 976", "DE.136.695.976", "de136695976"]),
    (ItVatCode, &["00743110157", "IT00743110157"]),
    (SeOrganisationsnummer, &["556703-7485", "5567037485"]),
    (UkDrivingLicence, &["MORGA607054SM9IJ", "FO999512018AA1AB", "SMITH 802290 AB1CD"]),
    (TrNationalId, &["17291716060", "10000000146"]),
    (KrRrn, &["960121-1021413", "9601211021413"]),
    (ThTnin, &["3456789012347", "3-4567-89012-34-7"]),
    (ZaIdNumber, &["7503305044089", "750330 5044 08 9"]),
    (NgNin, &["01234567895"]),
    (UsMbi, &["1EG4-TE5-MK73", "1eg4te5mk73"]),
    (UsNpi, &["1245319599"]),
    (InGstin, &["27AAPFU0939F1ZV"]),
];

/// What looks like one and is none: check, date, range, length, groups.
const WRONG: &[(Kind, &[&str])] = &[
    (EsNif, &["12345678A", "12.345.678-A", "12345678ZZ", "112345678Z", "1234567Z"]),
    (EsNie, &["X2482300X", "W8063915Q", "Y806391Q", "X12345678L"]),
    (EsCif, &["J99216583", "A5881850A", "P28079002", "I58818501", "B00000000"]),
    (EsSocialSecurity, &["281234567841", "991234567821", "000000000000", "2812345678401"]),
    (PtNif, &["501964842", "111111111", "401964843", "50 1964 843"]),
    (FrNir, &["295109912611192", "295139912611193", "595109912611193", "2951099126111933"]),
    (
        ItFiscalCode,
        &["RCCMNL83S18D969G", "RCCMNL83F18D969H", "RCCMNL83S99D969H", "A55AAA00B11C333N"],
    ),
    (DeTaxId, &["36574261890", "12345678901", "06574261809", "11111111119", "1234567890"]),
    (UkNhs, &["9434765871", "401-023-2138", "1111111111", "94 3476 5870"]),
    (
        UkNino,
        &["FQ 00 00 00 C", "BG123612A", "nt 99 88 77 a", "UV 98 76 54 B", "AA123456E", "AO123456A"],
    ),
    (PlPesel, &["44051401358", "44131401350", "44053201354", "440514013590"]),
    (
        FiPersonalIdentityCode,
        &["131052-308U", "311190-1111", "012245A110G", "131052/308T", "300252-308T"],
    ),
    (FiPersonalIdentityCode, &["131052.308T", "131052G308T", "131052-001K"]),
    (
        SePersonnummer,
        &["880320-0018", "19000309-3393", "200504422381", "881320-0018", "880320/0016"],
    ),
    (
        UsSsn,
        &["000-12-3456", "666-12-3456", "900-12-3456", "536-00-4399", "536-90-0000", "078-05-1120"],
    ),
    (
        UsSsn,
        &["219-09-9999", "123-45-6789", "111-11-1111", "693-09.4444", "0780511201", "078051120"],
    ),
    (UsItin, &["911-89-1234", "911-93-1234", "911-49-1234", "811-70-1234"]),
    (CaSin, &["123-456-783", "046 454-286", "812 345 678", "046 454 286", "111 111 111"]),
    (BrCpf, &["390.533.447-06", "111.111.111-11", "390.533.477-05", "3905334470"]),
    (BrCnpj, &["16.727.230/0001-98", "00000000000000", "12.ABC.345/01DE-36"]),
    (
        MxCurp,
        &["BOXW310820HNERXN08", "BOXW311320HNERXN09", "BOXW310820ZNERXN09", "BOXW310820HXXRXN09"],
    ),
    (MxRfc, &["GODE561331GR8", "XAXX010101000", "GOD561231GR", "GODE561231GR88"]),
    (ArCuit, &["20-05536168-3", "28055361682", "2005536168"]),
    (ClRut, &["12.531.909-3", "76086428-K", "11.111.111-2"]),
    (CoNit, &["213.123.432-2", "800197268-5"]),
    (PeRuc, &["20512333798", "30512333797"]),
    (
        InAadhaar,
        &["123456789012", "1234 5678 9012", "1234:5678:9012", "234123412347", "2341 2341 23467"],
    ),
    (InPan, &["ACUP7085R", "1111111111", "ACUPA70855R"]),
    (AuTfn, &["123456783", "5282475355632", "52824753556AF", "123 456\n789"]),
    (AuAbn, &["52 824 753 556", "52824753556", "00000000560", "51 824 753 5564"]),
    (AuAcn, &["004 085 617", "824 753 557", "000000000", "51 824 753 5564"]),
    (AuMedicare, &["2123258701", "1123456701", "2123456700"]),
    (SgNricFin, &["PA12348L", "S123456D", "A12345678"]),
    (DeSocialSecurity, &["65070803A012", "65079903A019"]),
    (DeHealthInsurance, &["A123456787", "M123456789", "A12345678"]),
    (DeVatId, &["FR12345678901", "DE12345678"]),
    (ItVatCode, &["00743110158", "00000000000"]),
    (SeOrganisationsnummer, &["556703-7486", "551203-7485", "556703-7r85"]),
    (
        UkDrivingLicence,
        &["MORGA600054SM9IJ", "MORGA613054SM9IJ", "MORGA663054SM9IJ", "MO9G9657054SM9IJ"],
    ),
    (TrNationalId, &["17291716061", "02531814694", "00000000000"]),
    (KrRrn, &["960303-0021413", "760413-5212134", "961321-1021413"]),
    (ThTnin, &["1234567890123", "1284567890124", "0034567890124"]),
    (ZaIdNumber, &["9913326789285", "7503305044088", "1234567890123"]),
    (NgNin, &["1234567890", "01234567896", "991234567890288"]),
    (UsMbi, &["1EG4-LE5-MK73", "1BG4-TE5-MK73", "0EG4-TE5-MK73"]),
    (UsNpi, &["0234567893", "3234567893", "1111111112"]),
    (InGstin, &["00ABCDE1234F1Z5", "123456789012345"]),
];

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
        let sure: Vec<_> = findings.iter().filter(|own| own.is_sure()).collect();
        assert!(sure.is_empty(), "{text} {sure:?}");
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
