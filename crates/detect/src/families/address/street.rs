//! A street with a number.

use crate::{
    found::Strength,
    list::{are_all, are_digits},
    lists,
    scene::Scene,
    token::Class,
};

/// A street with a number: its tokens, up to `to`, which is not one of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Street {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) strength: Strength,
}

/// Whether the signs before a token are such as part the words of an address.
#[inline(never)]
pub(super) fn is_joined(scene: &Scene<'_>, token: usize) -> bool {
    let gap = scene.gap(token);
    are_all(gap, b" ,.-/()\n#'") && gap.len() <= 4
}

/// Whether a token says that a number follows.
pub(super) fn is_marker(scene: &Scene<'_>, token: usize) -> bool {
    scene.is_in(token, lists::STREET_NUMBER)
}

/// Whether a token is the number of a house: `5`, `221B`.
pub(super) fn is_house(scene: &Scene<'_>, token: usize) -> bool {
    let word = scene.word(token);
    let number = match word {
        [number @ .., b'a'..=b'z'] => number,
        _ => word,
    };
    are_digits(number) && (1..=5).contains(&number.len())
}

/// Where a house's number ends that begins at a token: `12-14`, `71-21`, `5 bis`. Nothing if it counts
/// something: `2 días`.
pub(super) fn house(scene: &Scene<'_>, token: usize) -> Option<usize> {
    is_house(scene, token).then_some(())?;
    let mut to = token + 1;
    if scene.is_gap(to, "- _-_ /") && is_house(scene, to) {
        to += 1;
    }
    if scene.is_word(to, "bis") {
        to += 1;
    }
    let gap = scene.gap(to);
    let counts = gap.starts_with(b" ") && scene.is_in(to, lists::STREET_UNITS);
    let is_price = matches!(gap, [b'$' | b'%', ..] | [b' ', b'$' | b'%', ..]);
    // `3,5`, `3.5`, `10:30` are no numbers of houses.
    let is_decimal = matches!(gap, b"," | b"." | b":") && scene.class(to) == Class::Digits;
    (!counts && !is_price && !is_decimal).then_some(to)
}
