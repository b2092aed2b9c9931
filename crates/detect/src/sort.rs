//! A sort that is small: the library's are some kilobytes for each type.

/// Between what is compared, from far to near (M. Ciura, 2001).
const GAPS: [usize; 8] = [701, 301, 132, 57, 23, 10, 4, 1];

/// Sorts by gaps. Linear where nothing is far from its place, as what is found is: each token reports what
/// begins at it or a few signs before it. The order of equals is not kept.
pub(crate) fn sort<T>(items: &mut [T], is_before: impl Fn(&T, &T) -> bool) {
    for gap in GAPS {
        for first in gap..items.len() {
            let mut at = first;
            while let Some(pair) = at.checked_sub(gap).and_then(|before| items.get(before..=at))
                && let ([first, ..], [.., last]) = (pair, pair)
                && is_before(last, first)
            {
                items.swap(at - gap, at);
                at -= gap;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn what_is_sorted_is_what_the_library_sorts() {
        for length in [0, 1, 2, 3, 10, 100, 5000] {
            let mut items: Vec<u32> =
                (0..length).map(|nth: u32| nth.wrapping_mul(2_654_435_761)).collect();
            let mut expected = items.clone();
            expected.sort_unstable();
            sort(&mut items, |a, b| a < b);
            assert_eq!(items, expected);
        }
    }
}
