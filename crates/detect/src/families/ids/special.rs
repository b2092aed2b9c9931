//! What only one kind of identifier has to fulfil.

use super::check::{at, is_date, nth, number, part, value};
use crate::list::are_digits;

/// Whether signs fulfil a check by its number in `data/ids.txt`.
pub(super) fn special(check: usize, signs: &[u8]) -> bool {
    match check {
        0 => is_social_security(signs),
        1 => is_nir(signs),
        2 => is_fiscal_code(signs),
        3 | 4 => repeated(signs) == 4 - check as u32,
        5 => is_abn(signs),
        6 => (0..signs.len()).any(|nth| at(signs, nth) != at(signs, signs.len() - 1 - nth)),
        // A surname that is filled with 9.
        _ => {
            let mut name = part(signs, 0, 5).iter().skip_while(|sign| sign.is_ascii_uppercase());
            name.all(|sign| *sign == b'9')
        }
    }
}

/// The remainder by 97 of what a number with this remainder and these signs is; letters are two digits each.
#[inline(never)]
pub(in crate::families) fn by_97(before: u32, signs: &[u8]) -> u32 {
    signs.iter().fold(before, |all, sign| {
        (all * if sign.is_ascii_digit() { 10 } else { 100 } + value(*sign)) % 97
    })
}

/// Spain: check = (province ‖ number) mod 97, the number without zeros before it if it is below ten million.
fn is_social_security(signs: &[u8]) -> bool {
    let first = if at(signs, 2) == b'0' { 3 } else { 2 };
    by_97(number(signs, 0, 2), part(signs, first, 10)) == number(signs, 10, 12)
}

/// France: key = 97 - number mod 97, with 2A as 19 and 2B as 18.
fn is_nir(signs: &[u8]) -> bool {
    let own = match part(signs, 5, 7) {
        b"2A" => 19,
        b"2B" => 18,
        own if are_digits(own) => number(own, 0, 2),
        _ => return false,
    };
    let all = by_97(by_97(0, part(signs, 0, 5)) * 100 + own, part(signs, 7, 13));
    own != 0 && 97 - all == number(signs, 13, 15)
}

/// Italy: signs at odd places have values of their own, modulo 26; letters may stand for digits where two
/// people would have the same code (omocodia).
fn is_fiscal_code(signs: &[u8]) -> bool {
    const ODD: &[u8; 26] = b"BAFHJNPRTVCESULDGIMOQKWZYX";
    let place = |list: &[u8], sign: u8| list.iter().position(|own| *own == sign);
    // A letter that stands for a digit.
    let digit = |nth: usize| match at(signs, nth) {
        sign @ b'0'..=b'9' => Some(u32::from(sign - b'0')),
        sign => place(b"LMNPQRSTUV", sign).map(|own| own as u32),
    };
    let is_numbered = [6, 7, 9, 10, 12, 13, 14].into_iter().all(|nth| digit(nth).is_some());
    let day = digit(9).unwrap_or(9) * 10 + digit(10).unwrap_or(9);
    let month = place(b"ABCDEHLMPRST", at(signs, 8)).map_or(0, |own| own as u32 + 1);
    let mut all = 0;
    for (nth, sign) in part(signs, 0, 15).iter().enumerate() {
        let own = if sign.is_ascii_digit() { value(*sign) } else { value(*sign) - 10 };
        all += if nth % 2 == 0 { u32::from(at(ODD, own as usize)) - 65 } else { own };
    }
    // Women's days are 40 more.
    is_numbered
        && is_date(0, month, if day > 40 { day - 40 } else { day })
        && all % 26 + 10 == nth(signs, 15)
}

/// Germany: how many of the first ten digits are there more than once; more than can be if one is there more
/// than three times, or the first is 0.
fn repeated(signs: &[u8]) -> u32 {
    let (mut once, mut twice, mut thrice) = (0_u32, 0_u32, 0_u32);
    let mut is_more = at(signs, 0) == b'0';
    for sign in part(signs, 0, 10) {
        let own = 1 << value(*sign);
        is_more |= thrice & own != 0;
        thrice |= twice & own;
        twice |= once & own;
        once |= own;
    }
    if is_more { 10 } else { twice.count_ones() }
}

/// Australia: the first digit less 1, weights, modulo 89.
fn is_abn(signs: &[u8]) -> bool {
    let weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
    let mut sum = 0;
    for (place, weight) in weights.into_iter().enumerate() {
        sum += nth(signs, place) * weight;
    }
    sum % 89 == 10
}
