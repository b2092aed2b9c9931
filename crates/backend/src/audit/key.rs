//! The key that signs checkpoints: Ed25519, in a file of its own.

use std::{fmt, path::Path};

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sigilo_protocol::{Bytes, Checkpoint, Note};
use zeroize::Zeroizing;

use crate::private::{self, PrivateFileError};

/// A log's private key.
pub struct LogKey(SigningKey);

/// The file's JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    v: u64,
    audit: Bytes<32>,
}

impl LogKey {
    /// Reads the file, or makes a key and writes it.
    pub fn open(path: &Path, rng: &mut impl CryptoRng) -> Result<Self, PrivateFileError> {
        if let Some(bytes) = private::read(path)? {
            let bytes = Zeroizing::new(bytes);
            let read = serde_json::from_slice(&bytes).ok().filter(|File { v, .. }| *v == 1);
            let File { audit, .. } = read.ok_or_else(|| PrivateFileError::Format(path.into()))?;
            return Ok(Self(SigningKey::from_bytes(&audit.0)));
        }
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut());
        let key = Self(SigningKey::from_bytes(&seed));
        let at = |error| PrivateFileError::File(path.into(), error);
        let json = serde_json::to_vec(&File { v: 1, audit: Bytes(*seed) });
        private::create(path, &Zeroizing::new(json.map_err(|error| at(error.into()))?))?;
        Ok(key)
    }

    /// The public half.
    pub fn public(&self) -> Bytes<32> {
        Bytes(self.0.verifying_key().to_bytes())
    }

    /// A signed note of `checkpoint`.
    pub(super) fn sign(&self, checkpoint: &Checkpoint) -> String {
        let signature = self.0.sign(checkpoint.text().as_bytes());
        checkpoint.note(&self.public(), &Bytes(signature.to_bytes()))
    }
}

/// What a note says, if it is of this log and signed by this key.
pub(super) fn checked(note: &str, origin: &str, key: &Bytes<32>) -> Option<Checkpoint> {
    let note = Note::parse(note, origin, key)?;
    let signature = Signature::from_bytes(note.signature().as_bytes());
    let key = VerifyingKey::from_bytes(key.as_bytes()).ok()?;
    key.verify_strict(note.text().as_bytes(), &signature).ok()?;
    Some(note.checkpoint().clone())
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey(public {})", self.public())
    }
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    use std::fs;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audit.key");
        let rng = &mut UnwrapErr(SysRng);
        let made = LogKey::open(&path, rng).unwrap();
        assert_eq!(LogKey::open(&path, rng).unwrap().public(), made.public());
        let shown = format!("{made:?}");
        assert!(!shown.contains(&Bytes(made.0.to_bytes()).to_string()), "{shown}");
        fs::write(&path, "{}").unwrap();
        assert!(matches!(LogKey::open(&path, rng), Err(PrivateFileError::Format(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audit.key");
        let rng = &mut UnwrapErr(SysRng);
        LogKey::open(&path, rng).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(LogKey::open(&path, rng), Err(PrivateFileError::Exposed(_))));
    }

    #[test]
    fn a_note_counts_with_this_key_s_signature_alone() {
        let folder = tempfile::tempdir().unwrap();
        let rng = &mut UnwrapErr(SysRng);
        let key = LogKey::open(&folder.path().join("a.key"), rng).unwrap();
        let other = LogKey::open(&folder.path().join("b.key"), rng).unwrap();
        let origin = "site.example/audit";
        let head = Checkpoint { origin: origin.into(), size: 3, root: Bytes([7; 32]) };
        let note = key.sign(&head);
        assert_eq!(checked(&note, origin, &key.public()), Some(head.clone()));
        assert_eq!(checked(&note.replace("\n3\n", "\n4\n"), origin, &key.public()), None);
        assert_eq!(checked(&note, origin, &other.public()), None);
        assert_eq!(checked(&note, "other.example/audit", &key.public()), None);
        // Another's signature under this key's name.
        let forged = Bytes(other.0.sign(head.text().as_bytes()).to_bytes());
        assert_eq!(checked(&head.note(&key.public(), &forged), origin, &key.public()), None);
    }
}
