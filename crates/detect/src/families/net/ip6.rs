//! Addresses of the Internet Protocol, version 6 (RFC 4291), with zone (RFC 4007) and prefix.

use super::ip4;
use crate::{
    Kind,
    found::{Found, Strength},
    plain::Plain,
    scene::Scene,
    token::{DIGIT, is_word, makeup},
};

/// An address as it is read.
#[derive(Debug, Default)]
struct Address {
    /// How many groups of sixteen bits are written.
    groups: usize,
    /// Whether `::` stands for some more.
    is_short: bool,
    /// Whether its end is written as in version 4.
    has_quad: bool,
    /// Where it ends.
    to: usize,
}

/// Looks from a place on: the first sign of a group, or of `::`.
pub(super) fn look(scene: &Scene<'_>, from: usize, found: &mut Found) {
    let plain = scene.plain;
    let before = plain.before(from);
    if is_word(before) || matches!(before, b':' | b'.') {
        return;
    }
    let Some(address) = read(plain, from) else { return };
    let whole = if address.is_short { address.groups < 8 } else { address.groups == 8 };
    let end = plain.sign(address.to);
    let goes_on =
        is_word(end) || end == b':' || (end == b'.' && is_word(plain.sign(address.to + 1)));
    if !whole || goes_on {
        return;
    }
    let strength = match address {
        _ if address.has_quad || !address.is_short => Strength::Sure,
        // Nobody's, and nothing in it to be hidden.
        Address { groups: 0, .. } => return,
        Address { groups: 1.., .. } if !has_digit(plain, from, address.to) => Strength::Hint,
        Address { groups: 3.., .. } => Strength::Likely,
        _ if is_usual(plain, from) => Strength::Likely,
        _ => Strength::Weak,
    };
    let to = ip4::prefix(plain, zone(plain, address.to), 128);
    found.formed(Kind::IpAddress, (from, to), strength);
}

/// Reads as much as there is, eight groups at most.
fn read(plain: &Plain, from: usize) -> Option<Address> {
    let mut own = Address { to: from, ..Address::default() };
    if plain.sign(from) == b':' {
        if plain.sign(from + 1) != b':' {
            return None;
        }
        own.is_short = true;
        own.to += 2;
    }
    while own.groups < 8 {
        if own.groups < 7
            && let Some((_, to)) = ip4::quad(plain, own.to)
        {
            own.groups += 2;
            own.has_quad = true;
            own.to = to;
            break;
        }
        let to = plain.run(own.to, 5, |sign| sign.is_ascii_hexdigit());
        if to == own.to {
            break;
        }
        if to - own.to > 4 {
            return None;
        }
        own.groups += 1;
        own.to = to;
        match (plain.sign(to), plain.sign(to + 1)) {
            (b':', b':') if own.is_short => return None,
            (b':', b':') => {
                own.is_short = true;
                own.to += 2;
            }
            (b':', next) if next.is_ascii_hexdigit() => own.to += 1,
            _ => break,
        }
    }
    Some(own)
}

fn has_digit(plain: &Plain, from: usize, to: usize) -> bool {
    makeup(plain.part(from, to)) & DIGIT != 0
}

/// Whether the first group is of those that are given out: 2000::/3, or of the own network.
fn is_usual(plain: &Plain, from: usize) -> bool {
    matches!(
        plain.low_part(from, from + 4),
        [b'2' | b'3', b'0'..=b'9', _, _] | [b'f', b'c'..=b'f', _, _]
    )
}

/// Where an address ends with its zone, `%eth0`, if one follows.
fn zone(plain: &Plain, to: usize) -> usize {
    let end = plain.run(to + 1, 16, |sign| sign.is_ascii_alphanumeric());
    if plain.sign(to) == b'%' && end > to + 1 { end } else { to }
}

#[cfg(test)]
mod tests;
