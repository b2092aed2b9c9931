//! Telephone numbers, by the plans of libphonenumber.

mod around;
mod dialled;
mod form;
mod plan;

#[cfg(test)]
mod tests;

pub(crate) use self::plan::Plans;
use self::{
    around::{Around, around},
    dialled::{Dialled, separator},
    plan::{Line, Plan},
};
use crate::{
    Kind,
    found::{Found, Strength},
    list::has,
    reading::Reading,
    scene::Scene,
    token::Class,
};

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
    let all = dialled.digits(dialled.count);
    // A plus that adds, or a sign that says that it is a price or the name of something.
    let before = scene.plain.before(dialled.from);
    let is_joined = dialled.is_abroad && (before.is_ascii_alphanumeric() || before == b'+');
    if all.len() < SHORTEST || is_joined || has(b"#$_@", before) {
        return;
    }
    // What is dialled first from most countries, and from North America.
    let prefix = match all {
        _ if dialled.is_abroad => 0,
        [b'0', b'0', ..] => 2,
        [b'0', b'1', b'1', ..] => 3,
        _ => all.len(),
    };
    let (mut best, mut count) = (None, dialled.count);
    for groups in (1..dialled.count + 1).rev() {
        let digits = dialled.digits(groups).get(prefix..).unwrap_or_default();
        if let Some((plan, rest)) = plan::of_code(digits)
            && plan.line_at_home(rest).is_some()
        {
            best = Some(if prefix == 0 { Strength::Sure } else { Strength::Likely });
            count = groups;
            break;
        }
    }
    if best.is_none()
        && !dialled.is_abroad
        && let Some(own) = at_home(scene, &dialled)
    {
        (best, count) = (Some(own.0), own.1);
    }
    let last = dialled.last(count);
    let said = around(scene, at, last + 1);
    let Some(end) = scene.token(form::extended(scene, last)) else { return };
    let span = (dialled.from, end.to as usize);
    let is_plausible = best.is_none() && form::is_plausible(&dialled, count);
    match (best.or(is_plausible.then_some(Strength::Hint)), said) {
        (Some(strength), Around::For) => found.told(Kind::PhoneNumber, span, strength),
        (Some(Strength::Sure), _) => found.formed(Kind::PhoneNumber, span, Strength::Sure),
        (Some(strength), Around::Silent) if best.is_some() => {
            found.formed(Kind::PhoneNumber, span, strength);
        }
        (_, Around::Silent)
            if scene.is_alone(span.0, span.1) && form::is_somewhere(&dialled, count) =>
        {
            found.formed(Kind::PhoneNumber, span, Strength::Weak);
        }
        _ => {}
    }
}

/// Whether a token belongs to digits that began before it, and that are no telephone number.
fn goes_on(scene: &Scene<'_>, at: usize, found: &Found) -> bool {
    let gap = scene.gap(at);
    let Some(before) = at.checked_sub(1).and_then(|before| scene.token(before)) else {
        return false;
    };
    if before.class != Class::Digits || separator(gap) == 0 {
        return false;
    }
    // "de 9 a 14 612345678": a whole number after a small one.
    let is_apart = gap == b" "
        && matches!(scene.size(at), 9..=11)
        && before.len() <= 2
        && scene.plain.before(before.from as usize) != b'+';
    if is_apart {
        return false;
    }
    for hit in found.hits.iter().rev().take(8) {
        if hit.kind == Kind::PhoneNumber && hit.to == before.to as usize {
            return false;
        }
    }
    true
}

/// How many groups are a number as one of the settings' regions writes it, and how much that says.
fn at_home(scene: &Scene<'_>, dialled: &Dialled) -> Option<(Strength, usize)> {
    let mut best = None;
    for count in (1..dialled.count + 1).rev() {
        let digits = dialled.digits(count);
        if !matches!(digits.len(), SHORTEST..=LONGEST) || !form::is_usual(dialled, count) {
            continue;
        }
        for (rank, region) in scene.settings.regions.iter().take(REGIONS).enumerate() {
            let Some(plan) = plan::of_region(region) else { continue };
            let strength = if let Some(line) = plan.line_at_home(digits) {
                strength(dialled, count, rank, plan, line)
            } else if let Some((own, rest)) = plan::of_code(digits)
                && std::ptr::eq(own, plan)
                && let Some(line) = own.line(rest)
            {
                // Without a plus: `34 612 345 678`.
                let is_likely = count > 1 && line == Line::Mobile && rank == 0;
                if is_likely { Strength::Likely } else { Strength::Weak }
            } else {
                continue;
            };
            if best.is_none_or(|(other, _)| strength > other) {
                best = Some((strength, count));
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
    if (plan.is_american() && !form::is_american(dialled, count))
        || (!has_trunk && plan.needs_trunk())
    {
        return Strength::Hint;
    }
    if plan.is_open && !has_trunk {
        return Strength::Weak;
    }
    if form::is_thousands(dialled, count) {
        return if dialled.size(0) < 3 { Strength::Hint } else { Strength::Weak };
    }
    let is_mobile = line == Line::Mobile;
    let is_told = has_trunk || is_mobile;
    match (rank, count) {
        (0, 1) if !is_told => Strength::Weak,
        (0, _) => Strength::Likely,
        (_, 1) if has_trunk => Strength::Likely,
        (_, 1) if is_mobile => Strength::Weak,
        (_, 1) => Strength::Hint,
        // Or its area is in brackets.
        _ if is_told || plan.is_american() || has(dialled.separators(3), b')') => Strength::Likely,
        _ => Strength::Weak,
    }
}
