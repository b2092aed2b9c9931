//! A slip of the finger: one letter too many, too few, wrong, or two swapped.
//!
//! Not in the last letter of a stem: there begin other words ("esperar" is not "espejo", nor
//! "contento" "contenido").

/// Whether one slip, or none, turns `a` into `b`. Time is linear in the shorter of the two.
pub(super) fn within_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let alike = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    match (&a[alike..], &b[alike..]) {
        ([], []) => true,
        ([_, a @ ..], b) if a == b => !b.is_empty(),
        (a, [_, b @ ..]) if a == b => !a.is_empty(),
        ([_, a @ ..], [_, b @ ..]) if a == b => !a.is_empty(),
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) => a1 == b2 && a2 == b1 && a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_each_kind() {
        for slip in ["siniestro", "siniestor", "sinestro", "sinniestro", "siniextro", "siinestro"] {
            assert!(within_one_slip(slip, "siniestro"), "{slip}");
            assert!(within_one_slip("siniestro", slip), "{slip}");
        }
    }

    #[test]
    fn two_slips_are_another_word() {
        for other in [
            "sinistor",
            "siniestros!",
            "",
            "previo",
            "sinie",
            "siniestra",
            "siniestr",
            "siniestros",
        ] {
            assert!(!within_one_slip(other, "siniestro"), "{other}");
            assert!(!within_one_slip("siniestro", other), "{other}");
        }
    }
}
