//! The desk's private keys, in a file that nobody but its owner may read.
//!
//! In production the site identity belongs in an HSM or with a signer apart; here one file holds
//! all, so that a newcomer has nothing to set up.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sigilo_protocol::{Bytes, DhSecret, KemSecret, Prekey, PrekeySecret, SigningKey, b64u};

use super::{seals::Seals, secret_file, store::Store, vault::Vault};
use crate::{
    Clock, DatabaseError,
    storage::{MasterKey, Ring},
};

const DAY: u64 = 24 * 3_600;

/// A new prekey each day: what one of them opens is a day's hellos.
const PREKEY_FRESH: u64 = DAY;

/// How long visitors may seal to a prekey.
const PREKEY_VALID: u64 = 7 * DAY;

/// When its private half is erased: a week of patience for what was sealed at the last moment.
const PREKEY_ERASED: u64 = 14 * DAY;

/// The keys of one desk.
pub(crate) struct Keys {
    pub(crate) identity: SigningKey,
    pub(crate) signing: SigningKey,
    vault: Vault,
    prekeys: Vec<OwnPrekey>,
    path: PathBuf,
}

struct OwnPrekey {
    secret: PrekeySecret,
    made: u64,
}

/// Why the keys could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// Others may read the file.
    #[error(
        "{0} holds private keys and others may read it; run `chmod 600 {0}`, and make new keys if \
         somebody did"
    )]
    Exposed(PathBuf),
    /// The file is not one that this program wrote.
    #[error("{0} is not a key file of this version")]
    Format(PathBuf),
    /// The file can't be read or written.
    #[error("the key file {0} can't be used: {1}")]
    File(PathBuf, io::Error),
}

/// The file's JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    v: u64,
    identity: Bytes<32>,
    signing: Bytes<32>,
    vault: Bytes<32>,
    prekeys: Vec<FilePrekey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePrekey {
    kid: String,
    kem: Bytes<32>,
    dh: Bytes<32>,
    made: u64,
}

impl Keys {
    /// Reads the file, or makes keys and writes it.
    pub(crate) fn open(path: &Path, now: u64, rng: &mut impl CryptoRng) -> Result<Self, KeysError> {
        let at = |error| KeysError::File(path.into(), error);
        match fs::read(path) {
            Ok(bytes) => {
                if is_exposed(path).map_err(at)? {
                    return Err(KeysError::Exposed(path.into()));
                }
                Self::read(&bytes, path).ok_or_else(|| KeysError::Format(path.into()))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let (identity, signing) = (SigningKey::generate(rng), SigningKey::generate(rng));
                let (vault, prekeys) = (Vault::generate(rng), Vec::new());
                let mut keys = Self { identity, signing, vault, prekeys, path: path.into() };
                keys.rotate(now, rng)?;
                Ok(keys)
            }
            Err(error) => Err(at(error)),
        }
    }

    /// Makes a prekey when the newest is a day old, and erases those whose time is over.
    pub(crate) fn rotate(&mut self, now: u64, rng: &mut impl CryptoRng) -> Result<(), KeysError> {
        let before = self.prekeys.len();
        self.prekeys.retain(|prekey| now < prekey.made.saturating_add(PREKEY_ERASED));
        let erased = self.prekeys.len() < before;
        let newest = self.prekeys.iter().map(|prekey| prekey.made).max();
        let stale = newest.is_none_or(|made| made.saturating_add(PREKEY_FRESH) <= now);
        if stale {
            let mut id = [0; 8];
            rng.fill_bytes(&mut id);
            let (kem, dh) = (KemSecret::generate(rng), Some(DhSecret::generate(rng)));
            let secret = PrekeySecret { kid: b64u(&id), kem, dh };
            self.prekeys.push(OwnPrekey { secret, made: now });
        }
        if erased || stale { self.write() } else { Ok(()) }
    }

    /// The prekey that visitors are to seal to.
    pub(crate) fn published(&self) -> Option<Prekey> {
        let newest = self.prekeys.iter().max_by_key(|prekey| prekey.made)?;
        let PrekeySecret { kid, kem, dh } = &newest.secret;
        let dh = dh.as_ref().map(DhSecret::public);
        Some(Prekey::new(kid, kem.public(), dh, newest.made + PREKEY_VALID))
    }

    /// Every prekey that still opens, for the protocol.
    pub(crate) fn prekeys(&self) -> Vec<PrekeySecret> {
        let copy = |OwnPrekey { secret: PrekeySecret { kid, kem, dh }, .. }: &OwnPrekey| {
            let kem = KemSecret::from_bytes(kem.to_bytes().as_slice())?;
            Some(PrekeySecret { kid: kid.clone(), kem, dh: dh.clone() })
        };
        self.prekeys.iter().filter_map(copy).collect()
    }

    /// The database of the desk's folder, under this master key; the vault key serves as one, and has
    /// sealed what there was before there were others.
    pub(super) fn store(
        &self,
        data: &Path,
        master_key: &MasterKey,
        clock: Clock,
    ) -> Result<Store, DatabaseError> {
        let ring = Ring::open(master_key.clone(), self.vault.to_bytes())?;
        Store::open(&data.join("desk.db"), &self.vault, Seals::new(ring), clock)
    }

    /// What the staff's secrets are sealed with.
    pub(super) fn vault(&self) -> Vault {
        self.vault.clone()
    }

    fn read(bytes: &[u8], path: &Path) -> Option<Self> {
        let File { v, identity, signing, vault, prekeys } = serde_json::from_slice(bytes).ok()?;
        let prekey = |FilePrekey { kid, kem, dh, made }| {
            let kem = KemSecret::from_bytes(kem.as_bytes())?;
            let dh = Some(DhSecret::from_bytes(dh.as_bytes())?);
            Some(OwnPrekey { secret: PrekeySecret { kid, kem, dh }, made })
        };
        let prekeys = prekeys.into_iter().map(prekey).collect::<Option<_>>()?;
        let identity = SigningKey::from_bytes(identity.as_bytes())?;
        let signing = SigningKey::from_bytes(signing.as_bytes())?;
        let vault = Vault::new(vault.0);
        (v == 2).then(|| Self { identity, signing, vault, prekeys, path: path.into() })
    }

    /// Writes the file anew and puts it in the old one's place: it is never half written. What the
    /// disk keeps of an erased key is the disk's.
    fn write(&self) -> Result<(), KeysError> {
        let prekey = |OwnPrekey { secret: PrekeySecret { kid, kem, dh }, made }: &OwnPrekey| {
            let (kem, dh) = (Bytes(*kem.to_bytes()), Bytes(*dh.as_ref()?.to_bytes()));
            Some(FilePrekey { kid: kid.clone(), kem, dh, made: *made })
        };
        let file = File {
            v: 2,
            identity: Bytes(*self.identity.to_bytes()),
            signing: Bytes(*self.signing.to_bytes()),
            vault: Bytes(*self.vault.to_bytes()),
            prekeys: self.prekeys.iter().filter_map(prekey).collect(),
        };
        let json = serde_json::to_vec_pretty(&file).map_err(io::Error::from);
        let written = json.and_then(|json| secret_file::replace(&self.path, &json));
        written.map_err(|error| KeysError::File(self.path.clone(), error))
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { identity, signing, prekeys, .. } = self;
        write!(f, "Keys({identity:?}, {signing:?}, {} prekeys)", prekeys.len())
    }
}

#[cfg(unix)]
fn is_exposed(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

/// Elsewhere a file's permissions say nothing of this kind.
#[cfg(not(unix))]
fn is_exposed(_: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    use super::*;

    const NOW: u64 = 1_800_000_000;

    fn open(path: &Path, now: u64) -> Result<Keys, KeysError> {
        Keys::open(path, now, &mut UnwrapErr(SysRng))
    }

    #[test]
    fn keys_are_made_once_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let made = open(&path, NOW).unwrap();
        let kept = open(&path, NOW).unwrap();
        assert_eq!(made.identity.public(), kept.identity.public());
        assert_eq!(made.signing.public(), kept.signing.public());
        assert_eq!(made.published(), kept.published());
        assert_ne!(made.identity.public(), made.signing.public());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused_with_the_remedy() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        open(&path, NOW).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        for mode in [0o640, 0o604, 0o660, 0o610] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let error = open(&path, NOW).unwrap_err();
            assert!(matches!(error, KeysError::Exposed(_)), "{mode:o}");
            assert!(error.to_string().contains("chmod 600"));
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(open(&path, NOW).is_ok());
    }

    #[test]
    fn another_file_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        open(&path, NOW).unwrap();
        fs::write(&path, "{}").unwrap();
        assert!(matches!(open(&path, NOW), Err(KeysError::Format(_))));
        assert_eq!(fs::read(&path).unwrap(), b"{}");
    }

    #[test]
    fn a_prekey_a_day_each_good_for_a_week_and_erased_after_two() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let mut keys = open(&path, NOW).unwrap();
        let rng = &mut UnwrapErr(SysRng);
        let first = keys.published().unwrap();
        assert_eq!(first.exp, NOW + 7 * DAY);
        keys.rotate(NOW + DAY - 1, rng).unwrap();
        assert_eq!(keys.published(), Some(first.clone()));
        for day in 1..30 {
            keys.rotate(NOW + day * DAY, rng).unwrap();
            assert!(keys.published().unwrap().exp == NOW + (day + 7) * DAY);
            let holds_first = keys.prekeys().iter().any(|prekey| prekey.kid == first.kid);
            assert_eq!(holds_first, day < 14, "day {day}");
            assert!(keys.prekeys().len() <= 14);
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&first.kid), "erased from the file too");
        let kids = |keys: &Keys| keys.prekeys().into_iter().map(|own| own.kid).collect::<Vec<_>>();
        assert_eq!(kids(&open(&path, NOW).unwrap()), kids(&keys));
    }

    #[test]
    fn debug_shows_public_parts_only() {
        let folder = tempfile::tempdir().unwrap();
        let keys = open(&folder.path().join("keys.json"), NOW).unwrap();
        let shown = format!("{keys:?}");
        assert!(!shown.contains(&b64u(keys.identity.to_bytes().as_slice())));
        assert!(shown.contains(&keys.identity.public().thumbprint().to_string()));
    }
}
