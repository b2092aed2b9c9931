//! The archive that the settings name.

use sigilo_consent::Core;

use super::{Published, PublishedError, Settings};

impl Settings {
    /// The archive's public half, if there is to be an archive. As many people have to agree as the settings
    /// or the `policy` want, whichever are more.
    pub fn read(&self, policy: &Core) -> Result<Option<Published>, PublishedError> {
        let Some(file) = &self.file else { return Ok(None) };
        let published = Published::open(file)?;
        let wanted = self.approvers.max(policy.archive_approvers.unwrap_or(0));
        match published.approvers < wanted {
            true => Err(PublishedError::Approvers(published.approvers, wanted)),
            false => Ok(Some(published)),
        }
    }
}
