//! Spain and Portugal.

use super::{
    check::{at, cross_sum, fits, fits_by, is_same, number, part, value},
    form::{Row, form, grouped},
};
use crate::{
    Kind,
    found::Strength::{Hint, Likely, Sure, Weak},
};

pub(super) const ROWS: &[Row] = &[
    grouped(
        Kind::EsNif,
        "########_@|## ### ###_@|## ### ###@|# ### ###_@|# ### ###@",
        Some(is_nif),
        Likely,
    ),
    form(Kind::EsNif, "~########@", Some(is_nif), Weak, Likely),
    // Old ones, without the zero that they begin with.
    form(Kind::EsNif, "#######_@", Some(is_nif), Weak, Weak),
    // Children, Spaniards abroad, foreigners without NIE.
    form(Kind::EsNif, "@_#######_@", Some(is_klm), Likely, Likely),
    grouped(Kind::EsNif, "@#######_@", Some(is_klm), Likely),
    // Without its letter.
    form(Kind::EsNif, "## ### ###", None, Hint, Hint),
    form(Kind::EsNie, "~@#######@", Some(is_nie), Weak, Likely),
    grouped(Kind::EsNie, "@_#######_@|@#######_@|@_#######@|@_# ### ###_@", Some(is_nie), Likely),
    form(Kind::EsNie, "@########_@", Some(is_nie), Likely, Likely),
    form(Kind::EsCif, "@_########", Some(is_cif), Weak, Weak),
    grouped(Kind::EsCif, "@_## ### ###|@## ### ###|@_#######_#", Some(is_cif), Weak),
    form(Kind::EsCif, "@_#######_@", Some(is_cif), Likely, Likely),
    grouped(Kind::EsCif, "@#######_*|@_#######@", Some(is_cif), Likely),
    grouped(Kind::EsSocialSecurity, "##_########_##", Some(is_social_security), Sure),
    form(Kind::EsSocialSecurity, "~############", Some(is_social_security), Weak, Likely),
    form(Kind::PtNif, "### ### ###", Some(is_pt_nif), Weak, Weak),
    grouped(Kind::PtNif, "@@_###_###_###|@@### ### ###", Some(is_pt_vat), Likely),
    form(Kind::PtNif, "@@_#########", Some(is_pt_vat), Likely, Likely),
];

/// letter = TRWAGMYFPDXBNJZSQVHLCKE[number mod 23]; the weights are the powers of ten modulo 23.
fn is_lettered(signs: &[u8], value: fn(u8) -> u32) -> bool {
    fits_by(signs, &[2, 14, 6, 19, 18, 11, 8, 10, 1], b"TRWAGMYFPDXBNJZSQVHLCKE", value)
}

/// Real Decreto 1553/2005, article 11; the order of 7 February 1997.
fn is_nif(signs: &[u8]) -> bool {
    is_lettered(signs, value)
}

fn is_klm(signs: &[u8]) -> bool {
    matches!(at(signs, 0), b'K' | b'L' | b'M') && is_nif(part(signs, 1, 9))
}

/// X is 0, Y is 1, Z is 2. With eight digits, the first is the zero that older cards have.
fn is_nie(signs: &[u8]) -> bool {
    let digit = |sign: u8| value(sign) % 33;
    let is_old = at(signs, 0) == b'X' && at(signs, 1) == b'0';
    at(signs, 0) >= b'X' && (signs.len() == 9 || is_old) && is_lettered(signs, digit)
}

/// Orden EHA/451/2008: Luhn's sum over seven digits; public bodies, foreign companies and a few more have
/// the letter JABCDEFGHI[check], companies the digit, others either.
fn is_cif(signs: &[u8]) -> bool {
    let digits = part(signs, 1, 8);
    let check = (cross_sum(digits, &[2, 1, 2, 1, 2, 1, 2]) % 10) as usize;
    let is_digit = at(signs, 8) == at(b"0987654321", check);
    let is_letter = at(signs, 8) == at(b"JIHGFEDCBA", check);
    let is_own = match at(signs, 0) {
        b'A' | b'B' | b'E' | b'H' => is_digit,
        b'N' | b'P' | b'Q' | b'R' | b'S' | b'W' => is_letter,
        b'C' | b'D' | b'F' | b'G' | b'J' | b'U' | b'V' => is_digit || is_letter,
        _ => false,
    };
    is_own && !is_same(digits)
}

/// check = (province ‖ number) mod 97, the number without zeros before it if it is below ten million.
fn is_social_security(signs: &[u8]) -> bool {
    let (province, own) = (number(signs, 0, 2), number(signs, 2, 10));
    let places = if own < 10_000_000 { 10_000_000 } else { 100_000_000 };
    let check = (province * places + own) % 97;
    matches!(province, 1..=66) && own != 0 && check == number(signs, 10, 12)
}

/// Decreto-Lei 14/2013: weights 9 to 2, modulo 11; people, companies and others by the first digits.
fn is_pt_nif(signs: &[u8]) -> bool {
    let is_issued = matches!(number(signs, 0, 2), 10..=39 | 45 | 50..=69 | 70..=72 | 74 | 75)
        || matches!(number(signs, 0, 2), 77..=91 | 98 | 99);
    is_issued && !is_same(signs) && fits(signs, &[9, 8, 7, 6, 5, 4, 3, 2], b"00987654321")
}

fn is_pt_vat(signs: &[u8]) -> bool {
    part(signs, 0, 2) == b"PT" && is_pt_nif(part(signs, 2, 11))
}
