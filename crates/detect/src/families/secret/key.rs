//! Keys and tokens of services: by what they begin with, or by the word for them and their mixture.

use super::value::{self, Value};
use crate::{
    Kind,
    found::{Found, Strength},
    list::{count_digits, entries, have_any, split, trailing},
    scene::Scene,
    token::{self, CAPITAL, DIGIT, SMALL, makeup, variety},
};

/// The longest that is read: a JSON Web Token with some claims.
const LONGEST: usize = 2048;

/// The shortest: what begins with xoxb-.
const SHORTEST: usize = 15;

/// What keys begin with.
const PREFIXES: &str = "AKIA ASIA AIza APP_USR- ATATT3 EAA GOCSPX- SG. dckr_ dop_v1_ ghp_ gho_ ghu_ ghs_ ghr_ \
    github_ glpat- glsa_ gsk_ hf_ hvs. key- lin_ npm_ ntn_ pplx- pypi- r8_ rk_ rzp_ sbp_ shpat_ sk_ sk- sq0 \
    whsec_ xapp- xkeysib- xox ya29.";
/// How many signs follow at least.
const LEAST: usize = 16;

fn is_of_key(sign: u8) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, b'_' | b'-')
}

fn is_of_token(sign: u8) -> bool {
    is_of_key(sign) || matches!(sign, b'.' | b'/' | b'+' | b'=' | b'~')
}

/// Looks at a token for what keys begin with.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let Some(own) = scene.token(at) else { return };
    let from = own.from as usize;
    let before = scene.plain.before(from);
    let is_inner = before == b'_'
        || before == b'-'
        || (before == b'.' && from >= 2 && token::is_word(scene.plain.sign(from - 2)));
    // Words end sooner than keys, but for what is before a key's colon.
    let is_word = || {
        scene.plain.run(from, SHORTEST, is_of_token) < from + SHORTEST
            && scene.plain.sign(own.to as usize) != b':'
    };
    if is_inner || own.len() < 2 || is_word() {
        return;
    }
    let rest = scene.plain.part(from, scene.plain.len());
    let to = match rest {
        [b'e', b'y', b'J', ..] => web_token(scene, from),
        [b'0'..=b'9', ..] => bot_token(scene, own.to as usize),
        _ => prefixed(scene, from, rest),
    };
    if let Some(to) = to {
        found.formed(Kind::ApiKey, (from, to), Strength::Sure);
    }
}

fn prefixed(scene: &Scene<'_>, from: usize, rest: &[u8]) -> Option<usize> {
    let prefix = entries(PREFIXES.as_bytes()).find(|prefix| rest.starts_with(prefix))?;
    let of = if prefix.ends_with(b".") { is_of_token } else { is_of_key };
    let mut to = scene.plain.run(from, LONGEST, of);
    while matches!(scene.plain.before(to), b'.' | b'-' | b'_') && to > from {
        to -= 1;
    }
    let own = scene.plain.part(from + prefix.len(), to);
    // Names have small letters and dashes, chance has all, or mostly digits.
    let is_one = !have_any(own, b"-_") || count_digits(own) * 2 > own.len();
    (own.len() >= LEAST && is_mixed(own) && (is_one || has_cases(own))).then_some(to)
}

/// Three parts of Base64, the first an object of JSON (RFC 7519).
fn web_token(scene: &Scene<'_>, from: usize) -> Option<usize> {
    let to = scene.plain.run(from, LONGEST, |sign| is_of_key(sign) || sign == b'.');
    let signs = scene.plain.part(from, to);
    let mut parts = split(signs, b'.');
    let head = parts.next()?;
    let body = parts.next()?;
    let is_right = head.len() >= 16 && body.len() >= 10 && is_mixed(signs);
    let dots = trailing(signs, |sign| sign == b'.');
    is_right.then_some(to - dots)
}

/// A bot's number, a colon and 35 signs, as Telegram gives them out.
fn bot_token(scene: &Scene<'_>, number: usize) -> Option<usize> {
    let to = scene.plain.run(number + 1, LONGEST, is_of_key);
    let own = scene.plain.part(number, to);
    (own.len() == 36 && own.starts_with(b":AA")).then_some(to)
}

/// Looks from the word for a key on.
pub(super) fn look_told(scene: &Scene<'_>, at: usize, kind: Kind, found: &mut Found) {
    let fits = match (kind, scene.word(at)) {
        (Kind::PrivateKey, _) => fits_private,
        (_, b"bearer") => fits_bearer,
        _ => fits_key,
    };
    if let Some(own) = value::after(scene, at, fits) {
        found.told(kind, own.span(), Strength::Likely);
    }
}

fn fits_key(scene: &Scene<'_>, own: &Value) -> bool {
    let signs = own.signs(scene);
    let least = if own.is_linked { 10 } else { 16 };
    signs.len() >= least && is_random(signs)
}

fn fits_bearer(scene: &Scene<'_>, own: &Value) -> bool {
    let signs = own.signs(scene);
    own.distance == 1 && signs.len() >= 16 && is_random(signs)
}

fn fits_private(scene: &Scene<'_>, own: &Value) -> bool {
    let signs = own.signs(scene);
    signs.len() >= 32 && is_random(signs)
}

/// Whether it is as chance makes it: letters and digits, many of them different, and no address or name.
fn is_random(signs: &[u8]) -> bool {
    let digits = count_digits(signs);
    signs.iter().all(|sign| is_of_token(*sign))
        && is_mixed(signs)
        && (digits >= 2 || has_cases(signs))
        && variety(signs) >= 7
}

fn has_cases(signs: &[u8]) -> bool {
    makeup(signs) & (CAPITAL | SMALL) == CAPITAL | SMALL
}

/// Whether it has both letters and digits.
fn is_mixed(signs: &[u8]) -> bool {
    let makeup = makeup(signs);
    makeup & DIGIT != 0 && makeup & (CAPITAL | SMALL) != 0
}

#[cfg(test)]
mod tests;
