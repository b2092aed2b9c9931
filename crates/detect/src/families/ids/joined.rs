//! Numbers whose parts are joined by a sign that no reading crosses: `131052+308T`, `3998:7654:3211`.

use super::table::forms;
use crate::{
    Kind,
    found::{Found, Strength},
    list::are_digits,
    scene::Scene,
    token::{Token, is_word},
};

/// Looks from a token of digits on.
pub(super) fn look(scene: &Scene<'_>, token: &Token, found: &mut Found) {
    let (from, to) = (token.from as usize, token.to as usize);
    match (token.len(), scene.plain.sign(to)) {
        (6 | 8, b'+') => plus(scene, (from, to + 5), found),
        (4, b':') => colons(scene, (from, to + 10), found),
        _ => {}
    }
}

/// Finns and Swedes past a hundred.
fn plus(scene: &Scene<'_>, span: (usize, usize), found: &mut Found) {
    let (signs, count) = joined(scene, span, b'+');
    let own = signs.get(..count).unwrap_or_default();
    let is_digits = are_digits(own);
    if is_digits && forms().is_right(Kind::SePersonnummer, own) {
        found.checked(Kind::SePersonnummer, span, Strength::Likely);
    }
    if own.len() == 10 && forms().is_right(Kind::FiPersonalIdentityCode, own) {
        found.checked(Kind::FiPersonalIdentityCode, span, Strength::Likely);
    }
}

/// An Aadhaar in groups of four.
fn colons(scene: &Scene<'_>, span: (usize, usize), found: &mut Found) {
    let (signs, count) = joined(scene, span, b':');
    let is_digits = are_digits(&signs);
    let is_grouped = count == 12 && scene.plain.sign(span.0 + 9) == b':';
    if is_grouped && is_digits && forms().is_right(Kind::InAadhaar, &signs) {
        found.checked(Kind::InAadhaar, span, Strength::Weak);
    }
}

/// The letters and digits of a span, twelve at most, without what joins them, and how many they are; none
/// if there is anything else, or if the last word goes on.
fn joined(scene: &Scene<'_>, (from, to): (usize, usize), join: u8) -> ([u8; 12], usize) {
    let (mut signs, mut count) = ([0; 12], 0);
    for place in from..to {
        let sign = scene.plain.sign(place).to_ascii_uppercase();
        if sign == join {
            continue;
        }
        match signs.get_mut(count) {
            Some(own) if sign.is_ascii_alphanumeric() => *own = sign,
            _ => return (signs, 0),
        }
        count += 1;
    }
    (signs, if is_word(scene.plain.sign(to)) { 0 } else { count })
}
