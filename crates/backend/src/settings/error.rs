//! What is wrong with a configuration, by the key.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// Why a configuration can't be used: the file, the key in it, and what to write instead.
#[derive(Debug)]
pub struct SettingsError {
    file: Option<PathBuf>,
    key: String,
    why: String,
}

impl SettingsError {
    /// A value is not usable; `why` says what to write.
    pub(crate) fn at(key: impl Into<String>, why: impl Into<String>) -> Self {
        Self { file: None, key: key.into(), why: why.into() }
    }

    pub(super) fn file(path: &Path, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound => {
                "there is no such file; `sigilo-backend init` writes one, --config names another"
                    .into()
            }
            _ => format!("it can't be read: {error}"),
        };
        Self { file: Some(path.into()), key: String::new(), why }
    }

    pub(super) fn syntax(error: &toml::de::Error) -> Self {
        Self::at("", format!("it is not TOML: {}", error.to_string().trim_end()))
    }

    pub(super) fn value(error: serde_path_to_error::Error<toml::de::Error>) -> Self {
        let key = error.path().to_string();
        let inner = error.into_inner();
        Self::at(if key == "." { String::new() } else { key }, inner.message())
    }

    pub(super) fn of(self, path: &Path) -> Self {
        Self { file: Some(path.into()), ..self }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}: ", file.display())?;
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.why)
    }
}

impl std::error::Error for SettingsError {}
