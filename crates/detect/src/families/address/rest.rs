//! What goes with a street and a number: floor, postcode, town.

use super::street::is_joined;
use crate::{list::has, lists, scene::Scene, token::Class};

/// The most parts that are read: floor, door, quarter, postcode, town, province, country.
const PARTS: usize = 12;
/// The longest name of a town, in words.
const NAME: usize = 5;
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
        let (mut has_postcode, mut is_floor) = (false, false);
        for _ in 0..PARTS {
            let at = own.to;
            if at >= scene.tokens.len() || !is_joined(scene, at) {
                break;
            }
            let is_parted = scene.gap_has(at, b",\n(-");
            let is_ended = scene.gap_has(at, b".") && !is_parted && !is_floor;
            let may_name = names < NAMES && !is_ended && (is_parted || names == 0 || has_postcode);
            let was_floor = is_floor;
            is_floor = false;
            if let Some(to) = floor(scene, at, was_floor) {
                own.to = to;
                is_floor = true;
                own.is_telling = true;
            } else if let Some(to) = postcode(scene, at) {
                own.to = to;
                has_postcode = true;
                own.is_telling = true;
            } else if let Some(to) = area(scene, at).filter(|_| is_parted) {
                own.to = to;
            } else if let Some(to) =
                name(scene, at, has_postcode && names == 0).filter(|_| may_name)
            {
                own.to = to;
                names += 1;
            } else {
                break;
            }
        }
        own
    }
}

/// `3.º B`, `piso 2`, `izq`, `Apt 4B`.
fn floor(scene: &Scene<'_>, at: usize, is_begun: bool) -> Option<usize> {
    let next = at + 1;
    let (size, next_size) = (scene.size(at), scene.size(next));
    if scene.is_in(at, lists::STREET_FLOORS) {
        // `casa`, `local`, `int` need something after them, or a comma before.
        let is_short = next_size <= 4 && scene.class(next) != Class::Letters;
        let is_told =
            is_begun || is_short || !scene.is_gap(at, "_") || size == 4 || ends(scene, at + 1);
        return is_told.then_some(at + 1);
    }
    let is_letter = size == 1 && (scene.is_capital(at) || ends(scene, at + 1));
    let is_part = match scene.class(at) {
        // `3oB`, `2a`, `4B`
        Class::Mixed => size <= 4,
        Class::Letters => is_begun && is_letter,
        Class::Digits => {
            let is_ordinal =
                (scene.is_word(next, "o") || scene.is_word(next, "a")) && scene.is_gap(next, " .");
            let is_door = next_size == 1 && scene.is_capital(next) && scene.gap_size(next) <= 1;
            if size <= 2 && (is_ordinal || is_door) {
                return Some(at + 2);
            }
            (is_begun && size <= 4)
                || (size <= 2
                    && scene.is_in(next, lists::STREET_FLOORS)
                    && scene.gap_size(next) <= 2)
        }
    };
    is_part.then_some(at + 1)
}

/// Whether nothing, or another part, follows before a token.
fn ends(scene: &Scene<'_>, token: usize) -> bool {
    token >= scene.tokens.len() || !scene.is_gap(token, "_")
}

/// `28013`, `C.P. 06700`, `CA 94043-1351`, `NW1 6XE`.
fn postcode(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let word = scene.word(at);
    let first = match word {
        b"c" if scene.is_word(at + 1, "p") => at + 2,
        // `CP`, or a state of the United States.
        [b'a'..=b'z', b'a'..=b'z'] => at + 1,
        _ => at,
    };
    let is_five = scene.class(first) == Class::Digits && scene.size(first) == 5;
    // `(5000) Córdoba`
    let is_four =
        scene.size(first) == 4 && scene.gap_has(first, b"(") && scene.gap_has(first + 1, b")");
    if (is_five || is_four) && !scene.is_gap(first + 1, ". /") {
        let is_longer = scene.is_gap(first + 1, "-") && scene.size(first + 1) == 4;
        return Some(first + 1 + usize::from(is_longer));
    }
    british(scene, at)
}

/// Where a postcode ends that is one by itself: `NW1 6XE`, `CA 94043`.
pub(super) fn sole(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let is_state = matches!(scene.written(at), [b'A'..=b'Z', b'A'..=b'Z']);
    if is_state { postcode(scene, at) } else { british(scene, at) }
}

/// Where a British postcode ends that begins at a token: `NW1 6XE`.
fn british(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let word = scene.word(at);
    if scene.class(at) != Class::Mixed {
        return None;
    }
    if is_outward(word) && is_inward(scene.word(at + 1)) && scene.is_gap(at + 1, "_") {
        return Some(at + 2);
    }
    let (outward, inward) = word.split_at_checked(word.len().checked_sub(3)?)?;
    (is_outward(outward) && is_inward(inward)).then_some(at + 1)
}

/// The district: a letter or two, a digit, and a digit or letter more.
fn is_outward(word: &[u8]) -> bool {
    matches!(
        word,
        [b'a'..=b'z', b'0'..=b'9']
            | [b'a'..=b'z', b'0'..=b'9', _]
            | [b'a'..=b'z', b'a'..=b'z', b'0'..=b'9']
            | [b'a'..=b'z', b'a'..=b'z', b'0'..=b'9', _]
    ) && !matches!(word, [b'q' | b'v' | b'x', ..])
}

/// The rest: a digit, and two letters that are not mistaken for others.
fn is_inward(word: &[u8]) -> bool {
    let is_used = |sign: &u8| sign.is_ascii_lowercase() && !has(b"cikmov", *sign);
    matches!(word, [b'0'..=b'9', first, second] if is_used(first) && is_used(second))
}

/// `Col. Crédito Constructor`: up to what parts it from the next.
fn area(scene: &Scene<'_>, at: usize) -> Option<usize> {
    scene.is_in(at, lists::STREET_AREAS).then_some(())?;
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

/// `Madrid`, `San Sebastián de los Reyes`, `Mountain View`; beside a postcode in small letters, too.
fn name(scene: &Scene<'_>, at: usize, is_expected: bool) -> Option<usize> {
    if !is_proper(scene, at) {
        let is_expected = is_expected || postcode(scene, at + 1).is_some();
        let is_town = is_expected && scene.size(at) > 3 && is_word(scene, at);
        return is_town.then_some(at + 1);
    }
    let mut to = at + 1;
    let mut next = to;
    while next < at + NAME && scene.is_gap(next, "_ -") {
        if is_proper(scene, next) {
            to = next + 1;
        } else if !scene.is_in(next, lists::STREET_JOINS) {
            break;
        }
        next += 1;
    }
    // A state that its number follows is none of the town's name.
    let is_state = to > at + 1 && scene.size(to - 1) == 2 && scene.class(to) == Class::Digits;
    Some(to - usize::from(is_state))
}

fn is_word(scene: &Scene<'_>, token: usize) -> bool {
    scene.class(token) == Class::Letters
        && !scene.is_in(token, lists::STREET_NO_TOWN)
        && scene.said.by(token).is_none()
}

fn is_proper(scene: &Scene<'_>, token: usize) -> bool {
    scene.is_capital(token) && is_word(scene, token)
}
