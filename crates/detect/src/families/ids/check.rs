//! What the signs of an identifier have to fulfil, as `data/ids.txt` tells it.
//!
//! A check is a row of steps with spaces between them, all of which have to hold; `|` begins another way. A step
//! is a letter and what belongs to it; a small letter turns it round. Places, weights and sizes are one sign
//! each: 0 to 9, then A for 10 to Z for 35, then a for 36. What is asked for beyond the end of the signs is 0.
//!
//! | step | holds if |
//! |---|---|
//! | `P` from to | always; what follows is about the signs between these places |
//! | `1`, `2`, `3` | always; letters count otherwise for an `F` after it ([`Steps::value`]) |
//! | `C` place signs | the sign there is one of these |
//! | `O` signs | one of these is anywhere |
//! | `T` place size texts | what is there is one of these texts of that size |
//! | `N` from to ranges | the number there lies in one of these: `10-39,45` |
//! | `S` | all signs but the last are the same |
//! | `D` year month day month's day's | there is such a day; each is two digits from its place on; month and day are taken modulo ten times the last two |
//! | `F` weights `;` checks | last = checks[sum of the others, each times its weight, mod how many checks] |
//! | `K` weights `;` checks | the same with the sums of the products' digits; a letter counts as its place in the alphabet, as two digits |
//! | `L`, `V`, `I` | Luhn's check, Verhoeff's, that of ISO/IEC 7064 MOD 11,10 is right |
//! | `X` number | see special.rs |

use super::special::special;
use crate::{
    families::card::is_luhn,
    list::{entries, has, have_any},
};

/// Whether signs fulfil a check; an empty one asks for nothing.
pub(in crate::families) fn holds(check: &[u8], signs: &[u8]) -> bool {
    let mut steps = Steps { signs, way: 0 };
    let mut is_right = true;
    for step in entries(check) {
        if step.is_empty() {
            continue;
        }
        if step != b"|" {
            is_right = is_right && steps.holds(step);
        } else if is_right {
            break;
        } else {
            (steps, is_right) = (Steps { signs, way: 0 }, true);
        }
    }
    is_right
}

/// What a step is about.
struct Steps<'a> {
    signs: &'a [u8],
    /// How letters count.
    way: u8,
}

impl Steps<'_> {
    #[inline(never)]
    fn holds(&mut self, step: &[u8]) -> bool {
        let letter = at(step, 0);
        let (first, second) = (nth(step, 1) as usize, nth(step, 2) as usize);
        let signs = self.signs;
        // What comes after places and sizes.
        let rest = match letter.to_ascii_uppercase() {
            b'C' => 2,
            b'T' | b'N' => 3,
            _ => 1,
        };
        let rest = part(step, rest, step.len());
        let is_own = match letter.to_ascii_uppercase() {
            b'P' => {
                self.signs = part(signs, first, second.min(signs.len()));
                true
            }
            b'1'..=b'3' => {
                self.way = letter;
                true
            }
            b'C' => has(rest, at(signs, first)),
            b'O' => have_any(signs, rest),
            b'T' => {
                let own = part(signs, first, first + second);
                rest.chunks(second.max(1)).any(|text| text == own)
            }
            b'N' => is_in(number(signs, first, second), rest),
            b'S' => part(signs, 0, signs.len().saturating_sub(1))
                .iter()
                .all(|sign| *sign == at(signs, 0)),
            b'D' => {
                let two = |place: usize| number(signs, place, place + 2);
                let (month, day) = (two(second), two(nth(step, 3) as usize));
                is_date(two(first), month % (nth(step, 4) * 10), day % (nth(step, 5) * 10))
            }
            b'F' | b'K' => self.fits(letter == b'K', rest),
            b'L' => is_luhn(signs),
            b'V' => is_verhoeff(signs),
            b'I' => is_mod_11_10(signs),
            _ => special(first, signs),
        };
        is_own != letter.is_ascii_lowercase()
    }

    /// last = checks[sum of the signs before it, each times its weight, mod how many checks there are]
    ///
    /// The last weight is that of the sign before the check, so that shorter numbers leave out the first.
    fn fits(&self, is_crossed: bool, step: &[u8]) -> bool {
        let Some((last, signs)) = self.signs.split_last() else { return false };
        let length = step.iter().take_while(|sign| **sign != b';').count();
        let (weights, checks) = (part(step, 0, length), step.get(length + 1..).unwrap_or_default());
        let (mut sum, mut place) = (0, 0);
        if !is_crossed {
            place = length.saturating_sub(signs.len());
        }
        for sign in signs {
            let mut own = self.value(*sign);
            if is_crossed && sign.is_ascii_uppercase() {
                own -= 9;
                sum += crossed(own / 10 * nth(weights, place));
                place += 1;
                own %= 10;
            }
            own *= nth(weights, place);
            sum += if is_crossed { crossed(own) } else { own };
            place += 1;
        }
        !checks.is_empty() && at(checks, sum as usize % checks.len()) == *last
    }

    /// What a sign counts: a letter, as it does in weights; with the Ñ that Mexico counts; as in the NIE, X 0,
    /// Y 1, Z 2; its ASCII less 48, as in Brazil.
    fn value(&self, sign: u8) -> u32 {
        let own = value(sign);
        match self.way {
            b'1' => own + u32::from(sign > b'N'),
            b'2' => own % 33,
            b'3' if own > 9 => own + 7,
            _ => own,
        }
    }
}

/// The sum of two digits.
fn crossed(number: u32) -> u32 {
    number / 10 + number % 10
}

/// The sign at a place.
pub(super) fn at(signs: &[u8], nth: usize) -> u8 {
    signs.get(nth).copied().unwrap_or(0)
}

/// The signs from one place up to another.
#[inline(never)]
pub(super) fn part(signs: &[u8], from: usize, to: usize) -> &[u8] {
    signs.get(from..to).unwrap_or_default()
}

/// The value of a digit, or of a letter after the digits: A is 10.
#[inline(never)]
pub(super) fn value(sign: u8) -> u32 {
    u32::from(match sign {
        b'0'..=b'9' => sign - b'0',
        b'A'..=b'Z' => sign - b'A' + 10,
        b'a'..=b'z' => sign - b'a' + 36,
        _ => 0,
    })
}

/// The value of the sign at a place.
#[inline(never)]
pub(super) fn nth(signs: &[u8], nth: usize) -> u32 {
    value(at(signs, nth))
}

/// The number that signs from one place up to another are; of ten digits and more something else.
#[inline(never)]
pub(super) fn number(signs: &[u8], from: usize, to: usize) -> u32 {
    part(signs, from, to)
        .iter()
        .fold(0, |all: u32, sign| all.wrapping_mul(10).wrapping_add(value(*sign)))
}

/// Whether a number lies in one of these ranges: `10-39,45`.
fn is_in(number: u32, ranges: &[u8]) -> bool {
    let (mut low, mut own) = (None, 0);
    for place in 0..ranges.len() + 1 {
        match at(ranges, place) {
            b'-' => (low, own) = (Some(own), 0),
            // 0 is beyond the end.
            b',' | 0 => {
                if (low.unwrap_or(own)..=own).contains(&number) {
                    return true;
                }
                (low, own) = (None, 0);
            }
            digit => own = own * 10 + value(digit),
        }
    }
    false
}

/// Whether there is such a day, of a year of this century.
pub(super) fn is_date(year: u32, month: u32, day: u32) -> bool {
    let days = match month {
        2 => 28 + u32::from(year.is_multiple_of(4)),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Verhoeff's check, by the group of the pentagon's turns and mirrorings.
fn is_verhoeff(digits: &[u8]) -> bool {
    const TURN: &[u8; 10] = &[1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let mut all = 0;
    for (nth, digit) in digits.iter().rev().enumerate() {
        let mut own = value(*digit);
        for _ in 0..nth % 8 {
            own = u32::from(at(TURN, own as usize));
        }
        all = match (all < 5, own < 5) {
            (true, true) => (all + own) % 5,
            (true, false) => 5 + (all + own) % 5,
            (false, true) => 5 + (all - own) % 5,
            (false, false) => (5 + all - own) % 5,
        };
    }
    all == 0
}

/// ISO/IEC 7064, MOD 11,10.
fn is_mod_11_10(digits: &[u8]) -> bool {
    let Some((last, digits)) = digits.split_last() else { return false };
    let product = digits.iter().fold(10, |product, digit| {
        let own = (value(*digit) + product) % 10;
        (if own == 0 { 10 } else { own }) * 2 % 11
    });
    (11 - product) % 10 == value(*last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_and_its_reverse_hold_as_they_say() {
        let cases: &[(&[u8], &[u8], bool)] = &[
            (b"", b"1", true),
            (b"C2345", b"124", true),
            (b"c2345", b"124", false),
            (b"C55", b"124", false),
            (b"OX3", b"123", true),
            (b"oX3", b"124", true),
            (b"T12BCDE", b"ADE", true),
            (b"T12BCDE", b"ACD", false),
            (b"N0210-39,45", b"39", true),
            (b"N0210-39,45", b"40", false),
            (b"N0210-39,45", b"45", true),
            (b"S", b"1119", true),
            (b"s", b"1121", true),
            (b"D024AA", b"240229", true),
            (b"D024AA", b"230229", false),
            (b"DZ20A6", b"6112", true),
            (b"DZ20A6", b"9212", false),
            (b"P13 C03", b"1234", false),
            (b"P13 C02", b"1234", true),
            (b"F21;0123", b"233", true),
            (b"F21;0123", b"232", false),
            (b"K21;0123456789", b"653", false),
            (b"K21;0123456789", b"658", true),
            (b"C01 C12 | C03", b"32", true),
            (b"C01 C12 | C03", b"13", false),
            (b"P12 C02 | C01", b"13", true),
        ];
        for (check, signs, is_right) in cases {
            assert_eq!(
                holds(check, signs),
                *is_right,
                "{} {}",
                check.escape_ascii(),
                signs.escape_ascii()
            );
        }
    }

    #[test]
    fn verhoeff_sees_each_wrong_digit_and_each_exchange_of_neighbours() {
        assert!(is_verhoeff(b"2363") && is_verhoeff(b"399876543211"));
        for nth in 0..12 {
            for wrong in 1..10 {
                let mut digits = *b"399876543211";
                digits[nth] = b'0' + (digits[nth] - b'0' + wrong) % 10;
                assert!(!is_verhoeff(&digits));
            }
        }
        for nth in 0..11 {
            let mut digits = *b"399876543211";
            digits.swap(nth, nth + 1);
            assert!(digits == *b"399876543211" || !is_verhoeff(&digits));
        }
    }

    #[test]
    fn there_is_a_29th_of_february_every_four_years() {
        assert!(is_date(0, 2, 29) && is_date(24, 2, 29) && is_date(23, 12, 31));
        assert!(!is_date(23, 2, 29) && !is_date(24, 4, 31));
        assert!(!is_date(24, 0, 1) && !is_date(24, 13, 1) && !is_date(24, 1, 0));
    }
}
