//! Words written with one slip: "diavetes", "embarazda", "depresoin".

/// Whether one letter more, less, other or in another order than its neighbour makes a word of another.
pub(super) fn is_near(word: &[u8], other: &[u8]) -> bool {
    let same = word.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (Some(word), Some(other)) = (word.get(same..), other.get(same..)) else { return false };
    match (word, other) {
        ([], [] | [_]) | ([_], []) => true,
        ([_, word @ ..], [_, other @ ..]) if word == other => true,
        ([_, word @ ..], other) if word == other => true,
        (word, [_, other @ ..]) if word == other => true,
        ([a, b, word @ ..], [c, d, other @ ..]) => (a, b) == (d, c) && word == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near_and_two_are_not() {
        for word in ["diabetes", "diavetes", "diabtes", "diabeetes", "daibetes", "diabete"] {
            assert!(is_near(word.as_bytes(), b"diabetes"), "{word}");
        }
        for word in ["diavetis", "diabet", "dieta", "sebetaid"] {
            assert!(!is_near(word.as_bytes(), b"diabetes"), "{word}");
        }
    }
}
