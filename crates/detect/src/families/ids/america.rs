//! The Americas.

use super::{
    check::{at, is_same, is_short_date, missing, nth, number, part, value},
    form::{Form, form, grouped},
};
use crate::{
    Kind,
    families::card::is_luhn,
    found::Strength::{Hint, Likely, Sure, Weak},
};

pub(super) const FORMS: &[Form] = &[
    grouped(Kind::UsSsn, "###-##-####", Some(is_ssn), Likely),
    form(Kind::UsSsn, "### ## ####", Some(is_ssn), Weak, Hint),
    grouped(Kind::UsSsn, "###_######", Some(is_ssn), Hint),
    grouped(Kind::UsSsn, "#####_####", Some(is_ssn), Hint),
    grouped(Kind::UsItin, "###-##-####", Some(is_itin), Likely),
    form(Kind::UsItin, "### ## ####", Some(is_itin), Weak, Hint),
    grouped(Kind::UsItin, "###_######", Some(is_itin), Hint),
    grouped(Kind::UsItin, "#####_####", Some(is_itin), Hint),
    form(Kind::UsMbi, "#@*#-@*#-@@##", Some(is_mbi), Likely, Likely),
    form(Kind::UsNpi, "##########", Some(is_npi), Weak, Weak),
    // A letter or two and what a state goes on with, or digits only.
    form(Kind::UsDriverLicense, "@#####", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@######", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@#######", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@## ## ####", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@###########", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@### #### ####", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@### ### ## ### #", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@ ### ### ### ###", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@### #### #### ##", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@#### ##### #####", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@@######", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@@#######", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@@######@", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@@@######", None, Hint, Hint),
    form(Kind::UsDriverLicense, "#########@", None, Hint, Hint),
    form(Kind::UsDriverLicense, "##@@@#####", None, Hint, Hint),
    form(Kind::UsDriverLicense, "@@@@@@@***@@", None, Hint, Hint),
    form(Kind::UsDriverLicense, "#######", None, Hint, Hint),
    form(Kind::UsDriverLicense, "########", None, Hint, Hint),
    form(Kind::UsDriverLicense, "### ### ###", None, Hint, Hint),
    form(Kind::UsDriverLicense, "## ### ####", None, Hint, Hint),
    form(Kind::UsDriverLicense, "#### ## ####", None, Hint, Hint),
    form(Kind::UsDriverLicense, "############", None, Hint, Hint),
    form(Kind::CaSin, "### ### ###", Some(is_sin), Weak, Weak),
    grouped(Kind::BrCpf, "###.###.###-##", Some(is_cpf), Sure),
    form(Kind::BrCpf, "### ### ###_##", Some(is_cpf), Likely, Weak),
    form(Kind::BrCpf, "#########_##", Some(is_cpf), Likely, Weak),
    grouped(Kind::BrCnpj, "**.***.***/****-##", Some(is_cnpj), Sure),
    form(Kind::BrCnpj, "##############", Some(is_cnpj), Likely, Likely),
    grouped(Kind::BrCnpj, "########_####_##", Some(is_cnpj), Likely),
    form(Kind::BrCnpj, "** *** *** ****_##", Some(is_cnpj), Likely, Weak),
    form(Kind::MxCurp, "@@@@######@@@@@@*#", Some(is_curp), Sure, Sure),
    form(Kind::MxRfc, "@@@@_######_***", Some(is_rfc), Sure, Sure),
    form(Kind::MxRfc, "@@@_######_***", Some(is_rfc), Likely, Likely),
    // The last sign is by the homoclave, which some issue by hand.
    form(Kind::MxRfc, "@@@@_######_***", Some(is_rfc_form), Likely, Likely),
    form(Kind::MxRfc, "@@@_######_***", Some(is_rfc_form), Weak, Weak),
    form(Kind::MxRfc, "@@@@_######", Some(is_rfc_form), Hint, Hint),
    form(Kind::ArCuit, "##_########_#", Some(is_cuit), Sure, Likely),
    grouped(Kind::ArCuit, "##_## ### ###_#", Some(is_cuit), Sure),
    form(Kind::ArDni, "## ### ###", None, Hint, Hint),
    form(Kind::ArDni, "# ### ###", None, Hint, Hint),
    grouped(Kind::ClRut, "##.###.###-*", Some(is_rut), Sure),
    grouped(Kind::ClRut, "#.###.###-*", Some(is_rut), Sure),
    grouped(Kind::ClRut, "########-*", Some(is_rut), Likely),
    grouped(Kind::ClRut, "#######-*", Some(is_rut), Likely),
    form(Kind::ClRut, "## ### ###_*", Some(is_rut), Likely, Weak),
    form(Kind::ClRut, "# ### ###_*", Some(is_rut), Likely, Hint),
    form(Kind::CoCedula, "# ### ### ###", None, Hint, Hint),
    form(Kind::CoCedula, "## ### ###", None, Hint, Hint),
    form(Kind::CoCedula, "# ### ###", None, Hint, Hint),
    form(Kind::CoCedula, "### ###", None, Hint, Hint),
    grouped(Kind::CoNit, "###.###.###-#", Some(is_nit), Sure),
    form(Kind::CoNit, "#########-#", Some(is_nit), Likely, Weak),
    form(Kind::CoNit, "### ### ###_#", Some(is_nit), Likely, Weak),
    grouped(Kind::CoNit, "#.###.###.###-#", Some(is_nit), Likely),
    grouped(Kind::CoNit, "##########-#", Some(is_nit), Weak),
    // Without its check.
    form(Kind::CoNit, "### ### ###", None, Hint, Hint),
    form(Kind::PeDni, "########", None, Hint, Hint),
    grouped(Kind::PeDni, "########-*", None, Hint),
    form(Kind::PeRuc, "###########", Some(is_ruc), Likely, Likely),
];

/// What the Social Security Administration never issues, or declared void because it was printed in
/// wallets and booklets.
fn is_ssn(signs: &[u8]) -> bool {
    let area = number(signs, 0, 3);
    let is_issued = (1..=899).contains(&area) && area != 666;
    let is_void = matches!(signs, b"078051120" | b"219099999" | b"123456789") || is_same(signs);
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

/// Two checks, weights from 2 upwards from the right, modulo 11.
fn is_cpf(signs: &[u8]) -> bool {
    const WEIGHTS: &[u8] = &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let first = missing(part(signs, 0, 9), WEIGHTS.get(1..).unwrap_or_default(), 11) % 11 % 10;
    let second = missing(part(signs, 0, 10), WEIGHTS, 11) % 11 % 10;
    !is_same(signs) && first == nth(signs, 9) && second == nth(signs, 10)
}

/// The same with weights up to 9 and again from 2; letters, from July 2026 on, count their ASCII less 48.
fn is_cnpj(signs: &[u8]) -> bool {
    const WEIGHTS: &[u32] = &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let check = |places: usize| {
        let weights = WEIGHTS.get(13 - places..).unwrap_or_default();
        let products = signs
            .iter()
            .zip(weights)
            .map(|(sign, weight)| u32::from(sign.saturating_sub(b'0')) * weight);
        (11 - products.sum::<u32>() % 11) % 11 % 10
    };
    !is_same(part(signs, 0, 12)) && check(12) == nth(signs, 12) && check(13) == nth(signs, 13)
}

/// Places of signs in 0–9, A–N, Ñ, O–Z: Mexico counts the Ñ.
fn mexican(sign: u8) -> u32 {
    value(sign) + u32::from(sign > b'N')
}

/// Names, date of birth, sex, state, consonants; weights 18 to 2, modulo 10.
fn is_curp(signs: &[u8]) -> bool {
    const STATES: &[u8; 66] = b"ASBCBSCCCLCMCSCHDFDGGTGRHGJCMCMNMSNTNLOCPLQTQRSPSLSRTCTSTLVZYNZSNE";
    let is_state = STATES.chunks_exact(2).any(|state| state == part(signs, 11, 13));
    let weighed = part(signs, 0, 17).iter().zip((2..=18).rev());
    let all: u32 = weighed.map(|(sign, weight)| mexican(*sign) * weight).sum();
    let is_sex = matches!(at(signs, 10), b'H' | b'M' | b'X');
    is_sex && is_state && is_short_date(signs, 4) && (10 - all % 10) % 10 == nth(signs, 17)
}

/// Names and date, whoever it is; not those that stand for anybody.
fn is_rfc_form(signs: &[u8]) -> bool {
    let date = if at(signs, 3).is_ascii_digit() { 3 } else { 4 };
    is_short_date(signs, date) && !matches!(part(signs, 0, 10), b"XAXX010101" | b"XEXX010101")
}

/// The same with its check: weights 13 to 2, modulo 11, 10 as A; of twelve signs a space comes first.
fn is_rfc(signs: &[u8]) -> bool {
    const SPACE: u32 = 37;
    let Some((last, own)) = signs.split_last() else { return false };
    let before = if own.len() == 11 { SPACE * 13 } else { 0 };
    let weighed = own.iter().rev().zip(2..);
    let all = before + weighed.map(|(sign, weight)| mexican(*sign) * weight).sum::<u32>();
    let check = at(b"0123456789A", ((11 - all % 11) % 11) as usize);
    is_rfc_form(signs) && check == *last
}

/// Weights 5432765432, modulo 11, 10 as 9; people and companies by the first two digits.
fn is_cuit(signs: &[u8]) -> bool {
    let is_kind = matches!(number(signs, 0, 2), 20 | 23..=27 | 30 | 33 | 34);
    let check = missing(signs, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11) as usize;
    is_kind && number(signs, 2, 10) != 0 && at(b"012345678990", check) == at(signs, 10)
}

/// Weights 2 to 7 again and again from the right, modulo 11, 10 as K.
fn is_rut(signs: &[u8]) -> bool {
    let Some((last, own)) = signs.split_last() else { return false };
    let weighed = own.iter().rev().zip([2, 3, 4, 5, 6, 7, 2, 3]);
    let all: u32 = weighed.map(|(sign, weight)| value(*sign) * weight).sum();
    !is_same(own) && at(b"0123456789K", ((11 - all % 11) % 11) as usize) == *last
}

/// Primes from the right, modulo 11; 10 and 11 as 1 and 0.
fn is_nit(signs: &[u8]) -> bool {
    let Some((last, own)) = signs.split_last() else { return false };
    let weighed = own.iter().rev().zip([3, 7, 13, 17, 19, 23, 29, 37, 41, 43]);
    let all: u32 = weighed.map(|(sign, weight)| value(*sign) * weight).sum();
    at(b"01987654321", (all % 11) as usize) == *last && !is_same(own)
}

/// Weights 5432765432, modulo 11, 10 and 11 as 0 and 1; people and companies by the first two digits.
fn is_ruc(signs: &[u8]) -> bool {
    let is_kind = matches!(number(signs, 0, 2), 10 | 15..=17 | 20);
    is_kind && missing(signs, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11) % 10 == nth(signs, 10)
}
