//! National and tax identifiers.
//!
//! Each is a row of `data/ids.txt`: how it is written, what its signs have to fulfil, how much that says.

mod check;
mod form;
mod joined;
mod signs;
mod special;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use self::table::Forms;
pub(super) use self::{check::holds, special::by_97};
use self::{signs::Signs, table::forms};
use crate::{
    Evidence, Kind,
    found::{Found, Strength},
    kinds::Kinds,
    list::entries,
    reading::Reading,
    scene::Scene,
    token::Class,
};

/// Whether a kind of identifier has a check, so that without it a value is none.
pub(crate) fn is_checked(kind: Kind) -> bool {
    forms().is_checked(kind)
}

/// The longest label that sticks to a number: `personnummer`.
const LABEL: usize = 12;

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    let Some(token) = scene.token(at) else { return };
    let own = reading.is_none().then(|| name(scene, at)).flatten();
    let Some(reading) = reading.or(own.as_ref()) else { return };
    // A telephone number's.
    if scene.plain.before(token.from as usize) == b'+' {
        return;
    }
    let label = named(scene.written(at.wrapping_sub(1)));
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
    for label in letters.saturating_sub(1)..letters + 1 {
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
    let signs = Signs::new(scene, at, reading);
    // Of what says nothing by itself: where it ends, and what is asked for there.
    let mut asked = (0, Kinds::default());
    let is_inner = signs.began();
    for form in forms().of(size) {
        // Groups of a number that began before.
        if is_inner && form.len() > size {
            continue;
        }
        let Some(strength) = form.read(&signs) else { continue };
        let (from, to) = reading.span(form.len());
        if label == Some(form.row.kind) {
            found.told(form.row.kind, (from, to), strength);
            continue;
        }
        if strength < least {
            continue;
        }
        if strength == Strength::Hint {
            // What has its check after it is no number without one: `922.065.711-6`.
            if form.row.check.is_empty() && signs.has_check(form.len()) {
                continue;
            }
            if asked.0 != to {
                asked = (to, asked_for(scene, from, to));
            }
            if !asked.1.has(form.row.kind) {
                continue;
            }
        }
        let evidence = if form.row.is_checked { Evidence::Checksum } else { Evidence::Format };
        found.add(form.row.kind, (from, to), strength, evidence);
    }
}

/// What is read from letters on that a fiscal code in groups may begin with: `RCCMNL 83S18 D969H`,
/// `RCC MNL 83S18 D969H`.
fn name(scene: &Scene<'_>, at: usize) -> Option<Reading> {
    let ahead = match scene.token(at)?.len() {
        6 => 1,
        3 if scene.token(at + 1)?.len() == 3 => 2,
        _ => return None,
    };
    (scene.class(at + ahead) == Class::Mixed).then(|| scene.reading(at))
}

/// What a word in capitals says right before a number or sticking to it, which in small letters or
/// farther away is another word.
fn named(word: &[u8]) -> Option<Kind> {
    const KINDS: [Kind; 5] =
        [Kind::CaSin, Kind::UsDriverLicense, Kind::ClRut, Kind::EsCif, Kind::EsCif];
    let place = entries(b"SIN DL RUN CIF ES").position(|own| own == word)?;
    KINDS.get(place).copied()
}

/// The kinds of which even what says nothing by itself is worth a report: those that a word near by names,
/// if no nearer one says that it is a price or an order; all, if nothing else is said.
fn asked_for(scene: &Scene<'_>, from: usize, to: usize) -> Kinds {
    let around = scene.around(from, to);
    match around.is_alone {
        true => Kinds::ALL,
        false if around.is_other => around.spared,
        false => around.told,
    }
}
