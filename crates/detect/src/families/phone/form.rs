//! How telephone numbers are written, and what only looks like them.

use super::{
    dialled::{Dialled, GROUPS},
    plan,
};
use crate::{
    scene::Scene,
    token::{Class, number},
};

/// Whether the first groups are such as telephone numbers have.
pub(super) fn is_usual(dialled: &Dialled, count: usize) -> bool {
    let sizes = dialled.sizes(count);
    let longest = if count > 3 { 4 } else { 10 };
    // One digit at a time, as one says it.
    let is_told = (9..GROUPS).contains(&count)
        && count == dialled.count()
        && sizes.iter().all(|size| *size == 1);
    let mut is_grouped = true;
    for (nth, size) in sizes.iter().enumerate() {
        // An area, a trunk prefix, Argentina's 9 may be one digit.
        let least = if nth + 1 == count || nth > 1 { 2 } else { 1 };
        is_grouped &= *size >= least && *size <= longest;
    }
    (count == 1 || is_told || is_grouped) && !is_else(dialled, count)
}

/// Whether it is a date, a version, a decimal, years, an address of a machine, a round number.
fn is_else(dialled: &Dialled, count: usize) -> bool {
    let separators = dialled.separators(count);
    let is_dotted = separators.iter().all(|own| *own == b'.');
    let is = match dialled.sizes(count) {
        &[first, middle, last] => {
            middle <= 2
                && ((first == 4 && last <= 2) || (first <= 2 && last <= 4))
                && !separators.iter().any(|own| matches!(own, b'(' | b')'))
        }
        [_, _] => is_dotted || (is_year(dialled.group(0)) && is_year(dialled.group(1))),
        [_, _, _, _] => is_dotted && (0..count).all(|nth| is_byte(dialled.group(nth))),
        _ => false,
    };
    let slashes = separators.iter().skip(1).any(|own| *own == b'/');
    is || slashes || dialled.digits(count).ends_with(b"000000")
}

fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'9', _, _] | [b'2', b'0', _, _])
}

fn is_byte(digits: &[u8]) -> bool {
    number(digits) <= 255 && digits.len() <= 3
}

/// Whether dots part thousands: `612.345.678` is a number, too.
pub(super) fn is_thousands(dialled: &Dialled, count: usize) -> bool {
    let is_dotted = dialled.separators(count).iter().all(|own| *own == b'.');
    let [first, rest @ ..] = dialled.sizes(count) else { return false };
    is_dotted && *first <= 3 && !rest.is_empty() && rest.iter().all(|size| *size == 3)
}

/// Whether it is written as North America does: area, exchange, and four digits.
pub(super) fn is_american(dialled: &Dialled, count: usize) -> bool {
    matches!(dialled.sizes(count), [3, 3, 4] | [1, 3, 3, 4] | [3, 7] | [1, 10] | [_])
}

/// Whether its area is in brackets.
pub(super) fn is_bracketed(dialled: &Dialled) -> bool {
    dialled.separators(3).contains(&b')')
}

/// Whether it can be a number of some country, if somebody says that it is one.
pub(super) fn is_plausible(dialled: &Dialled, count: usize) -> bool {
    let has_plus = dialled.is_abroad && dialled.digits(count).len() <= 15;
    has_plus || ((7..=13).contains(&dialled.digits(count).len()) && is_usual(dialled, count))
}

/// Whether it is a number of some country, by what is dialled first, or by groups of 3, 3, 2 and 2.
pub(super) fn is_somewhere(dialled: &Dialled, count: usize) -> bool {
    let digits = dialled.digits(count);
    let is_long = matches!(digits.len(), 10 | 11);
    is_usual(dialled, count)
        && (dialled.sizes(count) == [3, 3, 2, 2]
            || (is_long && digits.starts_with(b"0") && plan::is_anywhere(digits)))
}

/// Where a number ends with its extension, if one follows.
pub(super) fn extended(scene: &Scene<'_>, after: usize, to: usize) -> usize {
    let end = |token: usize| scene.tokens.get(token).map_or(to, |token| token.to as usize);
    let word = scene.word(after);
    let is_number =
        |token: usize| scene.class(token) == Class::Digits && scene.word(token).len() <= 6;
    match word {
        b"ext" | b"extension" | b"anexo" | b"interno" | b"int" | b"x"
            if scene.gap(after).len() <= 3
                && scene.gap(after + 1).len() <= 2
                && is_number(after + 1) =>
        {
            end(after + 1)
        }
        [b'x', rest @ ..] if !rest.is_empty() && rest.iter().all(u8::is_ascii_digit) => end(after),
        _ => to,
    }
}
