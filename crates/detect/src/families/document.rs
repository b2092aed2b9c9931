//! Passports: their numbers where words near by say so, and the lines that machines read (ICAO 9303).

use crate::{
    Kind,
    found::{Found, Strength},
    list::{are_digits, count_digits, entries, has, has_pair},
    plain::Plain,
    reading::Reading,
    scene::Scene,
    token::{DIGIT, is_word, makeup},
};

/// How the numbers of passports are written, `A` a letter and `9` a digit: in Spain, Argentina, Guatemala;
/// Colombia, Brazil, Canada, Portugal; the United States, Mexico, China, Chile; Italy, Japan, Poland, and
/// once the United Kingdom; France; India; Singapore; the United States, the United Kingdom, Peru, Russia;
/// Portugal.
const SHAPES: &[u8] =
    b"AAA999999 AA999999 A99999999 AA9999999 99AA99999 A9999999 A9999999A 999999999 A999999 K999A9999";

/// What a German number begins with: no vowels, and no letter that looks like a digit.
const GERMAN: &[u8] = b"CFGHJKLMNPRTVWXYZ";
/// What a Korean number begins with.
const KOREAN: &[u8] = b"MSRODG";

/// The shortest line that machines read, and the longest.
const SHORTEST: usize = 30;
const LINE: usize = 44;

/// Looks for a passport from a token on.
#[inline(never)]
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    if let Some(token) = scene.token(at)
        && (token.has_digit() || scene.plain.sign(token.to as usize) == b'<')
    {
        machine_read(scene.plain, token.from as usize, found);
    }
    let Some(reading) = reading else { return };
    for n in 7..11 {
        let Some(signs) = reading.whole(n) else { continue };
        if reading.count(n) > 2 {
            break;
        }
        let span = reading.span(n);
        match signs.split_last() {
            Some((check, number)) if is_german(signs) && is_checked(number, *check) => {
                found.checked(Kind::Passport, span, Strength::Weak);
            }
            // The check may be told apart from the nine signs that it is of.
            _ if fits(signs) || (n == 9 && is_german(signs)) => {
                found.formed(Kind::Passport, span, Strength::Hint);
            }
            _ => {}
        }
    }
}

fn fits(signs: &[u8]) -> bool {
    for shape in entries(SHAPES) {
        let is_like = |(sign, like): (&u8, &u8)| match like {
            b'9' => sign.is_ascii_digit(),
            b'A' => sign.is_ascii_uppercase(),
            _ => has(KOREAN, *sign),
        };
        if signs.len() == shape.len() && signs.iter().zip(shape).all(is_like) {
            return true;
        }
    }
    false
}

/// Eight signs and their check digit, or nine as older ones have.
fn is_german(signs: &[u8]) -> bool {
    matches!(signs.len(), 9 | 10)
        && signs.first().is_some_and(|sign| has(GERMAN, *sign))
        && signs.iter().all(|sign| sign.is_ascii_digit() || has(GERMAN, *sign))
        && count_digits(signs) > 3
}

/// ICAO 9303, part 3, 4.9: weights 7, 3, 1; letters count from 10, fillers nothing.
fn is_checked(signs: &[u8], check: u8) -> bool {
    let value = |sign: u8| match sign {
        b'0'..=b'9' => u32::from(sign - b'0'),
        b'A'..=b'Z' => u32::from(sign - b'A') + 10,
        _ => 0,
    };
    let mut sum = 0;
    for (nth, sign) in signs.iter().enumerate() {
        sum += value(*sign) * [7, 3, 1][nth % 3];
    }
    check.is_ascii_digit() && sum % 10 == value(check)
}

/// The lines of passports (TD3) and cards (TD1) that begin at a sign.
fn machine_read(plain: &Plain, from: usize, found: &mut Found) {
    if matches!(plain.before(from), b'<' | b'@' | b'/') {
        return;
    }
    let is_of_line = |sign: u8| sign.is_ascii_alphanumeric() || sign == b'<';
    let to = plain.run(from, LINE + 1, is_of_line);
    if to < from + SHORTEST || is_word(plain.sign(to)) {
        return;
    }
    let line = plain.part(from, to).to_ascii_uppercase();
    let (line, span) = (line.as_slice(), (from, to));
    if is_second(line) || is_first_of_card(line) || is_second_of_card(line) {
        found.checked(Kind::Passport, span, Strength::Sure);
    } else if is_first(line) {
        found.formed(Kind::Passport, span, Strength::Likely);
    }
}

/// `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<`, though the fillers at its end may be lost.
fn is_first(line: &[u8]) -> bool {
    matches!(line, [b'P', b'<' | b'A'..=b'Z', ..])
        && has_pair(line, |first, second| first == b'<' && second == b'<')
        && makeup(line) & DIGIT == 0
}

/// `L898902C36UTO7408122F1204159ZE184226B<<<<<10`: number, birth and expiry have a check digit each.
fn is_second(line: &[u8]) -> bool {
    line.len() == LINE
        && has_check(line, 0, 9)
        && is_nation(line.get(10..13))
        && is_dated(line, 13)
        && line.get(..9).is_some_and(|number| makeup(number) & DIGIT != 0)
}

/// `I<UTOD231458907<<<<<<<<<<<<<<<`.
fn is_first_of_card(line: &[u8]) -> bool {
    line.len() == SHORTEST
        && matches!(line, [b'I' | b'A' | b'C', ..])
        && is_nation(line.get(2..5))
        && has_check(line, 5, 9)
        && has(line, b'<')
}

/// `7408122F1204159UTO<<<<<<<<<<<6`.
fn is_second_of_card(line: &[u8]) -> bool {
    line.len() == SHORTEST && is_dated(line, 0) && is_nation(line.get(15..18))
}

/// Birth, sex and expiry from a place on.
fn is_dated(line: &[u8], from: usize) -> bool {
    let is_date = |from: usize| {
        let date = line.get(from..from + 6);
        date.is_some_and(are_digits) && has_check(line, from, 6)
    };
    let sex = line.get(from + 7);
    is_date(from) && is_date(from + 8) && matches!(sex, Some(b'M' | b'F' | b'X' | b'<'))
}

fn has_check(line: &[u8], from: usize, length: usize) -> bool {
    let field = line.get(from..from + length);
    field.zip(line.get(from + length)).is_some_and(|(field, check)| is_checked(field, *check))
}

fn is_nation(signs: Option<&[u8]>) -> bool {
    // Germany is `D<<`.
    signs.is_some_and(|signs| signs.iter().all(|sign| sign.is_ascii_uppercase() || *sign == b'<'))
}

#[cfg(test)]
mod tests {
    use crate::{Finding, Kind, Scanner, Settings};

    fn passports(text: &str) -> Vec<String> {
        let findings = Scanner::new(Settings::for_locale("es")).scan(text);
        let is_own = |own: &&Finding| own.kind == Kind::Passport && own.is_sure();
        findings.iter().filter(is_own).map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn a_number_is_one_of_a_passport_where_words_say_so() {
        let cases = [
            ("Mi pasaporte es AAA123456", "AAA123456"),
            ("XyZ987654 es mi número de pasaporte", "XyZ987654"),
            ("pasaporte: aaa 123456", "aaa 123456"),
            ("my passport is A12803456", "A12803456"),
            ("passport no. 123456789", "123456789"),
            ("passeport 12AB34567", "12AB34567"),
            ("passport AB1234567", "AB1234567"),
            ("Indian passport A3456781", "A3456781"),
            ("Singapore passport E4829103K", "E4829103K"),
            ("Korean passport: M456B7890", "M456B7890"),
            ("Reisepass C01234565 ausgestellt am 01.01.2020.", "C01234565"),
            ("C01234565", "C01234565"),
            ("L01X00T44", "L01X00T44"),
            ("CZ6311T03", "CZ6311T03"),
            ("c01x00t478", "c01x00t478"),
            // The specimen, without the check of its line for machines.
            ("Reisepass C01X00T47", "C01X00T47"),
        ];
        for (text, own) in cases {
            assert_eq!(passports(text), [own], "{text}");
        }
    }

    #[test]
    fn without_a_word_or_with_another_form_it_is_none() {
        let texts = [
            "AAA123456",
            "C01234567",
            "L01X00T47",
            "C0123456",
            "901234567",
            "A123B4567",
            "mi pasaporte caduca en 2027",
            "passport AB12",
            "XYZAB1234567QRS",
            "M1234567890123",
        ];
        for text in texts {
            assert_eq!(passports(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn lines_for_machines_are_found_by_their_checks() {
        // The specimens of ICAO 9303.
        let first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
        let second = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
        assert_eq!(passports(&format!("aquí va {first}\n{second}")), [first, second]);
        assert_eq!(passports("I<UTOD231458907<<<<<<<<<<<<<<<").len(), 1);
        assert_eq!(passports("7408122F1204159UTO<<<<<<<<<<<6").len(), 1);
        for wrong in [
            "L898902C37UTO7408122F1204159ZE184226B<<<<<10",
            "L898902C36UTO7408123F1204159ZE184226B<<<<<10",
            "L898902C36UTO7408122F1204158ZE184226B<<<<<10",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<100",
            "I<UTOD231458906<<<<<<<<<<<<<<<",
        ] {
            assert_eq!(passports(wrong), [""; 0], "{wrong}");
        }
    }
}
