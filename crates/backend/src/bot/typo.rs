//! A slip of the finger: one letter too many, too few, wrong, or two swapped.

/// Whether one slip, or none, turns `a` into `b`. Time is linear in the shorter of the two.
pub(super) fn within_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let alike = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    match (&a[alike..], &b[alike..]) {
        ([], []) => true,
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) if a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) => a1 == b2 && a2 == b1 && a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_each_kind() {
        for slip in ["siniestro", "siniestor", "sinestro", "sinniestro", "siniextro", "siniestr"] {
            assert!(within_one_slip(slip, "siniestro"), "{slip}");
            assert!(within_one_slip("siniestro", slip), "{slip}");
        }
    }

    #[test]
    fn two_slips_are_another_word() {
        for other in ["sinistor", "siniestros!", "", "previo", "sinie"] {
            assert!(!within_one_slip(other, "siniestro"), "{other}");
            assert!(!within_one_slip("siniestro", other), "{other}");
        }
    }
}
