//! Ages under eighteen: "tengo 13 años", "my 7-year-old", "mi hijo de 8".

use super::{around::Around, mark::Mark};
use crate::{Kind, found::Found};

/// From this age on nobody is a minor.
const OF_AGE: usize = 18;
/// How far back whoever is so old is looked for, in tokens.
const BACK: usize = 7;

/// What may stand between somebody and their age.
const BETWEEN: &[&str] = &[
    "a", "age", "aged", "ahora", "almost", "and", "apenas", "are", "aun", "casi", "chica", "chico",
    "con", "cumple", "cumplen", "cumplido", "cumplio", "cumplira", "de", "e", "edad", "el", "es",
    "ha", "has", "is", "just", "la", "less", "menor", "nearly", "now", "only", "que", "recien",
    "s", "solo", "still", "sus", "tan", "tenia", "than", "the", "tiene", "tienen", "todavia",
    "turned", "turning", "turns", "un", "una", "unos", "was", "who", "with", "y", "ya",
];
const YEARS: &[&str] =
    &["anio", "anios", "anito", "anitos", "ano", "anos", "year", "years", "yo", "yr", "yrs"];
const MONTHS: &[&str] =
    &["mes", "mesecitos", "meses", "month", "months", "semanas", "week", "weeks"];
/// Units that say an age by themselves, beside the Spanish years.
const AGE: &[&str] = &["mes", "meses", "semanas", "yo"];
/// After "tengo 12 y": what the writer does, not what they have more of.
const WISHES: &[&str] = &["estoy", "estudio", "mi", "necesito", "puedo", "quiero", "soy", "voy"];
/// Verbs of a birthday.
const BIRTHDAY: &[&str] =
    &["cumple", "cumpli", "cumplido", "cumplio", "cumplir", "cumplo", "turned", "turning", "turns"];
/// After an age without a unit.
const GOING_ON: &[&str] = &[
    "and", "because", "boy", "but", "e", "female", "from", "girl", "male", "pero", "porque", "que",
    "so", "who", "y", "yo",
];
/// After years: what was counted is no age, or something else is so old.
const NO_AGE: &[&str] = &[
    "aca",
    "account",
    "afiliado",
    "ago",
    "antiguedad",
    "apartment",
    "aqui",
    "asegurado",
    "atras",
    "bike",
    "boiler",
    "building",
    "business",
    "car",
    "cat",
    "claim",
    "cliente",
    "como",
    "company",
    "computer",
    "con",
    "conmigo",
    "contract",
    "contrato",
    "cotizados",
    "de",
    "dog",
    "en",
    "fixed",
    "flat",
    "home",
    "house",
    "kitchen",
    "laptop",
    "limpio",
    "loan",
    "machine",
    "mortgage",
    "of",
    "para",
    "phone",
    "policy",
    "roof",
    "siendo",
    "sin",
    "sober",
    "sobrio",
    "system",
    "term",
    "trabajados",
    "tv",
    "van",
    "vehicle",
    "warranty",
    "whisky",
    "wine",
    "without",
];

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
    let Some((age, rest)) = number(around, at) else { return };
    if age >= OF_AGE || !is_clear(scene.gap(at)) {
        return;
    }
    let mut end = at + 1;
    if rest.is_empty() && is_in(&["and", "e", "o", "or", "y"], scene.word(end)) {
        let other = number(around, end + 1);
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
    let might_be = if has_unit {
        // An English year without "old" is a time: "13 years", but for "13 yo".
        let is_age = is_old || unit.first() == Some(&b'a') || is_in(AGE, unit);
        is_age && !is_time(around, at, end)
    } else {
        is_whole(around, at, end)
    };
    if !might_be {
        return;
    }
    let who = who(around, at);
    let is_age = if has_unit {
        by_unit(around, who, end, is_in(MONTHS, unit), is_old)
    } else {
        bare(around, who, age, at, end)
    };
    let (Some(first), Some(last)) = (scene.tokens.get(at), scene.tokens.get(end - 1)) else {
        return;
    };
    if is_age {
        let sure = match who {
            Who::Named => 0.7,
            _ if has_unit => 0.95,
            _ => 0.8,
        };
        found.weighed(Kind::Minor, (first.from as usize, last.to as usize), sure);
    }
}

/// Whether years before `end` are a time and no age: "hace 13 años", "13 años de experiencia".
fn is_time(around: &Around<'_>, at: usize, end: usize) -> bool {
    let next = around.scene.word(end);
    let is_before = at.checked_sub(1).is_some_and(|before| {
        is_in(
            &[
                "after", "cada", "durante", "every", "for", "hace", "lleva", "llevo", "tras",
                "within",
            ],
            around.scene.word(before),
        )
    });
    let is_life = next == b"de" && is_in(&["edad", "vida"], around.scene.word(end + 1));
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

/// Whether a number without a unit stands by itself: no 8.5, 8:30, 5'9, 8 %, and nothing that it counts.
fn is_whole(around: &Around<'_>, at: usize, end: usize) -> bool {
    let scene = around.scene;
    let gap = scene.gap(end);
    let is_last = end >= around.seen.len() && is_clear(gap);
    let is_apart = gap == b" " || (gap.len() > 1 && is_clear(gap)) || gap.first() == Some(&b')');
    let is_over = gap != b" " || is_in(GOING_ON, scene.word(end)) || is_birthday(around, at);
    is_last || (is_apart && is_over)
}

fn is_birthday(around: &Around<'_>, at: usize) -> bool {
    is_in(BIRTHDAY, before(around, at))
}

/// The word before a token.
fn before<'a>(around: &Around<'a>, at: usize) -> &'a [u8] {
    at.checked_sub(1).map_or(b"", |before| around.scene.word(before))
}

/// Whether such a number is an age, by who is so old.
fn bare(around: &Around<'_>, who: Who, age: usize, at: usize, end: usize) -> bool {
    let scene = around.scene;
    let before = before(around, at);
    match who {
        // "tengo 12" counts anything; "tengo 12 y quiero" does not.
        Who::Writer if before == b"tengo" => {
            let goes_on = is_in(WISHES, scene.word(end + 1));
            age > 7 && scene.word(end) == b"y" && goes_on
        }
        Who::Writer => age > 5,
        Who::Near => before != b"con",
        Who::They => is_birthday(around, at),
        _ => age > 5 && is_in(&["cumpli", "cumplir", "cumplo"], before),
    }
}

/// Who is so old as the number from a token on says.
fn who(around: &Around<'_>, at: usize) -> Who {
    let scene = around.scene;
    let mut place = at;
    let (mut is_named, mut numbers) = (false, 0);
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
            &[
                "dos", "her", "his", "mi", "mis", "my", "nuestras", "nuestros", "our", "sus",
                "their", "three", "tres", "two",
            ],
            earlier,
        );
        let is_many = word.ends_with(b"s") && !is_own && letter == b'F';
        let is_name = scene.written(place).first().is_some_and(u8::is_ascii_uppercase);
        match letter {
            b'F' | b'm' | b'.' if is_near(around, place) && !is_many => {
                let is_parent = distance == 1 && scene.word(place + 1) == b"of"
                    || is_in(
                        &[
                            "abuela", "abuelo", "dad", "father", "madre", "mom", "mother", "mum",
                            "padre",
                        ],
                        word,
                    );
                return if is_parent { Who::Nobody } else { Who::Near };
            }
            b'T' if is_in(&["ella", "he", "she"], word) => return Who::They,
            // "4 and 6"
            _ if numbers == 0 && number(around, place).is_some() => numbers += 1,
            _ if is_in(BETWEEN, word) => {}
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

/// The number that a token is or begins with, and the rest of the token.
fn number<'a>(around: &Around<'a>, at: usize) -> Option<(usize, &'a [u8])> {
    let word = around.scene.word(at);
    if let Mark { letter: b'N', grade, .. } = around.mark(at) {
        return Some((usize::from(grade), b""));
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

/// Whether a word is one of these, which are in alphabetical order.
fn is_in(words: &[&str], word: &[u8]) -> bool {
    words.binary_search_by(|own| own.as_bytes().cmp(word)).is_ok()
}
