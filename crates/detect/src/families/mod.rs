//! What is looked for, a family a module.
//!
//! Each looks from one token on, a bounded way: so all of them together are one pass, linear in the text.

mod address;
mod bank;
mod birth;
mod card;
mod crypto;
mod document;
mod ids;
mod net;
mod own;
mod phone;
mod secret;
mod vehicle;
mod words;

pub(crate) use self::{
    ids::{Forms, is_checked},
    phone::Plans,
    words::Mark,
};

use crate::{found::Found, reading::Reading, scene::Scene, token::Class};

type Look = fn(&Scene<'_>, usize, Option<&Reading>, &mut Found);

static LOOKS: [Look; 10] = [
    address::look,
    bank::look,
    birth::look,
    crypto::look,
    document::look,
    ids::look,
    net::look,
    own::look,
    secret::look,
    vehicle::look,
];

/// What looks where a number may begin only.
static AT_NUMBERS: [Look; 2] = [card::look, phone::look];

/// The longest word that numbers begin with: `ES 91 2100`, `POL-123`.
const PREFIX: usize = 5;

/// Whether a token is one of many digits in ones and twos, and not the first: nothing begins there that did
/// not begin before.
fn is_inner(scene: &Scene<'_>, at: usize) -> bool {
    let is_digits = |token: usize| scene.class(token) == Class::Digits;
    let gap = scene.gap(at);
    scene.size(at) < 3
        && is_digits(at)
        && is_digits(at.wrapping_sub(1))
        && is_digits(at + 1)
        && matches!(gap, [b' ' | b'-' | b'.' | b'/'])
        && gap == scene.gap(at + 1)
}

/// Looks at every token of a text, once. Where a number may begin, its reading goes with it: at a token
/// with a digit, or a short word before one.
pub(crate) fn look(scene: &Scene<'_>, found: &mut Found) {
    let mut buffer = Reading::NONE;
    for (at, token) in scene.tokens.iter().enumerate() {
        let is_prefix = token.len() <= PREFIX && scene.class(at + 1) != Class::Letters;
        let may_begin = (token.has_digit() || is_prefix) && !is_inner(scene, at);
        if may_begin {
            buffer.read(scene.plain, scene.tokens, at, 0);
        }
        let reading = may_begin.then_some(&buffer);
        for look in &LOOKS {
            look(scene, at, reading, found);
        }
        if may_begin || token.has_digit() {
            for look in &AT_NUMBERS {
                look(scene, at, reading, found);
            }
        }
    }
    found.words = found.hits.len();
    words::look(scene, found);
}
