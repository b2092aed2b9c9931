//! Asia, Oceania and Africa.

use super::{
    check::{at, fits, is_same, is_short_date, is_verhoeff, number, part, sum},
    form::{Row, form, grouped},
};
use crate::{
    Kind,
    families::card::is_luhn,
    found::Strength::{Hint, Likely, Weak},
};

pub(super) const ROWS: &[Row] = &[
    form(Kind::InAadhaar, "~############", Some(is_aadhaar), Weak, Weak),
    form(Kind::InPan, "@@@@@####@", Some(is_pan), Likely, Likely).formed(),
    // With a holder that is none.
    form(Kind::InPan, "@@@@@####@", None, Weak, Weak),
    form(Kind::InGstin, "##@@@@@####@*@*", Some(is_gstin), Likely, Likely).formed(),
    form(Kind::AuTfn, "### ### ###", Some(is_tfn), Weak, Weak),
    grouped(Kind::AuAbn, "## ### ### ###", Some(is_abn), Likely),
    form(Kind::AuAbn, "~###########", Some(is_abn), Weak, Weak),
    form(Kind::AuAcn, "### ### ###", Some(is_acn), Weak, Weak),
    form(Kind::AuMedicare, "#### ##### #", Some(is_medicare), Weak, Weak),
    // With the place of somebody on the card.
    form(Kind::AuMedicare, "#### ##### #_#", Some(is_medicare), Weak, Weak),
    grouped(Kind::AuMedicare, "#### ##### ##|##########/#", Some(is_medicare), Weak),
    form(Kind::SgNricFin, "@#######@", Some(is_nric), Likely, Likely),
    // Mistyped, it says nearly as much of somebody.
    form(Kind::SgNricFin, "@#######@", Some(is_nric_form), Weak, Weak).formed(),
    grouped(Kind::SgNricFin, "@_#######_@", Some(is_nric), Likely),
    form(Kind::KrRrn, "######-#######", Some(is_rrn), Likely, Weak).formed(),
    form(Kind::ThTnin, "# #### ##### ## #", Some(is_tnin), Likely, Weak),
    grouped(Kind::ZaIdNumber, "###### #### ###", Some(is_za_id), Likely),
    form(Kind::ZaIdNumber, "###### #### ## #", Some(is_za_id), Likely, Likely),
    form(Kind::NgNin, "###########", Some(is_nin), Weak, Weak),
    form(Kind::NgNin, "#### ### ####", None, Hint, Hint),
];

/// Verhoeff; the first digit is 2 to 9, and none reads the same from both sides.
pub(super) fn is_aadhaar(signs: &[u8]) -> bool {
    at(signs, 0) > b'1' && !signs.iter().eq(signs.iter().rev()) && is_verhoeff(signs)
}

/// The fourth letter says what the holder is: a person, a company, a trust.
fn is_pan(signs: &[u8]) -> bool {
    b"ABCFGHJLPTEK".contains(&at(signs, 3)) && number(signs, 5, 9) != 0
}

/// State, PAN, how many the holder has, Z, check.
fn is_gstin(signs: &[u8]) -> bool {
    matches!(number(signs, 0, 2), 1..=38 | 97 | 99)
        && at(signs, 12) != b'0'
        && at(signs, 13) == b'Z'
}

fn is_tfn(signs: &[u8]) -> bool {
    !is_same(signs) && sum(signs, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
}

/// The first digit less 1, weights, modulo 89.
fn is_abn(signs: &[u8]) -> bool {
    let all = sum(signs, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    number(signs, 0, 2) > 10 && all % 89 == 10
}

/// Weights 8 to 1, modulo 10.
fn is_acn(signs: &[u8]) -> bool {
    number(signs, 0, 9) != 0 && fits(signs, &[8, 7, 6, 5, 4, 3, 2, 1], b"0987654321")
}

/// Weights 1 3 7 9, modulo 10; then how many cards there were.
fn is_medicare(signs: &[u8]) -> bool {
    let is_issued = matches!(at(signs, 0), b'2'..=b'6') && at(signs, 9) != b'0';
    is_issued && fits(part(signs, 0, 9), &[1, 3, 7, 9, 1, 3, 7, 9], b"0123456789")
}

/// Weights 2765432, modulo 11; S and T are citizens, F, G and M foreigners: T and G begin 4 places later, M 3.
fn is_nric(signs: &[u8]) -> bool {
    let letters = match at(signs, 0) {
        b'S' => b"JZIHGFEDCBA",
        b'T' => b"GFEDCBAJZIH",
        b'F' => b"XWUTRQPNMLK",
        b'G' => b"RQPNMLKXWUT",
        b'M' => b"TRQPNJLKXWU",
        _ => return false,
    };
    fits(part(signs, 1, 9), &[2, 7, 6, 5, 4, 3, 2], letters)
}

fn is_nric_form(signs: &[u8]) -> bool {
    matches!(at(signs, 0), b'S' | b'T' | b'F' | b'G')
}

/// Date of birth, sex and century. Its check is no longer given out since October 2020.
fn is_rrn(signs: &[u8]) -> bool {
    is_short_date(signs, 0) && matches!(at(signs, 6), b'1'..=b'4')
}

/// Weights 13 to 2, modulo 11; the first digit says whose number it is, the next two the province.
fn is_tnin(signs: &[u8]) -> bool {
    const WEIGHTS: &[u8] = &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let is_province =
        matches!(number(signs, 1, 3), 10..=27 | 30..=58 | 60..=67 | 70..=77 | 80..=86 | 90..=96);
    matches!(at(signs, 0), b'1'..=b'8') && is_province && fits(signs, WEIGHTS, b"10987654321")
}

/// Date of birth, citizenship, Luhn.
fn is_za_id(signs: &[u8]) -> bool {
    is_short_date(signs, 0) && matches!(at(signs, 10), b'0'..=b'2') && is_luhn(signs)
}

/// Verhoeff.
fn is_nin(signs: &[u8]) -> bool {
    !is_same(signs) && is_verhoeff(signs)
}
