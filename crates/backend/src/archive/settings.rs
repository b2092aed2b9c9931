//! The archive that the settings name.

use super::{Published, PublishedError, Settings};

impl Settings {
    /// The archive's public half, if there is to be an archive.
    pub fn read(&self) -> Result<Option<Published>, PublishedError> {
        let Some(file) = &self.file else { return Ok(None) };
        let published = Published::open(file)?;
        match published.approvers < self.approvers {
            true => Err(PublishedError::Approvers(published.approvers, self.approvers)),
            false => Ok(Some(published)),
        }
    }
}
