//! What a visitor is shown of the log: the entries about their own receipts and envelopes, and that
//! these are in the tree that was signed.

use std::collections::BTreeSet;

use rusqlite::params;
use sigilo_protocol::Hash;

use super::{Log, Record, record::State, table};
use crate::database::DatabaseError;

/// Entries with their proofs, against one checkpoint.
#[derive(Clone, Debug)]
pub(crate) struct Proofs {
    /// The newest checkpoint: a signed note.
    pub(crate) checkpoint: String,
    /// Each with its audit path.
    pub(crate) entries: Vec<(Record, Vec<u8>)>,
    /// That the tree of the size that was asked for is the beginning of this one; empty if it has no
    /// such beginning, or is it.
    pub(crate) consistency: Vec<u8>,
}

impl Log {
    /// The entries of a conversation about `subjects`, and those of any conversation about `anywhere`, in
    /// the tree of a checkpoint that is made now, if something is new. Nothing, if there is no tree to be
    /// in.
    pub(crate) fn prove(
        &self,
        conversation: &str,
        subjects: &BTreeSet<Hash>,
        anywhere: &BTreeSet<Hash>,
        size: u64,
    ) -> Result<Option<Proofs>, DatabaseError> {
        let mut state = self.state();
        self.sign(&mut state)?;
        let Some(last) = &state.last else { return Ok(None) };
        let sql = "SELECT idx, commitment, salt, entry, erased, under, conversation FROM audit \
                   WHERE subject = ?1 AND subject <> '' AND idx < ?2 ORDER BY idx";
        let found = self.database().transact_blocking(|t| {
            let mut statement = t.prepare_cached(sql)?;
            let mut found = Vec::new();
            for subject in subjects {
                let is_theirs = |row: &rusqlite::Row<'_>| -> rusqlite::Result<bool> {
                    Ok(anywhere.contains(subject) || row.get::<_, String>(6)? == conversation)
                };
                let mut rows = statement.query(params![subject.to_string(), last.size])?;
                while let Some(row) = rows.next()? {
                    if is_theirs(row)? {
                        found.push(table::record(row)?);
                    }
                }
            }
            Ok(found)
        })?;
        let mut entries = Vec::new();
        for record in found {
            if let State::Whole(_) = record.state()
                && let Ok(index) = usize::try_from(record.index)
                && record.index < state.tree.len()
            {
                let path = state.tree.prove_inclusion(index);
                entries.push((record, path.as_bytes().to_vec()));
            }
        }
        let additions = last.size.checked_sub(size).filter(|_| size > 0);
        let additions = additions.and_then(|additions| usize::try_from(additions).ok());
        let consistency = match additions {
            Some(additions) if state.tree.len() == last.size => {
                state.tree.prove_consistency(additions).as_bytes().to_vec()
            }
            _ => Vec::new(),
        };
        Ok(Some(Proofs { checkpoint: last.note.clone(), entries, consistency }))
    }
}
