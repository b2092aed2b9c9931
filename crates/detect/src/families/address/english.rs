//! `221B Baker Street`: its number, its name, what it is.

use super::{
    street::{Street, is_capital, is_house},
    words::{NO_ROAD, PLACES, ROADS, VAGUE},
};
use crate::{
    found::Strength,
    list::{holds, is_listed},
    scene::Scene,
    token::Class,
};

/// The longest name, in words.
const NAME: usize = 5;

/// The street whose number is at a token.
pub(super) fn street(scene: &Scene<'_>, at: usize) -> Option<Street> {
    if !is_house(scene, at) || is_inside(scene, at) {
        return None;
    }
    let mut first = at + 1;
    if scene.is_gap(first, "-") && is_house(scene, first) {
        first += 1;
    }
    if scene.is_word(first, "broadway") && is_capital(scene, first) {
        return Some(Street { from: at, to: first + 1, strength: Strength::Likely });
    }
    let mut is_named = true;
    for token in first..first + NAME {
        let gap = scene.gap(token);
        let is_parted =
            matches!(gap, b" " | b"  " | b". " | b"'") || (token == first && gap == b", ");
        let word = scene.word(token);
        if token >= scene.tokens.len() || !is_parted {
            return None;
        }
        let find = |list| holds(list, word);
        let (is_road, is_place) = (find(ROADS), find(PLACES));
        // What begins with `St` is of a saint, and `Park Road` is of a park.
        let follows = |token: usize| {
            let next = scene.word(token);
            scene.is_gap(token, "_") && (holds(ROADS, next) || holds(PLACES, next))
        };
        if token > first && (is_road || is_place) && !follows(token + 1) {
            let is_written = is_capital(scene, token) && is_named;
            let has_letter = scene.class(at) == Class::Mixed;
            let is_vague = holds(VAGUE, word);
            let strength = match (is_road, is_written) {
                (true, true) => Strength::Likely,
                (true, false) if has_letter => Strength::Likely,
                (true, false) => Strength::Weak,
                (false, true) if !is_vague => Strength::Likely,
                (false, true) => Strength::Weak,
                (false, false) => Strength::Hint,
            };
            return Some(Street { from: before(scene, at), to: token + 1, strength });
        }
        let is_saint = word == b"st" && token == first;
        let is_word = scene.class(token) == Class::Letters || is_ordinal(word);
        if !is_word || (is_road && !is_saint && !follows(token + 1)) || holds(NO_ROAD, word) {
            return None;
        }
        is_named &= is_capital(scene, token) || is_ordinal(word) || word == b"s";
    }
    None
}

/// Whether a number goes on from the one before it, or is a price.
fn is_inside(scene: &Scene<'_>, at: usize) -> bool {
    let gap = scene.gap(at);
    let is_number = at.checked_sub(1).is_some_and(|before| scene.class(before) == Class::Digits);
    let word = at.checked_sub(1).map(|before| scene.word(before)).unwrap_or_default();
    // What is counted: "the 5 Main Road shops".
    let is_counted = is_listed("the these those all our los las top", word);
    is_counted
        || gap.ends_with(b"$")
        || gap.ends_with(b"#")
        || (is_number && matches!(gap, b"." | b"," | b"/" | b":"))
}

/// `5th`
fn is_ordinal(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|sign| sign.is_ascii_digit()).count();
    (1..=3).contains(&digits) && matches!(word.get(digits..), Some(b"st" | b"nd" | b"rd" | b"th"))
}

/// Where an address begins whose number is at a token: at the flat before it, if there is one.
fn before(scene: &Scene<'_>, at: usize) -> usize {
    let Some(flat) = at.checked_sub(2) else { return at };
    let is_flat = scene.is_word(flat, "flat apt apartment unit suite room ste");
    let is_short = scene.word(at - 1).len() <= 4;
    if is_flat && is_short && scene.is_gap(at, ",_ _ ,") { flat } else { at }
}
