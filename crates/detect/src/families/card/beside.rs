//! What is told with a card's number: until when it is good, and its security code.

use super::super::birth;
use crate::{
    Kind,
    found::{Found, Strength},
    list::{are_all, are_digits},
    lists,
    plain::SIGN,
    scene::Scene,
    token::{Class, number},
};

/// How far before an expiry or a code the word for it may stand, in tokens.
const NEAR: usize = 7;

/// Looks at a token for an expiry or a code that a word before it names.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let Some(token) = scene.token(at) else { return };
    match (token.class, token.len()) {
        (Class::Digits, 3..=4) if says_code(scene, at) => {
            let span = (token.from as usize, token.to as usize);
            found.told(Kind::CardCode, span, Strength::Likely);
        }
        (Class::Digits, size @ 1..=4) => {
            let own = expiry(scene, at, size == 4).map(|(span, _)| span);
            let Some(span) = own.or_else(|| named(scene, at)) else { return };
            if says_expiry(scene, at, span) {
                found.told(Kind::CardExpiry, span, Strength::Likely);
            }
        }
        // In one word: cvv123.
        (Class::Mixed, 6..=7) => {
            let (name, digits) = scene.word(at).split_at_checked(3).unwrap_or_default();
            let is_named = lists::CARD_NAMES.has(name);
            if is_named && are_digits(digits) {
                let span = (token.from as usize + 3, token.to as usize);
                found.told(Kind::CardCode, span, Strength::Likely);
            }
        }
        _ => {}
    }
}

/// Looks right after a card's number, that ends at `to`.
pub(super) fn look_after(scene: &Scene<'_>, to: usize, found: &mut Found) {
    let mut at = labelled(scene, scene.token_at(to));
    if let Some((span, next)) = expiry(scene, at, true).filter(|_| is_beside(scene, at)) {
        found.told(Kind::CardExpiry, span, Strength::Likely);
        at = labelled(scene, next);
    }
    let Some(token) = scene.number(at) else {
        return;
    };
    let span = (token.from as usize, token.to as usize);
    let is_code = matches!(token.len(), 3 | 4) && is_beside(scene, at) && !goes_on(scene, span.1);
    if is_code && !scene.is_other(span.0, span.1) {
        found.told(Kind::CardCode, span, Strength::Likely);
    }
}

/// The token after a word for what follows, if there is one.
fn labelled(scene: &Scene<'_>, at: usize) -> usize {
    at + usize::from(is_beside(scene, at) && scene.is_in(at, lists::CARD_AND))
}

/// Whether only a few spaces and signs part a token from the one before it.
fn is_beside(scene: &Scene<'_>, at: usize) -> bool {
    let gap = scene.gap(at);
    gap.len() <= 3 && are_all(gap, b" ,;:|/-\n")
}

/// Whether a date or a number goes on there.
fn goes_on(scene: &Scene<'_>, to: usize) -> bool {
    let is_joint = matches!(scene.plain.sign(to), b'/' | b'-' | b'.' | b',' | b':');
    is_joint && scene.plain.sign(to + 1).is_ascii_digit()
}

/// Month and year from a token on: `04/27`, `4-2027`, and right after a number `0427`. With the token
/// after it.
fn expiry(scene: &Scene<'_>, at: usize, is_after: bool) -> Option<((usize, usize), usize)> {
    let first = scene.number(at)?;
    let word = scene.word(at);
    if is_after && word.len() == 4 {
        let (month, year) = word.split_at_checked(2)?;
        let is_right = is_month(month) && is_year(year) && !goes_on(scene, first.to as usize);
        return is_right.then_some(((first.from as usize, first.to as usize), at + 1));
    }
    let before = scene.plain.before(first.from as usize);
    let is_later = matches!(before, b'/' | b'.' | b'-')
        && scene.plain.before(first.from.saturating_sub(1) as usize).is_ascii_digit();
    let last = scene.number(at + 1)?;
    let is_parted = match scene.gap(at + 1) {
        b"/" | b" / " | b"-" | b"." | b"|" => true,
        b" " => word.len() == 2 && last.len() == 2,
        _ => false,
    };
    let is_right = is_parted
        && (is_after || !is_later)
        && is_month(word)
        && is_year(scene.word(at + 1))
        && !goes_on(scene, last.to as usize);
    is_right.then_some(((first.from as usize, last.to as usize), at + 2))
}

/// Month and year by the month's name, the year at a token: "agosto de 2027".
fn named(scene: &Scene<'_>, at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1)?;
    let month = before.saturating_sub(usize::from(scene.is_in(before, lists::OF_DATE)));
    let is_right = is_year(scene.word(at)) && birth::is_month(scene.word(month));
    is_right.then(|| scene.span(month, at))
}

fn is_month(digits: &[u8]) -> bool {
    digits.len() <= 2 && matches!(number(digits), 1..=12)
}

fn is_year(digits: &[u8]) -> bool {
    match digits.len() {
        2 => (20..50).contains(&number(digits)),
        4 => (2020..2050).contains(&number(digits)),
        _ => false,
    }
}

/// Whether a word before says that a card runs out then. A year of four digits, or the word for
/// something else that runs out, ask for a card to be named.
fn says_expiry(scene: &Scene<'_>, at: usize, (from, to): (usize, usize)) -> bool {
    if !scene.has_cue(at.saturating_sub(NEAR), at, Kind::CardExpiry) {
        return false;
    }
    let is_other = || scene.has_word(at.saturating_sub(8), at + 6, lists::CARD_OTHERS);
    let is_short = to - from <= 5;
    scene.is_told(Kind::CreditCard, from, to) || has_number(scene, at) || (is_short && !is_other())
}

/// Whether a number as long as a card's, or one in fours, is a few tokens before.
fn has_number(scene: &Scene<'_>, at: usize) -> bool {
    let digits = |token: usize| {
        let own = scene.number(token);
        own.map_or(0, crate::token::Token::len)
    };
    let is_part =
        |token: usize| digits(token) >= 14 || (digits(token) == 4 && digits(token + 1) == 4);
    (at.saturating_sub(8)..at).any(is_part)
}

/// Whether a word before says that this is a card's code: four digits only of a card that is named, as
/// doors and accounts have such codes too.
fn says_code(scene: &Scene<'_>, at: usize) -> bool {
    let Some(token) = scene.token(at) else { return false };
    let (from, to) = (token.from as usize, token.to as usize);
    let is_named = || {
        scene.has_word(at.saturating_sub(NEAR), at, lists::CARD_NAMES)
            || scene.is_told(Kind::CreditCard, from, to)
    };
    // A group of a longer number, or the rest of one that is hidden.
    let is_digits = |token: usize| scene.class(token) == Class::Digits && scene.size(token) > 2;
    let is_joined = |token: usize| scene.is_gap(token, "_ - .");
    let is_group =
        is_digits(at.wrapping_sub(1)) && is_joined(at) || is_digits(at + 1) && is_joined(at + 1);
    scene.has_cue(at.saturating_sub(NEAR), at, Kind::CardCode)
        && !is_group
        && !scene.gap_has(at, &[SIGN])
        && !goes_on(scene, to)
        && !scene.is_other(from, to)
        && (token.len() == 3 || is_named())
}
