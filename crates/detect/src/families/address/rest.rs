//! What goes with a street and a number: floor, postcode, town.

use super::{
    street::{is_capital, is_joined},
    words::{AREAS, FLOORS, JOINS, NO_TOWN, TOWNS},
};
use crate::{
    list::{holds, is_listed},
    scene::Scene,
    token::Class,
};

/// The most parts that are read: floor, door, quarter, postcode, town, province, country.
const PARTS: usize = 12;
/// The longest name of a town, in words.
const NAME: usize = 4;
/// The most names: town, province, country.
const NAMES: usize = 3;

/// What goes with a street and a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    /// After its last token.
    pub(super) to: usize,
    /// Whether there is a floor or a postcode.
    pub(super) is_telling: bool,
}

impl Rest {
    /// Reads from a token on.
    pub(super) fn of(scene: &Scene<'_>, from: usize) -> Self {
        let mut own = Self { to: from, is_telling: false };
        let mut names = 0;
        let mut has_postcode = false;
        let mut is_floor = false;
        for _ in 0..PARTS {
            let at = own.to;
            let gap = scene.gap(at);
            if at >= scene.tokens.len() || !is_joined(gap) {
                break;
            }
            let is_parted = gap.iter().any(|sign| matches!(sign, b',' | b'\n' | b'(' | b'-'));
            let is_ended = gap.contains(&b'.') && !gap.contains(&b',') && !is_floor;
            if let Some(to) = floor(scene, at, is_floor) {
                own.to = to;
                is_floor = true;
                own.is_telling = true;
            } else if let Some(to) = postcode(scene, at) {
                own.to = to;
                has_postcode = true;
                is_floor = false;
                own.is_telling = true;
            } else if let Some(to) = area(scene, at).filter(|_| is_parted) {
                own.to = to;
                is_floor = false;
            } else if let Some(to) = name(scene, at, has_postcode && names == 0)
                .filter(|_| names < NAMES && !is_ended && (is_parted || names == 0 || has_postcode))
            {
                own.to = to;
                names += 1;
                is_floor = false;
            } else {
                break;
            }
        }
        own
    }
}

/// `3.º B`, `piso 2`, `izq`, `Apt 4B`.
fn floor(scene: &Scene<'_>, at: usize, is_begun: bool) -> Option<usize> {
    let word = scene.word(at);
    let next = scene.word(at + 1);
    if holds(FLOORS, word) {
        // `casa`, `local`, `int` need something after them, or a comma before.
        let is_short = (1..=4).contains(&next.len()) && scene.class(at + 1) != Class::Letters;
        let is_told = is_begun
            || is_short
            || !scene.is_gap(at, "_")
            || word.len() == 4
            || ends(scene, at + 1);
        return is_told.then_some(at + 1);
    }
    let is_letter = |word: &[u8]| matches!(word, [sign] if sign.is_ascii_alphabetic());
    match scene.class(at) {
        // `3oB`, `2a`, `4B`
        Class::Mixed if word.len() <= 4 && word.first().is_some_and(u8::is_ascii_digit) => {
            Some(at + 1)
        }
        Class::Digits if word.len() <= 2 || (is_begun && word.len() <= 4) => {
            let is_ordinal = is_listed("o a", next) && scene.is_gap(at + 1, " .");
            let is_door = is_letter(next) && scene.is_gap(at + 1, " _ -");
            let is_door = is_door && is_capital(scene, at + 1);
            let is_side = holds(FLOORS, next) && scene.gap(at + 1).len() <= 2;
            match (is_ordinal, is_door) {
                (true, _) | (_, true) => Some(at + 2),
                _ => (is_begun || is_side).then_some(at + 1),
            }
        }
        Class::Letters if is_letter(word) => {
            (is_begun && (is_capital(scene, at) || ends(scene, at + 1))).then_some(at + 1)
        }
        _ => None,
    }
}

/// Whether nothing, or another part, follows before a token.
fn ends(scene: &Scene<'_>, token: usize) -> bool {
    token >= scene.tokens.len() || !scene.is_gap(token, "_")
}

/// `28013`, `C.P. 06700`, `CA 94043-1351`, `NW1 6XE`.
fn postcode(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let is_five = |token: usize| {
        scene.class(token) == Class::Digits
            && scene.word(token).len() == 5
            && !scene.is_gap(token + 1, ". /")
    };
    let first = match scene.word(at) {
        b"cp" => at + 1,
        b"c" if scene.is_word(at + 1, "p") => at + 2,
        // A state of the United States.
        word if word.len() == 2 && scene.class(at) == Class::Letters => at + 1,
        _ => at,
    };
    if is_five(first) {
        let is_longer = scene.is_gap(first + 1, "-") && scene.word(first + 1).len() == 4;
        return Some(first + 1 + usize::from(is_longer));
    }
    british(scene, at)
}

/// Where a British postcode ends that begins at a token: `NW1 6XE`.
pub(super) fn british(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let word = scene.word(at);
    if scene.class(at) != Class::Mixed || word.len() > 7 {
        return None;
    }
    if is_outward(word) && is_inward(scene.word(at + 1)) && scene.is_gap(at + 1, " _") {
        return Some(at + 2);
    }
    let (outward, inward) = word.split_at_checked(word.len().checked_sub(3)?)?;
    (is_outward(outward) && is_inward(inward)).then_some(at + 1)
}

/// The district: a letter or two, a digit, and a digit or letter more.
fn is_outward(word: &[u8]) -> bool {
    let letters = word.iter().take_while(|sign| sign.is_ascii_lowercase()).count();
    let is_area =
        (1..=2).contains(&letters) && word.first().is_some_and(|sign| !b"qvx".contains(sign));
    let district = word.get(letters..).unwrap_or_default();
    is_area && (1..=2).contains(&district.len()) && district.first().is_some_and(u8::is_ascii_digit)
}

/// The rest: a digit, and two letters that are not mistaken for others.
fn is_inward(word: &[u8]) -> bool {
    let is_used = |sign: &u8| sign.is_ascii_lowercase() && !b"cikmov".contains(sign);
    matches!(word, [digit, first, second] if digit.is_ascii_digit() && is_used(first) && is_used(second))
}

/// `Col. Crédito Constructor`: up to what parts it from the next.
fn area(scene: &Scene<'_>, at: usize) -> Option<usize> {
    scene.is_among(at, AREAS).then_some(())?;
    let mut to = at + 1;
    while to <= at + NAME
        && to < scene.tokens.len()
        && scene.is_gap(to, "_ ._ .")
        && scene.class(to) == Class::Letters
    {
        to += 1;
    }
    (to > at + 1).then_some(to)
}

/// `Madrid`, `San Sebastián de los Reyes`, `Mountain View`; after a postcode in small letters, too.
fn name(scene: &Scene<'_>, at: usize, is_expected: bool) -> Option<usize> {
    let is_word = |token: usize| {
        scene.class(token) == Class::Letters
            && token < scene.tokens.len()
            && !scene.is_among(token, NO_TOWN)
            && scene.said.by(token).is_none()
    };
    let is_proper = |token: usize| is_word(token) && is_capital(scene, token);
    if !is_proper(at) {
        let word = scene.word(at);
        let is_known = holds(TOWNS, word) || (is_expected && word.len() > 3);
        return (is_word(at) && is_known).then_some(at + 1);
    }
    let mut to = at + 1;
    while to < at + NAME && scene.is_gap(to, "_ - ._") {
        if is_proper(to) && !scene.is_gap(to, "._") {
            to += 1;
        } else if scene.is_among(to, JOINS) && is_proper(to + 1) && scene.is_gap(to + 1, "_") {
            to += 2;
        } else if scene.is_among(to, JOINS) && is_proper(to + 2) && scene.is_among(to + 1, JOINS) {
            to += 3;
        } else {
            break;
        }
    }
    // A state that its number follows is none of the town's name.
    let is_state = to > at + 1 && scene.word(to - 1).len() == 2 && scene.class(to) == Class::Digits;
    Some(if is_state { to - 1 } else { to })
}
