//! How telephone numbers are written, and what only looks like them.

use super::{
    dialled::{Dialled, GROUPS},
    plan,
};
use crate::{scene::Scene, token::Class};

/// Whether the first groups are such as telephone numbers have.
pub(super) fn is_usual(dialled: &Dialled, count: usize) -> bool {
    let longest = if count > 3 { 4 } else { 10 };
    // One digit at a time, as one says it.
    let is_told = (9..GROUPS).contains(&count)
        && count == dialled.count()
        && dialled.sizes(count).all(|size| size == 1);
    let is_grouped = count == 1
        || is_told
        || dialled.sizes(count).enumerate().all(|(nth, size)| {
            // An area, a trunk prefix, Argentina's 9 may be one digit.
            let least = if nth + 1 == count || nth > 1 { 2 } else { 1 };
            (least..=longest).contains(&size)
        });
    is_grouped && !is_else(dialled, count)
}

/// Whether it is a date, a version, a decimal, years, an address of a machine, a round number.
fn is_else(dialled: &Dialled, count: usize) -> bool {
    let digits = dialled.digits(count);
    let has = |sign| dialled.separators(count).any(|own| own == sign);
    let mut sizes = [0; 4];
    for (slot, size) in sizes.iter_mut().zip(dialled.sizes(count)) {
        *slot = size;
    }
    let is_date = count == 3 && !has(b'(') && !has(b')') && {
        let [first, middle, last, _] = sizes;
        middle <= 2 && ((first == 4 && last <= 2) || (first <= 2 && last <= 4))
    };
    let is_years = count == 2 && [dialled.group(0), dialled.group(1)].into_iter().all(is_year);
    let is_decimal = count == 2 && has(b'.');
    let is_machine = count == 4
        && dialled.separators(count).all(|own| own == b'.')
        && (0..count).all(|nth| is_byte(dialled.group(nth)));
    let slashes = dialled.separators(count).skip(1).any(|own| own == b'/');
    digits.ends_with(b"000000") || is_date || is_years || is_decimal || is_machine || slashes
}

fn is_year(digits: &[u8]) -> bool {
    digits.len() == 4 && (digits.starts_with(b"19") || digits.starts_with(b"20"))
}

fn is_byte(digits: &[u8]) -> bool {
    digits.len() < 3 || (digits.len() == 3 && digits <= b"255")
}

/// Whether dots part thousands: `612.345.678` is a number, too.
pub(super) fn is_thousands(dialled: &Dialled, count: usize) -> bool {
    count > 1
        && dialled.separators(count).all(|own| own == b'.')
        && dialled.sizes(count).enumerate().all(|(nth, size)| size == 3 || (nth == 0 && size < 3))
}

/// Whether it is written as North America does: area, exchange, and four digits.
pub(super) fn is_american(dialled: &Dialled, count: usize) -> bool {
    let mut sizes = [0; 4];
    for (slot, size) in sizes.iter_mut().zip(dialled.sizes(count)) {
        *slot = size;
    }
    let is_known = matches!(sizes, [3, 3, 4, 0] | [1, 3, 3, 4] | [3, 7, 0, 0] | [1, 10, 0, 0]);
    count <= 4 && (is_known || count == 1)
}

/// Whether its area is in brackets.
pub(super) fn is_bracketed(dialled: &Dialled) -> bool {
    dialled.separators(3).any(|own| own == b')')
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
        && (dialled.sizes(count).eq([3, 3, 2, 2])
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
