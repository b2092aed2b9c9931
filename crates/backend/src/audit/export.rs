//! The log as a file that can be checked without asking anybody: JSON lines, a head, then every
//! checkpoint, then every entry.

use std::{
    io::{self, BufRead, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};
use sigilo_protocol::Bytes;

use super::{
    Fault, Record, Report,
    table::{self},
    verify::Verifier,
};
use crate::DatabaseError;

/// How many entries are written at a time.
const PAGE: u64 = 1_000;

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Head(Head),
    Checkpoint(Note),
    Entry(Record),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    audit: u64,
    origin: String,
    key: Bytes<32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    checkpoint: String,
}

/// Why an export could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database can't be read.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The file can't be read or written.
    #[error(transparent)]
    File(#[from] io::Error),
    /// A line is not what it should be.
    #[error("line {0} is none of an audit log's export")]
    Line(usize),
    /// It is another log's, or signed by another key than it should be.
    #[error("the export names another key than the one that was given")]
    Key,
    /// The log is not whole.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Writes the log of a database. Works beside a running desk.
pub fn export(
    database: &Path,
    origin: &str,
    key: Bytes<32>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let connection = table::reader(database)?;
    let mut write = |line: &Line| -> io::Result<()> {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")
    };
    write(&Line::Head(Head { audit: 1, origin: origin.into(), key }))?;
    for checkpoint in table::notes(&connection).map_err(DatabaseError::from)? {
        write(&Line::Checkpoint(Note { checkpoint }))?;
    }
    let mut from = 0;
    loop {
        let page = table::page(&connection, from, PAGE).map_err(DatabaseError::from)?;
        let Some(last) = page.last() else { return Ok(out.flush()?) };
        from = last.record.index + 1;
        for row in page {
            write(&Line::Entry(row.record))?;
        }
    }
}

/// Checks an export, with `key` where the reader knows it from elsewhere, and with the checkpoints in
/// `kept`. Returns which key it was checked with, too.
pub fn verify_export(
    file: &mut impl BufRead,
    key: Option<Bytes<32>>,
    kept: &[String],
) -> Result<(Bytes<32>, Report), ExportError> {
    let mut verifier: Option<(Bytes<32>, Verifier)> = None;
    let mut is_begun = false;
    for (at, line) in file.lines().enumerate() {
        let bad = || ExportError::Line(at + 1);
        match (serde_json::from_str(&line?).map_err(|_| bad())?, &mut verifier) {
            (Line::Head(head), None) if head.audit == 1 => {
                if key.is_some_and(|key| key != head.key) {
                    return Err(ExportError::Key);
                }
                verifier = Some((head.key, Verifier::new(&head.origin, head.key)));
            }
            (Line::Checkpoint(note), Some((_, verifier))) if !is_begun => {
                verifier.checkpoint(&note.checkpoint)?;
            }
            (Line::Entry(record), Some((_, verifier))) => {
                if !std::mem::replace(&mut is_begun, true) {
                    kept.iter().try_for_each(|note| verifier.checkpoint(note))?;
                }
                verifier.entry(&record)?;
            }
            _ => return Err(bad()),
        }
    }
    let (key, mut verifier) = verifier.ok_or(ExportError::Line(1))?;
    if !is_begun {
        kept.iter().try_for_each(|note| verifier.checkpoint(note))?;
    }
    Ok((key, verifier.finish()?))
}
