//! The log's tables: appending, erasing, reading.

use std::{ops::RangeInclusive, path::Path};

use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use rusqlite::{Connection, OpenFlags, Transaction, params};
use sigilo_protocol::{Bytes, Hash, commitment};

use super::Record;
use crate::{database::DatabaseError, events::Event};

pub(super) const CREATE: &str = include_str!("table.sql");

/// The event that says which entries were erased.
pub(super) const ERASING: &str = "deletion.audit";

/// The event that a conversation's visitor has it erased.
pub(crate) const ERASURE: &str = "deletion.conversation";

/// Most places that one such event names: more make an entry that nobody reads.
const MAX_NAMED: usize = 500;

/// Details by which an entry is found: the hash of what it is about.
const SUBJECTS: [&str; 2] = ["receipt", "eh"];

/// Appends an event, in the transaction of what happened.
pub(crate) fn append(t: &Transaction<'_>, event: &Event) -> rusqlite::Result<()> {
    let entry = serde_json::to_string(event);
    let entry = entry.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let mut salt = Bytes([0; 16]);
    UnwrapErr(SysRng).fill_bytes(&mut salt.0);
    let subject = SUBJECTS.iter().find_map(|name| event.details.get(*name));
    t.prepare_cached(
        "INSERT INTO audit (idx, at, kind, conversation, subject, salt, entry, commitment) \
         SELECT coalesce(max(idx) + 1, 0), ?1, ?2, ?3, ?4, ?5, ?6, ?7 FROM audit",
    )?
    .execute(params![
        event.at,
        event.kind,
        event.conversation.as_deref().unwrap_or_default(),
        subject.map(String::as_str).unwrap_or_default(),
        salt.0,
        entry,
        commitment(&salt, &entry).0,
    ])
    .map(drop)
}

/// Which entries of a conversation go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goes {
    /// Those about envelopes.
    Envelopes,
    /// All of them.
    All,
}

/// Erases entries about a conversation, `by` one who may and `under` a reason, and appends that it was
/// done: without that an erased entry is a bad one.
pub(crate) fn erase(
    t: &Transaction<'_>,
    conversation: &str,
    goes: Goes,
    by: &Event,
    under: &str,
) -> rusqlite::Result<()> {
    let sql = "SELECT idx FROM audit WHERE conversation = ?1 AND entry IS NOT NULL \
               AND (?2 OR kind GLOB 'envelope.*') ORDER BY idx";
    let mut statement = t.prepare_cached(sql)?;
    let places = statement.query_map(params![conversation, goes == Goes::All], |row| row.get(0))?;
    let places = places.collect::<rusqlite::Result<Vec<u64>>>()?;
    for places in places.chunks(MAX_NAMED) {
        for place in places {
            t.prepare_cached(
                "UPDATE audit SET kind = '', conversation = '', subject = '', salt = NULL, \
                 entry = NULL, erased = ?2, under = ?3 WHERE idx = ?1",
            )?
            .execute(params![place, by.at, under])?;
        }
        let erasing = Event::new(by.at, &by.site, ERASING, &by.actor);
        append(t, &erasing.with("entries", ranges(places)).with("under", under))?;
    }
    Ok(())
}

/// `3-5,9`.
fn ranges(places: &[u64]) -> String {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for &place in places {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => ranges.push((place, place)),
        }
    }
    let text = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    });
    text.collect::<Vec<_>>().join(",")
}

/// The other way round.
pub(super) fn named(text: &str) -> Option<Vec<RangeInclusive<u64>>> {
    let range = |text: &str| {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        Some(first.parse().ok()?..=last.parse().ok()?)
    };
    text.split(',').map(range).collect()
}

/// A line of the log, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When it was written, in seconds since 1970.
    pub at: u64,
    /// The entry.
    pub record: Record,
}

/// The entries from the `from`th on, at most `limit`. Works beside a running desk.
pub fn rows(database: &Path, from: u64, limit: u64) -> Result<Vec<Row>, DatabaseError> {
    Ok(page(&reader(database)?, from, limit)?)
}

pub(super) fn reader(database: &Path) -> Result<Connection, DatabaseError> {
    Ok(Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

pub(super) fn page(connection: &Connection, from: u64, limit: u64) -> rusqlite::Result<Vec<Row>> {
    let sql = "SELECT idx, commitment, salt, entry, erased, under, at FROM audit \
               WHERE idx >= ?1 ORDER BY idx LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement
        .query_map([from, limit], |row| Ok(Row { at: row.get(6)?, record: record(row)? }))?;
    rows.collect()
}

/// A record of the first six columns above.
pub(super) fn record(row: &rusqlite::Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        index: row.get(0)?,
        commitment: Bytes(row.get(1)?),
        salt: row.get::<_, Option<[u8; 16]>>(2)?.map(Bytes),
        entry: row.get(3)?,
        erased: row.get(4)?,
        under: row.get(5)?,
    })
}

/// Decisions and failures from a moment on, in their order.
pub(super) fn since(connection: &Connection, at: u64) -> rusqlite::Result<Vec<Event>> {
    let sql = "SELECT entry FROM audit WHERE at >= ?1 AND entry IS NOT NULL AND \
               (kind GLOB 'consent.*' OR kind GLOB 'failure.*' OR kind = 'bot.failed') ORDER BY idx";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([at], |row| row.get::<_, String>(0))?;
    let entries = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(entries.iter().filter_map(|entry| serde_json::from_str(entry).ok()).collect())
}

/// Every checkpoint that was kept, oldest first.
pub(super) fn notes(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT note FROM audit_checkpoints ORDER BY size")?;
    statement.query_map((), |row| row.get(0))?.collect()
}

/// The leaves from the `from`th on.
pub(super) fn leaves(connection: &Connection, from: u64) -> rusqlite::Result<Vec<Hash>> {
    let sql = "SELECT commitment FROM audit WHERE idx >= ?1 ORDER BY idx";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([from], |row| row.get(0).map(Bytes))?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_in_ranges_and_read_back() {
        assert_eq!(ranges(&[3, 4, 5, 9, 11, 12]), "3-5,9,11-12");
        assert_eq!(named("3-5,9,11-12"), Some(vec![3..=5, 9..=9, 11..=12]));
        assert_eq!(named("3-,9"), None);
        assert_eq!(named(""), None);
    }
}
