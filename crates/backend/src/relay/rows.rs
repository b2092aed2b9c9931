//! What a relay's database holds, read from outside: for a demonstration, and for who doubts.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::database::DatabaseError;

/// A stored envelope, as the relay has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place in the site's feed.
    pub cursor: u64,
    /// The site.
    pub site: String,
    /// The conversation.
    pub conv: String,
    /// Who sent it.
    pub sender: String,
    /// The sender's count.
    pub seq: u64,
    /// When it came, in seconds since 1970.
    pub received: u64,
    /// The envelope: header, wraps, ciphertext and signature; empty if its conversation was erased.
    pub envelope: String,
}

/// Every stored envelope, oldest first. Works beside a running relay.
pub fn rows(database: &Path) -> Result<Vec<Row>, DatabaseError> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare(
        "SELECT e.cursor, c.site, c.conv, e.sender, e.seq, e.received, e.json \
         FROM envelopes e JOIN conversations c ON c.id = e.conversation ORDER BY e.cursor",
    )?;
    let rows = statement.query_map((), |row| {
        Ok(Row {
            cursor: row.get(0)?,
            site: row.get(1)?,
            conv: row.get(2)?,
            sender: row.get(3)?,
            seq: row.get(4)?,
            received: row.get(5)?,
            envelope: row.get(6)?,
        })
    })?;
    rows.collect::<Result<_, _>>().map_err(DatabaseError::from)
}
