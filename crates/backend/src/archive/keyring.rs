//! An archive's private keys, once everybody who has to agree has brought their share.

use std::fmt;

use serde::{Deserialize, Serialize};
use sigilo_protocol::{Bytes, KemSecret, unb64u};
use zeroize::Zeroizing;

use crate::desk::vault::Vault;

/// The private keys, open.
pub struct Keyring {
    /// The recipient's id in manifests.
    pub id: String,
    /// How many people have agreed.
    pub approvers: u64,
    pub(crate) keys: Vec<KemSecret>,
}

/// The sealed keys' JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed {
    pub(super) v: u64,
    pub(super) archive: String,
    pub(super) approvers: u64,
    /// `iv ‖ AES-256-GCM(key, iv, JSON of the secrets, aad = label)`, base64url.
    pub(super) keys: String,
}

/// A share's JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Share {
    pub(super) v: u64,
    pub(super) archive: String,
    pub(super) part: u64,
    pub(super) of: u64,
    pub(super) share: Bytes<32>,
}

/// A private key's JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Secret {
    pub(super) kid: String,
    pub(super) kem: Bytes<32>,
}

/// Why an archive's keys stay closed.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// Not what `keygen` writes.
    #[error("the sealed keys or a share are not such files of this version")]
    Format,
    /// A share of another archive.
    #[error("a share is of another archive")]
    Another,
    /// People are missing.
    #[error("{0} shares were given, and {1} people have to agree, each with a share of their own")]
    Shares(usize, u64),
    /// The shares do not open the keys.
    #[error("these shares do not open these keys")]
    Wrong,
}

/// What sealed keys are bound to.
pub(super) fn label(id: &str, approvers: u64) -> String {
    format!("sigilo archive {approvers} {id}")
}

impl Keyring {
    /// Opens the sealed keys with all of their shares.
    pub fn open(sealed: &[u8], shares: &[Zeroizing<Vec<u8>>]) -> Result<Self, KeyringError> {
        let Sealed { v: 1, archive: id, approvers, keys } =
            serde_json::from_slice(sealed).map_err(|_| KeyringError::Format)?
        else {
            return Err(KeyringError::Format);
        };
        let mut parts = Vec::new();
        let mut key = Zeroizing::new([0_u8; 32]);
        for share in shares {
            let share: Share = serde_json::from_slice(share).map_err(|_| KeyringError::Format)?;
            if share.v != 1 {
                return Err(KeyringError::Format);
            }
            if share.archive != id || share.of != approvers {
                return Err(KeyringError::Another);
            }
            // The same one twice is one.
            if !parts.contains(&share.part) {
                parts.push(share.part);
                key.iter_mut().zip(share.share.0).for_each(|(key, share)| *key ^= share);
            }
        }
        if parts.len() as u64 != approvers {
            return Err(KeyringError::Shares(parts.len(), approvers));
        }
        let keys = unb64u(&keys).ok_or(KeyringError::Format)?;
        let plain =
            Vault::new(*key).open(&label(&id, approvers), &keys).ok_or(KeyringError::Wrong)?;
        let secrets: Vec<Secret> =
            serde_json::from_slice(&plain).map_err(|_| KeyringError::Format)?;
        let key = |secret: Secret| KemSecret::from_bytes(secret.kem.as_bytes());
        let keys =
            secrets.into_iter().map(key).collect::<Option<_>>().ok_or(KeyringError::Format)?;
        Ok(Self { id, approvers, keys })
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring({}, {} keys)", self.id, self.keys.len())
    }
}
