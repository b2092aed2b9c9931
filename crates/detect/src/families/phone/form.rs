//! How telephone numbers are written, and what only looks like them.

use super::dialled::{Dialled, GROUPS};
use crate::{
    list, lists,
    scene::Scene,
    token::{Class, is_year, number},
};

/// Whether the first groups are such as telephone numbers have.
pub(super) fn is_usual(dialled: &Dialled, count: usize) -> bool {
    // One digit at a time, as one says it.
    let is_told = (9..GROUPS).contains(&count) && count == dialled.count;
    for nth in 0..count {
        let size = dialled.size(nth);
        // An area, a trunk prefix, Argentina's 9 may be one digit.
        let least = if nth + 1 == count || nth > 1 { 2 } else { 1 };
        let most = if count > 3 { 4 } else { 10 };
        if if is_told { size != 1 } else { count > 1 && !(least..=most).contains(&size) } {
            return false;
        }
    }
    !is_else(dialled, count)
}

/// Whether it is a date, a version, a decimal, years, an address of a machine, a round number.
fn is_else(dialled: &Dialled, count: usize) -> bool {
    let separators = dialled.separators(count);
    let has = |sign| list::has(separators, sign);
    let (first, middle, last) = (dialled.size(0), dialled.size(1), dialled.size(2));
    let is_date = count == 3
        && !has(b'(')
        && !has(b')')
        && middle <= 2
        && ((first == 4 && last <= 2) || (first <= 2 && last <= 4));
    let is_years = count == 2 && is_year(dialled.group(0)) && is_year(dialled.group(1));
    let is_decimal = count == 2 && has(b'.');
    let is_machine =
        separators == b"..." && (0..4).all(|nth| number(dialled.group(nth)) <= u32::from(u8::MAX));
    // As the numbers of cards are.
    let is_card = (first, middle, last) == (4, 4, 4) && !dialled.digits(count).starts_with(b"0");
    let slashes = list::has(separators.get(1..).unwrap_or_default(), b'/');
    let is_round = dialled.digits(count).ends_with(b"000000");
    // `123.456.789-00` is how a CPF is written.
    is_round
        || separators == b"..-"
        || is_card
        || is_date
        || is_years
        || is_decimal
        || is_machine
        || slashes
}

/// Whether dots part thousands: `612.345.678` is a number, too.
pub(super) fn is_thousands(dialled: &Dialled, count: usize) -> bool {
    for nth in 1..count {
        if dialled.size(nth) != 3 {
            return false;
        }
    }
    count > 1 && dialled.size(0) <= 3 && list::are_all(dialled.separators(count), b".")
}

/// Whether it is written as North America does: area, exchange, and four digits.
pub(super) fn is_american(dialled: &Dialled, count: usize) -> bool {
    let first = usize::from(count > 1 && dialled.size(0) == 1);
    let sizes = (dialled.size(first), dialled.size(first + 1), dialled.size(first + 2));
    match count - first {
        1 => true,
        2 => (sizes.0, sizes.1) == (3, 7),
        3 => sizes == (3, 3, 4),
        _ => false,
    }
}

/// Whether it can be a number of some country, if somebody says that it is one.
pub(super) fn is_plausible(dialled: &Dialled, count: usize) -> bool {
    let length = dialled.len(count);
    (dialled.is_abroad && length <= 15) || (matches!(length, 7..=13) && is_usual(dialled, count))
}

/// Whether it is a number of some country, by the nought that is dialled first, or by groups of 3, 3, 2
/// and 2.
pub(super) fn is_somewhere(dialled: &Dialled, count: usize) -> bool {
    let is_grouped = count == 4
        && dialled.len(3) == 8
        && dialled.size(0) == 3
        && dialled.size(1) == 3
        && dialled.size(3) == 2;
    let is_long = matches!(dialled.digits(count), [b'0', b'1'..=b'9', rest @ ..] if matches!(rest.len(), 8 | 9));
    is_usual(dialled, count) && (is_grouped || is_long)
}

/// The last token of a number with its extension, if one follows.
pub(super) fn extended(scene: &Scene<'_>, last: usize) -> usize {
    let is_number = |token: usize| {
        scene.class(token) == Class::Digits && scene.size(token) <= 6 && scene.gap_size(token) <= 2
    };
    let word = scene.word(last + 1);
    if scene.is_in(last + 1, lists::EXTENSIONS)
        && scene.gap_size(last + 1) <= 3
        && is_number(last + 2)
    {
        return last + 2;
    }
    match word {
        [b'x', b'0'..=b'9', ..] => last + 1,
        _ => last,
    }
}
