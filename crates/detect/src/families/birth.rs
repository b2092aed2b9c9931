//! Dates of birth: a date is one where words near by say so.

use crate::{
    Kind,
    cues::Cue,
    found::{Found, Strength},
    list::{entries, holds, is_listed},
    reading::Reading,
    scene::Scene,
    token::Class,
};

pub(super) const CUES: &[Cue] = &[(
    "bday|birth|birthdate|birthday|born|cumple|cumpleanos|d o b|ddn|dob|f n|f nac|fdn|fec nac|\
fecha nac|fnac|geboren|geburtsdatum|nac|nace|naci|nacida|nacido|nacimieto|nacimiento|\
nacimento|nacio|nascido|nascimento|nasci|natalicio|neci|naissance|nascita|soy del",
    &[Kind::DateOfBirth],
)];

/// What else a date is of: the nearest word before it decides.
const AGAINST: &str = "alta appointment booked booking caduca cita compre expira expires factura hasta invoice llego \
married moved order ordered pague paid pedido reserva since starts until vence viaje";

const MONTHS: &str = "abril agosto april august december diciembre enero febrero february january julio july \
    june junio march marzo may mayo november noviembre october octubre september septiembre \
    setiembre";

/// What they begin with.
const FIRST: &str = "abr ago apr aug dec dic ene feb jan jul jun mar may nov oct sep set";

/// How far from a date a word counts, before it and after it.
const BEFORE: usize = 8;
const AFTER: usize = 5;

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A number, and how many digits it is written in.
    Number(u16, usize),
    Month,
}

/// Looks for a date of birth from a token on.
#[inline(never)]
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    let is_start = match scene.class(at) {
        Class::Digits => !is_inside(scene, at),
        Class::Mixed => part(scene.word(at)).is_some(),
        Class::Letters => part(scene.word(at)).is_some_and(|own| own == Part::Month),
    };
    if !is_start {
        return;
    }
    let Some((last, is_whole)) = date(scene, at) else { return };
    let place = |token: usize| scene.tokens.get(token);
    let Some((first, end)) = place(at).zip(place(last)) else { return };
    let span = (first.from as usize, end.to as usize);
    if is_birth(scene, at, last, is_whole) {
        found.told(Kind::DateOfBirth, span, Strength::Likely);
    } else if is_whole && scene.is_alone(span.0, span.1) {
        found.formed(Kind::DateOfBirth, span, Strength::Hint);
    }
}

/// Whether a number goes on from the one before it: `4/1985` of `3/4/1985`.
fn is_inside(scene: &Scene<'_>, at: usize) -> bool {
    let is_number = at.checked_sub(1).is_some_and(|before| scene.class(before) == Class::Digits);
    is_number && scene.is_gap(at, "/ - . ,")
}

/// The last token of the date that begins at a token, and whether it is one with its year.
fn date(scene: &Scene<'_>, at: usize) -> Option<(usize, bool)> {
    let mut parts = [None; 3];
    let mut last = at;
    let mut count = 0;
    for token in at..at + 6 {
        let word = scene.word(token);
        if token > at && !is_joined(scene.gap(token)) {
            break;
        }
        if count > 0 && is_listed("de del of the", word) {
            continue;
        }
        let (Some(own), Some(slot)) = (part(word), parts.get_mut(count)) else { break };
        *slot = Some(own);
        last = token;
        count += 1;
    }
    let is_whole = match parts {
        [
            Some(Part::Number(first, size)),
            Some(Part::Number(second, _)),
            Some(Part::Number(third, end)),
        ] => {
            let is_day_month = matches!((first, second), (1..=31, 1..=12) | (1..=12, 1..=31));
            (is_day_month && is_year(third, end))
                || (size == 4 && is_year(first, size) && is_month_day(second, third))
        }
        [Some(Part::Number(day, _)), Some(Part::Month), Some(Part::Number(year, size))]
        | [Some(Part::Month), Some(Part::Number(day, _)), Some(Part::Number(year, size))]
            if is_year(year, size) =>
        {
            (1..=31).contains(&day)
        }
        [Some(Part::Number(year, 4)), Some(Part::Month), Some(Part::Number(day, _))] => {
            is_year(year, 4) && (1..=31).contains(&day)
        }
        [Some(Part::Number(day, 1 | 2)), Some(Part::Month), _]
        | [Some(Part::Month), Some(Part::Number(day, 1 | 2)), _] => {
            // Of what does not go on as a date the first two count.
            let second = (at + 1..=last).find(|token| part(scene.word(*token)).is_some())?;
            return (1..=31).contains(&day).then_some((second, false));
        }
        _ => return single(scene.word(at), at),
    };
    if is_whole { Some((last, true)) } else { single(scene.word(at), at) }
}

/// A year, or a date in eight digits.
fn single(word: &[u8], at: usize) -> Option<(usize, bool)> {
    let number = |from: usize, to: usize| value(word.get(from..to).unwrap_or_default());
    match word.len() {
        4 if is_year(number(0, 4), 4) => Some((at, false)),
        8 if word.iter().all(u8::is_ascii_digit) => {
            let is_date = (is_year(number(0, 4), 4) && is_month_day(number(4, 6), number(6, 8)))
                || (is_year(number(4, 8), 4)
                    && (is_month_day(number(0, 2), number(2, 4))
                        || is_month_day(number(2, 4), number(0, 2))));
            is_date.then_some((at, true))
        }
        _ => None,
    }
}

/// What a word is in a date: `3`, `03`, `3rd`, `1o`, `abril`, `apr`.
fn part(word: &[u8]) -> Option<Part> {
    let digits = word.iter().take_while(|sign| sign.is_ascii_digit()).count();
    let (number, rest) = word.split_at_checked(digits)?;
    match (digits, rest) {
        (0, _) => is_month(word).then_some(Part::Month),
        (1..=4, b"") | (1 | 2, b"st" | b"nd" | b"rd" | b"th" | b"o" | b"er" | b"ro") => {
            Some(Part::Number(value(number), digits))
        }
        _ => None,
    }
}

fn is_month(word: &[u8]) -> bool {
    let begins = word.get(..3).is_some_and(|first| holds(FIRST, first));
    let is_short = word.len() < 5;
    begins && entries(MONTHS).any(|month| month == word || (is_short && month.starts_with(word)))
}

fn is_year(year: u16, digits: usize) -> bool {
    digits == 2 || (digits == 4 && (1900..=2040).contains(&year))
}

fn is_month_day(month: u16, day: u16) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn value(digits: &[u8]) -> u16 {
    digits.iter().take(4).fold(0, |sum, digit| sum * 10 + u16::from(digit.wrapping_sub(b'0') % 10))
}

/// Whether a gap is one within a date.
fn is_joined(gap: &[u8]) -> bool {
    (1..=3).contains(&gap.len())
        && gap.iter().all(|sign| matches!(sign, b' ' | b',' | b'.' | b'/' | b'-' | b'\''))
}

/// Whether words near by say that somebody was born then. Of a year alone, or a day without one, the word
/// has to be close.
fn is_birth(scene: &Scene<'_>, first: usize, last: usize, is_whole: bool) -> bool {
    let says = |token: usize| scene.says(token, Kind::DateOfBirth);
    let before = if is_whole { BEFORE } else { 3 };
    let is_year = last == first && !is_whole;
    let follows = |word: &[u8]| is_listed("in en ano year el the", word);
    let is_close = |token: usize| follows(scene.word(token)) || says(token);
    if is_year && !first.checked_sub(1).is_some_and(is_close) {
        return false;
    }
    for token in (first.saturating_sub(before)..first).rev() {
        if says(token) {
            return true;
        }
        // An earlier date took the word, or another word is nearer.
        let word = scene.word(token);
        let is_year = word.len() == 4 && scene.class(token) == Class::Digits;
        if is_year || holds(AGAINST, word) {
            return false;
        }
    }
    is_whole && (last + 1..=last + AFTER).any(says)
}

#[cfg(test)]
mod tests {
    use crate::{Finding, Kind, Scanner, Settings};

    fn births(text: &str) -> Vec<String> {
        let findings = Scanner::new(Settings::for_locale("es")).scan(text);
        let is_own = |own: &&Finding| own.kind == Kind::DateOfBirth && own.is_sure();
        findings.iter().filter(is_own).map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn a_date_is_one_of_birth_where_words_say_so() {
        let cases = [
            ("nací el 3/4/1985", "3/4/1985"),
            ("naci el 3 de abril de 1985 en Lugo", "3 de abril de 1985"),
            ("fecha de nacimiento: 03-04-1985", "03-04-1985"),
            ("F. nac. 03.04.85", "03.04.85"),
            ("Fec. Nac.: 03/04/85, gracias", "03/04/85"),
            ("born on April 3, 1985", "April 3, 1985"),
            ("I was born on the 3rd of April 1985", "3rd of April 1985"),
            ("she was born Apr 3 '85.", "Apr 3 '85"),
            ("dob 1985-04-03", "1985-04-03"),
            ("DOB:04/13/1985", "04/13/1985"),
            ("D.O.B. 3-Apr-1985", "3-Apr-1985"),
            ("el 03/04/1985 es mi fecha de nacimiento", "03/04/1985"),
            ("my birthday is 13 04 1985", "13 04 1985"),
            ("fecha de nacimiento 19850403", "19850403"),
            ("mi hija nació el 1º de mayo de 2015", "1º de mayo de 2015"),
            ("nací en 1985 en Vigo", "1985"),
            ("nací el 3 de abril", "3 de abril"),
            ("F.N.: 12/05/1990", "12/05/1990"),
            ("nacimieto ٣/٤/١٩٨٥", "٣/٤/١٩٨٥"),
        ];
        for (text, date) in cases {
            assert_eq!(births(text), [date], "{text}");
        }
    }

    #[test]
    fn other_dates_are_none() {
        let texts = [
            "3/4/1985",
            "la cita es el 3/4/2025",
            "nací en Lugo y la cita es el 3/4/2025",
            "factura del 03-04-2024",
            "nacimos para ganar 3-0-85",
            "nací el 33/14/1985",
            "nací con 1,5 kilos",
            "born to run, track 3 of 12",
            "version 2.10.2024 is out",
            "caduca el 12/2027",
            "tengo 40 años",
            "born to run 2024",
        ];
        for text in texts {
            assert_eq!(births(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_searched_is_sorted() {
        assert!([super::AGAINST, super::FIRST].into_iter().all(crate::list::is_sorted));
    }

    #[test]
    fn a_form_takes_a_date_by_itself() {
        let scanner = Scanner::new(Settings::for_locale("es"));
        assert!(scanner.is_valid(Kind::DateOfBirth, "1985-04-03"));
        assert!(scanner.is_valid(Kind::DateOfBirth, "3/4/1985"));
        assert!(!scanner.is_valid(Kind::DateOfBirth, "1985-14-33"));
    }
}
