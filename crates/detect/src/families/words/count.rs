//! Numbers as ages are told by.

use super::around::Around;
use crate::{
    list::{are_all, digits},
    plain::SIGN,
    scene::Scene,
    token,
};

/// The number that a token is or begins with, and the rest of the token.
pub(super) fn number<'a>(around: &Around<'a>, at: usize) -> Option<(usize, &'a [u8])> {
    let mark = around.mark(at);
    if mark.letter == b'N' {
        return Some((usize::from(mark.grade), b""));
    }
    let word = around.scene.word(at);
    let digits = digits(word);
    let (age, rest) = word.split_at_checked(digits)?;
    matches!(digits, 1 | 2).then(|| (token::number(age) as usize, rest))
}

/// Whether what stands beside a number leaves it one of its own: no price, no decimal.
#[inline(never)]
pub(super) fn is_clear(scene: &Scene<'_>, token: usize) -> bool {
    let gap = scene.gap(token);
    are_all(gap, &[b' ', b',', b'(', b')', b'.', b'!', b'?', b';', b'\n', b'"', SIGN])
        && (token >= scene.tokens.len() || !matches!(gap, [b'.' | b',']))
}
