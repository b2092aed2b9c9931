use crate::{Finding, Kind, Scanner, Settings};

fn sure(text: &str) -> Vec<(Kind, String)> {
    let own = Scanner::new(Settings::for_locale("es")).scan(text);
    let cards = [Kind::CreditCard, Kind::CardExpiry, Kind::CardCode];
    own.into_iter()
        .filter(|own| own.is_sure() && cards.contains(&own.kind))
        .map(|own: Finding| (own.kind, own.text(text).to_owned()))
        .collect()
}

fn has(text: &str, kind: Kind, piece: &str) -> bool {
    sure(text).iter().any(|(own, found)| *own == kind && found == piece)
}

#[test]
fn the_published_test_numbers_of_every_brand_are_cards() {
    for number in [
        "4111111111111111",
        "4012888888881881",
        "4222222222222",
        "4484070000000000",
        "4917300800000000",
        "5555555555554444",
        "5105105105105100",
        "2223003122003222",
        "2720992593319364",
        "378282246310005",
        "371449635398431",
        "30569309025904",
        "38520000023237",
        "36227206271667",
        "6011111111111117",
        "6011000990139424",
        "6011000400000000",
        "3530111333300000",
        "3566002020360505",
        "3528000700000000",
        "6200000000000005",
        "6205500000000000004",
        "6759649826438453",
        "5019717010103742",
        "122000000000003",
        "2200770212727079",
        "6062826786276634",
        "6362970000457013",
    ] {
        assert!(has(number, Kind::CreditCard, number), "{number}");
        let text = format!("my credit card: {number}.");
        assert!(has(&text, Kind::CreditCard, number), "{text}");
    }
}

#[test]
fn a_number_is_found_however_it_is_grouped() {
    for number in [
        "4012-8888-8888-1881",
        "4012 8888 8888 1881",
        "4012.8888.8888.1881",
        "4012 - 8888 - 8888 - 1881",
        "3782 822463 10005",
        "3056 930902 5904",
        "6205 5000 0000 0000 004",
    ] {
        let text = format!("va con la tarjeta {number} gracias");
        assert!(has(&text, Kind::CreditCard, number), "{number}");
    }
    let text = "4012888888881881 4012-8888-8888-1881 4012 8888 8888 1881";
    assert_eq!(sure(text).len(), 3);
}

#[test]
fn a_wrong_check_length_or_issuer_is_no_card() {
    for text in [
        "4012-8888-8888-1882",
        "my credit card number is 4012-8888-8888-1882",
        "36168002586008",
        "my credit card number is 36168002586008",
        "mi tarjeta es 4111 1111 1111 1112",
        "mi tarjeta es 4111 1111 1111 111",
        "tarjeta 4111 1111 1111 11111",
        "tarjeta 1411111111111111 1",
        "tarjeta 0000 0000 0000 0000",
        "tarjeta 9999999999999995",
        "1748503543012",
        "EAN 4006381333931",
        "IMEI 356938035643809",
    ] {
        assert_eq!(sure(text), [], "{text}");
    }
}

#[test]
fn expiry_and_code_are_found_by_their_words() {
    for (text, piece) in [
        ("exp 04/27", "04/27"),
        ("caduca 04/27", "04/27"),
        ("la tarjeta caduca en agosto de 2027", "agosto de 2027"),
        ("my visa expires May 2028", "May 2028"),
        ("mi tarjeta vence en marzo del 28", "marzo del 28"),
        ("exp date 0427", "0427"),
        ("Caducidad: 4/28", "4/28"),
        ("mi tarjeta vence en 11/2028", "11/2028"),
        ("valid thru 09-29", "09-29"),
    ] {
        assert!(has(text, Kind::CardExpiry, piece), "{text}: {:?}", sure(text));
    }
    for (text, piece) in [
        ("cvv 123", "123"),
        ("CVV2: 987", "987"),
        ("el cvc es 4512", "4512"),
        ("cvv123", "123"),
        ("c.v.v. 730", "730"),
        ("los 3 del dorso: 482", "482"),
        ("código de seguridad 123", "123"),
        ("the security code on my card is 1234", "1234"),
        ("los tres números de detrás son 456", "456"),
        ("el código de 3 dígitos de la tarjeta es 456", "456"),
    ] {
        assert!(has(text, Kind::CardCode, piece), "{text}: {:?}", sure(text));
    }
}

#[test]
fn expiry_and_code_are_found_right_after_the_number() {
    for text in [
        "4111 1111 1111 1111 04/27 123",
        "4111111111111111, 04/27, 123",
        "4111111111111111|04|27|123",
        "4111111111111111 0427 123",
        "4111111111111111 exp 04/27 cvv 123",
        "378282246310005 12/2028 1234",
        "4111 1111 1111 1111 fecha 12/28 código 123",
    ] {
        let kinds: Vec<Kind> = sure(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [Kind::CreditCard, Kind::CardExpiry, Kind::CardCode], "{text}");
    }
}

#[test]
fn what_else_runs_out_or_has_three_digits_is_left_alone() {
    for text in [
        "La póliza vence 04/27",
        "mi DNI caduca 04/27",
        "el vale caduca 04/27",
        "el contrato caduca en agosto de 2027",
        "the offer expires May 2027",
        "el contrato caduca en 04/2027",
        "la oferta caduca el 12/04/27",
        "son 3/4 de hora",
        "quedan 123 euros",
        "error 502 con el cvv",
        "me faltan 3 números: 600 123 456",
        "el CVV tiene 3 dígitos",
        "pedido 123 del 04/27",
        "la visa para Estados Unidos caduca pronto",
    ] {
        assert_eq!(sure(text), [], "{text}");
    }
}
