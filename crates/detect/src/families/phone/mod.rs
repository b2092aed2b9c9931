//! Telephone numbers, by the plans of libphonenumber.

mod around;
mod dialled;
mod form;
mod plan;

#[cfg(test)]
mod tests;

use self::{
    around::{Around, around},
    dialled::{Dialled, separator},
    plan::{Line, Plan},
};
use crate::{
    Kind,
    cues::Cue,
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
    token::Class,
};

pub(super) const CUES: &[Cue] = &[(
    "bizum|call|called|calling|cel|cell|cellphone|celular|cep|contact number|contactar|\
contactarme|contacte|contacten|contacto|dial|fax|fijo|fono|handy|hotline|international one|\
landline|llamad|llamada|llamadme|llamame|llamar|llamarme|llame|llameme|llamen|llamenme|\
localizarme|marcar|mobile|movil|moviles|phone|phones|reach me|ring me|sms|tel|telefonico|\
telefono|telefonos|telefone|telefon|telephone|telf|telefax|telemovel|text|texting|tfn|tfno|\
tlf|tlfn|tlfno|tlfs|toll free|wasap|guasap|whatsap|whats|whatsapp|wpp|wsp|telegram|llama al|\
llama a|llaman|celu|telefo|movi|tlfono|telfono|telefno|contact me|mob",
    &[Kind::PhoneNumber],
)];

/// How many regions are read at home; a policy that lists more is read by the first.
const REGIONS: usize = 8;
/// The shortest, with a country code or without.
const SHORTEST: usize = 7;
/// The longest without a plus, with all that is dialled in Brazil and Germany.
const LONGEST: usize = 15;

/// Looks for a telephone number from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    if scene.class(at) != Class::Digits || goes_on(scene, at, found) {
        return;
    }
    let dialled = Dialled::at(scene, at);
    // A card's number is in fours.
    let is_card = dialled.sizes(4) == [4; 4];
    if dialled.digits(dialled.count()).len() < SHORTEST || is_card || is_sum(scene, &dialled) {
        return;
    }
    let best = if dialled.is_abroad {
        abroad(&dialled, 0).map(|count| (Strength::Sure, count))
    } else {
        // What is dialled first from most countries, and from North America.
        let prefixes: [&[u8]; 2] = [b"00", b"011"];
        let dials = |prefix: &&[u8]| dialled.digits(dialled.count()).starts_with(prefix);
        let prefixed = prefixes.iter().filter(|prefix| dials(prefix));
        let count = prefixed.filter_map(|prefix| abroad(&dialled, prefix.len())).next();
        count.map(|count| (Strength::Likely, count))
    };
    let best = best.or_else(|| at_home(scene, &dialled).filter(|_| !dialled.is_abroad));
    let (best, count) = match best {
        Some((strength, count)) => (Some(strength), count),
        None => (None, dialled.count()),
    };
    let (after, to) = dialled.after(scene, count);
    let said = around(scene, at, after);
    let span = (dialled.from, form::extended(scene, after, to));
    match (best, said) {
        (Some(strength), Around::For) => found.told(Kind::PhoneNumber, span, strength),
        (Some(strength @ (Strength::Sure | Strength::Likely)), _) if dialled.is_abroad => {
            found.formed(Kind::PhoneNumber, span, strength);
        }
        (Some(strength), Around::Silent) => found.formed(Kind::PhoneNumber, span, strength),
        (None, Around::For) if form::is_plausible(&dialled, count) => {
            found.told(Kind::PhoneNumber, span, Strength::Hint);
        }
        (None, Around::Silent)
            if scene.is_alone(span.0, span.1) && form::is_somewhere(&dialled, count) =>
        {
            found.formed(Kind::PhoneNumber, span, Strength::Weak);
        }
        _ => {}
    }
}

/// Whether a token belongs to digits that began before it, and that are no telephone number.
fn goes_on(scene: &Scene<'_>, at: usize, found: &Found) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let gap = scene.gap(at);
    if scene.class(before) != Class::Digits || separator(gap).is_none() {
        return false;
    }
    let (from, end) =
        scene.tokens.get(before).map_or((0, 0), |token| (token.from as usize, token.to as usize));
    let is_next = |hit: &crate::found::Hit| hit.kind == Kind::PhoneNumber && hit.to == end;
    // "de 9 a 14 612345678": a whole number after a small one.
    let is_apart = gap == b" "
        && (9..=11).contains(&scene.word(at).len())
        && end - from <= 2
        && scene.plain.before(from) != b'+';
    !is_apart && !found.hits.iter().rev().take(8).any(is_next)
}

/// Whether the plus before it adds, or a sign before it says that it is a price or the name of something.
fn is_sum(scene: &Scene<'_>, dialled: &Dialled) -> bool {
    let before = scene.plain.before(dialled.from);
    let is_joined = before.is_ascii_alphanumeric() || before == b'+';
    matches!(before, b'#' | b'$' | b'_' | b'@') || (dialled.is_abroad && is_joined)
}

/// How many groups are a number with its country code, after the digits that are dialled before it.
fn abroad(dialled: &Dialled, prefix: usize) -> Option<usize> {
    (1..=dialled.count()).rev().find(|count| {
        let digits = dialled.digits(*count).get(prefix..).unwrap_or_default();
        plan::of_code(digits).is_some_and(|(plan, rest)| plan.line_abroad(rest).is_some())
    })
}

/// How many groups are a number as one of the settings' regions writes it, and how much that says.
fn at_home(scene: &Scene<'_>, dialled: &Dialled) -> Option<(Strength, usize)> {
    let mut best = None;
    for count in (1..=dialled.count()).rev() {
        let digits = dialled.digits(count);
        if !(SHORTEST..=LONGEST).contains(&digits.len()) || !form::is_usual(dialled, count) {
            continue;
        }
        let coded = plan::of_code(digits);
        for (rank, region) in scene.settings.regions.iter().take(REGIONS).enumerate() {
            let Some(plan) = plan::of_region(region) else { continue };
            let own = match plan.line_at_home(digits) {
                Some(line) => strength(dialled, count, rank, plan, line),
                // Without a plus: `34 612 345 678`.
                None => match coded.filter(|(own, _)| std::ptr::eq(*own, plan)) {
                    Some((_, rest)) => match plan.line(rest) {
                        Some(Line::Mobile) if rank == 0 && count > 1 => Strength::Likely,
                        Some(_) => Strength::Weak,
                        None => continue,
                    },
                    None => continue,
                },
            };
            if best.is_none_or(|(other, _)| own > other) {
                best = Some((own, count));
            }
        }
    }
    best
}

/// How much it says that a number follows the plan of a region, the more the likelier that region is.
fn strength(dialled: &Dialled, count: usize, rank: usize, plan: &Plan, line: Line) -> Strength {
    let has_trunk = !plan.trunk.is_empty()
        && !plan.is_american()
        && dialled.digits(count).starts_with(plan.trunk);
    let is_foreign = plan.is_american() && !form::is_american(dialled, count);
    if is_foreign || (!has_trunk && plan.needs_trunk()) {
        return Strength::Hint;
    }
    if form::is_thousands(dialled, count) {
        return Strength::Weak;
    }
    match (rank, count, line) {
        (0, 1, Line::Other) if !has_trunk => Strength::Weak,
        (0, _, _) => Strength::Likely,
        (_, 1, _) if has_trunk => Strength::Likely,
        (_, 1, Line::Mobile) => Strength::Weak,
        (_, 1, _) => Strength::Hint,
        (_, _, Line::Mobile) => Strength::Likely,
        _ if has_trunk || form::is_bracketed(dialled) || plan.is_american() => Strength::Likely,
        _ => Strength::Weak,
    }
}
