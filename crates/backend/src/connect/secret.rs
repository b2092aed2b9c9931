//! A secret from outside the configuration: from a file, or from the environment.

use std::{env, fmt, fs, io, path::Path};

use zeroize::Zeroizing;

/// A secret. It is shown nowhere, and overwritten when it is dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

/// Why there is no secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file can't be read.
    #[error("the key file {0} can't be read: {1}")]
    File(String, io::Error),
    /// The variable is not set.
    #[error("the environment has no {0}")]
    Variable(String),
    /// Both were told, or neither.
    #[error("say where the key is, by one of `key_file` and `key_env`")]
    Where,
    /// There is nothing in it.
    #[error("the key is empty")]
    Empty,
}

impl Secret {
    /// This text, without the space around it.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.trim().into()))
    }

    /// Reads it from `file`, or from the environment's `variable`: from the one that is not empty.
    pub fn open(file: &Path, variable: &str) -> Result<Self, SecretError> {
        let text = match (file.as_os_str().is_empty(), variable.is_empty()) {
            (false, true) => fs::read_to_string(file)
                .map_err(|error| SecretError::File(file.display().to_string(), error)),
            (true, false) => env::var(variable).map_err(|_| SecretError::Variable(variable.into())),
            _ => Err(SecretError::Where),
        };
        let text = Zeroizing::new(text?);
        let secret = Self::new(&text);
        if secret.0.is_empty() { Err(SecretError::Empty) } else { Ok(secret) }
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_from_one_place_and_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        fs::write(&file, "sk-hidden\n").unwrap();
        let secret = Secret::open(&file, "").unwrap();
        assert_eq!(secret.text(), "sk-hidden");
        assert!(!format!("{secret:?}").contains("hidden"));
        fs::write(&file, " \n").unwrap();
        assert!(matches!(Secret::open(&file, ""), Err(SecretError::Empty)));
        assert!(matches!(Secret::open(&file, "PATH"), Err(SecretError::Where)));
        let nothing = Path::new("");
        assert!(matches!(Secret::open(nothing, ""), Err(SecretError::Where)));
        let missing = Secret::open(nothing, "SIGILO_NO_SUCH_KEY");
        assert!(matches!(missing, Err(SecretError::Variable(_))));
        let missing = Secret::open(&folder.path().join("none"), "");
        assert!(matches!(missing, Err(SecretError::File(..))));
        Secret::open(nothing, "PATH").unwrap();
    }
}
