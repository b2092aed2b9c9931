//! Tables that are searched by number: each word by its hash.

/// What a table keeps of a number: the rest is about where it is. 0 is of none.
pub(crate) fn rest(number: u64) -> u32 {
    (number >> 32) as u32 | 1
}

/// Where a number is, or where there is a place for it. A table has as many places as a power of two, and some of them
/// free.
pub(crate) fn place<T>(table: &[(u32, T)], number: u64) -> usize {
    let last = table.len().wrapping_sub(1);
    let mut place = number as usize;
    loop {
        place &= last;
        match table.get(place) {
            Some((other, _)) if *other != rest(number) && *other != 0 => place += 1,
            _ => return place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{place, rest};

    #[test]
    fn numbers_of_one_place_follow_each_other_and_begin_anew_at_the_end() {
        let mut table = [(0, ()); 8];
        for (high, low, at) in [(2, 7, 7), (4, 15, 0), (6, 8, 1), (8, 23, 2), (10, 3, 3)] {
            let number = (high << 32) + low;
            assert_eq!(place(&table, number), at, "{number}");
            table[at].0 = rest(number);
            assert_eq!(place(&table, number), at, "{number}");
        }
    }
}
