//! Plates, as the countries that are met here write them.

use crate::{
    Kind,
    found::{Found, Strength},
    list::holds,
    reading::Reading,
    scene::Scene,
    token::Class,
};

/// What else holds of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Spain since 2000: no vowels, and no unit or currency.
    Spain,
    /// Spain until 2000, by its provinces.
    Province,
    /// The United Kingdom since 2001.
    Britain,
    /// India, by its states.
    India,
    /// Turkey, by its 81 provinces.
    Turkey,
    /// France, whose parts are told by dashes; Italy and Argentina write the same without.
    France,
    /// Portugal, by its dashes.
    Portugal,
    /// Nigeria, Brazil: there is nothing else to tell.
    Form,
    /// Too much looks like it.
    Hint,
}

/// How a plate is written, as bits from its first sign on.
#[derive(Clone, Copy, Debug)]
struct Shape {
    len: u8,
    /// Where digits are; the others are letters.
    digits: u16,
    /// Before which signs there may be a space or dash.
    parts: u16,
    of: Of,
}

impl Shape {
    /// `A` is a letter, `9` a digit, `-` a space or dash that may be left out.
    const fn new(signs: &[u8], of: Of) -> Self {
        let mut own = Self { len: 0, digits: 0, parts: 1, of };
        let mut nth = 0;
        while nth < signs.len() {
            match signs[nth] {
                b'-' => own.parts |= 1 << own.len,
                sign => {
                    own.digits |= ((sign == b'9') as u16) << own.len;
                    own.len += 1;
                }
            }
            nth += 1;
        }
        own
    }
}

/// Every form that says something by itself.
const SHAPES: &[Shape] = &[
    Shape::new(b"9999-AAA", Of::Spain),
    Shape::new(b"A-9999-AA", Of::Province),
    Shape::new(b"AA-9999-AA", Of::Province),
    Shape::new(b"A-9999-A", Of::Province),
    Shape::new(b"AA-9999-A", Of::Province),
    Shape::new(b"AA99-AAA", Of::Britain),
    Shape::new(b"AA-99-A-9999", Of::India),
    Shape::new(b"AA-99-AA-9999", Of::India),
    Shape::new(b"AA-99-AAA-9999", Of::India),
    Shape::new(b"AA-9-AA-9999", Of::India),
    Shape::new(b"AA-9A-A-9999", Of::India),
    Shape::new(b"AA-9A-AA-9999", Of::India),
    Shape::new(b"AA-9A-AAA-9999", Of::India),
    Shape::new(b"99-A-999", Of::Turkey),
    Shape::new(b"99-A-9999", Of::Turkey),
    Shape::new(b"99-A-99999", Of::Turkey),
    Shape::new(b"99-AA-999", Of::Turkey),
    Shape::new(b"99-AA-9999", Of::Turkey),
    Shape::new(b"99-AAA-99", Of::Turkey),
    Shape::new(b"99-AAA-999", Of::Turkey),
    Shape::new(b"AA-999-AA", Of::France),
    Shape::new(b"AA-99-AA", Of::Portugal),
    Shape::new(b"99-AA-99", Of::Portugal),
    Shape::new(b"99-99-AA", Of::Portugal),
    Shape::new(b"AAA-999-AA", Of::Form),
    Shape::new(b"AAA9A99", Of::Form),
    // Where Germany, the United Kingdom before 2001, and the Americas write theirs.
    Shape::new(b"A999AAA", Of::Hint),
    Shape::new(b"A99AAA", Of::Hint),
    Shape::new(b"AAA-999A", Of::Hint),
    Shape::new(b"AAA-99A", Of::Hint),
];

/// The provinces of Spain.
const PROVINCES: &str = "A AB AL AV B BA BI BU C CA CC CE CO CR CS CU GC GE GI GR GU H HU IB J L LE LO LU M MA ML MU NA O \
OR OU P PM PO S SA SE SG SO SS ST T TE TF TO V VA VI Z ZA";
/// The states of India.
const STATES: &str = "AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK \
TG TN TR TS UK UP WB";
/// What three consonants after four digits are, too.
const UNITS: &str = "AM BMW BPS BRL BTC CC CHF CLP CM CMS CNY CRC CV CZK DGT DKK EU FHD FPS GB GBP GHZ HDR HKD HNL HP \
HRS HZ JPY KBS KG KGS KM KMS KW KWH LBS MB MBS MHZ MLS MM MMS MPH MTS MXN NZD PCS PDF PHP PLN PM \
PPM PS PTS RPM SEK SGD SMS TB TBS TKT VPS XML XXL";
/// The longest plate, in signs: India's.
const LONGEST: usize = 11;

/// Words that a plate follows.
const WORDS: &str = "immatriculation kennzeichen matricula matriculas numberplate patente placa placas plaka plate \
plates reg registration rego targa vrn";

/// Whether a plate of two words and a number may begin with a token: `HH AB 1234`.
pub(super) fn may_begin(scene: &Scene<'_>, at: usize) -> bool {
    scene.word(at).len() <= 3
        && scene.word(at + 1).len() <= 2
        && scene.class(at + 2) != Class::Letters
        && scene.is_gap(at + 1, "_ -")
}

/// Looks for a plate from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: &Reading, found: &mut Found) {
    let (mut digits, mut parts, mut others) = (0_u16, 0_u16, 0_u16);
    for (nth, sign) in reading.start(LONGEST).iter().enumerate() {
        let separator = reading.separator(nth);
        digits |= u16::from(sign.is_ascii_digit()) << nth;
        parts |= u16::from(nth > 0 && separator != 0) << nth;
        others |= u16::from(!matches!(separator, 0 | b' ' | b'-')) << nth;
    }
    let mut named = None;
    for n in 5..=LONGEST {
        let Some(signs) = reading.whole(n) else { continue };
        let all = (1_u16 << n) - 1;
        // A plate has letters and digits.
        if others & all != 0 {
            break;
        }
        if matches!(digits & all, 0) || digits & all == all {
            continue;
        }
        let (from, to) = reading.span(n);
        // In small letters it could be words.
        let is_loud = !scene.plain.part(from, to).iter().any(u8::is_ascii_lowercase);
        let strengths = SHAPES
            .iter()
            .filter(|shape| usize::from(shape.len) == n && shape.digits == digits & all)
            .filter(|shape| {
                parts & all & !shape.parts == 0 && signs.iter().all(u8::is_ascii_alphanumeric)
            })
            .filter_map(|shape| strength(shape.of, reading, signs, is_loud));
        if let Some(strength) = strengths.max() {
            found.formed(Kind::VehiclePlate, (from, to), strength);
        } else if (5..=9).contains(&n)
            && is_short(reading, signs)
            && *named.get_or_insert_with(|| is_named(scene, at))
        {
            found.told(Kind::VehiclePlate, (from, to), Strength::Hint);
        }
    }
}

fn strength(of: Of, reading: &Reading, signs: &[u8], is_loud: bool) -> Option<Strength> {
    let n = signs.len();
    let letters = |from: usize, to: usize| signs.get(from..to).unwrap_or_default();
    let is_parted = !reading.is_compact(n);
    let is_dashed = is_parted && (1..n).all(|nth| matches!(reading.separator(nth), 0 | b'-'));
    let digits = signs.iter().filter(|sign| sign.is_ascii_digit());
    let tail = signs.iter().rev().take_while(|sign| !sign.is_ascii_digit()).count();
    let unit = n.saturating_sub(tail);
    let is_unit = holds(UNITS, letters(unit, n)) && reading.separator(unit) == b' ';
    // `a 1500 km`, `de 120 CV`: small letters with spaces are words.
    let is_words = is_parted && !is_dashed && !is_loud;
    if is_unit || (is_words && !matches!(of, Of::Spain | Of::Britain)) {
        return None;
    }
    let likely = |is_likely: bool| Some(if is_likely { Strength::Likely } else { Strength::Weak });
    match of {
        Of::Spain => {
            let tail = letters(4, 7);
            let is_year = signs.starts_with(b"19") || signs.starts_with(b"20");
            let is_plain = tail.iter().all(|sign| !b"AEIOUQ".contains(sign));
            is_plain.then_some(())?;
            likely(!is_parted || is_dashed || (is_loud && !is_year))
        }
        Of::Province => {
            let code = signs.iter().take_while(|sign| !sign.is_ascii_digit()).count();
            holds(PROVINCES, letters(0, code)).then_some(())?;
            likely(is_dashed && reading.groups(n).count() == 3)
        }
        Of::Britain => {
            let age = letters(2, 4);
            let is_age = (b"02".as_slice()..=b"30").contains(&age)
                || (b"51".as_slice()..=b"80").contains(&age);
            let is_used = |from, to, unused: &[u8]| {
                letters(from, to).iter().all(|sign| !unused.contains(sign))
            };
            (is_age && is_used(0, 2, b"IQZ") && is_used(4, 7, b"IQ")).then_some(())?;
            likely(is_loud || !is_parted)
        }
        Of::India => {
            holds(STATES, letters(0, 2)).then_some(())?;
            likely(is_loud)
        }
        Of::Turkey => {
            let is_province = (b"01".as_slice()..=b"81").contains(&letters(0, 2));
            (is_province && is_loud && letters(2, 4) != b"DE").then_some(Strength::Weak)
        }
        Of::France => {
            let is_used =
                letters(0, 2).iter().chain(letters(5, 7)).all(|sign| !b"IOU".contains(sign));
            likely(is_dashed && is_used && reading.groups(n).count() == 3)
        }
        Of::Portugal => (is_dashed && reading.groups(n).count() == 3).then_some(Strength::Weak),
        Of::Form => (digits.count() > 2).then_some(Strength::Weak),
        Of::Hint => Some(Strength::Hint),
    }
}

/// Whether it is short enough for any country's plate: letters and digits, in up to three groups.
fn is_short(reading: &Reading, signs: &[u8]) -> bool {
    let digits = signs.iter().filter(|sign| sign.is_ascii_digit()).count();
    let is_word = signs.windows(4).enumerate().any(|(nth, own)| {
        own.iter().all(u8::is_ascii_uppercase)
            && (nth + 1..nth + 4).all(|nth| reading.separator(nth) == 0)
    });
    !is_word && digits >= 2 && digits < signs.len() && reading.groups(signs.len()).count() <= 3
}

/// Whether one of the words right before a token is one that a plate follows.
fn is_named(scene: &Scene<'_>, at: usize) -> bool {
    if scene.is_word(at, "is es de del no n la el con") {
        return false;
    }
    (at.saturating_sub(4)..at)
        .rev()
        .take_while(|before| scene.class(*before) == Class::Letters)
        .any(|before| scene.is_among(before, WORDS))
}

#[cfg(test)]
mod tests {
    use crate::{Finding, Kind, Scanner, Settings};

    fn plates(text: &str) -> Vec<String> {
        let findings = Scanner::new(Settings::for_locale("es")).scan(text);
        let is_own = |own: &&Finding| own.kind == Kind::VehiclePlate && own.is_sure();
        findings.iter().filter(is_own).map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn plates_are_found_as_they_are_written() {
        let cases = [
            ("me han rayado el 1234 BCD en el garaje", "1234 BCD"),
            ("me han rayado el 1234bcd en el garaje", "1234bcd"),
            ("me han rayado el 1234-BCD en el garaje", "1234-BCD"),
            ("matricula 1234 bcd", "1234 bcd"),
            ("es el M-1234-AB de mi padre", "M-1234-AB"),
            ("mi coche es SE 1234 CD", "SE 1234 CD"),
            ("BD62XYZ", "BD62XYZ"),
            ("I drive AB70 DEF every day", "AB70 DEF"),
            ("someone hit my car, reg ab12 cde", "ab12 cde"),
            ("DL3CJI0001", "DL3CJI0001"),
            ("DL 01 CA 1234", "DL 01 CA 1234"),
            ("My Bike's registration number is OD02BA2341 with a lot of text beyond", "OD02BA2341"),
            ("ABJ-001AA", "ABJ-001AA"),
            ("app-456cv", "app-456cv"),
            ("APP 456CV", "APP 456CV"),
            ("06 A 123", "06 A 123"),
            ("Plaka numarası 06 A 123 olarak kayıtlı", "06 A 123"),
            ("ma plaque est AB-123-CD depuis hier soir", "AB-123-CD"),
            ("targa AB123CD", "AB123CD"),
            ("matrícula 12-AB-34", "12-AB-34"),
            ("Kennzeichen: HH-AB-1234.", "HH-AB-1234"),
            ("la placa es ABC-123", "ABC-123"),
            ("patente AB 123 CD", "AB 123 CD"),
            ("patente ab 123 cd", "ab 123 cd"),
            ("placa BRA2E19", "BRA2E19"),
            ("my plate is 7ABC123", "7ABC123"),
        ];
        for (text, own) in cases {
            assert_eq!(plates(text), [own], "{text}");
        }
    }

    #[test]
    fn what_is_searched_is_sorted() {
        use super::{PROVINCES, STATES, UNITS, WORDS};
        for list in [PROVINCES, STATES, UNITS, WORDS] {
            assert!(crate::list::is_sorted(list), "{list}");
        }
    }

    #[test]
    fn what_only_looks_like_a_plate_is_none() {
        let texts = [
            "va a 1500 rpm",
            "son 2000 GBP",
            "un 2019 BMW azul",
            "1234 ABC",
            "1234 BCDF",
            "11234 BCD",
            "IB51 ABC",
            "AB00 ABC",
            "AB35 ABC",
            "ABC 123Z",
            "B 1234",
            "99 ABC 123",
            "ABNE123456",
            "XXXAB51ABCYYY",
            "12 de 2024",
            "el pedido 1234 BCD",
            "la matrícula del máster son 1200 euros",
            "la placa base lleva 16 GB",
            "version 06 a 123",
            "una placa solar de 450 W",
            "camiseta 1234 XXL",
            "the car has 4 doors and 120 HP",
            "mi coche va a 1500 km de aquí",
            "un coche de 120 CV",
        ];
        for text in texts {
            assert_eq!(plates(text), [""; 0], "{text}");
        }
    }
}
