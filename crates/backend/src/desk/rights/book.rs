//! The desk's requests for the company's people: who looks at them, and who settles them. Works
//! beside a running desk, which tells the visitor.

use std::path::{Path, PathBuf};

use rusqlite::Transaction;
use sigilo_protocol::RequestState;

use super::{
    super::{folder, store::Store},
    Request, request,
};
use crate::{DatabaseError, desk::KeysError, storage::MasterKey};

/// Longest answer to a request, in characters: it travels in a body.
const MAX_WHY: usize = 2_000;

/// The requests of a desk's folder.
pub struct Rights(Store);

/// Why requests can't be listed or settled.
#[derive(Debug, thiserror::Error)]
pub enum RightsError {
    /// No desk has worked there.
    #[error("{0} has no desk's keys.json and desk.db; give the folder of a desk with --data")]
    Folder(PathBuf),
    /// No request has this name.
    #[error("there is no request {0}; `rights list` tells those that there are")]
    Unknown(String),
    /// It is settled already.
    #[error("the request {0} is settled already")]
    Settled(String),
    /// A refusal without a reason (Art. 12(4) GDPR), or too much of one.
    #[error("a refusal needs a reason, in at most {MAX_WHY} characters")]
    Reason,
    /// The keys can't be used.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl Rights {
    /// Opens a desk's folder, whose key file has the master key.
    pub fn open(data: &Path) -> Result<Self, RightsError> {
        Self::open_with(data, &MasterKey::default())
    }

    /// Opens a desk's folder, whose master key is where the desk has it.
    pub fn open_with(data: &Path, master_key: &MasterKey) -> Result<Self, RightsError> {
        folder::open(data, master_key, RightsError::Folder).map(Self)
    }

    /// Every request, oldest first.
    pub fn list(&self) -> Result<Vec<Request>, RightsError> {
        let seals = &self.0.1;
        Ok(self.0.0.transact_blocking(|t| request::list(t, seals, None))?)
    }

    /// Settles a request, as done or as refused for a reason.
    pub fn settle(
        &self,
        id: &str,
        state: RequestState,
        why: Option<&str>,
    ) -> Result<(), RightsError> {
        let is_long = why.is_some_and(|why| why.chars().count() > MAX_WHY);
        let is_bare = why.is_none_or(|why| why.trim().is_empty());
        if is_long || (state == RequestState::Refused && is_bare) {
            return Err(RightsError::Reason);
        }
        let seals = &self.0.1;
        let settle = |t: &Transaction<'_>| match request::find(t, seals, id)? {
            None => Ok(Err(RightsError::Unknown(id.into()))),
            Some(found) if found.state != RequestState::Received => {
                Ok(Err(RightsError::Settled(id.into())))
            }
            Some(found) => {
                let settled = Request { state, why: why.map(Into::into), ..found };
                request::settle(t, seals, &settled).map(Ok)
            }
        };
        self.0.0.transact_blocking(settle)?
    }
}
