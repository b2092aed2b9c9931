//! Master keys: read from where the configuration says, the newest first.

use std::{
    env, fmt, fs, io,
    path::{Path, PathBuf},
    process::Command,
    sync::{PoisonError, RwLock},
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sigilo_protocol::{Bytes, b64u};
use zeroize::Zeroizing;

use super::MasterKey;

/// Most of a source that is read, in bytes: a key has 64 digits, and nobody keeps a hundred of them.
const MAX_SOURCE: usize = 8 * 1024;

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file can't be read.
    #[error("the master key's file {0} can't be read: {1}")]
    File(PathBuf, io::Error),
    /// Others may read the file.
    #[error("others may read the master key's file {0}; run `chmod 600 {0}`")]
    Exposed(PathBuf),
    /// The variable is not set.
    #[error("the environment has no variable {0} with the master key")]
    Env(String),
    /// The command failed.
    #[error("the command {0} for the master key failed; run it by hand to see why")]
    Command(String),
    /// What came is no key.
    #[error("the master key is not 32 bytes, as 64 hexadecimal digits or in base64url")]
    Format,
    /// The database was sealed under a key that the source does not give.
    #[error(
        "the database is sealed under the master key {0}, which is not there; give it as a second \
         line below the newest one"
    )]
    Missing(String),
}

/// A master key, and what it is called.
#[derive(Clone)]
pub(crate) struct Master {
    /// `b64u(HMAC-SHA256(key, "sigilo master key")[..8])`.
    pub(crate) id: String,
    pub(crate) key: Zeroizing<[u8; 32]>,
}

/// The master keys that there are. What is not there is looked for anew: it may have been added since.
pub(crate) struct Ring {
    source: MasterKey,
    /// The key file's, which sealed everything before there were others.
    built_in: Master,
    held: RwLock<Vec<Master>>,
}

impl Master {
    pub(crate) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        // HMAC takes keys of any length.
        let mac = Hmac::<Sha256>::new_from_slice(key.as_slice())
            .map(|mac| mac.chain_update("sigilo master key"));
        let id = mac.map(|mac| b64u(&mac.finalize().into_bytes()[..8])).unwrap_or_default();
        Self { id, key }
    }

    /// As a line of a source.
    pub(crate) fn line(&self) -> Zeroizing<String> {
        Zeroizing::new(self.key.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    fn parse(line: &str) -> Option<Self> {
        let bytes = match line.len() {
            64 => {
                let digits = |at: usize| u8::from_str_radix(line.get(at..at + 2)?, 16).ok();
                let bytes: Option<Vec<u8>> = (0..64).step_by(2).map(digits).collect();
                Bytes(bytes?.try_into().ok()?)
            }
            _ => Bytes::<32>::parse(line)?,
        };
        Some(Self::new(Zeroizing::new(bytes.0)))
    }
}

impl fmt::Debug for Master {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Master({})", self.id)
    }
}

impl Ring {
    pub(crate) fn open(
        source: MasterKey,
        built_in: Zeroizing<[u8; 32]>,
    ) -> Result<Self, MasterKeyError> {
        let built_in = Master::new(built_in);
        let held = RwLock::new(read(&source, &built_in)?);
        Ok(Self { source, built_in, held })
    }

    /// The newest.
    pub(crate) fn newest(&self) -> Master {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.first().unwrap_or(&self.built_in).clone()
    }

    /// The one of a name.
    pub(crate) fn get(&self, id: &str) -> Result<Master, MasterKeyError> {
        if let Some(master) = self.find(id) {
            return Ok(master);
        }
        self.reload()?;
        self.find(id).ok_or_else(|| MasterKeyError::Missing(id.into()))
    }

    /// Reads the source anew.
    pub(crate) fn reload(&self) -> Result<(), MasterKeyError> {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) =
            read(&self.source, &self.built_in)?;
        Ok(())
    }

    /// The file that a new key can be put into, if the source is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        if let MasterKey::File(path) = &self.source { Some(path) } else { None }
    }

    fn find(&self, id: &str) -> Option<Master> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.iter().find(|master| master.id == id).cloned()
    }
}

impl fmt::Debug for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ring({:?})", self.newest().id)
    }
}

/// What the source gives, and after it the key file's.
fn read(source: &MasterKey, built_in: &Master) -> Result<Vec<Master>, MasterKeyError> {
    let text = Zeroizing::new(match source {
        MasterKey::KeyFile => String::new(),
        MasterKey::File(path) => of_file(path)?,
        MasterKey::Env(name) => env::var(name).map_err(|_| MasterKeyError::Env(name.clone()))?,
        MasterKey::Command(words) => of_command(words)?,
    });
    if text.len() > MAX_SOURCE {
        return Err(MasterKeyError::Format);
    }
    let lines = text.split_whitespace().map(Master::parse);
    let mut masters = lines.collect::<Option<Vec<_>>>().ok_or(MasterKeyError::Format)?;
    if masters.is_empty() && *source != MasterKey::KeyFile {
        return Err(MasterKeyError::Format);
    }
    masters.push(built_in.clone());
    Ok(masters)
}

fn of_file(path: &Path) -> Result<String, MasterKeyError> {
    let at = |error| MasterKeyError::File(path.into(), error);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if fs::metadata(path).map_err(at)?.permissions().mode() & 0o077 != 0 {
            return Err(MasterKeyError::Exposed(path.into()));
        }
    }
    fs::read_to_string(path).map_err(at)
}

fn of_command(words: &[String]) -> Result<String, MasterKeyError> {
    let failed = || MasterKeyError::Command(words.first().cloned().unwrap_or_default());
    let (program, arguments) = words.split_first().ok_or_else(failed)?;
    let output = Command::new(program).args(arguments).output().map_err(|_| failed())?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success());
    text.ok_or_else(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    fn open(source: MasterKey) -> Result<Ring, MasterKeyError> {
        Ring::open(source, Zeroizing::new([9; 32]))
    }

    #[test]
    fn a_file_a_variable_and_a_command_give_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, format!("{KEY}\n")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert!(matches!(open(MasterKey::File(path.clone())), Err(MasterKeyError::Exposed(_))));
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        let file = open(MasterKey::File(path)).unwrap().newest();
        let words = ["echo".into(), b64u(file.key.as_slice())];
        let command = open(MasterKey::Command(words.into())).unwrap().newest();
        assert_eq!((&command.id, command.line()), (&file.id, file.line()));
        assert_eq!(*file.line(), KEY);
        // Cargo sets it; it is no key.
        let variable = open(MasterKey::Env("CARGO_PKG_NAME".into()));
        assert!(matches!(variable, Err(MasterKeyError::Format)));
    }

    #[test]
    fn a_source_that_gives_nothing_says_why() {
        let nowhere = open(MasterKey::File("/nowhere/key".into())).unwrap_err();
        assert!(nowhere.to_string().contains("/nowhere/key"));
        let unset = open(MasterKey::Env("SIGILO_NOT_SET".into())).unwrap_err();
        assert!(matches!(unset, MasterKeyError::Env(_)));
        for words in [vec![], vec!["false".into()], vec!["/nowhere/program".into()]] {
            assert!(matches!(open(MasterKey::Command(words)), Err(MasterKeyError::Command(_))));
        }
        let empty = open(MasterKey::Command(vec!["true".into()])).unwrap_err();
        assert!(matches!(empty, MasterKeyError::Format));
    }

    #[test]
    fn no_key_is_shown() {
        let ring = open(MasterKey::Command(vec!["echo".into(), KEY.into()])).unwrap();
        assert!(!format!("{ring:?}").contains("0405"), "{ring:?}");
        assert!(ring.get("none").unwrap_err().to_string().contains("none"));
    }
}
