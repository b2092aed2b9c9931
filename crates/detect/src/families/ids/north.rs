//! North America.

use super::{
    check::{at, fits_by, is_pair, is_same, is_short_date, number, part, value},
    form::{Row, form, grouped},
};
use crate::{
    Kind,
    families::card::is_luhn,
    found::Strength::{Hint, Likely, Sure, Weak},
};

pub(super) const ROWS: &[Row] = &[
    grouped(Kind::UsSsn, "###-##-####", Some(is_ssn), Likely).formed(),
    form(Kind::UsSsn, "### ## ####", Some(is_ssn), Weak, Hint).formed(),
    grouped(Kind::UsSsn, "###_######|#####_####", Some(is_ssn), Hint).formed(),
    grouped(Kind::UsItin, "###-##-####", Some(is_itin), Likely).formed(),
    form(Kind::UsItin, "### ## ####", Some(is_itin), Weak, Hint).formed(),
    grouped(Kind::UsItin, "###_######|#####_####", Some(is_itin), Hint).formed(),
    form(Kind::UsMbi, "#@*#-@*#-@@##", Some(is_mbi), Likely, Likely).formed(),
    form(Kind::UsNpi, "##########", Some(is_npi), Weak, Weak),
    // A letter or two and what a state goes on with, or digits only.
    form(
        Kind::UsDriverLicense,
        "@#####|@######|@#######|~@########|~@###########|~@############|~@#############|~@##############|@@######|@@#######|@@######@|@@@######|#########@|##@@@#####|@@@@@@@***@@|#######|########|### ### ###|## ### ####|#### ## ####|############",
        None,
        Hint,
        Hint,
    ),
    form(Kind::CaSin, "### ### ###", Some(is_sin), Weak, Weak),
    form(Kind::MxCurp, "~@@@@######@@@@@@*#", Some(is_curp), Sure, Sure),
    form(Kind::MxRfc, "@@@@_######_***", Some(is_rfc), Sure, Sure),
    form(Kind::MxRfc, "@@@_######_***", Some(is_rfc), Likely, Likely),
    // The last sign is by the homoclave, which some issue by hand.
    form(Kind::MxRfc, "@@@@_######_***", Some(is_rfc_form), Likely, Likely).formed(),
    form(Kind::MxRfc, "@@@_######_***", Some(is_rfc_form), Weak, Weak).formed(),
    form(Kind::MxRfc, "@@@@_######", Some(is_rfc_form), Hint, Hint).formed(),
];

/// What the Social Security Administration never issues, or declared void because it was printed in
/// wallets and booklets.
fn is_ssn(signs: &[u8]) -> bool {
    let area = number(signs, 0, 3);
    let is_issued = matches!(area, 1..=899) && area != 666;
    let is_void =
        matches!(number(signs, 0, 9), 78_051_120 | 219_099_999 | 123_456_789) || is_same(signs);
    is_issued && number(signs, 3, 5) != 0 && number(signs, 5, 9) != 0 && !is_void
}

/// 9, and the groups that the IRS gives out.
fn is_itin(signs: &[u8]) -> bool {
    at(signs, 0) == b'9' && matches!(number(signs, 3, 5), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// The first digit is not 0; none of the letters is S, L, O, I, B or Z.
fn is_mbi(signs: &[u8]) -> bool {
    at(signs, 0) != b'0' && !signs.iter().any(|sign| b"SLOIBZ".contains(sign))
}

/// Luhn, as if 80840 came first, which adds 24.
fn is_npi(signs: &[u8]) -> bool {
    let mut all = *b"80840..........";
    let Some(rest) = all.get_mut(5..).filter(|rest| rest.len() == signs.len()) else {
        return false;
    };
    rest.copy_from_slice(signs);
    matches!(at(signs, 0), b'1' | b'2') && is_luhn(&all) && !is_same(part(signs, 0, 9))
}

/// Luhn; no province has 0 or 8.
fn is_sin(signs: &[u8]) -> bool {
    !matches!(at(signs, 0), b'0' | b'8') && !is_same(signs) && is_luhn(signs)
}

/// Places of signs in 0–9, A–N, Ñ, O–Z: Mexico counts the Ñ.
fn mexican(sign: u8) -> u32 {
    value(sign) + u32::from(sign > b'N')
}

/// Names, date of birth, sex, state, consonants; weights 18 to 2, modulo 10.
fn is_curp(signs: &[u8]) -> bool {
    const STATES: &[u8; 66] = b"ASBCBSCCCLCMCSCHDFDGGTGRHGJCMCMNMSNTNLOCPLQTQRSPSLSRTCTSTLVZYNZSNE";
    const WEIGHTS: &[u8] = &[18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let is_state = is_pair(part(signs, 11, 13), STATES);
    let is_sex = matches!(at(signs, 10), b'H' | b'M' | b'X');
    let is_born = is_sex && is_state && is_short_date(signs, 4);
    is_born && fits_by(signs, WEIGHTS, b"0987654321", mexican)
}

/// Names and date, whoever it is; not XAXX010101 and XEXX010101, which stand for anybody.
fn is_rfc_form(signs: &[u8]) -> bool {
    let date = if at(signs, 3).is_ascii_digit() { 3 } else { 4 };
    is_short_date(signs, date) && part(signs, 2, 10) != b"XX010101"
}

/// The same with its check: weights 13 to 2, modulo 11, 10 as A. Of twelve signs a space comes first, which
/// counts 37 × 13, 8 modulo 11.
fn is_rfc(signs: &[u8]) -> bool {
    const WEIGHTS: &[u8] = &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let checks = if signs.len() == 12 { b"3210A987654" } else { b"0A987654321" };
    is_rfc_form(signs) && fits_by(signs, WEIGHTS, checks, mexican)
}
