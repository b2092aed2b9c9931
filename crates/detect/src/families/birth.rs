//! Dates of birth: a date is one where words near by say so.

use crate::{
    Kind,
    found::{Found, Strength},
    list::{are_all, are_digits, digits},
    lists,
    reading::Reading,
    scene::Scene,
    token::{self, Class},
};

/// The longest name of a month.
const MONTH: usize = 10;

/// How far from a date a word counts, before it and after it.
const BEFORE: usize = 8;
const AFTER: usize = 5;

/// A part of a date: a number, and how many digits it is written in; none for a month.
type Part = (u16, usize);

/// Looks for a date of birth from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    // `4/1985` of `3/4/1985` goes on.
    let is_inside = scene.class(at) == Class::Digits
        && scene.class(at.wrapping_sub(1)) == Class::Digits
        && scene.is_gap(at, "/ - . ,");
    if is_inside || part(scene.word(at)).is_none() {
        return;
    }
    let Some((last, is_whole)) = date(scene, at) else { return };
    let span = scene.span(at, last);
    if is_birth(scene, at, last, is_whole) {
        found.told(Kind::DateOfBirth, span, Strength::Likely);
    } else if is_whole && scene.is_alone(span.0, span.1) {
        found.formed(Kind::DateOfBirth, span, Strength::Hint);
    }
}

/// The last token of the date that begins at a token, and whether it is one with its year.
fn date(scene: &Scene<'_>, at: usize) -> Option<(usize, bool)> {
    const NONE: Part = (0, 9);
    let mut parts = [NONE; 3];
    let mut places = [at; 3];
    let mut count = 0;
    for token in at..at + 6 {
        let word = scene.word(token);
        if count == 3 || (token > at && !is_joined(scene, token)) {
            break;
        }
        if count > 0 && scene.is_in(token, lists::OF_DATE) {
            continue;
        }
        let Some(own) = part(word) else { break };
        parts[count] = own;
        places[count] = token;
        count += 1;
    }
    let [first, second, third] = parts;
    let is_month = |own: Part| own.1 == 0;
    let is_day = |own: Part| matches!(own.1, 1 | 2) && matches!(own.0, 1..=31);
    // "mayo 3", not "mayor de 3".
    let is_beside = places[1] == at + 1;
    if (is_month(first) && is_day(second) && is_beside) || (is_day(first) && is_month(second)) {
        let is_whole = is_year(third);
        return Some((places[1 + usize::from(is_whole)], is_whole));
    }
    if is_month(first) && is_past(second) {
        return Some((places[1], false));
    }
    let is_year_first = first.1 == 4 && is_year(first);
    let is_whole = if is_month(second) {
        is_year_first && is_day(third)
    } else {
        (is_month_day(first, second) || is_month_day(second, first)) && is_year(third)
            || is_year_first && is_month_day(second, third)
    };
    if is_whole { Some((places[2], true)) } else { single(scene.word(at), at) }
}

/// A year, or a date in eight digits.
fn single(word: &[u8], at: usize) -> Option<(usize, bool)> {
    let part = |from: usize, to: usize| {
        let digits = word.get(from..to).unwrap_or_default();
        (token::number(digits) as u16, digits.len())
    };
    if !are_digits(word) {
        return None;
    }
    match word.len() {
        2 | 4 if is_past(part(0, word.len())) => Some((at, false)),
        8 => {
            let is_date = (is_year(part(0, 4)) && is_month_day(part(4, 6), part(6, 8)))
                || (is_year(part(4, 8))
                    && (is_month_day(part(0, 2), part(2, 4))
                        || is_month_day(part(2, 4), part(0, 2))));
            is_date.then_some((at, true))
        }
        _ => None,
    }
}

/// What a word is in a date: `3`, `03`, `3rd`, `1o`, `abril`, `apr`; or eight digits, all of it. A month is known by
/// its first letters, in any language that shares them: what is none is seldom beside a day where somebody was born.
fn part(word: &[u8]) -> Option<Part> {
    let digits = digits(word);
    let (number, rest) = word.split_at_checked(digits)?;
    let is_part = match digits {
        0 => is_month(word),
        1 | 2 => rest.is_empty() || lists::ORDINALS.has(rest),
        _ => rest.is_empty() && matches!(digits, 4 | 8),
    };
    is_part.then(|| (token::number(number) as u16, digits))
}

pub(super) fn is_month(word: &[u8]) -> bool {
    word.len() <= MONTH && word.get(..3).is_some_and(|first| lists::BIRTH_FIRST.has(first))
}

fn is_year((year, digits): Part) -> bool {
    digits == 2 || (digits == 4 && matches!(year, 1900..=2040))
}

/// A year by itself: of two digits one that is no day.
fn is_past(own: Part) -> bool {
    is_year(own) && own.0 > 31
}

fn is_month_day(month: Part, day: Part) -> bool {
    month.1 > 0 && matches!(month.0, 1..=12) && matches!(day.0, 1..=31)
}

/// Whether a gap is one within a date.
fn is_joined(scene: &Scene<'_>, token: usize) -> bool {
    let gap = scene.gap(token);
    are_all(gap, b" ,./-'") && matches!(gap.len(), 1..=3)
}

/// Whether words near by say that somebody was born then. Of a year alone, or a day without one, the word
/// has to be close.
fn is_birth(scene: &Scene<'_>, first: usize, last: usize, is_whole: bool) -> bool {
    let before = if is_whole { BEFORE } else { 3 };
    if last == first && !is_whole {
        let near = first.wrapping_sub(1);
        let is_short = scene.size(first) == 2;
        // "cumplo 85" is an age, "el 85 %" and "33/14" are neither.
        let is_near = (!is_short && says(scene, near)) || scene.is_in(near, lists::IN_YEAR);
        if !is_near || scene.gap_has(first + 1, b"%/-") {
            return false;
        }
    }
    // "la empresa nació en 1985"
    if !is_whole && scene.has_word(first.saturating_sub(BEFORE), first, lists::BIRTH_AGAINST) {
        return false;
    }
    for token in (first.saturating_sub(before)..first).rev() {
        if says(scene, token) {
            return true;
        }
        // An earlier date took the word, or another word is nearer.

        let is_year = scene.size(token) == 4 && scene.class(token) == Class::Digits;
        if is_year || scene.is_in(token, lists::BIRTH_AGAINST) {
            return false;
        }
    }
    is_whole && scene.has_cue(last + 1, last + 1 + AFTER, Kind::DateOfBirth)
}

fn says(scene: &Scene<'_>, token: usize) -> bool {
    scene.says(token, Kind::DateOfBirth)
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
            ("nací en el 85", "85"),
            ("mi mujer nació en el 79", "79"),
            ("soy del 74 y busco plan", "74"),
            ("I was born in '85", "85"),
            ("naci en marzo del 85", "marzo del 85"),
            ("born in March 1985", "March 1985"),
            ("fecha de nacimineto 11/11/2001", "11/11/2001"),
            ("F.N.: 12/05/1990", "12/05/1990"),
            ("né le 12/05/1970", "12/05/1970"),
            ("nata il 01/02/1980", "01/02/1980"),
            ("née le 14 février 1975", "14 février 1975"),
            ("nato il 9 luglio 1968", "9 luglio 1968"),
            ("geboren am 21. März 1982", "21. März 1982"),
            ("cumplo años el 6 de agosto de 1985", "6 de agosto de 1985"),
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
            "nací la mayor de 3 hermanas",
            "la empresa nació en 1985",
            "the band was born in March 1998",
            "cumplo 85",
            "se cumple en el 85 % de los casos",
        ];
        for text in texts {
            assert_eq!(births(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_form_takes_a_date_by_itself() {
        let scanner = Scanner::new(Settings::for_locale("es"));
        assert!(scanner.is_valid(Kind::DateOfBirth, "1985-04-03"));
        assert!(scanner.is_valid(Kind::DateOfBirth, "3/4/1985"));
        assert!(!scanner.is_valid(Kind::DateOfBirth, "1985-14-33"));
    }
}
