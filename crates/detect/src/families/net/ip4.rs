//! Addresses of the Internet Protocol, version 4 (RFC 791), with the prefix of RFC 4632.

use crate::{
    Kind,
    found::{Found, Strength},
    plain::Plain,
    scene::Scene,
    token::{is_word, number},
};

/// Looks at a token that a dot follows.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let Some(token) = scene.token(at) else { return };
    let from = token.from as usize;
    let Some((octets, to)) = quad(scene.plain, from) else { return };
    // Inside a longer row of numbers, or a host's name.
    let is_inner = matches!(scene.plain.before(from), b'.' | b'_')
        && from >= 2
        && is_word(scene.plain.sign(from - 2));
    if is_inner || is_word(scene.plain.sign(to)) {
        return;
    }
    // 93.123.45.67 is how telephone numbers are written, too.
    if scene.is_told(Kind::PhoneNumber, from, to) && !scene.is_told(Kind::IpAddress, from, to) {
        return;
    }
    let strength = match octets {
        [192, 168, ..] => Strength::Sure,
        // A port follows.
        _ if scene.plain.sign(to) == b':' && scene.plain.sign(to + 1).is_ascii_digit() => {
            Strength::Sure
        }
        [10, ..] | [0, 0, 0, 0] => Strength::Likely,
        // Versions and sections are small numbers.
        _ if octets.iter().all(|octet| *octet < 32) => Strength::Weak,
        _ => Strength::Likely,
    };
    let to = prefix(scene.plain, to, 32);
    found.formed(Kind::IpAddress, (from, to), strength);
}

/// Four numbers up to 255 from a place on, and where they end.
pub(super) fn quad(plain: &Plain, from: usize) -> Option<([u8; 4], usize)> {
    let mut octets = [0; 4];
    let mut at = from;
    for (nth, octet) in octets.iter_mut().enumerate() {
        if nth > 0 {
            if plain.sign(at) != b'.' {
                return None;
            }
            at += 1;
        }
        let to = plain.run(at, 4, |sign| sign.is_ascii_digit());
        let digits = plain.part(at, to);
        let is_long = digits.len() > 1 && digits.starts_with(b"0");
        if digits.is_empty() || is_long {
            return None;
        }
        let value = number(digits);
        *octet = u8::try_from(value).ok()?;
        at = to;
    }
    Some((octets, at))
}

/// Where an address ends with the length of its network, `/24`, if one follows.
pub(super) fn prefix(plain: &Plain, to: usize, most: u32) -> usize {
    let end = plain.run(to + 1, 4, |sign| sign.is_ascii_digit());
    let digits = plain.part(to + 1, end);
    let value = number(digits);
    let is_prefix =
        plain.sign(to) == b'/' && !digits.is_empty() && value <= most && !is_word(plain.sign(end));
    if is_prefix { end } else { to }
}
