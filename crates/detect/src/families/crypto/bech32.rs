//! Bech32 and Bech32m (BIP 173, BIP 350).

use crate::{
    list::trailing,
    token::{CAPITAL, SMALL, makeup},
};

const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS: [u32; 5] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3];
/// What is left over: 1, or the constant of Bech32m.
const LEFT: [u32; 2] = [1, 0x2BC8_30A3];

/// Whether this is an address with a right check, of whatever net: one in a billion is right by chance.
pub(super) fn is_checked(signs: &[u8]) -> bool {
    let low = signs.to_ascii_lowercase();
    let data = trailing(&low, |sign| sign != b'1');
    let Some(one) = low.len().checked_sub(data + 1) else { return false };
    let (net, data) = low.split_at(one);
    let is_mixed = makeup(signs) & (CAPITAL | SMALL) == CAPITAL | SMALL;
    if is_mixed {
        return false;
    }
    let mut sum = 1;
    for sign in net {
        sum = step(sum, u32::from(sign >> 5));
    }
    sum = step(sum, 0);
    for sign in net {
        sum = step(sum, u32::from(sign & 31));
    }
    for sign in data.iter().skip(1) {
        let Some(value) = ALPHABET.iter().position(|own| own == sign) else {
            return false;
        };
        sum = step(sum, value as u32);
    }
    LEFT.contains(&sum)
}

fn step(sum: u32, value: u32) -> u32 {
    let mut all = (sum & 0x1FF_FFFF) << 5 ^ value;
    for (bit, generator) in GENERATORS.iter().enumerate() {
        all ^= generator * (sum >> (25 + bit) & 1);
    }
    all
}
