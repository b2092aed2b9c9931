//! Accounts: IBAN, BIC, routing and account numbers of the United States.

mod bic;
mod iban;
mod us;

use crate::{found::Found, reading::Reading, scene::Scene};

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    bic::look(scene, at, found);
    if let Some(reading) = reading {
        iban::look(scene, at, reading, found);
        us::look(scene, at, reading, found);
    }
}
