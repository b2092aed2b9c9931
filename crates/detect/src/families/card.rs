//! Payment cards: number, expiry, security code.

mod beside;

use crate::{
    Kind,
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
    token::{Class, number},
};

/// A range of issuers by their first four digits, and in how many digits their numbers are written: bit
/// n for 12 and n more. Of the second set of lengths many other numbers are, or few cards.
struct Range(u16, u16, u8, u8);

const fn lengths(from: u32, to: u32) -> u8 {
    ((2 << (to - 12)) - (1 << (from - 12))) as u8
}

const NONE: u8 = 0;
const L14: u8 = lengths(14, 14);
const L15: u8 = lengths(15, 15);
const L16: u8 = lengths(16, 16);
const L19: u8 = lengths(19, 19);

/// The first that has the number tells.
const RANGES: &[Range] = &[
    // Airlines: UATP; JCB as it was.
    Range(1000, 1999, L15, NONE),
    Range(2131, 2131, L15, NONE),
    // Mir, Mastercard.
    Range(2200, 2204, L16, lengths(17, 19)),
    Range(2221, 2720, L16, NONE),
    // Diners, American Express, Hipercard, JCB.
    Range(3000, 3059, L14 | L16, L19),
    Range(3095, 3095, L14 | L16, L19),
    Range(3400, 3499, L15, NONE),
    Range(3700, 3799, L15, NONE),
    Range(3528, 3589, L16, lengths(17, 19)),
    Range(3600, 3999, L14 | L16, L19),
    // Visa, with Elo in it: of 13 digits are the codes on goods as well.
    Range(4000, 4999, L16, lengths(13, 13) | L19),
    // Maestro, Dankort, Elo, Verve, RuPay around Mastercard.
    Range(5000, 5099, L16, lengths(12, 19)),
    Range(5100, 5599, L16, NONE),
    Range(5600, 5899, L16, lengths(12, 19)),
    // Discover, UnionPay, Elo, Hipercard, RuPay, Maestro.
    Range(6011, 6011, L16, L19),
    Range(6200, 6299, L16 | L19, lengths(16, 19)),
    Range(6440, 6599, L16, L19),
    Range(6000, 6999, L16, lengths(12, 19)),
    // UnionPay, RuPay, Uzcard, Troy, Humo.
    Range(8100, 8299, L16, lengths(17, 19)),
    Range(8600, 8600, L16, NONE),
    Range(9792, 9792, L16, NONE),
    Range(9860, 9860, L16, NONE),
];

/// The usual length first, then the longer ones: the code after a number must not become part of it.
const LENGTHS: [usize; 8] = [16, 15, 14, 19, 18, 17, 13, 12];

/// Looks for a card's number from a token on, and for what is told with it.
#[inline(never)]
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    if reading.is_some() || scene.class(at) == Class::Digits {
        beside::look(scene, at, found);
    }
    let Some(reading) = reading else { return };
    // Nobody writes a card's number digit by digit.
    if scene.class(at) != Class::Digits || scene.size(at) < 3 {
        return;
    }
    let first = number(reading.start(4)) as u16;
    let issued = |own: &&Range| (own.0..=own.1).contains(&first);
    let Some(Range(_, _, usual, rare)) = RANGES.iter().find(issued) else { return };
    for n in LENGTHS {
        if (usual | rare) >> (n - 12) & 1 == 0 || !reading.digits(n).is_some_and(is_luhn) {
            continue;
        }
        let is_sure = usual >> (n - 12) & 1 == 1 && is_usual(reading, n);
        if usual >> (n - 12) & 1 == 0 && is_part(scene, at, reading, n) {
            continue;
        }
        let strength = if is_sure { Strength::Sure } else { Strength::Weak };
        found.checked(Kind::CreditCard, reading.span(n), strength);
        beside::look_after(scene, reading.span(n).1, found);
        return;
    }
}

/// Whether the digits are written as on a card: in one piece, in fours with a rest, 4-6-5 or 4-6-4.
fn is_usual(reading: &Reading, n: usize) -> bool {
    let is_usual = |size: usize| size == n || matches!(size, 3..=6);
    reading.is_uniform(n) && reading.has_groups(n, is_usual)
}

/// Whether more digits stand before or after these, as groups of the same number.
fn is_part(scene: &Scene<'_>, at: usize, reading: &Reading, n: usize) -> bool {
    let follows = reading.start(n + 1).get(n).is_some_and(u8::is_ascii_digit);
    let before = scene.class(at.wrapping_sub(1)) == Class::Digits;
    follows || (before && scene.is_gap(at, "_ - . /"))
}

/// ISO/IEC 7812-1, annex B.
pub(super) fn is_luhn(digits: &[u8]) -> bool {
    let doubled = |(nth, digit): (usize, &u8)| {
        let value = u32::from(digit - b'0') * if nth % 2 == 1 { 2 } else { 1 };
        value / 10 + value % 10
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests;
