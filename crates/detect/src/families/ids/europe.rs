//! Europe beside its south-west and its north.

use super::{
    check::{
        at, cross_sum, fits, is_date, is_mod_11_10, is_pair, is_same, nth, number, part, sum, value,
    },
    form::{Row, form, grouped},
};
use crate::{
    Kind,
    families::card::is_luhn,
    found::Strength::{Hint, Likely, Sure, Weak},
};

pub(super) const ROWS: &[Row] = &[
    form(Kind::FrNir, "~#####**########", Some(is_nir), Sure, Likely),
    // Without its key.
    form(Kind::FrNir, "# ## ## ** ### ###", Some(is_nir_person), Hint, Hint).formed(),
    form(Kind::ItFiscalCode, "~@@@@@@**@**@***@", Some(is_fiscal_code), Sure, Sure),
    form(Kind::ItVatCode, "###########", Some(is_it_vat), Weak, Weak),
    form(Kind::ItVatCode, "@@_###########", Some(is_it_vat_id), Likely, Likely),
    grouped(Kind::DeTaxId, "## ### ### ###", Some(is_tax_id), Likely),
    form(Kind::DeTaxId, "~###########", Some(is_tax_id), Weak, Likely),
    // Never issued, but what examples and tests are full of.
    form(Kind::DeTaxId, "## ### ### ###", Some(is_tax_id_of_ten), Weak, Weak),
    form(Kind::DeSocialSecurity, "##_######_@_###", Some(is_de_social_security), Likely, Likely),
    form(Kind::DeHealthInsurance, "@#########", Some(is_health_insurance), Weak, Weak),
    form(Kind::DeVatId, "@@ ### ### ###", Some(is_de), Weak, Likely).formed(),
    grouped(Kind::DeVatId, "@@### ### ###", Some(is_de), Likely).formed(),
    grouped(Kind::DeVatId, "@@_#########", Some(is_de), Weak).formed(),
    form(Kind::UkNhs, "### ### ####", Some(is_nhs), Weak, Weak),
    form(Kind::UkNino, "~@@######@", Some(is_nino), Likely, Likely).formed(),
    // Without its last letter, which only says in which quarter something was paid.
    form(Kind::UkNino, "~@@######", Some(is_nino), Hint, Hint).formed(),
    form(Kind::UkDrivingLicence, "@**** ###### @*#@@", Some(is_driving_licence), Likely, Likely)
        .formed(),
    form(Kind::PlPesel, "######_#####", Some(is_pesel), Weak, Weak),
    form(Kind::TrNationalId, "###########", Some(is_tr_id), Weak, Weak),
];

/// key = 97 - number mod 97, with 2A as 19 and 2B as 18. Sex, month (some registers number them from 20
/// or 50), department.
fn is_nir(signs: &[u8]) -> bool {
    let own = match part(signs, 5, 7) {
        b"2A" => 19,
        b"2B" => 18,
        own if own.iter().all(u8::is_ascii_digit) => number(own, 0, 2),
        _ => return false,
    };
    let all = (number(signs, 0, 5) * 100 + own) * 1_000_000 + number(signs, 7, 13);
    let is_month = matches!(number(signs, 3, 5), 1..=12 | 20..=42 | 50..=99);
    let is_sex = matches!(at(signs, 0), b'1'..=b'4' | b'7' | b'8');
    is_sex && is_month && own != 0 && 97 - all % 97 == number(signs, 13, 15)
}

fn is_nir_person(signs: &[u8]) -> bool {
    let department = part(signs, 5, 7);
    let is_department =
        department.iter().all(u8::is_ascii_digit) || matches!(department, b"2A" | b"2B");
    matches!(at(signs, 0), b'1' | b'2') && matches!(number(signs, 3, 5), 1..=12) && is_department
}

/// Decreto ministeriale of 23 December 1976: signs at odd places have values of their own, modulo 26;
/// letters may stand for digits where two people would have the same code (omocodia).
fn is_fiscal_code(signs: &[u8]) -> bool {
    const ODD: &[u8; 26] = &[
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let digit = |nth: usize| {
        let sign = at(signs, nth);
        let standing = b"LMNPQRSTUV".iter().position(|own| *own == sign).map(|own| own as u64);
        if sign.is_ascii_digit() { Some(u64::from(sign - b'0')) } else { standing }
    };
    let is_numbered = [6, 7, 9, 10, 12, 13, 14].into_iter().all(|nth| digit(nth).is_some());
    let day = digit(9).unwrap_or(9) * 10 + digit(10).unwrap_or(9);
    let month = b"ABCDEHLMPRST".iter().position(|own| *own == at(signs, 8));
    // Women's days are 40 more.
    let is_born = month.is_some_and(|month| {
        is_date(2000, month as u64 + 1, if day > 40 { day - 40 } else { day })
    });
    let all = part(signs, 0, 15).iter().enumerate().fold(0, |all, (nth, sign)| {
        let own = if sign.is_ascii_digit() { value(*sign) } else { value(*sign) - 10 };
        all + if nth % 2 == 0 { u32::from(at(ODD, own as usize)) } else { own }
    });
    is_numbered && is_born && all % 26 + 10 == nth(signs, 15)
}

/// Luhn; the first seven digits number who has it, the next three the office.
fn is_it_vat(signs: &[u8]) -> bool {
    let is_office = matches!(number(signs, 7, 10), 1..=100 | 120 | 121 | 888 | 999);
    is_office && number(signs, 0, 7) != 0 && is_luhn(signs)
}

fn is_it_vat_id(signs: &[u8]) -> bool {
    part(signs, 0, 2) == b"IT" && is_it_vat(part(signs, 2, 13))
}

/// Many examples of these have no right check.
fn is_de(signs: &[u8]) -> bool {
    part(signs, 0, 2) == b"DE" && at(signs, 2) != b'0'
}

/// § 139b AO: of the first ten digits, one is there two or three times and all others once at most.
fn is_tax_id(signs: &[u8]) -> bool {
    repeated(signs) == 1 && is_mod_11_10(signs)
}

fn is_tax_id_of_ten(signs: &[u8]) -> bool {
    repeated(signs) == 0 && is_mod_11_10(signs)
}

/// How many of the first ten digits are there more than once; more than can be if one is there more than
/// three times, or the first is 0.
fn repeated(signs: &[u8]) -> u32 {
    let (mut once, mut twice, mut thrice) = (0_u32, 0_u32, 0_u32);
    let mut is_more = at(signs, 0) == b'0';
    for sign in part(signs, 0, 10) {
        let own = 1 << value(*sign);
        is_more |= thrice & own != 0;
        thrice |= twice & own;
        twice |= once & own;
        once |= own;
    }
    if is_more { 10 } else { twice.count_ones() }
}

/// § 147 SGB VI: area, date of birth, first letter of the name, serial; the letter counts as two digits.
fn is_de_social_security(signs: &[u8]) -> bool {
    let all = cross_sum(part(signs, 0, 11), &[2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]);
    let is_born = is_date(2000, number(signs, 4, 6), number(signs, 2, 4) % 50);
    is_born && all % 10 == nth(signs, 11)
}

/// § 290 SGB V: a letter as two digits, eight digits, a check like Luhn's with the weights 1 and 2.
fn is_health_insurance(signs: &[u8]) -> bool {
    cross_sum(part(signs, 0, 9), &[1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 == nth(signs, 9)
}

/// Weights 10 to 2, modulo 11; a check of 10 is not issued.
fn is_nhs(signs: &[u8]) -> bool {
    !is_same(signs) && fits(signs, &[10, 9, 8, 7, 6, 5, 4, 3, 2], b"0-987654321")
}

/// HMRC's NIM39110: letters that are not issued, and the suffix A to D.
fn is_nino(signs: &[u8]) -> bool {
    let (first, second) = (at(signs, 0), at(signs, 1));
    let is_suffix = matches!(at(signs, 8), 0 | b'A'..=b'D');
    let is_issued = !b"DFIQUV".contains(&first) && !b"DFIOQUV".contains(&second);
    let is_kept = is_pair(part(signs, 0, 2), b"BGGBKNNKNTTNZZ");
    is_suffix && is_issued && !is_kept
}

/// Surname filled with 9, decade, month (50 more for women), day, year, initials, check by the issuer.
fn is_driving_licence(signs: &[u8]) -> bool {
    let mut name = part(signs, 0, 5).iter().skip_while(|sign| sign.is_ascii_uppercase());
    let month = number(signs, 6, 8);
    let month = if month > 50 { month - 50 } else { month };
    let initial = at(signs, 12);
    name.all(|sign| *sign == b'9')
        && is_date(2000, month, number(signs, 8, 10))
        && (initial == b'9' || initial.is_ascii_uppercase())
}

/// Date of birth with the century in its month, weights 1 3 7 9, modulo 10.
fn is_pesel(signs: &[u8]) -> bool {
    let month = number(signs, 2, 4);
    let century = match month / 20 {
        4 => 1800,
        own => 1900 + own * 100,
    };
    let is_born = is_date(century + number(signs, 0, 2), month % 20, number(signs, 4, 6));
    is_born && fits(signs, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3], b"0987654321")
}

/// tenth = 7 × odd places − even places, eleventh = sum of the first ten, both modulo 10.
fn is_tr_id(signs: &[u8]) -> bool {
    let odd = sum(signs, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = sum(signs, &[0, 1, 0, 1, 0, 1, 0, 1]);
    at(signs, 0) != b'0'
        && (odd * 7 + 100 - even) % 10 == nth(signs, 9)
        && sum(signs, &[1; 10]) % 10 == nth(signs, 10)
}
