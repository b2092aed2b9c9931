//! Sums and dates that checks are made of. What is asked for beyond the end of the signs is 0.

/// The sign at a place.
pub(super) fn at(signs: &[u8], nth: usize) -> u8 {
    signs.get(nth).copied().unwrap_or(0)
}

/// The signs from one place up to another.
pub(super) fn part(signs: &[u8], from: usize, to: usize) -> &[u8] {
    signs.get(from..to).unwrap_or_default()
}

/// The value of a digit, or of a letter after the digits: A is 10.
pub(super) fn value(sign: u8) -> u32 {
    match sign {
        b'0'..=b'9' => u32::from(sign - b'0'),
        b'A'..=b'Z' => u32::from(sign - b'A') + 10,
        _ => 0,
    }
}

/// The value of the sign at a place.
pub(super) fn nth(signs: &[u8], nth: usize) -> u32 {
    value(at(signs, nth))
}

/// The number that digits from one place up to another are.
pub(super) fn number(signs: &[u8], from: usize, to: usize) -> u64 {
    part(signs, from, to).iter().fold(0, |all, sign| all * 10 + u64::from(value(*sign)))
}

/// The sum of the values, each times its weight, as far as there are weights.
pub(super) fn sum(signs: &[u8], weights: &[u8]) -> u32 {
    sum_of(signs, weights, value)
}

fn sum_of(signs: &[u8], weights: &[u8], value: fn(u8) -> u32) -> u32 {
    signs.iter().zip(weights).map(|(sign, weight)| value(*sign) * u32::from(*weight)).sum()
}

/// last sign = checks[sum of the signs before it, each times its weight, mod how many checks there are]
///
/// The last weight is that of the sign before the check, so that shorter numbers leave out the first.
pub(super) fn fits(signs: &[u8], weights: &[u8], checks: &[u8]) -> bool {
    fits_by(signs, weights, checks, value)
}

/// The same with other values.
pub(super) fn fits_by(signs: &[u8], weights: &[u8], checks: &[u8], value: fn(u8) -> u32) -> bool {
    let Some((last, signs)) = signs.split_last() else { return false };
    let weights = weights.get(weights.len().saturating_sub(signs.len())..).unwrap_or_default();
    at(checks, sum_of(signs, weights, value) as usize % checks.len()) == *last
}

/// The sum of the digits of the values, each times its weight; a letter counts as its place in the
/// alphabet, as two digits.
pub(super) fn cross_sum(signs: &[u8], weights: &[u8]) -> u32 {
    let mut weights = weights.iter();
    let mut all = 0;
    let mut add = |own: u32| {
        let own = own * weights.next().map_or(0, |weight| u32::from(*weight));
        all += own / 10 + own % 10;
    };
    for sign in signs {
        let mut own = value(*sign);
        if sign.is_ascii_uppercase() {
            own -= 9;
            add(own / 10);
        }
        add(own % 10);
    }
    all
}

/// Whether all signs are the same.
pub(super) fn is_same(signs: &[u8]) -> bool {
    signs.iter().all(|sign| *sign == at(signs, 0))
}

/// Whether two signs are one of these pairs.
pub(super) fn is_pair(pair: &[u8], pairs: &[u8]) -> bool {
    pairs.chunks_exact(2).any(|own| own == pair)
}

/// Whether there is such a day.
pub(super) fn is_date(year: u64, month: u64, day: u64) -> bool {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Whether digits from a place on are year, month and day, the year without its century.
pub(super) fn is_short_date(signs: &[u8], from: usize) -> bool {
    let two = |ahead| number(signs, from + ahead, from + ahead + 2);
    is_date(2000 + two(0), two(2), two(4))
}

/// Verhoeff's check, by the group of the pentagon's turns and mirrorings.
pub(super) fn is_verhoeff(digits: &[u8]) -> bool {
    const TURN: &[u8; 10] = &[1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let mut all = 0;
    for (nth, digit) in digits.iter().rev().enumerate() {
        let mut own = value(*digit);
        for _ in 0..nth % 8 {
            own = TURN.get(own as usize).map_or(0, |turned| u32::from(*turned));
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
pub(super) fn is_mod_11_10(digits: &[u8]) -> bool {
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
        assert!(is_date(2000, 2, 29) && is_date(2024, 2, 29) && is_date(2023, 12, 31));
        assert!(!is_date(1900, 2, 29) && !is_date(2023, 2, 29) && !is_date(2024, 4, 31));
        assert!(!is_date(2024, 0, 1) && !is_date(2024, 13, 1) && !is_date(2024, 1, 0));
    }
}
