//! Payment cards: number, expiry, security code.

use crate::{
    Kind,
    cues::Cue,
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
};

pub(super) const CUES: &[Cue] = &[
    ("tarjeta", &[Kind::CreditCard, Kind::CardExpiry, Kind::CardCode]),
    ("card", &[Kind::CreditCard, Kind::CardExpiry, Kind::CardCode]),
    ("visa", &[Kind::CreditCard]),
    ("mastercard", &[Kind::CreditCard]),
    ("amex", &[Kind::CreditCard]),
];

/// Looks for a card's number from a token on.
pub(super) fn look(_scene: &Scene<'_>, _at: usize, reading: Option<&Reading>, found: &mut Found) {
    let Some(reading) = reading else { return };
    for n in 12..=19 {
        let Some(digits) = reading.digits(n) else { continue };
        if is_luhn(digits) {
            found.checked(Kind::CreditCard, reading.span(n), Strength::Sure);
        }
    }
}

/// ISO/IEC 7812-1, annex B.
pub(super) fn is_luhn(digits: &[u8]) -> bool {
    let doubled = |(nth, digit): (usize, &u8)| {
        let value = u32::from(digit - b'0') * if nth % 2 == 1 { 2 } else { 1 };
        value / 10 + value % 10
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
}
