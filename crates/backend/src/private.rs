//! Small files that hold a secret: written whole or not at all, for nobody but their owner.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Why a file that holds a secret could not be used.
#[derive(Debug, thiserror::Error)]
pub enum PrivateFileError {
    /// Others may read the file.
    #[error(
        "{0} holds a secret and others may read it; run `chmod 600 {0}`, and make a new one if \
         somebody did"
    )]
    Exposed(PathBuf),
    /// The file is not one that this program wrote.
    #[error("{0} is not such a file of this version")]
    Format(PathBuf),
    /// The file can't be read or written.
    #[error("the file {0} can't be used: {1}")]
    File(PathBuf, io::Error),
}

/// What is in the file; nothing if there is none.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, PrivateFileError> {
    let at = |error| PrivateFileError::File(path.into(), error);
    match fs::read(path) {
        Ok(_) if is_exposed(path).map_err(at)? => Err(PrivateFileError::Exposed(path.into())),
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(error)),
    }
}

/// Writes a new file; one that is there stays as it is, and is an error.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), PrivateFileError> {
    let mut new = file(path)?;
    let written = new.write_all(bytes).and_then(|()| new.sync_all());
    written.map_err(|error| PrivateFileError::File(path.into(), error))
}

/// A new file, empty; one that is there stays as it is, and is an error.
pub fn file(path: &Path) -> Result<fs::File, PrivateFileError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| PrivateFileError::File(path.into(), error))
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
