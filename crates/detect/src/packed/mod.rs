//! What the detector knows beside its code, as build/main.rs packed it.

mod model;

use std::sync::OnceLock;

use self::model::{Model, split};

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed"));

/// A part of it, in the order of build/main.rs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// The words of special categories.
    Words,
    /// The words that say what a number is.
    Cues,
    /// The identifiers.
    Ids,
    /// The plans of telephone numbers.
    Phones,
}

/// How many parts there are; each ends with a 0.
const PARTS: usize = 4;

impl Part {
    /// Its text. The first time, all of them are unpacked.
    #[inline(never)]
    pub(crate) fn text(self) -> &'static [u8] {
        static TEXT: OnceLock<Vec<u8>> = OnceLock::new();
        let text = TEXT.get_or_init(unpacked);
        let mut parts = text.split(|byte| *byte == 0);
        parts.nth(self as usize).unwrap_or_default()
    }
}

fn unpacked() -> Vec<u8> {
    let mut model = Model::new();
    let mut rest = PACKED.iter().copied();
    let (mut low, mut high) = (0, u32::MAX);
    let mut code = 0;
    for _ in 0..4 {
        code = code << 8 | u32::from(rest.next().unwrap_or(0));
    }
    let (mut text, mut parts) = (Vec::new(), 0);
    while parts < PARTS {
        let mut byte = 1_u32;
        while byte < 256 {
            let middle = split(low, high, model.chance());
            let bit = u32::from(code <= middle);
            if bit == 1 {
                high = middle;
            } else {
                low = middle + 1;
            }
            while low >> 24 == high >> 24 {
                (low, high) = (low << 8, high << 8 | 0xFF);
                code = code << 8 | u32::from(rest.next().unwrap_or(0));
            }
            model.learn(bit);
            byte = byte << 1 | bit;
        }
        text.push(byte as u8);
        parts += usize::from(byte & 0xFF == 0);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn what_was_packed_is_unpacked() {
        assert_eq!(Part::Phones.text(), include_bytes!("../../data/phones.txt"));
        for part in [Part::Words, Part::Cues, Part::Ids] {
            assert!(part.text().len() > 1000, "{part:?}");
        }
    }
}
