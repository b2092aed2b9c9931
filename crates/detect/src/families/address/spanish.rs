//! `Calle Mayor, 5`, `Carrera 7 # 71-21`: what it is, its name, its number.

use super::{
    street::{Street, house, is_capital, is_house, is_joined, is_marker},
    words::{NO_NAME, STREETS, WAYS},
};
use crate::{
    Kind,
    found::Strength,
    list::{holds, is_listed},
    scene::Scene,
    token::Class,
};

/// The longest name, in words: `Doctor Severo Ochoa y de la Peña`.
const NAME: usize = 8;

/// The street that begins with a token.
pub(super) fn street(scene: &Scene<'_>, at: usize) -> Option<Street> {
    let word = scene.word(at);
    let find = |list| holds(list, word);
    let mut next = at + 1;
    let is_clear = if find(STREETS) {
        true
    } else if find(WAYS) {
        match word {
            b"c" => {
                // `C/ Mayor`, `c/mayor`; `C. Mayor` is a name as well.
                let gap = scene.gap(next);
                (gap.starts_with(b"/") || gap.starts_with(b". ")).then_some(())?;
                gap.starts_with(b"/")
                    && !scene.plain.before(begin(scene, at)).is_ascii_alphanumeric()
            }
            b"p" => {
                // `P.º`
                (scene.is_word(next, "o") && scene.is_gap(next, ".")).then_some(())?;
                next += 1;
                true
            }
            _ => false,
        }
    } else if word == b"gran" && scene.is_word(next, "via") {
        // It needs no other name.
        return numbered(scene, at, next + 1, 1, false);
    } else if is_listed("apartado apdo box", word) {
        return post_box(scene, at);
    } else {
        return None;
    };
    numbered(scene, at, next, 0, is_clear)
}

fn begin(scene: &Scene<'_>, token: usize) -> usize {
    scene.tokens.get(token).map_or(0, |token| token.from as usize)
}

/// Reads name and number from a token on.
fn numbered(
    scene: &Scene<'_>,
    from: usize,
    first: usize,
    named: usize,
    is_clear: bool,
) -> Option<Street> {
    // Most streets that are spoken of have no number, and their words need not be looked at.
    let number = (first..first + NAME)
        .find(|token| scene.class(*token) != Class::Letters || scene.is_gap(*token + 1, "/"))?;
    if (first + 1..=number).any(|token| !is_joined(scene.gap(token))) {
        return None;
    }
    let mut names = named;
    let mut is_named = false;
    let mut is_told = false;
    let mut to = None;
    for token in first..first + NAME {
        let gap = scene.gap(token);
        let word = scene.word(token);
        let is_apart = token > from && (!is_joined(gap) || gap.contains(&b'\n'));
        if token >= scene.tokens.len() || is_apart {
            return None;
        }
        is_told |= gap.contains(&b',') || gap.contains(&b'#');
        let is_number = scene.class(token) != Class::Letters;
        let is_next_told = is_marker(scene, token + 1) || scene.gap(token + 1).contains(&b'#');
        if is_number && names == 0 && !is_told {
            // The name is a number: `Calle 8 n.º 12`, `Calle 2 de Mayo, 5`, `Calle 100 8A-55`.
            let is_pair = is_house(scene, token + 1) && scene.is_gap(token + 2, "-");
            let is_side =
                scene.gap(token + 2).contains(&b'#') && scene.class(token + 1) == Class::Letters;
            let is_day = scene.is_word(token + 1, "de") && is_capital(scene, token + 2);
            (is_next_told || is_pair || is_side || is_day).then_some(())?;
            is_named = true;
            is_told |= is_pair;
        } else if is_number {
            to = house(scene, token);
            to?;
            is_told |= matches!(scene.gap(token + 1), b"-" if is_clear);
            break;
        } else if word == b"s" && scene.is_word(token + 1, "n") && scene.is_gap(token + 1, "/") {
            // Without a number.
            to = (names > 0).then_some(token + 2);
            is_told = true;
            break;
        } else if is_marker(scene, token) || word == b"km" {
            let follows = scene.is_gap(token + 1, " _ . ._ o :_");
            (names > 0 && follows && is_house(scene, token + 1)).then_some(())?;
            is_told = true;
            continue;
        } else if holds(NO_NAME, word) && !(word == b"a" && is_capital(scene, token)) {
            return None;
        } else {
            is_named |= word.len() > 1 && is_capital(scene, token);
        }
        names += 1;
    }
    let is_year = !is_clear && !is_told && to.is_some_and(|to| is_year(scene.word(to - 1)));
    let strength = match (is_clear, is_named || named > 0, is_told) {
        _ if is_year => Strength::Hint,
        (true, true, _) | (true, _, true) | (false, true, _) => Strength::Likely,
        (true, false, false) | (false, false, true) => Strength::Weak,
        (false, false, false) => Strength::Hint,
    };
    to.map(|to| Street { from, to, strength })
}

fn is_year(word: &[u8]) -> bool {
    word.len() == 4 && (word.starts_with(b"19") || word.starts_with(b"20"))
}

/// A name and a number where a word right before says that they are an address: `vivo en Alcalá 45`.
pub(super) fn told(scene: &Scene<'_>, at: usize) -> Option<Street> {
    let says = |token: usize| scene.says(token, Kind::PostalAddress);
    let is_told = is_capital(scene, at) && (at.saturating_sub(2)..at).any(says);
    let street = is_told.then(|| numbered(scene, at, at, 0, false))??;
    Some(Street { strength: Strength::Hint, ..street })
}

/// `Apartado de correos 123`, `P.O. Box 123`.
fn post_box(scene: &Scene<'_>, at: usize) -> Option<Street> {
    let is_box = scene.is_word(at, "box");
    let from = if is_box {
        // `PO`, or `P` and `O`; two words before it at most.
        let before =
            |back: usize| at.checked_sub(back).map(|at| scene.word(at)).unwrap_or_default();
        match (before(2), before(1)) {
            (_, b"po") => at - 1,
            (b"p", b"o") => at - 2,
            (b"post", b"office") => at - 2,
            _ => return None,
        }
    } else {
        at
    };
    let mut token = at + 1;
    while scene.is_word(token, "de correos postal") && token < at + 3 {
        token += 1;
    }
    token += usize::from(is_marker(scene, token));
    let is_number = is_house(scene, token) && is_joined(scene.gap(token));
    let is_post =
        is_box || token > at + 2 || scene.is_word(at, "apdo") || scene.is_word(at + 1, "postal");
    (is_number && is_post).then_some(Street { from, to: token + 1, strength: Strength::Likely })
}
