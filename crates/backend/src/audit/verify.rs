//! Checking a log, entry by entry, against the checkpoints that were signed of it.

use std::{collections::BTreeMap, fmt, ops::RangeInclusive, path::Path};

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::Sha256;
use sigilo_protocol::{Bytes, Checkpoint};

use super::{
    Record, key,
    record::State,
    table::{self, ERASING},
};
use crate::DatabaseError;

/// How many entries are read at a time: a few hundred kilobytes.
const PAGE: u64 = 1_000;

/// What is wrong with a log. Where a place is named, everything before it was found to be good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An entry is not there.
    Missing(u64),
    /// An entry is at another's place.
    OutOfOrder(u64),
    /// An entry is not what was committed to.
    Changed(u64),
    /// An entry was erased, and the log does not say so.
    Unrecorded(u64),
    /// Entries, from one to another, are not what was signed. Which one of them, nobody can tell.
    Unsigned(u64, u64),
    /// The log was signed with more entries than it has.
    Truncated {
        /// How many it has.
        has: u64,
        /// How many were signed.
        signed: u64,
    },
    /// Of so many entries two different trees were signed.
    Forked(u64),
    /// A checkpoint, counted from 1, is not one of this log, or not signed by its key.
    Checkpoint(usize),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(at) => write!(f, "entry {at}: missing"),
            Self::OutOfOrder(at) => write!(f, "entry {at}: out of order"),
            Self::Changed(at) => write!(f, "entry {at}: changed"),
            Self::Unrecorded(at) => write!(f, "entry {at}: erased, and the log does not say why"),
            Self::Unsigned(first, last) if first == last => {
                write!(f, "entry {first}: not what was signed")
            }
            Self::Unsigned(first, last) => {
                write!(f, "entry {first}: not what was signed, or one of those up to entry {last}")
            }
            Self::Truncated { has, signed } => {
                write!(f, "entry {has}: missing, and all up to entry {}", signed.saturating_sub(1))
            }
            Self::Forked(size) => write!(f, "checkpoint of {size}: forked, another was signed"),
            Self::Checkpoint(at) => {
                write!(f, "checkpoint number {at}: not this log's, or not signed by its key")
            }
        }
    }
}

impl std::error::Error for Fault {}

/// An entry that was erased, as the log itself says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Its place.
    pub index: u64,
    /// When, in seconds since 1970.
    pub at: u64,
    /// Why.
    pub under: String,
}

/// What a log that is whole has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many entries.
    pub entries: u64,
    /// How many of them the newest checkpoint covers; those after it are not signed yet.
    pub signed: u64,
    /// How many checkpoints.
    pub checkpoints: usize,
    /// Which were erased.
    pub erased: Vec<Erased>,
}

/// A log in the reading.
pub(super) struct Verifier {
    origin: String,
    key: Bytes<32>,
    heads: BTreeMap<u64, Checkpoint>,
    notes: usize,
    tree: MemoryBackedTree<Sha256, [u8; 32]>,
    good: u64,
    erased: Vec<Erased>,
    recorded: Vec<(RangeInclusive<u64>, String)>,
}

impl Verifier {
    pub(super) fn new(origin: &str, key: Bytes<32>) -> Self {
        let (heads, tree) = (BTreeMap::new(), MemoryBackedTree::new());
        let (erased, recorded) = (Vec::new(), Vec::new());
        Self { origin: origin.into(), key, heads, notes: 0, tree, good: 0, erased, recorded }
    }

    /// Takes a checkpoint; all of them come before the entries.
    pub(super) fn checkpoint(&mut self, note: &str) -> Result<(), Fault> {
        self.notes += 1;
        let head = key::checked(note, &self.origin, &self.key);
        let head = head.ok_or(Fault::Checkpoint(self.notes))?;
        match self.heads.insert(head.size, head.clone()) {
            Some(other) if other != head => Err(Fault::Forked(head.size)),
            _ => Ok(()),
        }
    }

    /// Takes the next entry.
    pub(super) fn entry(&mut self, record: &Record) -> Result<(), Fault> {
        let at = self.tree.len();
        if record.index != at {
            let is_gap = record.index > at;
            return Err(if is_gap { Fault::Missing(at) } else { Fault::OutOfOrder(at) });
        }
        match record.state() {
            State::Changed => return Err(Fault::Changed(at)),
            State::Erased { at: erased, under } => {
                self.erased.push(Erased { index: at, at: erased, under: under.into() });
            }
            State::Whole(event) if event.kind == ERASING => {
                let detail = |name| event.details.get(name).map(String::as_str).unwrap_or_default();
                let under = detail("under");
                let named = table::named(detail("entries")).ok_or(Fault::Changed(at))?;
                self.recorded.extend(named.into_iter().map(|places| (places, under.into())));
            }
            State::Whole(_) => {}
        }
        self.tree.push(record.commitment.0);
        match self.heads.get(&(at + 1)) {
            Some(head) if head.root.0 != <[u8; 32]>::from(*self.tree.root().as_bytes()) => {
                Err(Fault::Unsigned(self.good, at))
            }
            Some(_) => {
                self.good = at + 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Nothing more comes.
    pub(super) fn finish(self) -> Result<Report, Fault> {
        let (has, signed) = (self.tree.len(), self.heads.keys().last().copied().unwrap_or(0));
        if has < signed {
            return Err(Fault::Truncated { has, signed });
        }
        let is_recorded = |erased: &&Erased| {
            let mut recorded = self.recorded.iter();
            recorded.any(|(at, why)| at.contains(&erased.index) && *why == erased.under)
        };
        if let Some(erased) = self.erased.iter().find(|erased| !is_recorded(erased)) {
            return Err(Fault::Unrecorded(erased.index));
        }
        let checkpoints = self.heads.len();
        Ok(Report { entries: has, signed, checkpoints, erased: self.erased })
    }
}

/// Checks the log in a database, beside whoever writes to it: with the checkpoints that are kept there
/// and those in `kept`, which were kept elsewhere.
pub fn verify(
    database: &Path,
    origin: &str,
    key: Bytes<32>,
    kept: &[String],
) -> Result<Result<Report, Fault>, DatabaseError> {
    let connection = table::reader(database)?;
    let mut notes = table::notes(&connection)?;
    notes.extend_from_slice(kept);
    let mut verifier = Verifier::new(origin, key);
    let mut from = 0;
    let mut read = || -> Result<Result<(), Fault>, DatabaseError> {
        for note in &notes {
            if let Err(fault) = verifier.checkpoint(note) {
                return Ok(Err(fault));
            }
        }
        loop {
            let page = table::page(&connection, from, PAGE)?;
            for row in &page {
                if let Err(fault) = verifier.entry(&row.record) {
                    return Ok(Err(fault));
                }
                from = row.record.index + 1;
            }
            if page.is_empty() {
                return Ok(Ok(()));
            }
        }
    };
    let read = read()?;
    Ok(read.and_then(|()| verifier.finish()))
}
