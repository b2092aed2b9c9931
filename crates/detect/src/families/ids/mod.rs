//! National and tax identifiers.
//!
//! Each is a row of a table: how it is written, what its signs have to fulfil, how much that says.
//! The rows are by region; see `form.rs` for how they are read.

mod check;
mod cues;
mod es;
mod europe;
mod form;
mod joined;
mod nordic;
mod north;
mod other;
mod signs;
mod south;
#[cfg(test)]
mod tests;

pub(super) use self::cues::CUES;

use self::{form::Form, signs::Signs};
use crate::{
    Kind,
    cues::Kinds,
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
    token::Class,
};

const FORMS: [&[Form]; 6] =
    [es::FORMS, europe::FORMS, nordic::FORMS, north::FORMS, south::FORMS, other::FORMS];

/// The size of first groups from which on nothing begins.
const SIZES: usize = 19;

/// How many forms begin with each size, all together.
const COUNT: usize = index::<0>().1[SIZES] as usize;

/// Which forms begin with each size, one size after the other: table and row.
static ORDER: [(u8, u8); COUNT] = index::<COUNT>().0;

/// Where each size starts in the order.
static STARTS: [u16; SIZES + 1] = index::<0>().1;

/// The order, as far as there is room for it, and the starts.
const fn index<const N: usize>() -> ([(u8, u8); N], [u16; SIZES + 1]) {
    let (mut order, mut starts) = ([(0, 0); N], [0; SIZES + 1]);
    let (mut size, mut count) = (0, 0);
    while size < SIZES {
        let mut table = 0;
        while table < FORMS.len() {
            let mut row = 0;
            while row < FORMS[table].len() {
                if FORMS[table][row].begins(size) {
                    if count < N {
                        order[count] = (table as u8, row as u8);
                    }
                    count += 1;
                }
                row += 1;
            }
            table += 1;
        }
        size += 1;
        starts[size] = count as u16;
    }
    (order, starts)
}

/// The longest label that sticks to a number: `personnummer`.
const LABEL: usize = 12;

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    let Some(token) = scene.tokens.get(at) else { return };
    let own = reading.is_none().then(|| name(scene, at)).flatten();
    let Some(reading) = reading.or(own.as_ref()) else { return };
    // A telephone number's.
    if scene.plain.before(token.from as usize) == b'+' {
        return;
    }
    let label = at.checked_sub(1).and_then(|before| named(scene.written(before)));
    report(scene, at, (reading, token.len()), label, Strength::Hint, found);
    match token.class {
        Class::Digits => joined::look(scene, token, found),
        Class::Mixed => behind_label(scene, at, token.len(), found),
        Class::Letters => {}
    }
}

/// Looks behind a label that sticks to a number, of which a letter may be the number's: `DNI12345678Z`,
/// `is030594W903B`, `NIEX2482300W`.
fn behind_label(scene: &Scene<'_>, at: usize, size: usize, found: &mut Found) {
    let word = scene.written(at);
    let letters = word.iter().take(LABEL).take_while(|own| !own.is_ascii_digit()).count();
    for label in letters.saturating_sub(1)..=letters {
        if (2..LABEL).contains(&label) {
            let rest = Reading::after(scene.plain, scene.tokens, at, label);
            let name = word.get(..label).and_then(named);
            report(scene, at, (&rest, size - label), name, Strength::Likely, found);
        }
    }
}

/// Reports what the signs of a reading, the first of them (so many) in one piece, can be, if it says at
/// least so much or a label says the same.
fn report(
    scene: &Scene<'_>,
    at: usize,
    (reading, size): (&Reading, usize),
    label: Option<Kind>,
    least: Strength,
    found: &mut Found,
) {
    let (Some(from), Some(to)) = (STARTS.get(size), STARTS.get(size + 1)) else { return };
    let signs = Signs::new(scene, at, reading);
    // Of what says nothing by itself: where it ends, and what is asked for there.
    let mut asked = (0, None);
    for (table, row) in ORDER.get(usize::from(*from)..usize::from(*to)).unwrap_or_default() {
        let form = FORMS.get(usize::from(*table)).and_then(|forms| forms.get(usize::from(*row)));
        let Some(form) = form else { continue };
        let Some(strength) = form.read(&signs) else { continue };
        let (from, to) = reading.span(form.len());
        if label == Some(form.kind) {
            found.told(form.kind, (from, to), strength);
            continue;
        }
        if strength < least {
            continue;
        }
        if strength == Strength::Hint {
            if asked.0 != to {
                asked = (to, asked_for(scene, from, to));
            }
            if !asked.1.is_some_and(|kinds| kinds.has(form.kind)) {
                continue;
            }
        }
        match form.is_checked {
            true => found.checked(form.kind, (from, to), strength),
            false => found.formed(form.kind, (from, to), strength),
        }
    }
}

/// What is read from letters on that a fiscal code in groups may begin with: `RCCMNL 83S18 D969H`,
/// `RCC MNL 83S18 D969H`.
fn name(scene: &Scene<'_>, at: usize) -> Option<Reading> {
    let ahead = match scene.tokens.get(at)?.len() {
        6 => 1,
        3 if scene.tokens.get(at + 1)?.len() == 3 => 2,
        _ => return None,
    };
    (scene.class(at + ahead) == Class::Mixed).then(|| scene.reading(at))
}

/// What a word in capitals says right before a number or sticking to it, which in small letters or
/// farther away is another word.
fn named(word: &[u8]) -> Option<Kind> {
    match word {
        b"SIN" => Some(Kind::CaSin),
        b"DL" => Some(Kind::UsDriverLicense),
        b"RUN" => Some(Kind::ClRut),
        b"CIF" | b"ES" => Some(Kind::EsCif),
        _ => None,
    }
}

/// The kinds of which even what says nothing by itself is worth a report: those that a word near by names,
/// if no nearer one says that it is a price or an order; all, if nothing else is said.
fn asked_for(scene: &Scene<'_>, from: usize, to: usize) -> Option<Kinds> {
    let around = scene.around(from, to);
    match around.is_alone {
        true => Some(Kinds::ALL),
        false => Some(if around.is_other { around.spared } else { around.told }),
    }
}
