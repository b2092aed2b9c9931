//! Numbers whose parts are joined by a sign that no reading crosses: `131052+308T`, `3998:7654:3211`.

use super::{europe, other};
use crate::{
    Kind,
    found::{Found, Strength},
    scene::Scene,
    token::{Token, is_word},
};

/// Looks from a token of digits on.
pub(super) fn look(scene: &Scene<'_>, token: &Token, found: &mut Found) {
    let (from, to) = (token.from as usize, token.to as usize);
    match (token.len(), scene.plain.sign(to)) {
        (6 | 8, b'+') => plus(scene, from, to, found),
        (4, b':') => colons(scene, from, found),
        _ => {}
    }
}

/// Finns and Swedes past a hundred.
fn plus(scene: &Scene<'_>, from: usize, to: usize, found: &mut Found) {
    let mut signs = [0; 12];
    let rest = scene.plain.signs.get(to + 1..to + 5).unwrap_or_default();
    let all = scene.plain.signs.get(from..to).into_iter().flatten().chain(rest);
    for (own, sign) in signs.iter_mut().zip(all) {
        *own = sign.to_ascii_uppercase();
    }
    let own = signs.get(..to - from + 4).unwrap_or_default();
    let digits = own.iter().take_while(|sign| sign.is_ascii_digit()).count();
    if is_word(scene.plain.sign(to + 5)) {
        return;
    }
    if digits == own.len() && europe::is_personnummer(own) {
        found.checked(Kind::SePersonnummer, (from, to + 5), Strength::Likely);
    }
    if own.len() == 10 && digits >= 9 && europe::is_hetu(own) {
        found.checked(Kind::FiPersonalIdentityCode, (from, to + 5), Strength::Likely);
    }
}

/// An Aadhaar in groups of four.
fn colons(scene: &Scene<'_>, from: usize, found: &mut Found) {
    let Some(all) = scene.plain.signs.get(from..from + 14) else { return };
    let mut groups = all.split(|sign| *sign == b':');
    let mut signs = [0; 12];
    for own in signs.chunks_exact_mut(4) {
        match groups.next() {
            Some(group) if group.len() == 4 => own.copy_from_slice(group),
            _ => return,
        }
    }
    let is_whole = !is_word(scene.plain.sign(from + 14));
    if is_whole && signs.iter().all(u8::is_ascii_digit) && other::is_aadhaar(&signs) {
        found.checked(Kind::InAadhaar, (from, from + 14), Strength::Weak);
    }
}
