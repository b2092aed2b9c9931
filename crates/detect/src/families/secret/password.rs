//! Passwords and PINs that are told as such.

use super::value::{self, Value};
use crate::{
    Kind,
    found::{Found, Strength},
    list::{has, has_pair},
    lists,
    scene::Scene,
    token::{CAPITAL, Class, DIGIT, MARK, OTHER, SMALL, is_year, makeup, variety},
};

/// How such words end that are not in the list.
const ENDINGS: &[&[u8]] =
    &[b"ed", b"ing", b"ado", b"ada", b"ido", b"ida", b"ble", b"ive", b"iva", b"ente", b"osa"];

/// Looks from the word for a password on.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let before = at.wrapping_sub(1);
    if scene.is_in(before, lists::SPOKEN_PASS) {
        return;
    }
    let is_pin = scene.is_in(at, lists::PASSWORD_PINS);
    let is_vague = scene.is_in(at, lists::PASSWORD_VAGUE);
    let fits = match (is_pin, is_vague) {
        (true, _) => fits_pin,
        (_, true) => fits_vague,
        _ => fits_password,
    };
    if let Some(own) = value::after(scene, at, fits) {
        let strength = if is_plain(&own, scene) { Strength::Hint } else { Strength::Likely };
        found.told(Kind::Password, own.span(), strength);
    } else if !is_pin && !is_vague {
        look_before(scene, at, found);
    }
}

/// "uso hunter2 como contraseña", "hunter2 is my password".
fn look_before(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let is_own = scene.is_in(at.wrapping_sub(1), lists::MY_PASSWORD);
    let Some(verb) = at.checked_sub(1 + usize::from(is_own)) else { return };
    let Some(last) = verb.checked_sub(1).and_then(|last| scene.token(last)) else { return };
    let span = (last.from as usize, scene.plain.run(last.from as usize, 64, |sign| sign > b' '));
    let is_linked = scene.is_in(verb, lists::IS);
    let is_apart = scene.token(verb).is_some_and(|verb| span.1 <= verb.from as usize);
    if is_linked && is_apart && is_secret(scene.plain.part(span.0, span.1)) {
        found.told(Kind::Password, span, Strength::Likely);
    }
}

fn fits_pin(scene: &Scene<'_>, own: &Value) -> bool {
    let signs = own.signs(scene);
    matches!(signs.len(), 4 | 6 | 8) && makeup(signs) == DIGIT && is_digits(scene, own)
}

fn fits_vague(scene: &Scene<'_>, own: &Value) -> bool {
    let is_clear = || is_secret(own.signs(scene)) && makeup(own.signs(scene)) & DIGIT != 0;
    own.is_assigned && fits_password(scene, own)
        || own.is_linked && own.distance == 2 && is_secret(own.signs(scene))
        || own.distance == 1 && own.to - own.from >= 6 && is_clear()
}

fn fits_password(scene: &Scene<'_>, own: &Value) -> bool {
    let signs = own.signs(scene);
    if makeup(signs) == DIGIT {
        return is_digits(scene, own);
    }
    if is_secret(signs) {
        return own.is_linked || (signs.len() >= 5 && !is_of(scene, own));
    }
    is_said(scene, own, signs)
}

/// Whether the word before says whose or since when: "contraseña de ana85", "en 2024".
fn is_of(scene: &Scene<'_>, own: &Value) -> bool {
    scene.is_in(own.token.saturating_sub(1), lists::PIN_OF)
}

/// Digits alone: right after the word, or after a colon or verb; and no year without these.
fn is_digits(scene: &Scene<'_>, own: &Value) -> bool {
    let is_pin = scene.is_in(own.token.saturating_sub(own.distance), lists::PASSWORD_PINS);
    let is_year = !is_pin && is_year(own.signs(scene));
    let length = own.to - own.from;
    let far = match length {
        _ if is_pin => 5,
        ..=6 => 3,
        _ => 2,
    };
    let is_clear = own.is_linked || (own.distance <= far && !is_year && !is_of(scene, own));
    matches!(length, 4..=16) && is_clear && !scene.is_other(own.from, own.to)
}

/// A plain word: in quotes, or after a colon or "es", as the end of what is said, and no word for how
/// the password is.
fn is_said(scene: &Scene<'_>, own: &Value, signs: &[u8]) -> bool {
    let low = scene.plain.low_part(own.from, own.to);
    let is_one = makeup(signs) & (DIGIT | MARK) == 0;
    let is_state = || lists::PASSWORD_STATES.has(low);
    let is_mine = || {
        let before = own.token.saturating_sub(own.distance + 1);
        scene.is_in(before, lists::MY)
    };
    let is_right_after = own.distance <= 2;
    is_one
        && matches!(signs.len(), 4..=32)
        && own.is_linked
        && is_right_after
        && (own.is_assigned || own.is_quoted || is_mine())
        // xxxx stands for something.
        && variety(signs) >= 3
        && (own.is_quoted || value::ends_clause(scene, own.to))
        && !is_state()
        && (own.is_quoted || !ENDINGS.iter().any(|end| low.ends_with(end)))
}

fn is_plain(own: &Value, scene: &Scene<'_>) -> bool {
    scene.class(own.token) == Class::Letters && !is_secret(own.signs(scene))
}

/// Whether nobody would write this as a word: letters and digits, or signs, or capitals inside.
pub(super) fn is_secret(signs: &[u8]) -> bool {
    let makeup = makeup(signs);
    let is_mark = |sign: &u8| sign.is_ascii_punctuation() && !has(b"-'/.,:()[]\"", *sign);
    // Marks at the end are of the sentence.
    let trimmed = signs.strip_suffix(b"!").unwrap_or(signs);
    let has_hump = || {
        has_pair(signs, |first, second| first.is_ascii_lowercase() && second.is_ascii_uppercase())
    };
    let is_filling = matches!(signs, [b'<' | b'{' | b'[', ..] | [.., b'}' | b'>']);
    makeup & (CAPITAL | SMALL | OTHER) != 0
        && (makeup & DIGIT != 0 || trimmed.iter().any(is_mark) || has_hump())
        && variety(signs) >= 3
        && signs.len() >= 4
        && !is_filling
}

#[cfg(test)]
mod tests;
