//! Finland and Sweden.

use super::{
    check::{at, is_date, number},
    form::{Row, form, grouped},
};
use crate::{
    Kind,
    families::card::is_luhn,
    found::Strength::{Likely, Weak},
};

pub(super) const ROWS: &[Row] = &[
    grouped(Kind::FiPersonalIdentityCode, "######-###*", Some(is_hetu), Likely),
    form(Kind::FiPersonalIdentityCode, "######@###*", Some(is_hetu), Likely, Likely),
    grouped(Kind::SePersonnummer, "######-####", Some(is_personnummer), Likely),
    form(Kind::SePersonnummer, "######_####", Some(is_personnummer), Weak, Weak),
    form(Kind::SePersonnummer, "########_####", Some(is_personnummer), Likely, Likely),
    form(Kind::SeOrganisationsnummer, "######_####", Some(is_organisation), Weak, Weak),
];

/// Day, month, year; a sign for the century, where it is a letter; a number, and the check modulo 31.
pub(super) fn is_hetu(signs: &[u8]) -> bool {
    let (century, rest) = match (signs.len(), at(signs, 6)) {
        (10, _) => (1900, 6),
        (_, b'A'..=b'F') => (2000, 7),
        (_, b'U'..=b'Y') => (1900, 7),
        _ => return false,
    };
    let own = number(signs, rest, rest + 3);
    let check =
        at(b"0123456789ABCDEFHJKLMNPRSTUVWXY", ((number(signs, 0, 6) * 1000 + own) % 31) as usize);
    let year = century + number(signs, 4, 6);
    own >= 2
        && is_date(year, number(signs, 2, 4), number(signs, 0, 2))
        && check == at(signs, rest + 3)
}

/// Date of birth, 60 more in the day for coordination numbers, and Luhn over the last ten digits.
pub(super) fn is_personnummer(signs: &[u8]) -> bool {
    let is_long = signs.len() == 12;
    let short = if is_long { signs.get(2..).unwrap_or_default() } else { signs };
    let (century, day) = (number(signs, 0, 2), number(short, 4, 6));
    let day = if day > 60 { day - 60 } else { day };
    let is_known = !is_long || matches!(century, 18..=20);
    let year = if is_long { century * 100 } else { 2000 } + number(short, 0, 2);
    is_known && is_date(year, number(short, 2, 4), day) && is_luhn(short)
}

/// Like a personnummer, with a month that there is not.
fn is_organisation(signs: &[u8]) -> bool {
    let is_kind = matches!(at(signs, 0), b'1'..=b'3' | b'5'..=b'9');
    is_kind && number(signs, 2, 4) >= 20 && is_luhn(signs)
}
