//! Bech32 and Bech32m (BIP 173, BIP 350).

use crate::{
    lists,
    token::{CAPITAL, SMALL, makeup},
};

const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS: [u32; 5] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3];
/// What is left over: 1, or the constant of Bech32m.
const LEFT: [u32; 2] = [1, 0x2BC8_30A3];

/// Whether this is an address of a known net, with a right check.
pub(super) fn is_checked(signs: &[u8]) -> bool {
    let low = signs.to_ascii_lowercase();
    let mut halves = low.rsplitn(2, |sign| *sign == b'1');
    let (Some(data), Some(net)) = (halves.next(), halves.next()) else { return false };
    let is_mixed = makeup(signs) & (CAPITAL | SMALL) == CAPITAL | SMALL;
    if is_mixed || !lists::WALLET_NETS.has(net) {
        return false;
    }
    let high = net.iter().map(|sign| u32::from(sign >> 5));
    let low = net.iter().map(|sign| u32::from(sign & 31));
    let mut sum = high.chain([0]).chain(low).fold(1, step);
    for sign in data {
        let Some(value) = ALPHABET.iter().position(|own| own == sign) else {
            return false;
        };
        sum = step(sum, value as u32);
    }
    LEFT.contains(&sum)
}

fn step(sum: u32, value: u32) -> u32 {
    let shifted = (sum & 0x1FF_FFFF) << 5 ^ value;
    let bits = GENERATORS.iter().enumerate().filter(|(bit, _)| sum >> (25 + bit) & 1 == 1);
    bits.fold(shifted, |sum, (_, generator)| sum ^ generator)
}
