//! Tables that are searched by number: each word by its hash.

/// Where a number is, or where there is a place for it: 0 is no number. A table has as many places as a
/// power of two, and some of them free.
pub(crate) fn place<T>(table: &[(u32, T)], number: u32) -> usize {
    let last = table.len().wrapping_sub(1);
    let mut place = number as usize;
    loop {
        place &= last;
        match table.get(place) {
            Some((other, _)) if *other != number && *other != 0 => place += 1,
            _ => return place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn numbers_of_one_place_follow_each_other_and_begin_anew_at_the_end() {
        let mut table = [(0, ()); 8];
        for (number, at) in [(7, 7), (15, 0), (8, 1), (23, 2), (3, 3)] {
            assert_eq!(place(&table, number), at, "{number}");
            table[at].0 = number;
            assert_eq!(place(&table, number), at, "{number}");
        }
    }
}
