//! What a relay is asked by who watches it.

use super::state::Relay;
use crate::DatabaseError;

impl Relay {
    /// What keeps it from its work, a sentence each; nothing if it is ready. A site without a valid
    /// manifest is told only while no site has one: its desk may be down, which is no reason to send the
    /// other sites' visitors away.
    pub async fn ailments(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        if self.is_closing() {
            reasons.push("it is shutting down".into());
        }
        if self.store.is_writable().await.is_err() {
            reasons.push("the relay's database can't be written".into());
        }
        let (now, mut sites) = (self.clock.now(), self.sites().peekable());
        if sites.peek().is_some() && !sites.any(|site| site.is_published(now)) {
            reasons.push("no site has a valid manifest".into());
        }
        reasons
    }

    /// How many bytes of sealed files it keeps, or will.
    pub async fn blob_bytes(&self) -> Result<u64, DatabaseError> {
        self.store.blob_bytes().await
    }

    /// How many conversations it keeps.
    pub async fn conversations(&self) -> Result<u64, DatabaseError> {
        self.store.conversations().await
    }
}
