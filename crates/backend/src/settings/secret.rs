//! Where a secret is: a file that its owner alone may read, or a variable of the environment.

use std::{env, fmt, fs, path::PathBuf};

use serde::Deserialize;

use super::SettingsError;

/// `{ file = "…" }` or `{ env = "…" }`: where a secret is to be read, at the start.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Secret {
    /// A file's content, less white space at its end.
    File(PathBuf),
    /// A variable's value.
    Env(String),
}

impl Secret {
    /// The secret; `key` is its place in the configuration.
    pub fn read(&self, key: &str) -> Result<String, SettingsError> {
        let refused = |why: String| SettingsError::at(key, why);
        let text = match self {
            Self::File(path) => {
                if is_exposed(path) {
                    let why = format!("others may read {0}; run `chmod 600 {0}`", path.display());
                    return Err(refused(why));
                }
                fs::read_to_string(path).map_err(|error| {
                    refused(format!("{} can't be read: {error}", path.display()))
                })?
            }
            Self::Env(name) => env::var(name)
                .map_err(|_| refused(format!("the environment has no variable {name}; set it")))?,
        };
        match text.trim_end() {
            "" => Err(refused("it is empty; write the secret there".into())),
            secret => Ok(secret.into()),
        }
    }

    pub(crate) fn path(&mut self) -> Option<&mut PathBuf> {
        match self {
            Self::File(path) => Some(path),
            Self::Env(_) => None,
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "Secret(file {})", path.display()),
            Self::Env(name) => write!(f, "Secret(env {name})"),
        }
    }
}

#[cfg(unix)]
fn is_exposed(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

/// Elsewhere a file's permissions say nothing of this kind.
#[cfg(not(unix))]
fn is_exposed(_: &std::path::Path) -> bool {
    false
}
