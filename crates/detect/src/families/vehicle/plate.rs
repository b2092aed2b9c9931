//! Plates, as the countries that are met here write them.

use crate::{
    Kind,
    found::{Found, Strength},
    list::{has, have_any},
    lists,
    reading::Reading,
    scene::Scene,
    token::Class,
};

/// Every form that says something by itself: whose it is (see `strength`), then `A` for a letter, `9` for a
/// digit, `-` for a space or dash that may be left out; and one more space.
const FORMS: &[u8] =
    b"S9999-AAA PA-9999-AA PAA-9999-AA PA-9999-A PAA-9999-A BAA99-AAA WAA-99-A-9999 \
WAA-99-AA-9999 WAA-99-AAA-9999 WAA-9-AA-9999 WAA-9A-AA-9999 FAA-999-AA \
DAA-99-AA D99-AA-99 D99-99-AA WAAA-999-AA WAAA9A99 HA999AAA HA99AAA HAAA-999A HAAA-99A CAAAA-99 ";

/// A form, its places as bits: bit n is the sign n, from 0.
#[derive(Clone, Copy)]
struct Form {
    of: u8,
    len: u8,
    /// Where there are digits; elsewhere are letters.
    digits: u16,
    /// Before which signs a space or dash may be.
    parted: u16,
}

static SHAPES: [Form; 22] = forms();

/// Reads the forms, while the compiler runs.
const fn forms() -> [Form; 22] {
    const NONE: Form = Form { of: 0, len: 0, digits: 0, parted: 0 };
    let (mut all, mut count, mut own, mut at) = ([NONE; 22], 0, NONE, 0);
    while at < FORMS.len() {
        match FORMS[at] {
            b' ' => {
                all[count] = own;
                (own, count) = (NONE, count + 1);
            }
            sign if own.of == 0 => own.of = sign,
            b'-' => own.parted |= 1 << own.len,
            sign => {
                own.digits |= ((sign == b'9') as u16) << own.len;
                own.len += 1;
            }
        }
        at += 1;
    }
    all
}

/// The longest plate, in signs: India's.
const LONGEST: usize = 11;

/// The most groups: India's, too.
const GROUPS: u32 = 4;

/// Whether a plate of two words and a number may begin with a token: `HH AB 1234`.
pub(super) fn may_begin(scene: &Scene<'_>, at: usize) -> bool {
    scene.size(at) <= 3
        && scene.size(at + 1) <= 2
        && scene.class(at + 2) != Class::Letters
        && scene.is_gap(at + 1, "_ -")
}

/// Looks for a plate from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: &Reading, found: &mut Found) {
    let first = !(u64::MAX << LONGEST);
    if reading.letters & first == 0 || reading.digits & first == 0 {
        return;
    }
    for n in 5..LONGEST + 1 {
        let own = !(u64::MAX << n);
        let (digits, letters) = ((reading.digits & own).count_ones(), reading.letters & own);
        if digits < 2 || letters == 0 {
            continue;
        }
        let Some(signs) = reading.whole(n) else { continue };
        let parts = |nth: usize| !matches!(reading.separator(nth), 0 | b' ' | b'-');
        if reading.count(n) > GROUPS || (1..n).any(parts) {
            break;
        }
        if digits as usize + (letters.count_ones() as usize) < n {
            continue;
        }
        let span = reading.span(n);
        // In small letters it could be words.
        let written = scene.plain.part(span.0, span.1);
        let is_loud = !written.iter().any(u8::is_ascii_lowercase);
        let mut best = None;
        for form in &SHAPES {
            let is_own = usize::from(form.len) == n
                && u64::from(form.digits) == reading.digits & own
                && reading.begins & own & !u64::from(form.parted) == 0;
            if is_own {
                best = best.max(strength(form.of, reading, signs, is_loud));
            }
        }
        if let Some(strength) = best {
            found.formed(Kind::VehiclePlate, span, strength);
        } else if n <= 9 && is_short(reading, n) && is_named(scene, at) {
            found.told(Kind::VehiclePlate, span, Strength::Hint);
        }
    }
}

/// How much a form says: of Spain since 2000 (`S`) and until then, by its provinces (`P`); of the United
/// Kingdom since 2001 (`B`); of France, as Italy and Argentina write theirs
/// without its dashes (`F`); of Portugal, by its dashes (`D`); of Chile, without vowels (`C`); others, of which there is nothing else to
/// tell (`W`); and where too much looks like it (`H`).
fn strength(of: u8, reading: &Reading, signs: &[u8], is_loud: bool) -> Option<Strength> {
    let n = signs.len();
    let letters = |from: usize, to: usize| signs.get(from..to).unwrap_or_default();
    let (mut parts, mut dashes, mut tail) = (0, 0, n);
    for nth in 1..n {
        parts += usize::from(reading.separator(nth) != 0);
        dashes += usize::from(reading.separator(nth) == b'-');
        if signs.get(nth - 1).is_some_and(u8::is_ascii_digit) {
            tail = nth;
        }
    }
    let is_parted = parts > 0;
    let is_dashed = is_parted && parts == dashes;
    let is_unit = reading.separator(tail) == b' ' && lists::PLATE_UNITS.has(letters(tail, n));
    // `a 1500 km`, `de 120 CV`: small letters with spaces are words.
    let is_words = is_parted && !is_dashed && !is_loud;
    if is_unit || (is_words && !has(b"SB", of)) {
        return None;
    }
    let age = letters(2, 4);
    let (is_right, is_likely) = match of {
        b'S' => {
            let is_year = signs.starts_with(b"19") || signs.starts_with(b"20");
            let is_likely = !is_parted || is_dashed || (is_loud && !is_year);
            (!have_any(letters(4, 7), b"AEIOUQ"), is_likely)
        }
        b'P' => {
            let code = 1 + usize::from(letters(1, 2) >= b"A".as_slice());
            (lists::PLATE_PROVINCES.has(letters(0, code)), is_dashed && parts == 2)
        }
        b'B' => {
            let is_new = (age >= b"02" && age <= b"30") || (age >= b"51" && age <= b"80");
            (
                is_new && !have_any(letters(0, 2), b"IQZ") && !have_any(letters(4, 7), b"IQ"),
                is_loud || !is_parted,
            )
        }
        b'F' => (true, is_dashed && parts == 2 && !have_any(signs, b"IOU")),
        b'D' => (is_dashed && parts == 2, false),
        b'C' => (!have_any(letters(0, 4), b"AEIOUQ"), false),
        b'W' => (true, false),
        _ => return Some(Strength::Hint),
    };
    is_right.then_some(if is_likely { Strength::Likely } else { Strength::Weak })
}

/// Whether it is short enough for any country's plate: in up to three groups, and no word in it.
fn is_short(reading: &Reading, n: usize) -> bool {
    let (mut groups, mut letters) = (1, 0);
    for (nth, sign) in reading.start(n).iter().enumerate() {
        let is_begun = nth > 0 && reading.separator(nth) != 0;
        groups += usize::from(is_begun);
        letters = if is_begun || sign.is_ascii_digit() { 0 } else { letters };
        letters += usize::from(sign.is_ascii_uppercase());
        if letters > 3 {
            return false;
        }
    }
    groups <= 3
}

/// Whether one of the words right before a token is one that a plate follows.
fn is_named(scene: &Scene<'_>, at: usize) -> bool {
    if scene.is_in(at, lists::NO_PLATE) {
        return false;
    }
    for before in (at.saturating_sub(6)..at).rev() {
        if scene.class(before) != Class::Letters {
            return false;
        }
        if scene.is_in(before, lists::PLATE_WORDS) {
            return true;
        }
    }
    false
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
            ("Plaka numarası 06 A 123 olarak kayıtlı", "06 A 123"),
            ("ma plaque est AB-123-CD depuis hier soir", "AB-123-CD"),
            ("la plaque : AB 123-CD", "AB 123-CD"),
            ("patente BBCD-12", "BBCD-12"),
            ("la patente de mi suegro es ABC 123", "ABC 123"),
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
            "mi coche es un SEAT 11 años viejo",
            "7314 MHZ",
        ];
        for text in texts {
            assert_eq!(plates(text), [""; 0], "{text}");
        }
    }
}
