//! IBAN, by ISO 13616 and the register of SWIFT.

use super::{super::ids::by_97, bic::is_country};
use crate::{
    Kind,
    found::{Found, Strength},
    list::digits,
    reading::{LONGEST, Reading},
    scene::Scene,
    token::{CAPITAL, SMALL, makeup, number},
};

/// What follows country and check digits, form by form, with the countries that have it: `n` digits, `a` letters,
/// `c` either, each with how many. Not in the register, and in use: those of Angola, Algeria, Cabo Verde, Iran,
/// Madagascar, Morocco, Mozambique, the Comoros and the countries of the two CFA francs.
const FORMS: &str = "a1n10c12ITSM a2n12FK a2n16GE a4c13LV a4c14BH a4c15GI a4c16PKRO a4c20AZ a4c21PSQA a4c22KW a4c24LC \
    a4n10NL a4n14GBIE a4n15IQ a4n16VG a4n19a3MU a4n20HNNISV a4n20a3SC a4n4c18JOYE a4n5c18MT a4n6c8BG \
    c20MD c2n19GW c2n22BFBJCIMLNESNTG c4c20GT c4n20DO c4n4c16BY n10c11n2FRMC n11NO n12BE n14DKFIFOGLSD \
    n14c15RU n15SI n16ATBAEELTMNXK n17HR n18CRDEMERSVA n19AEILSOTL n20CZESSESKTN n21AOCVLYMZPTST \
    n22DZIRIS n23BICFCGCMDJGAGQKMMGMRTD n23a1c1BR n24HUMAPL n25EG n2c18SA n3c10n2MK n3c13KZLU n3c16OM \
    n4c20LB n5c12CHLI n6c16TR n6c19UA n7c16GR n8c12AD n8c16ALCY";

/// Looks for an account from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: &Reading, found: &mut Found) {
    let &[first, second, tens, ones] = reading.start(4) else { return };
    let is_begun = is_country(first, second)
        && second.is_ascii_uppercase()
        && tens.is_ascii_digit()
        && ones.is_ascii_digit();
    let form = if is_begun { form(&[first, second]) } else { None };
    let Some(form) = form else { return };
    let Some(signs) = end(form, reading.start(LONGEST)).and_then(|end| reading.whole(end)) else {
        return;
    };
    if !is_checked(signs) || reading.separator(1) != 0 || is_mixed(scene, reading.span(signs.len()))
    {
        return;
    }
    // "no 93 8601 1117 947": a small word before a number is a country's code by chance, once in 97.
    let is_word = matches!(scene.written(at), [b'a'..=b'z', b'a'..=b'z']);
    let strength = if is_word { Strength::Weak } else { Strength::Sure };
    found.checked(Kind::IbanCode, reading.span(signs.len()), strength);
}

/// The form of a country's accounts.
fn form(country: &[u8]) -> Option<&'static [u8]> {
    let signs = FORMS.as_bytes();
    // Where the form begins that is looked at, and where its countries do.
    let (mut from, mut to, mut at) = (0, 0, 0);
    while let Some(sign) = signs.get(at) {
        if sign.is_ascii_uppercase() {
            if signs.get(at..at + 2) == Some(country) {
                return signs.get(from..to);
            }
            at += 2;
            continue;
        }
        at += 1;
        to = at;
        if *sign == b' ' {
            from = at;
        }
    }
    None
}

/// Whether capital and small letters are mixed in it, beside the country's: nobody writes so.
fn is_mixed(scene: &Scene<'_>, (from, to): (usize, usize)) -> bool {
    let signs = scene.plain.part(from + 2, to);
    makeup(signs) & (CAPITAL | SMALL) == CAPITAL | SMALL
}

/// Where a number ends whose signs after the first four are as a form says; nothing if they are not.
fn end(form: &[u8], signs: &[u8]) -> Option<usize> {
    let (mut end, mut rest) = (4, form);
    while let [kind, after @ ..] = rest {
        let (count, next) = after.split_at_checked(digits(after))?;
        for _ in 0..number(count) {
            let sign = signs.get(end)?;
            let is_right = match kind {
                b'n' => sign.is_ascii_digit(),
                b'a' => sign.is_ascii_uppercase(),
                _ => sign.is_ascii_alphanumeric(),
            };
            if !is_right {
                return None;
            }
            end += 1;
        }
        rest = next;
    }
    Some(end)
}

/// ISO/IEC 7064, MOD 97-10: the whole, with its first four signs last and letters as 10 to 35, leaves 1;
/// and its check digits are of those that the standard makes.
fn is_checked(signs: &[u8]) -> bool {
    let Some((first, rest)) = signs.split_at_checked(4) else { return false };
    let left = by_97(by_97(0, rest), first);
    left == 1 && !matches!(first, [_, _, b'0', b'0' | b'1'] | [_, _, b'9', b'9'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale("es")).scan(text);
        let own = own.into_iter().filter(|own| own.kind == Kind::IbanCode && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    /// The examples of the register.
    const EXAMPLES: &[&str] = &[
        "AD1200012030200359100100",
        "AE070331234567890123456",
        "AL47212110090000000235698741",
        "AT611904300234573201",
        "AZ21NABZ00000000137010001944",
        "BA391290079401028494",
        "BE68539007547034",
        "BG80BNBG96611020345678",
        "BH67BMAG00001299123456",
        "BI4210000100010000332045181",
        "BR1800360305000010009795493C1",
        "BY13NBRB3600900000002Z00AB00",
        "CH9300762011623852957",
        "CR05015202001026284066",
        "CY17002001280000001200527600",
        "CZ6508000000192000145399",
        "DE89370400440532013000",
        "DJ2100010000000154000100186",
        "DK5000400440116243",
        "DO28BAGR00000001212453611324",
        "EE382200221020145685",
        "EG380019000500000000263180002",
        "ES9121000418450200051332",
        "FI2112345600000785",
        "FK88SC123456789012",
        "FO6264600001631634",
        "FR1420041010050500013M02606",
        "GB29NWBK60161331926819",
        "GE29NB0000000101904917",
        "GI75NWBK000000007099453",
        "GL8964710001000206",
        "GR1601101250000000012300695",
        "GT82TRAJ01020000001210029690",
        "HR1210010051863000160",
        "HU42117730161111101800000000",
        "IE29AIBK93115212345678",
        "IL620108000000099999999",
        "IQ98NBIQ850123456789012",
        "IS140159260076545510730339",
        "IT60X0542811101000000123456",
        "JO94CBJO0010000000000131000302",
        "KW81CBKU0000000000001234560101",
        "KZ86125KZT5004100100",
        "LB62099900000001001901229114",
        "LC55HEMM000100010012001200023015",
        "LI21088100002324013AA",
        "LT121000011101001000",
        "LU280019400644750000",
        "LV80BANK0000435195001",
        "LY83002048000020100120361",
        "MC5811222000010123456789030",
        "MD24AG000225100013104168",
        "ME25505000012345678951",
        "MK07250120000058984",
        "MR1300020001010000123456753",
        "MT84MALT011000012345MTLCAST001S",
        "MU17BOMM0101101030300200000MUR",
        "NL91ABNA0417164300",
        "NO9386011117947",
        "PK36SCBL0000001123456702",
        "PL61109010140000071219812874",
        "PS92PALS000000000400123456702",
        "PT50000201231234567890154",
        "QA58DOHB00001234567890ABCDEFG",
        "RO49AAAA1B31007593840000",
        "RS35260005601001611379",
        "SA0380000000608010167519",
        "SC18SSCB11010000000000001497USD",
        "SE4550000000058398257466",
        "SI56263300012039086",
        "SK3112000000198742637541",
        "SM86U0322509800000000270100",
        "ST23000100010051845310146",
        "SV62CENR00000000000000700025",
        "TL380080012345678910157",
        "TN5910006035183598478831",
        "TR330006100519786457841326",
        "UA213223130000026007233566001",
        "VA59001123000012345678",
        "VG96VPVG0000012345678901",
        "XK051212012345678906",
    ];

    fn in_fours(number: &str, parted: &str) -> String {
        let fours = number.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four));
        fours.collect::<Vec<_>>().join(parted)
    }

    #[test]
    fn the_examples_of_the_register_are_accounts_however_they_are_written() {
        for number in EXAMPLES {
            for number in [
                (*number).to_owned(),
                number.to_lowercase(),
                in_fours(number, " "),
                in_fours(number, "-"),
                in_fours(number, "\u{a0}"),
            ] {
                assert_eq!(sure(&number).as_slice(), std::slice::from_ref(&number));
                let text = format!("Ingresadlo en {number}, gracias");
                assert_eq!(sure(&text), [number], "{text}");
            }
        }
    }

    #[test]
    fn one_wrong_sign_is_no_account() {
        for number in EXAMPLES {
            let (rest, last) = number.split_at(number.len() - 1);
            let other = if last == "0" { "1" } else { "0" };
            let longer = format!("{number}0");
            assert_eq!(sure(&longer), [""; 0], "{longer}");
            for wrong in [format!("{rest}{other}"), rest.to_owned()] {
                assert_eq!(sure(&wrong), [""; 0], "{wrong}");
                assert_eq!(sure(&in_fours(&wrong, " ")), [""; 0], "{wrong}");
            }
        }
    }

    #[test]
    fn a_letter_where_a_digit_belongs_is_no_account_even_if_the_check_is_right() {
        // ES with a letter; its check digits are made for it.
        let bban = "A1000418450200051332";
        let number = (2..=98).map(|check| format!("ES{check:02}{bban}"));
        let right: Vec<String> = number.filter(|own| is_checked(own.as_bytes())).collect();
        assert_eq!(right.len(), 1);
        assert_eq!(sure(&right.concat()), [""; 0]);
    }

    #[test]
    fn label_country_and_rest_can_be_apart() {
        assert_eq!(sure("IBAN:ES91 2100 0418 4502 0005 1332"), ["ES91 2100 0418 4502 0005 1332"]);
        assert_eq!(sure("ES 91 2100 0418 45 0200051332."), ["ES 91 2100 0418 45 0200051332"]);
        assert_eq!(sure("Gb29 nwbk 6016 1331 9268 19"), ["Gb29 nwbk 6016 1331 9268 19"]);
        assert_eq!(sure("G B29 NWBK 6016 1331 9268 19"), [""; 0]);
        assert_eq!(sure("GB29 nWBK 6016 1331 9268 19"), [""; 0]);
        assert_eq!(sure("order no 93 8601 1117 947"), [""; 0]);
        assert_eq!(sure("ZZ91 2100 0418 4502 0005 1332"), [""; 0]);
        assert_eq!(sure("ES00 2100 0418 4502 0005 1332"), [""; 0]);
    }
}
