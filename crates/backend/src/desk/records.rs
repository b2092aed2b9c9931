//! What a desk keeps of consent, read beside it: for audits, and for who doubts.

use std::path::Path;

use super::{
    RightsError, folder,
    store::{self, Store},
};
use crate::{DatabaseError, storage::MasterKey};

/// The records of a desk's folder. What is damaged, or was erased, is left out.
pub struct ConsentRecords(Store);

impl ConsentRecords {
    /// Opens a desk's folder, whose master key is where the desk has it.
    pub fn open(data: &Path, master_key: &MasterKey) -> Result<Self, RightsError> {
        folder::open(data, master_key, RightsError::Folder).map(Self)
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
