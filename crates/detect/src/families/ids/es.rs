//! Spain and Portugal.

use super::{
    check::{at, is_same, missing, number},
    form::{Form, form, grouped},
};
use crate::{
    Kind,
    found::Strength::{Hint, Likely, Sure, Weak},
};

pub(super) const FORMS: &[Form] = &[
    form(Kind::EsNif, "########_@", Some(is_nif), Likely, Likely),
    grouped(Kind::EsNif, "## ### ###_@", Some(is_nif), Likely),
    grouped(Kind::EsNif, "## ### ###@", Some(is_nif), Likely),
    // Old ones, without the zero that they begin with.
    form(Kind::EsNif, "#######_@", Some(is_nif), Weak, Weak),
    grouped(Kind::EsNif, "# ### ###_@", Some(is_nif), Likely),
    grouped(Kind::EsNif, "# ### ###@", Some(is_nif), Likely),
    // Children, Spaniards abroad, foreigners without NIE.
    form(Kind::EsNif, "@_#######_@", Some(is_klm), Likely, Likely),
    grouped(Kind::EsNif, "@#######_@", Some(is_klm), Likely),
    // Without its letter.
    form(Kind::EsNif, "## ### ###", None, Hint, Hint),
    form(Kind::EsNie, "@_#######_@", Some(is_nie), Likely, Likely),
    grouped(Kind::EsNie, "@#######_@", Some(is_nie), Likely),
    grouped(Kind::EsNie, "@_#######@", Some(is_nie), Likely),
    grouped(Kind::EsNie, "@_# ### ###_@", Some(is_nie), Likely),
    form(Kind::EsNie, "@########_@", Some(is_nie), Likely, Likely),
    form(Kind::EsCif, "@_########", Some(is_cif), Weak, Weak),
    grouped(Kind::EsCif, "@_## ### ###", Some(is_cif), Weak),
    grouped(Kind::EsCif, "@_#######_#", Some(is_cif), Weak),
    form(Kind::EsCif, "@_#######_@", Some(is_cif), Likely, Likely),
    grouped(Kind::EsCif, "@#######_*", Some(is_cif), Likely),
    grouped(Kind::EsCif, "@_#######@", Some(is_cif), Likely),
    form(Kind::EsSocialSecurity, "##_########_##", Some(is_social_security), Sure, Likely),
    grouped(Kind::EsSocialSecurity, "##_##########", Some(is_social_security), Likely),
    grouped(Kind::EsSocialSecurity, "##########_##", Some(is_social_security), Likely),
    form(Kind::PtNif, "### ### ###", Some(is_pt_nif), Weak, Weak),
    grouped(Kind::PtNif, "PT_###_###_###", Some(is_pt_vat), Likely),
    form(Kind::PtNif, "PT_#########", Some(is_pt_vat), Likely, Likely),
];

/// letter = TRWAGMYFPDXBNJZSQVHLCKE[number mod 23]
fn is_lettered(number: u64, letter: u8) -> bool {
    at(b"TRWAGMYFPDXBNJZSQVHLCKE", (number % 23) as usize) == letter
}

/// Real Decreto 1553/2005, article 11; the order of 7 February 1997.
fn is_nif(signs: &[u8]) -> bool {
    let last = signs.len() - 1;
    is_lettered(number(signs, 0, last), at(signs, last))
}

fn is_klm(signs: &[u8]) -> bool {
    matches!(at(signs, 0), b'K' | b'L' | b'M') && is_lettered(number(signs, 1, 8), at(signs, 8))
}

/// X is 0, Y is 1, Z is 2. With eight digits, the first is the zero that older cards have.
fn is_nie(signs: &[u8]) -> bool {
    let last = signs.len() - 1;
    let first = match at(signs, 0) {
        b'X' => 0,
        b'Y' => 1,
        b'Z' => 2,
        _ => return false,
    };
    let own = number(signs, 1, last);
    own < 10_000_000 && is_lettered(first * 10_000_000 + own, at(signs, last))
}

/// Orden EHA/451/2008: Luhn's sum over seven digits; public bodies, foreign companies and a few more have
/// the letter JABCDEFGHI[check], companies the digit, others either.
fn is_cif(signs: &[u8]) -> bool {
    let digits = signs.get(1..8).unwrap_or_default().iter().map(|sign| u32::from(sign - b'0'));
    let check = (10 - super::check::luhn_from(digits, true) % 10) % 10;
    let is_digit = at(signs, 8) == b'0' + check as u8;
    let is_letter = at(signs, 8) == at(b"JABCDEFGHI", check as usize);
    if is_same(signs.get(1..8).unwrap_or_default()) {
        return false;
    }
    match at(signs, 0) {
        b'A' | b'B' | b'E' | b'H' => is_digit,
        b'N' | b'P' | b'Q' | b'R' | b'S' | b'W' => is_letter,
        b'C' | b'D' | b'F' | b'G' | b'J' | b'U' | b'V' => is_digit || is_letter,
        _ => false,
    }
}

/// check = (province ‖ number) mod 97, the number without zeros before it if it is below ten million.
fn is_social_security(signs: &[u8]) -> bool {
    let (province, own) = (number(signs, 0, 2), number(signs, 2, 10));
    let places = if own < 10_000_000 { 10_000_000 } else { 100_000_000 };
    let check = (province * places + own) % 97;
    (1..=66).contains(&province) && own != 0 && check == number(signs, 10, 12)
}

/// Decreto-Lei 14/2013: weights 9 to 2, modulo 11; people, companies and others by the first digits.
fn is_pt_nif(signs: &[u8]) -> bool {
    let is_issued = matches!(number(signs, 0, 2), 10..=39 | 45 | 50..=69 | 70..=72 | 74 | 75)
        || matches!(number(signs, 0, 2), 77..=91 | 98 | 99);
    let check = missing(signs, &[9, 8, 7, 6, 5, 4, 3, 2], 11) % 11 % 10;
    is_issued && !is_same(signs) && check as u8 + b'0' == at(signs, 8)
}

fn is_pt_vat(signs: &[u8]) -> bool {
    is_pt_nif(signs.get(2..).unwrap_or_default())
}
