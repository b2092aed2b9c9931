//! Accounts: IBAN, BIC, routing and account numbers of the United States.

mod bic;
mod iban;
mod us;

use crate::{Kind, cues::Cue, found::Found, reading::Reading, scene::Scene};

const IBAN: &[Kind] = &[Kind::IbanCode, Kind::BicCode];
const BIC: &[Kind] = &[Kind::BicCode];
const ROUTING: &[Kind] = &[Kind::AbaRoutingNumber];
const ACCOUNT: &[Kind] = &[Kind::UsBankNumber];

pub(super) const CUES: &[Cue] = &[
    ("iban", IBAN),
    ("bic", BIC),
    ("swift", BIC),
    ("routing", ROUTING),
    ("aba", ROUTING),
    ("rtn", ROUTING),
    ("numero de ruta", ROUTING),
    ("acct", ACCOUNT),
    ("account number", ACCOUNT),
    ("account no", ACCOUNT),
    ("account is", ACCOUNT),
    ("account num", ACCOUNT),
    ("bank account", ACCOUNT),
    ("checking account", ACCOUNT),
    ("savings account", ACCOUNT),
    ("direct deposit", ACCOUNT),
    ("numero de cuenta", ACCOUNT),
    ("n de cuenta", ACCOUNT),
    ("no de cuenta", ACCOUNT),
    ("num de cuenta", ACCOUNT),
    ("cuenta bancaria", ACCOUNT),
    ("cuenta corriente", ACCOUNT),
    ("cuenta de ahorro", ACCOUNT),
    ("cuenta de ahorros", ACCOUNT),
    ("cuenta de cheques", ACCOUNT),
    ("cuenta es", ACCOUNT),
    ("kontonummer", ACCOUNT),
    ("numero di conto", ACCOUNT),
    ("numero da conta", ACCOUNT),
    ("numero de conta", ACCOUNT),
    ("numero de compte", ACCOUNT),
];

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    bic::look(scene, at, found);
    if let Some(reading) = reading {
        iban::look(scene, at, reading, found);
        us::look(scene, at, reading, found);
    }
}
