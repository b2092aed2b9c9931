//! What is written in Base58, told by what it decodes to.

use crate::{
    Kind,
    found::Strength,
    list::{are_all, has},
    token::{CAPITAL, DIGIT, SMALL, makeup},
};

const BITCOIN: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// The longest that is decoded, in bytes: a private key has 38.
const LONGEST: usize = 38;

/// The first byte of addresses of 25 bytes with their check: Bitcoin and its test net, Litecoin, Dogecoin, Tron,
/// Dash.
const ADDRESSES: &[u8] = &[0x00, 0x05, 0x6F, 0xC4, 0x30, 0x32, 0x1E, 0x16, 0x41, 0x4C];
/// The same of Zcash, and how many it has.
const ZCASH: (u8, usize) = (0x1C, 26);

/// What a token is, if it is of those that are known.
pub(super) fn of(signs: &[u8]) -> Option<(Kind, Strength)> {
    if !is_mixed(signs) || !are_all(signs, BITCOIN) {
        return None;
    }
    match signs.len() {
        // Monero, by its form.
        95 | 106 if matches!(signs, [b'4' | b'8', ..]) => Some((Kind::Crypto, Strength::Likely)),
        111 if signs.starts_with(b"xprv") => Some((Kind::PrivateKey, Strength::Sure)),
        26..=52 => {
            let own = decoded(signs, BITCOIN)?;
            let is_ripple = || signs.starts_with(b"r") && decoded(signs, RIPPLE) == Some((0, 25));
            match own {
                _ if own == ZCASH || own.1 == 25 && has(ADDRESSES, own.0) || is_ripple() => {
                    Some((Kind::Crypto, Strength::Likely))
                }
                (0x80, 37 | 38) => Some((Kind::PrivateKey, Strength::Likely)),
                // Solana and others: any 32 bytes.
                (_, 32) if signs.len() >= 42 => Some((Kind::Crypto, Strength::Weak)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Digits, capital and small letters, as chance has it; of all zeros only the first address of all.
fn is_mixed(signs: &[u8]) -> bool {
    makeup(signs) == DIGIT | CAPITAL | SMALL
}

/// The first byte of what is decoded, and its size; nothing if it is too long.
fn decoded(signs: &[u8], alphabet: &[u8; 58]) -> Option<(u8, usize)> {
    // The lowest byte first.
    let mut bytes = [0u8; LONGEST];
    let mut used = 0;
    for sign in signs {
        let mut carry = alphabet.iter().position(|own| own == sign)? as u32;
        for byte in bytes.iter_mut().take(used) {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            *bytes.get_mut(used)? = carry as u8;
            used += 1;
        }
    }
    let zeros = signs.iter().take_while(|sign| alphabet.first() == Some(sign)).count();
    let first = if zeros > 0 { 0 } else { *bytes.get(used.checked_sub(1)?)? };
    Some((first, zeros + used))
}
