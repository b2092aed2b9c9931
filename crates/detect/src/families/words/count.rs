//! Numbers as ages are told by.

use super::{around::Around, mark::Mark};
use crate::plain::SIGN;

/// The number that a token is or begins with, and the rest of the token.
pub(super) fn number<'a>(around: &Around<'a>, at: usize) -> Option<(usize, &'a [u8])> {
    let word = around.scene.word(at);
    if let Mark { letter: b'N', grade, .. } = around.mark(at) {
        return Some((usize::from(grade), b""));
    }
    let digits = word.iter().take_while(|sign| sign.is_ascii_digit()).count();
    let age = word.get(..digits).filter(|digits| matches!(digits.len(), 1 | 2))?;
    let age = age.iter().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
    Some((age, word.get(digits..)?))
}

/// Whether what stands beside a number leaves it one of its own: no price, no decimal.
pub(super) fn is_clear(gap: &[u8]) -> bool {
    gap.iter().all(|sign| {
        matches!(*sign, b' ' | b',' | b'(' | b')' | b'.' | b'!' | b'?' | b';' | b'\n' | b'"' | SIGN)
    }) && !matches!(gap, [b'.' | b','])
}
