//! A site's envelopes as a file, for an archive that is elsewhere (docs/audit.md). It is ciphertext, as
//! it lies here.

use std::{
    io::{self, Write},
    path::Path,
};

use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::database::DatabaseError;

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The database can't be read.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The file can't be written.
    #[error(transparent)]
    File(#[from] io::Error),
}

impl From<rusqlite::Error> for TakeError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error.into())
    }
}

/// Writes every manifest of a site, the policy that each names, and every envelope that was not erased, in their order. Works beside a
/// running relay. Returns how many envelopes.
pub fn take(database: &Path, site: &str, out: &mut impl Write) -> Result<u64, TakeError> {
    let mut connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // What is read is of one moment.
    let snapshot = connection.transaction()?;
    writeln!(out, "{}", json!({"envelopes": 1, "site": site}))?;
    let mut statement =
        snapshot.prepare("SELECT jws FROM manifests WHERE site = ?1 ORDER BY id")?;
    let mut rows = statement.query([site])?;
    while let Some(row) = rows.next()? {
        writeln!(out, "{}", json!({"manifest": row.get::<_, String>(0)?}))?;
    }
    let mut statement = snapshot.prepare("SELECT body FROM documents WHERE site = ?1")?;
    let mut rows = statement.query([site])?;
    while let Some(row) = rows.next()? {
        writeln!(out, "{}", json!({"policy": row.get::<_, String>(0)?}))?;
    }
    let mut statement = snapshot.prepare(
        "SELECT e.json FROM envelopes e JOIN conversations c ON c.id = e.conversation \
         WHERE c.site = ?1 AND e.json <> '' ORDER BY e.cursor",
    )?;
    let mut rows = statement.query([site])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        writeln!(out, "{{\"envelope\":{}}}", row.get::<_, String>(0)?)?;
        count += 1;
    }
    out.flush()?;
    Ok(count)
}
