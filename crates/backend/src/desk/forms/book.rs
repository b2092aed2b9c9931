//! The desk's forms for the company's people: who looks at what visitors have filled in. Works beside
//! a running desk, with the key file that the database does not have.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use sigilo_protocol::{Attachment, Field, FieldKind, Values};

use super::{
    super::{
        files::{open, shown_name},
        folder, rights,
        store::Store,
    },
    attached,
    record::{FormState, Record, StoredForm},
    table,
};
use crate::{DatabaseError, desk::KeysError, storage::MasterKey};

/// The forms of a desk's folder.
pub struct Forms(Store);

/// A file that a visitor has filled in, opened.
#[derive(Clone, PartialEq, Eq)]
pub struct FormFile {
    /// What it was asked as.
    pub label: String,
    /// What its visitor calls it: good as the name of a file, and nothing else.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Its length alone: what a visitor sent is nobody's to log.
impl fmt::Debug for FormFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FormFile").field("len", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// Why forms can't be listed or shown.
#[derive(Debug, thiserror::Error)]
pub enum FormsError {
    /// No desk has worked there.
    #[error("{0} has no desk's keys.json and desk.db; give the folder of a desk with --data")]
    Folder(PathBuf),
    /// No form has this name.
    #[error("there is no form {0}; `forms list` tells those that there are")]
    Unknown(String),
    /// It has no values.
    #[error("the form {0} has no values: {state}", state = .1.name())]
    Empty(String, FormState),
    /// Its visitor has asked that it be kept and not used, or objects to what it is for.
    #[error("the values of {0} are kept and not to be used; `rights list` tells why")]
    Restricted(String),
    /// They are there, and the key file does not open them.
    #[error("the values of {0} can't be opened: they are damaged, or of other keys")]
    Damaged(String),
    /// The keys can't be used.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl Forms {
    /// Opens a desk's folder, whose key file has the master key.
    pub fn open(data: &Path) -> Result<Self, FormsError> {
        Self::open_with(data, &MasterKey::default())
    }

    /// Opens a desk's folder, whose master key is where the desk has it.
    pub fn open_with(data: &Path, master_key: &MasterKey) -> Result<Self, FormsError> {
        folder::open(data, master_key, FormsError::Folder).map(Self)
    }

    /// Every form, those that changed first before others.
    pub fn list(&self) -> Result<Vec<StoredForm>, FormsError> {
        let records = self.0.0.transact_blocking(|t| table::list(t, &self.0.1, None))?;
        records.into_iter().map(|record| self.told(record)).collect()
    }

    /// What was filled in: each field's label and its value, in the form's order; of a file what it is
    /// called, its media type and its size.
    pub fn show(&self, id: &str) -> Result<Vec<(String, String)>, FormsError> {
        let (fields, values) = self.opened(id)?;
        let filled = fields.into_iter().filter_map(|field| {
            let value = values.get(&field.name)?;
            let file = Some(value).filter(|_| field.kind == FieldKind::File);
            let value = match file.and_then(Attachment::parse) {
                Some(Attachment { name, media, size, .. }) => {
                    format!("{} ({media}, {size} bytes)", shown_name(&name))
                }
                None => value.to_owned(),
            };
            Some((field.label, value))
        });
        Ok(filled.collect())
    }

    /// The files that were filled in, in the form's order.
    pub fn files(&self, id: &str) -> Result<Vec<FormFile>, FormsError> {
        let (fields, values) = self.opened(id)?;
        let opened = attached::files(&fields, &values).into_iter().map(|(label, file)| {
            let blob = self.0.0.transact_blocking(|t| attached::blob(t, id, &file))?;
            let bytes = blob.and_then(|blob| open(&file, &blob).ok());
            let bytes = bytes.ok_or_else(|| FormsError::Damaged(id.into()))?;
            Ok(FormFile { label, name: shown_name(&file.name), bytes: bytes.to_vec() })
        });
        opened.collect()
    }

    fn opened(&self, id: &str) -> Result<(Vec<Field>, Values), FormsError> {
        let seals = &self.0.1;
        let found = self.0.0.transact_blocking(|t| {
            Ok((table::find(t, seals, id)?, table::values(t, seals, id)?))
        })?;
        let (Some(record), values) = found else { return Err(FormsError::Unknown(id.into())) };
        let (fields, state) = (record.fields.clone(), record.state);
        if state != FormState::Answered {
            return Err(FormsError::Empty(id.into(), state));
        }
        if self.told(record)?.restricted {
            return Err(FormsError::Restricted(id.into()));
        }
        let values = values.ok_or_else(|| FormsError::Damaged(id.into()))?;
        Ok((fields, values))
    }

    fn told(&self, record: Record) -> Result<StoredForm, FormsError> {
        let is_restricted = |t: &rusqlite::Transaction<'_>| {
            rights::is_restricted_for(t, &self.0.1, record.conv, &record.purpose)
        };
        let restricted = self.0.0.transact_blocking(is_restricted)?;
        let id = record.id();
        let Record { title, purpose, state, changed, until, .. } = record;
        Ok(StoredForm { id, title, purpose, state, changed, until, restricted })
    }
}
