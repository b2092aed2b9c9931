//! National and tax identifiers.
//!
//! Each is a row of a table: how it is written, what its signs have to fulfil, how much that says.
//! The rows are by region; see `form.rs` for how they are read.

mod america;
mod check;
mod cues;
mod es;
mod europe;
mod form;
mod joined;
mod other;
#[cfg(test)]
mod tests;

pub(super) use self::cues::CUES;

use self::form::Form;
use crate::{
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
    token::Class,
};

const FORMS: [&[Form]; 4] = [es::FORMS, europe::FORMS, america::FORMS, other::FORMS];

/// The longest label that sticks to a number: `personnummer`.
const LABEL: usize = 12;

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    let (Some(reading), Some(token)) = (reading, scene.tokens.get(at)) else { return };
    report(scene, at, reading, token.len(), Strength::Hint, found);
    match token.class {
        Class::Digits => joined::look(scene, token, found),
        // `DNI12345678Z`, `is030594W903B`.
        Class::Mixed => {
            let label =
                scene.written(at).iter().take(LABEL).take_while(|own| !own.is_ascii_digit());
            let label = label.count();
            if (2..LABEL).contains(&label) {
                let rest = Reading::after(scene.plain, scene.tokens, at, label);
                report(scene, at, &rest, token.len() - label, Strength::Likely, found);
            }
        }
        Class::Letters => {}
    }
}

/// Reports what the signs of a reading, the first `size` of them in one piece, can be, if it says at
/// least so much.
fn report(
    scene: &Scene<'_>,
    at: usize,
    reading: &Reading,
    size: usize,
    least: Strength,
    found: &mut Found,
) {
    for form in FORMS.into_iter().flatten().filter(|form| form.begins(size)) {
        let Some(strength) = form.read(scene, at, reading).filter(|own| *own >= least) else {
            continue;
        };
        let (from, to) = reading.span(form.len());
        if strength == Strength::Hint && !is_asked(scene, form, from, to) {
            continue;
        }
        match form.is_checked() {
            true => found.checked(form.kind, (from, to), strength),
            false => found.formed(form.kind, (from, to), strength),
        }
    }
}

/// Whether what says nothing by itself is worth a report: a word near by says it, and none that it is a
/// price or an order; or nothing else is said.
fn is_asked(scene: &Scene<'_>, form: &Form, from: usize, to: usize) -> bool {
    let is_told = scene.is_told(form.kind, from, to) && !scene.is_other(from, to);
    is_told || scene.is_alone(from, to)
}
