//! Conversations that were erased: a tombstone each, and of every envelope its hash and its place.
//!
//! The hash stays so that a record elsewhere can still be held against this one, the place so that
//! no cursor is given twice. Who sent what when does not; of the visitor's key the thumbprint does,
//! which tells the one who may know from others.

use rusqlite::{OptionalExtension as _, Transaction, params};
use sigilo_protocol::{ConvId, PublicKey, Thumbprint};

use super::{Store, bad_column, blobs, conversation};
use crate::database::DatabaseError;

pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS erasures (\
                                conversation INTEGER PRIMARY KEY REFERENCES conversations (id), \
                                at INTEGER NOT NULL) STRICT";

/// Whose a conversation is, or was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Key(PublicKey),
    /// Of an erased conversation.
    Erased(Thumbprint),
}

impl Owner {
    pub(crate) fn thumbprint(&self) -> Thumbprint {
        match self {
            Self::Key(key) => key.thumbprint(),
            Self::Erased(thumbprint) => *thumbprint,
        }
    }

    /// As it is stored.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match Thumbprint::parse(text) {
            Some(thumbprint) => Some(Self::Erased(thumbprint)),
            None => serde_json::from_str(text).ok().map(Self::Key),
        }
    }
}

impl Store {
    /// Erases a conversation; false if there was nothing more to erase.
    pub(crate) async fn erase(
        &self,
        site: String,
        conv: ConvId,
        now: u64,
    ) -> Result<bool, DatabaseError> {
        let is_new = self.0.transact(move |t| erase(t, &site, conv, now)).await?;
        // Also after a repetition: the first may have been interrupted here.
        self.0.settle().await?;
        Ok(is_new)
    }
}

fn erase(t: &Transaction<'_>, site: &str, conv: ConvId, now: u64) -> rusqlite::Result<bool> {
    let Some((id, Owner::Key(_))) = conversation(t, site, conv)? else { return Ok(false) };
    end(t, id, now)?;
    Ok(true)
}

/// Leaves a tombstone of the conversation with this row.
pub(crate) fn end(t: &Transaction<'_>, id: i64, now: u64) -> rusqlite::Result<()> {
    let sql = "SELECT owner, site, bytes FROM conversations WHERE id = ?1";
    let (owner, site, bytes) = t.query_row(sql, [id], |row| {
        let owner = Owner::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))?;
        Ok((owner, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    })?;
    t.execute(
        "UPDATE envelopes SET json = '', sender = '', seq = position, received = 0 \
         WHERE conversation = ?1",
        [id],
    )?;
    blobs::remove_all(t, id)?;
    let owner = owner.thumbprint().to_string();
    let sql = "UPDATE conversations SET owner = ?2, envelopes = 0, bytes = 0 WHERE id = ?1";
    t.execute(sql, params![id, owner])?;
    t.execute("UPDATE usage SET bytes = bytes - ?2 WHERE site = ?1", params![site, bytes])?;
    t.execute("INSERT INTO erasures (conversation, at) VALUES (?1, ?2)", params![id, now]).map(drop)
}

/// Whether a conversation was erased.
pub(super) fn is_erased(t: &Transaction<'_>, site: &str, conv: ConvId) -> rusqlite::Result<bool> {
    let sql = "SELECT owner FROM conversations WHERE site = ?1 AND conv = ?2";
    let owner = t.query_row(sql, params![site, conv.to_string()], |row| row.get(0)).optional()?;
    let owner = owner.map(|text: String| Owner::parse(&text).ok_or_else(|| bad_column(0)));
    Ok(matches!(owner.transpose()?, Some(Owner::Erased(_))))
}
