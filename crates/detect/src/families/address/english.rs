//! `221B Baker Street`: its number, its name, what it is.

use super::street::{Street, is_house, is_joined};
use crate::{found::Strength, lists, scene::Scene, token::Class};

/// The longest name, in words.
const NAME: usize = 5;
/// The most words of a house's name, its road and its town.
const NAMES: usize = 10;

/// The street whose number is at a token.
pub(super) fn street(scene: &Scene<'_>, at: usize) -> Option<Street> {
    if !is_house(scene, at) || is_inside(scene, at) {
        return None;
    }
    let mut first = at + 1;
    if scene.is_gap(first, "-") && is_house(scene, first) {
        first += 1;
    }
    let mut is_named = true;
    for token in first..first + NAME {
        let gap = scene.gap(token);
        let is_parted = matches!(gap, b" " | b". " | b"'") || (token == first && gap == b", ");
        if token >= scene.tokens.len() || !is_parted {
            return None;
        }
        let word = scene.word(token);
        let is_road = scene.is_in(token, lists::STREET_ROADS);
        // What begins with `St` is of a saint, and `Park Road` is of a park.
        let goes_on = scene.is_gap(token + 1, "_") && is_street(scene, token + 1);
        // `9132 Highway 89`
        let is_numbered = token == first && is_road && is_house(scene, token + 1);
        if (token > first || is_numbered) && !goes_on && is_street(scene, token) {
            let is_written = scene.is_capital(token) && is_named;
            let strength = match (is_road, is_written) {
                (true, true) => Strength::Likely,
                (true, false) if scene.class(at) == Class::Mixed => Strength::Likely,
                (false, true) if !scene.is_in(token, lists::STREET_VAGUE) => Strength::Likely,
                (false, false) => Strength::Hint,
                _ => Strength::Weak,
            };
            // The flat before it, if there is one.
            let flat = at.wrapping_sub(2);
            let is_flat = scene.is_in(flat, lists::STREET_FLOORS) && is_joined(scene, at);
            return Some(Street {
                from: if is_flat { flat } else { at },
                to: token + 1 + usize::from(is_numbered),
                strength,
            });
        }
        let is_saint = word == b"st" && token == first;
        let is_name = scene.class(token) == Class::Letters;
        if !(is_name || is_ordinal(word))
            || (is_road && !is_saint && !goes_on)
            || scene.is_in(token, lists::STREET_NO_ROAD)
        {
            return None;
        }
        is_named &= !is_name || scene.is_capital(token) || word == b"s";
    }
    None
}

/// Where the names begin that stand right before a postcode, a road one of them or a number before them: `Rose Cottage,
/// Mill Lane, Oxford`, `508 Falling Leaf, Springfield`; at the postcode itself if there are none.
pub(super) fn before(scene: &Scene<'_>, at: usize) -> usize {
    let (mut from, mut is_road) = (at, false);
    while from > at.saturating_sub(NAMES) && is_joined(scene, from) && scene.is_capital(from - 1) {
        from -= 1;
        is_road |= scene.is_in(from, lists::STREET_ROADS);
    }
    if from < at && is_joined(scene, from) && is_house(scene, from.wrapping_sub(1)) {
        from - 1
    } else if is_road {
        from
    } else {
        at
    }
}

fn is_street(scene: &Scene<'_>, token: usize) -> bool {
    scene.is_in(token, lists::STREET_ROADS)
        || scene.is_in(token, lists::STREET_PLACES)
        || scene.is_in(token, lists::STREET_VAGUE)
}

/// Whether a number goes on from the one before it, is a price, or counts: "the 5 Main Road shops".
fn is_inside(scene: &Scene<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    match scene.gap(at) {
        [.., b'$' | b'#'] => true,
        [b'.' | b',' | b'/' | b':'] => scene.class(before) == Class::Digits,
        _ => scene.is_in(before, lists::MANY_STREETS),
    }
}

/// `5th`
fn is_ordinal(word: &[u8]) -> bool {
    matches!(
        word,
        [b'1'..=b'9', .., b't', b'h']
            | [.., b'1', b's', b't']
            | [.., b'2', b'n', b'd']
            | [.., b'3', b'r', b'd']
    )
}
