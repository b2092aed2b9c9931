//! What the detector knows beside its code, as build/main.rs packed it.

use crate::list::split;

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed"));

/// A part of it, in the order of build/main.rs; each ends with a 0.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// The words.
    Words,
    /// The identifiers.
    Ids,
    /// The plans of telephone numbers.
    Phones,
}

impl Part {
    /// Its text.
    #[inline(never)]
    pub(crate) fn text(self) -> &'static [u8] {
        let mut parts = split(PACKED, 0);
        for _ in 0..self as usize {
            parts.next();
        }
        parts.next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn every_part_is_there() {
        assert_eq!(Part::Phones.text(), include_bytes!("../data/phones.txt"));
        for part in [Part::Words, Part::Ids] {
            assert!(part.text().len() > 1000, "{part:?}");
        }
    }
}
