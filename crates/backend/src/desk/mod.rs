//! The desk: the business's own end. It holds the recipients' keys, opens what visitors send, asks a
//! bot, and answers sealed. It talks to the relay by HTTP alone, as any other client.
//!
//! One desk runs on one folder, and handles one envelope after the other: what an envelope changes is
//! stored in one transaction with the sealed answer, and posted after that. So a crash at any moment
//! loses no answer and gives none twice; what was stored and not posted is posted at the next start,
//! the same bytes. A memory that was lost is made up for from the relay first (`memory`). A bot that takes
//! its time is asked beside that: its answer is owed until it is sealed (`slow`).

mod account;
mod answer;
mod backoff;
mod bodies;
pub mod bot;
mod client;
mod consent;
pub mod figures;
mod files;
mod folder;
mod forms;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub(crate) mod handover;
mod happened;
pub mod identify;
mod jwt;
mod keys;
mod memory;
mod office;
pub mod people;
pub mod pictures;
mod policy;
mod publish;
mod pulse;
mod ratings;
mod receipt;
mod records;
mod retention;
mod rights;
mod rotation;
pub mod scan;
mod seals;
pub(crate) mod secret_file;
pub mod slow;
pub mod staff;
mod store;
pub(crate) mod vault;

#[cfg(test)]
#[cfg(feature = "demo")]
mod tests;

use std::{io, path::PathBuf, sync::Arc};

pub(crate) use backoff::Backoff;
pub use client::AddressError;
pub use consent::consent_log;
pub use files::{FileState, Files, FilesError, FilesSettings, StoredFile};
pub use forms::{FormFile, FormState, Forms, FormsError, StoredForm};
pub use keys::KeysError;
pub use office::{Desk, make_keys};
pub use policy::{Policy, PolicyError};
pub use publish::PublishError;
pub use pulse::Pulse;
pub use ratings::{Rating, RatingBook};
pub use records::ConsentRecords;
pub use rights::{Kind, Request, RequestState, Rights, RightsError};
pub use rotation::{Rotated, RotationError, new_master_key, rotate_master_key};

use crate::{
    Clock, DatabaseError,
    archive::{self, PublishedError},
    audit::{self, AuditError},
    events::Events,
    storage::{DeskStorage, MasterKeyError},
};

/// What a desk is told at its start.
pub struct Config {
    /// The relay's address, `http://127.0.0.1:8082`.
    pub relay: String,
    /// The site's name.
    pub site: String,
    /// The origins of pages that may embed the chat.
    pub origins: Vec<String>,
    /// The recipient's id in the manifest.
    pub recipient: String,
    /// Its name, which the visitor reads.
    pub name: String,
    /// Its picture, if it has one of its own: by its name beside the widget's files, without `.webp`.
    pub picture: Option<String>,
    /// What the data is used for.
    pub policy: Policy,
    /// The folder of keys and database; made if missing.
    pub data: PathBuf,
    /// Who answers.
    pub bot: Arc<dyn bot::Bot>,
    /// Who answers in its place, in its own time, where the visitor allows that.
    pub slow: Option<slow::Slow>,
    /// Tells the time.
    pub clock: Clock,
    /// How it stores.
    pub storage: DeskStorage,
    /// Whether conversations are archived.
    pub archive: archive::Settings,
    /// How the audit log is kept.
    pub audit: audit::Settings,
    /// Who hears of what happens, beside the audit log.
    pub events: Events,
    /// What is done with files that visitors send.
    pub files: FilesSettings,
    /// The people who read and answer beside the bot, if there are any.
    pub people: Option<people::Settings>,
}

/// Why a desk could not start.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The folder can't be made.
    #[error("the folder {0} can't be used: {1}")]
    Folder(PathBuf, io::Error),
    /// Another desk has the folder.
    #[error("another desk is running with the folder {0}; stop it, or give this one its own")]
    Busy(PathBuf),
    /// The relay's address is not one.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The slow bot's settings can't be used.
    #[error(transparent)]
    Slow(#[from] slow::SlowError),
    /// The keys can't be used.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The scanner can't be used.
    #[error(transparent)]
    Scan(#[from] scan::ScanError),
    /// The archive can't be disclosed.
    #[error(transparent)]
    Archive(#[from] PublishedError),
    /// The audit log can't be kept.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The master key can't be had.
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    /// The site's word about visitors can't be checked.
    #[error(transparent)]
    Identify(#[from] identify::IdentifyError),
}
