//! Ages under eighteen: "tengo 13 años", "my 7-year-old", "mi hijo de 8".

use super::around::Around;
use crate::{Kind, found::Found, token::Class};

/// From this age on nobody is a minor.
const OF_AGE: usize = 18;
/// How far back whoever is so old is looked for, in tokens.
const BACK: usize = 7;

const NUMBERS: [&str; 34] = [
    "un",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
];
/// What may stand between somebody and their age.
const BETWEEN: &str = " a age aged ahora apenas are aun casi con cumple cumplen cumplio cumplira de edad es \
    ha has is just menor now nearly almost only que recien s solo sus than the tiene tienen tenia turned \
    turning turns unos was who with y ya and e tan cumplido el la less still todavia ";
const YEARS: &str = " ano anos anio anios anito anitos year years yr yrs yo ";
const MONTHS: &str = " mes meses mesecitos month months semanas week weeks ";
/// After an age without a unit.
const GOING_ON: &str = " and but so y pero girl boy que who porque because from e male female yo ";
/// After years: what was counted is no age, or something else is so old.
const NO_AGE: &str = " account aca afiliado antiguedad ago apartment aqui asegurado atras bike boiler building \
    business car cat claim cliente company como computer con conmigo contrato contract con cotizados de dog en fixed \
    flat home house kitchen laptop limpio loan machine mortgage of para phone policy roof sin sobrio sober \
    siendo system term trabajados tv van vehicle warranty without whisky wine ";

/// Who is so old.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// The writer: "tengo", "I'm".
    Writer,
    /// A child, or somebody else near.
    Near,
    /// He or she.
    They,
    /// Somebody by their name, or "my 7-year-old".
    Named,
    /// Not said: something, or nobody.
    Nobody,
}

/// Looks whether a token is such an age.
pub(super) fn look(around: &Around<'_>, at: usize, found: &mut Found) {
    let scene = around.scene;
    let Some((age, rest)) = number(scene.word(at), scene.class(at)) else { return };
    if age >= OF_AGE || !is_clear(scene.gap(at)) {
        return;
    }
    let mut end = at + 1;
    if rest.is_empty() && is_in(" y e o and or ", scene.word(end)) {
        let other = number(scene.word(end + 1), scene.class(end + 1));
        if other.is_some_and(|(age, _)| age < OF_AGE) {
            end += 2;
        }
    }
    let unit = if rest.is_empty() { scene.word(end) } else { rest };
    let has_unit = is_in(YEARS, unit) || is_in(MONTHS, unit);
    if !rest.is_empty() && !has_unit {
        return;
    }
    end += usize::from(has_unit && rest.is_empty());
    let is_old = has_unit && matches!(scene.word(end), b"old" | b"olds");
    end += usize::from(is_old);
    let who = who(around, at);
    let sure = if has_unit {
        // An English year without "old" is a time: "13 years", but for "13 yo".
        let is_age = is_old
            || unit.first() == Some(&b'a')
            || unit == b"yo"
            || is_in(" mes meses semanas ", unit);
        is_age
            && !is_time(around, at, end)
            && by_unit(around, who, end, is_in(MONTHS, unit), is_old)
    } else {
        bare(around, who, age, at, end)
    };
    let (Some(first), Some(last)) = (scene.tokens.get(at), scene.tokens.get(end - 1)) else {
        return;
    };
    if sure {
        let sure = if who == Who::Named {
            0.7
        } else if has_unit {
            0.95
        } else {
            0.8
        };
        found.weighed(Kind::Minor, (first.from as usize, last.to as usize), sure);
    }
}

/// Whether years before `end` are a time and no age: "hace 13 años", "13 años de experiencia".
fn is_time(around: &Around<'_>, at: usize, end: usize) -> bool {
    let next = around.scene.word(end);
    let is_before = at.checked_sub(1).is_some_and(|before| {
        is_in(
            " hace llevo lleva for durante after tras within every cada ",
            around.scene.word(before),
        )
    });
    let is_life = next == b"de" && is_in(" edad vida ", around.scene.word(end + 1));
    let is_doing = next.ends_with(b"ando") || next.ends_with(b"iendo") || is_in(NO_AGE, next);
    is_before || (is_doing && !is_life && !around.is_parted(end))
}

fn by_unit(around: &Around<'_>, who: Who, end: usize, is_months: bool, is_old: bool) -> bool {
    match who {
        Who::Writer => !is_months,
        Who::Near | Who::They => true,
        Who::Named => !is_months || is_old,
        // "a nine year old daughter"
        Who::Nobody => is_old && matches!(around.mark(end).letter, b'F' | b'm'),
    }
}

/// Whether a number without a unit is an age.
fn bare(around: &Around<'_>, who: Who, age: usize, at: usize, end: usize) -> bool {
    let scene = around.scene;
    let gap = scene.gap(end);
    let is_last = end >= around.marks.len() && is_clear(gap);
    // Not 8.5, 8:30, 5'9, 8 %.
    let is_whole =
        is_last || gap == b" " || (gap.len() > 1 && is_clear(gap)) || gap.first() == Some(&b')');
    let before = at.checked_sub(1).map(|before| scene.word(before)).unwrap_or_default();
    let is_birthday =
        is_in(" cumplir cumplo cumpli cumplido turned turning turns cumple cumplio ", before);
    let is_over = is_birthday
        || (is_last && is_clear(gap))
        || gap != b" "
        || is_in(GOING_ON, scene.word(end));
    if !is_whole || !is_over {
        return false;
    }
    match who {
        // "tengo 12" counts anything; "tengo 12 y quiero" does not.
        Who::Writer if before == b"tengo" => {
            let goes_on =
                is_in(" quiero soy puedo voy necesito estudio mi estoy ", scene.word(end + 1));
            age > 7 && scene.word(end) == b"y" && goes_on
        }
        Who::Writer => age > 5,
        Who::Near => is_birthday || before != b"con",
        Who::They => is_birthday,
        _ => is_birthday && age > 5 && is_in(" cumplir cumplo cumpli ", before),
    }
}

/// Who is so old as the number from a token on says.
fn who(around: &Around<'_>, at: usize) -> Who {
    let scene = around.scene;
    let mut place = at;
    let mut is_named = false;
    for distance in 0..BACK {
        let Some(before) = place.checked_sub(1).filter(|_| !around.is_broken(place)) else { break };
        place = before;
        let word = scene.word(place);
        let earlier = place.checked_sub(1).map(|earlier| scene.word(earlier)).unwrap_or_default();
        match word {
            b"tengo" | b"im" | b"cumplo" | b"cumpli" | b"cumplir" => return Who::Writer,
            b"m" | b"am" | b"ve" | b"just" if earlier == b"i" => return Who::Writer,
            b"my" | b"our" | b"her" | b"his" | b"mi" if distance == 0 => return Who::Named,
            b"soy" => return Who::Writer,
            _ => {}
        }
        let letter = around.mark(place).letter;
        // Children in general, and mothers of three, are not so old.
        let is_own = is_in(
            " mis sus nuestros nuestras my our their his her mi tres dos two three ",
            earlier,
        );
        let is_many = word.ends_with(b"s") && !is_own && letter == b'F';
        let is_name = scene.written(place).first().is_some_and(u8::is_ascii_uppercase);
        match letter {
            b'F' | b'm' | b'.' if is_near(around, place) && !is_many => {
                let is_parent = distance == 1 && scene.word(place + 1) == b"of"
                    || is_in(" madre padre abuelo abuela mother father mum mom dad ", word);
                return if is_parent { Who::Nobody } else { Who::Near };
            }
            b'T' if is_in(" he she ella ", word) => return Who::They,
            _ if is_in(BETWEEN, word) || number(word, scene.class(place)).is_some() => {}
            _ if is_name && letter == 0 => is_named = true,
            _ => return Who::Nobody,
        }
    }
    let is_start = place == 0 || around.is_broken(place);
    if is_named && is_start { Who::Named } else { Who::Nobody }
}

/// Whether a token is somebody near, or a part of the phrase that says so.
fn is_near(around: &Around<'_>, mut place: usize) -> bool {
    while around.mark(place).letter == b'.' && place > 0 {
        place -= 1;
    }
    matches!(around.mark(place).letter, b'F' | b'm')
}

/// The number that a word is or begins with, and the rest of the word.
fn number(word: &[u8], class: Class) -> Option<(usize, &[u8])> {
    if class == Class::Letters {
        let nth = NUMBERS.iter().position(|number| number.as_bytes() == word)?;
        return Some((nth % 17 + 1, b""));
    }
    let digits = word.iter().take_while(|sign| sign.is_ascii_digit()).count();
    let age = word.get(..digits).filter(|digits| matches!(digits.len(), 1 | 2))?;
    let age = age.iter().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
    Some((age, word.get(digits..)?))
}

/// Whether what stands beside a number leaves it one of its own: no price, no decimal.
fn is_clear(gap: &[u8]) -> bool {
    gap.iter().all(|sign| {
        matches!(sign, b' ' | b',' | b'(' | b')' | b'.' | b'!' | b'?' | b';' | b'\n' | b'"' | 2)
    }) && !matches!(gap, [b'.' | b','])
}

fn is_in(words: &str, word: &[u8]) -> bool {
    let mut own = words.split(' ').filter(|own| !own.is_empty());
    !word.is_empty() && own.any(|own| own.as_bytes() == word)
}
