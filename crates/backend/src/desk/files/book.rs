//! The desk's files for the company's people, beside a running desk, with the key file that the database
//! does not have.

use std::path::{Path, PathBuf};

use rusqlite::Transaction;

use super::{
    super::{folder, rights, store::Store},
    FileState, opened,
    pages::shown_name,
    table::{self, Record},
};
use crate::{DatabaseError, desk::KeysError, storage::MasterKey};

/// The files of a desk's folder.
pub struct Files(Store);

/// A file that a desk has, or had on its way.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// What it is called here.
    pub id: String,
    /// What its sender calls it.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Bytes.
    pub size: u64,
    /// What became of it.
    pub state: FileState,
    /// When the desk was told of it, in seconds since 1970.
    pub at: u64,
    /// Whether its visitor has asked that it be kept and not used.
    pub restricted: bool,
}

/// Why files can't be listed or opened.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// No desk has worked there.
    #[error("{0} has no desk's keys.json and desk.db; give the folder of a desk with --data")]
    Folder(PathBuf),
    /// No file has this name.
    #[error("there is no file {0}; `files list` tells those that there are")]
    Unknown(String),
    /// It is not here to be looked at.
    #[error("the file {0} can't be looked at: it is {state}", state = .1.name())]
    Held(String, FileState),
    /// Its visitor has asked that it be kept and not used.
    #[error("the file {0} is kept and not to be used; `rights list` tells why")]
    Restricted(String),
    /// It is there, and does not open.
    #[error("the file {0} can't be opened: it is damaged")]
    Damaged(String),
    /// The keys can't be used.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl Files {
    /// Opens a desk's folder, whose master key is where the desk has it.
    pub fn open(data: &Path, master_key: &MasterKey) -> Result<Self, FilesError> {
        folder::open(data, master_key, FilesError::Folder).map(Self)
    }

    /// Every file, the oldest first.
    pub fn list(&self) -> Result<Vec<StoredFile>, FilesError> {
        let all = |t: &Transaction<'_>| {
            let records = table::list(t, &self.0.1, "?1 IS NULL AND ?2 IS NULL", None, None)?;
            records.into_iter().map(|record| self.told(t, record)).collect()
        };
        Ok(self.0.0.transact_blocking(all)?)
    }

    /// A file's bytes.
    pub fn bytes(&self, id: &str) -> Result<(StoredFile, Vec<u8>), FilesError> {
        let find = |t: &Transaction<'_>| {
            let Some(record) = table::find(t, &self.0.1, id)? else { return Ok(None) };
            let blob = table::blob(t, record.id)?;
            Ok(Some((self.told(t, record.clone())?, record, blob)))
        };
        let found = self.0.0.transact_blocking(find)?;
        let (told, record, blob) = found.ok_or_else(|| FilesError::Unknown(id.into()))?;
        if told.state != FileState::Kept {
            return Err(FilesError::Held(id.into(), told.state));
        }
        if told.restricted {
            return Err(FilesError::Restricted(id.into()));
        }
        let opened = blob.and_then(|blob| opened::open(&record.file, &blob).ok());
        let bytes = opened.ok_or_else(|| FilesError::Damaged(id.into()))?;
        Ok((told, bytes.to_vec()))
    }

    fn told(&self, t: &Transaction<'_>, record: Record) -> rusqlite::Result<StoredFile> {
        // What was asked about the whole conversation is about its files.
        let restricted = rights::is_restricted_for(t, &self.0.1, record.conv, &String::new())?;
        let Record { name: id, file, state, at, .. } = record;
        let name = shown_name(&file.name);
        Ok(StoredFile { id, name, media: file.media, size: file.size, state, at, restricted })
    }
}
