//! Compresses what `src/packed/mod.rs` unpacks.

use crate::model::{Model, split};

/// `bytes` by the model's chances: arithmetic coding, a bit at a time, the first bit of each byte first.
pub(crate) fn coded(bytes: &[u8]) -> Vec<u8> {
    let mut model = Model::new();
    let mut coded = Vec::new();
    let (mut low, mut high) = (0_u32, u32::MAX);
    for byte in bytes {
        for place in (0..8).rev() {
            let bit = u32::from(byte >> place & 1);
            let middle = split(low, high, model.chance());
            if bit == 1 {
                high = middle
            } else {
                low = middle + 1
            }
            while low >> 24 == high >> 24 {
                coded.push((low >> 24) as u8);
                (low, high) = (low << 8, high << 8 | 0xFF);
            }
            model.learn(bit);
        }
    }
    coded.extend((low + (1 << 23)).to_be_bytes().iter().take(2));
    coded
}
