//! What the detector knows beside its code, as build/main.rs packed it.

use crate::list::{Parts, split};

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed"));

/// Its parts: the words, the identifiers, the plans of telephone numbers.
pub(crate) fn parts() -> Parts<'static> {
    // Each ends with a 0.
    split(PACKED, 0)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn every_part_is_there() {
        let all: Vec<_> = parts().collect();
        let [words, ids, phones, b""] = all.as_slice() else { panic!("{}", all.len()) };
        assert_eq!(*phones, include_bytes!("../data/phones.txt"));
        assert!(words.len() > 1000 && ids.len() > 1000);
    }
}
