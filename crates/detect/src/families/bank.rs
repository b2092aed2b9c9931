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
    ("bic|swift", BIC),
    ("routing|aba|rtn|numero de ruta", ROUTING),
    (
        "acct|account number|account no|account is|account num|bank account|checking account|\
        savings account|direct deposit|in checking|my checking|checking acct|numero de cuenta|n de cuenta|no de cuenta|num de cuenta|\
        cuenta bancaria|cuenta corriente|cuenta de ahorro|cuenta de ahorros|cuenta de cheques|\
        cuenta es|kontonummer|numero di conto|numero da conta|numero de conta|numero de compte",
        ACCOUNT,
    ),
];

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    bic::look(scene, at, found);
    if let Some(reading) = reading {
        iban::look(scene, at, reading, found);
        us::look(scene, at, reading, found);
    }
}
