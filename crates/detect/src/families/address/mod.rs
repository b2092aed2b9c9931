//! Postal addresses, as Spanish and English write them: a street and a number, and what goes with them.

mod english;
mod rest;
mod spanish;
mod street;

#[cfg(test)]
mod tests;

use self::{rest::Rest, street::Street};
use crate::{
    Kind,
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
    token::Class,
};

/// Looks for an address from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    let street = match scene.class(at) {
        Class::Letters => spanish::street(scene, at),
        _ => english::street(scene, at),
    };
    let is_told = street.is_none();
    let Some(Street { from, to, strength }) = street.or_else(|| spanish::told(scene, at)) else {
        if let Some(to) = rest::sole(scene, at) {
            let road = english::before(scene, at);
            let strength = if road < at { Strength::Likely } else { Strength::Hint };
            report(scene, road, to, strength, found);
        }
        return;
    };
    let rest = Rest::of(scene, to);
    let strength = match (strength, rest.is_telling) {
        // Without a word for it there has to be a floor or a postcode.
        (_, false) if is_told => return,
        (_, true) if is_told => Strength::Weak,
        (strength, false) => strength,
        (Strength::Hint, true) => Strength::Weak,
        (Strength::Weak, true) => Strength::Likely,
        (_, true) => Strength::Sure,
    };
    report(scene, from, rest.to, strength, found);
}

/// Reports the tokens from one up to another, which is not one of them.
fn report(scene: &Scene<'_>, from: usize, to: usize, strength: Strength, found: &mut Found) {
    let span = scene.span(from, to.wrapping_sub(1));
    found.formed(Kind::PostalAddress, span, strength);
}
