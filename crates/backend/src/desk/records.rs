//! What a desk keeps of consent, read beside it: for audits, and for who doubts.

use std::path::Path;

use getrandom::SysRng;
use rand_core::UnwrapErr;

use super::{
    RightsError,
    keys::Keys,
    store::{self, Store},
};
use crate::{Clock, DatabaseError, storage::MasterKey};

/// The records of a desk's folder. What is damaged, or was erased, is left out.
pub struct ConsentRecords(Store);

impl ConsentRecords {
    /// Opens a desk's folder, whose master key is where the desk has it.
    pub fn open(data: &Path, master_key: &MasterKey) -> Result<Self, RightsError> {
        let (keys, database) = (data.join("keys.json"), data.join("desk.db"));
        if !keys.exists() || !database.exists() {
            return Err(RightsError::Folder(data.into()));
        }
        let clock = Clock::system();
        let keys = Keys::open(&keys, clock.now(), &mut UnwrapErr(SysRng))?;
        Ok(Self(keys.store(data, master_key, clock)?))
    }

    /// What each receipt that came decided, oldest first: JSON, purpose to status.
    pub fn decisions(&self) -> Result<Vec<String>, DatabaseError> {
        self.0.0.transact_blocking(|t| store::decided(t, &self.0.1))
    }

    /// The receipts that came, oldest first, as their visitors signed them.
    pub fn receipts(&self) -> Result<Vec<String>, DatabaseError> {
        self.0.0.transact_blocking(|t| store::receipts(t, &self.0.1))
    }

    /// The pages of visitors' logs, as their visitors signed them.
    pub fn visitor_logs(&self) -> Result<Vec<String>, DatabaseError> {
        self.0.0.transact_blocking(|t| store::visitor_logs(t, &self.0.1))
    }
}
