//! Making an archive's keys: one for each week to come, sealed under a key of which everybody who has
//! to agree holds a share.

use rand_core::CryptoRng;
use serde_json::json;
use sigilo_protocol::{Bytes, KemSecret, b64u};
use zeroize::Zeroizing;

use super::{
    Published,
    keyring::{Sealed, Secret, Share, label},
    published::Dated,
};
use crate::desk::vault::Vault;

/// How long each key is used, in seconds: the protocol's longest. Longer, and one key opens more.
const WEEK: u64 = 7 * 24 * 3_600;

/// What is made at once.
pub struct Generated {
    /// The public half, for the desk.
    pub published: Published,
    /// The keys, sealed: for the archive. Worth nothing without all shares.
    pub sealed: Zeroizing<String>,
    /// The shares, one for each person.
    pub shares: Vec<Zeroizing<String>>,
}

/// Makes the keys of the archive `id` for so many weeks from `now` on, to be opened by `approvers` people
/// together.
pub fn generate(
    id: &str,
    name: &str,
    weeks: u64,
    approvers: u64,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Option<Generated> {
    let (mut prekeys, mut secrets) = (Vec::new(), Vec::new());
    for week in 0..weeks {
        let secret = KemSecret::generate(rng);
        let mut kid = [0; 8];
        rng.fill_bytes(&mut kid);
        let kid = b64u(&kid);
        let from = now.saturating_add(week.saturating_mul(WEEK));
        // A manifest of its last day lasts three more, and its loads a week.
        let until = from.saturating_add(2 * WEEK);
        prekeys.push(Dated { kid: kid.clone(), kem: secret.public(), from, until });
        secrets.push(Secret { kid, kem: Bytes(*secret.to_bytes()) });
    }
    // key = share 1 xor … xor share n: n − 1 of them are as good as none.
    let mut key = Zeroizing::new([0_u8; 32]);
    let mut shares = Vec::new();
    for part in 1..=approvers {
        let mut share = Zeroizing::new([0; 32]);
        rng.fill_bytes(share.as_mut());
        key.iter_mut().zip(share.iter()).for_each(|(key, share)| *key ^= share);
        let share = Share { v: 1, archive: id.into(), part, of: approvers, share: Bytes(*share) };
        shares.push(Zeroizing::new(serde_json::to_string_pretty(&share).ok()?));
    }
    let plain = Zeroizing::new(serde_json::to_vec(&secrets).ok()?);
    let sealed = Vault::new(*key).seal(&label(id, approvers), &plain, rng)?;
    let sealed = Sealed { v: 1, archive: id.into(), approvers, keys: b64u(&sealed) };
    let sealed = Zeroizing::new(json!(sealed).to_string());
    let (id, name) = (id.into(), name.into());
    let published = Published { v: 1, id, name, approvers, prekeys };
    (approvers > 0 && weeks > 0).then_some(Generated { published, sealed, shares })
}
