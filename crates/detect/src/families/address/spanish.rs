//! `Calle Mayor, 5`, `Carrera 7 # 71-21`: what it is, its name, its number.

use super::street::{Street, house, is_house, is_joined, is_marker};
use crate::{
    Kind,
    found::Strength,
    lists,
    scene::Scene,
    token::{Class, is_year},
};

/// The longest name, in words: `Doctor Severo Ochoa y de la Peña`.
const NAME: usize = 8;

/// The street that begins with a token.
pub(super) fn street(scene: &Scene<'_>, at: usize) -> Option<Street> {
    let word = scene.word(at);
    let mut next = at + 1;
    let mut is_clear = scene.is_in(at, lists::STREET_STREETS);
    match word {
        b"c" => {
            // `C/ Mayor`, `c/mayor`; `C. Mayor` is a name as well.
            let gap = scene.gap(next);
            is_clear = gap.starts_with(b"/") && scene.gap(at) != b"/";
            (is_clear || gap == b". ").then_some(())?;
        }
        b"p" => {
            // `P.º`
            is_clear = scene.is_word(next, "o") && scene.is_gap(next, ".");
            is_clear.then_some(())?;
            next += 1;
        }
        // It needs no other name.
        b"gran" if scene.is_word(next, "via") => return numbered(scene, at, at + 2, 1, false),
        b"apartado" | b"apdo" | b"box" => return post_box(scene, at),
        _ => (is_clear || scene.is_in(at, lists::STREET_WAYS)).then_some(())?,
    }
    numbered(scene, at, next, 0, is_clear)
}

/// Reads name and number from a token on.
fn numbered(
    scene: &Scene<'_>,
    from: usize,
    first: usize,
    named: usize,
    is_clear: bool,
) -> Option<Street> {
    let mut names = named;
    let mut is_named = named > 0;
    let (mut is_told, mut is_km, mut is_code) = (false, false, false);
    let mut to = None;
    for token in first..first + NAME {
        let word = scene.word(token);
        let is_apart = token > from && (!is_joined(scene, token) || scene.gap_has(token, b"\n"));
        if token >= scene.tokens.len() || is_apart {
            return None;
        }
        is_told |= scene.gap_has(token, b",#");
        let (next, ahead) = (token + 1, token + 2);
        if scene.class(token) == Class::Letters {
            // The N of `N-340` is of a road's name.
            is_km = word == b"km";
            if is_km || (is_marker(scene, token) && !scene.is_gap(next, "-")) {
                (names > 0 && is_house(scene, next)).then_some(())?;
                is_told = true;
                continue;
            }
            if word == b"s" && scene.is_gap(next, "/") && names > 0 {
                // `s/n`: without a number.
                to = Some(token + 2);
                is_told = true;
                break;
            }
            // `Ramón y Cajal`, `A Coruña`
            let is_name = match word {
                b"a" => scene.is_capital(token),
                b"y" => names > 0 && scene.is_capital(next),
                _ => false,
            };
            if scene.is_in(token, lists::STREET_NO_NAME) && !is_name {
                return None;
            }
            is_named |= word.len() > 1 && scene.is_capital(token);
        } else if names == 0 && !scene.gap_has(token, b"#") {
            // The name is a number: `Calle 8 n.º 12`, `Calle 2 de Mayo, 5`, `Calle 100 8A-55`.
            let is_pair = is_house(scene, token + 1) && scene.is_gap(ahead, "-");
            let is_side = scene.gap_has(ahead, b"#") || scene.gap_has(next, b"#");
            let is_day = scene.is_word(token + 1, "de") && scene.is_capital(token + 2);
            (is_marker(scene, token + 1) || is_pair || is_side || is_day).then_some(())?;
            is_named = true;
            is_told |= is_pair;
        } else {
            // `km 176,9`
            let is_part = is_km && scene.is_gap(next, ", .") && scene.class(next) == Class::Digits;
            // `N-340 km 42`
            is_code = scene.is_gap(token, "-");
            to = match () {
                () if is_part => Some(ahead),
                () if is_code && scene.is_word(next, "km") => Some(next),
                () => house(scene, token),
            };
            is_told |= is_clear && scene.is_gap(next, "-");
            break;
        }
        names += 1;
    }
    let to = to?;
    let strength = match (is_clear, is_named, is_told) {
        // Many live at such a road.
        (true, _, _) if is_code => Strength::Weak,
        (false, _, _) if is_code => Strength::Hint,
        (false, _, false) if is_year(scene.word(to - 1)) => Strength::Hint,
        (true, true, _) | (true, _, true) | (false, true, _) => Strength::Likely,
        (true, false, false) | (false, false, true) => Strength::Weak,
        (false, false, false) => Strength::Hint,
    };
    Some(Street { from, to, strength })
}

/// A name and a number where a word right before says that they are an address: `vivo en Alcalá 45`.
pub(super) fn told(scene: &Scene<'_>, at: usize) -> Option<Street> {
    scene.is_capital(at).then_some(())?;
    scene.has_cue(at.saturating_sub(2), at, Kind::PostalAddress).then_some(())?;
    numbered(scene, at, at, 0, false)
}

/// `Apartado de correos 123`, `P.O. Box 123`.
fn post_box(scene: &Scene<'_>, at: usize) -> Option<Street> {
    let mut from = at;
    let mut token = at + 1;
    if scene.is_word(at, "box") {
        // `PO`, or `P` and `O`.
        from = at.wrapping_sub(1);
        if scene.is_word(from, "o") {
            from = from.wrapping_sub(1);
        }
        (scene.is_word(from, "po") || scene.is_word(from, "p")).then_some(())?;
    } else {
        while token < at + 3 && scene.is_in(token, lists::POST_BOX) {
            token += 1;
        }
        (token > at + 1 || scene.is_word(at, "apdo")).then_some(())?;
    }
    token += usize::from(is_marker(scene, token));
    let is_number = is_house(scene, token) && is_joined(scene, token);
    is_number.then_some(Street { from, to: token + 1, strength: Strength::Likely })
}
