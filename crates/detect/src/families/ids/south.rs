//! South America.

use super::{
    check::{fits, fits_by, is_same, number, part},
    form::{Row, form, grouped},
};
use crate::{
    Kind,
    found::Strength::{Hint, Likely, Sure, Weak},
};

pub(super) const ROWS: &[Row] = &[
    grouped(Kind::BrCpf, "###.###.###-##", Some(is_cpf), Sure),
    grouped(Kind::BrCpf, "### ### ###_##", Some(is_cpf), Likely),
    form(Kind::BrCpf, "~###########", Some(is_cpf), Weak, Weak),
    grouped(Kind::BrCnpj, "**.***.***/****-##", Some(is_cnpj), Sure),
    grouped(Kind::BrCnpj, "########_####_##", Some(is_cnpj), Likely),
    form(Kind::BrCnpj, "** *** *** ****_##", Some(is_cnpj), Likely, Weak),
    form(Kind::ArCuit, "##_########_#", Some(is_cuit), Sure, Weak),
    grouped(Kind::ArCuit, "##_## ### ###_#", Some(is_cuit), Sure),
    form(Kind::ArDni, "## ### ###|# ### ###", None, Hint, Hint),
    grouped(Kind::ClRut, "##.###.###-*|#.###.###-*", Some(is_rut), Sure),
    grouped(Kind::ClRut, "########-*|#######-*", Some(is_rut), Weak),
    form(Kind::ClRut, "## ### ###_*", Some(is_rut), Likely, Weak),
    form(Kind::ClRut, "# ### ###_*", Some(is_rut), Likely, Hint),
    form(Kind::CoCedula, "# ### ### ###|## ### ###|# ### ###", None, Hint, Hint),
    grouped(Kind::CoNit, "###.###.###-#|#.###.###.###-#", Some(is_nit), Sure),
    form(Kind::CoNit, "#########-#", Some(is_nit), Weak, Weak),
    grouped(Kind::CoNit, "### ### ###_#|##########-#", Some(is_nit), Weak),
    // Without its check.
    form(Kind::CoNit, "### ### ###", None, Hint, Hint),
    form(Kind::PeDni, "########", None, Hint, Hint),
    grouped(Kind::PeDni, "########-*", None, Hint),
    form(Kind::PeRuc, "##_########_#", Some(is_ruc), Weak, Weak),
];

/// Weights 2 to 7 from the right, again and again.
const UP_TO_7: &[u8] = &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// Two checks, weights from 2 upwards from the right, modulo 11.
fn is_cpf(signs: &[u8]) -> bool {
    const WEIGHTS: &[u8] = &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let fits = |signs| fits(signs, WEIGHTS, b"00987654321");
    !is_same(signs) && fits(part(signs, 0, 10)) && fits(signs)
}

/// The same with weights up to 9 and again from 2; letters, from July 2026 on, count their ASCII less 48.
fn is_cnpj(signs: &[u8]) -> bool {
    const WEIGHTS: &[u8] = &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let value = |sign: u8| u32::from(sign.saturating_sub(b'0'));
    let fits = |signs| fits_by(signs, WEIGHTS, b"00987654321", value);
    !is_same(part(signs, 0, 12)) && fits(part(signs, 0, 13)) && fits(signs)
}

/// Weights 5432765432, modulo 11, 10 as 9; people and companies by the first two digits.
fn is_cuit(signs: &[u8]) -> bool {
    let is_kind = matches!(number(signs, 0, 2), 20 | 23..=27 | 30 | 33 | 34 | 50 | 51 | 55);
    is_kind && number(signs, 2, 10) != 0 && fits(signs, UP_TO_7, b"09987654321")
}

/// Weights 2 to 7 again and again from the right, modulo 11, 10 as K.
fn is_rut(signs: &[u8]) -> bool {
    fits(signs, UP_TO_7, b"0K987654321") && !is_same(part(signs, 0, signs.len() - 1))
}

/// Primes from the right, modulo 11; 10 and 11 as 1 and 0.
fn is_nit(signs: &[u8]) -> bool {
    const WEIGHTS: &[u8] = &[43, 41, 37, 29, 23, 19, 17, 13, 7, 3];
    fits(signs, WEIGHTS, b"01987654321") && !is_same(part(signs, 0, signs.len() - 1))
}

/// Weights 5432765432, modulo 11, 10 and 11 as 0 and 1; people and companies by the first two digits.
fn is_ruc(signs: &[u8]) -> bool {
    matches!(number(signs, 0, 2), 10 | 15..=17 | 20) && fits(signs, UP_TO_7, b"10987654321")
}
