//! What the desk holds of a conversation, counted.

use rusqlite::Transaction;
use serde_json::{Value, json};
use sigilo_protocol::ConvId;

use super::super::{files, forms, people, ratings, slow, store::Store};
use crate::DatabaseError;

/// Most hashes of receipts that are told, the newest; their number is told in any case.
const RECEIPTS: usize = 100;

/// What is held.
#[derive(Debug, Default)]
pub(super) struct Holding {
    sessions: u64,
    bodies: u64,
    waiting: u64,
    notes: u64,
    answers: u64,
    lines: u64,
    files: u64,
    ratings: u64,
    receipts: u64,
    logs: u64,
    pub(super) hashes: Vec<String>,
}

impl Holding {
    /// What goes with a conversation.
    pub(super) fn content(&self) -> Value {
        let mut content = json!([
            {"what": "sessions", "count": self.sessions},
            {"what": "body-ids", "count": self.bodies},
            {"what": "waiting-answers", "count": self.waiting},
            {"what": "notes", "count": self.notes},
            {"what": "form-answers", "count": self.answers},
        ]);
        // Most desks have none.
        for (what, count) in [("history", self.lines), ("files", self.files)] {
            if let (1.., Value::Array(list)) = (count, &mut content) {
                list.push(json!({"what": what, "count": count}));
            }
        }
        if let (1.., Value::Array(list)) = (self.ratings, &mut content) {
            list.push(json!({"what": "ratings", "count": self.ratings}));
        }
        content
    }

    /// All of it.
    pub(super) fn all(&self) -> Value {
        let mut all = self.content();
        if let Value::Array(list) = &mut all {
            list.push(json!({"what": "receipts", "count": self.receipts}));
            list.push(json!({"what": "consent-log-pages", "count": self.logs}));
        }
        all
    }

    /// The notes of some requests, and what some answers filled in.
    pub(super) fn bodies(notes: u64, answers: u64) -> Value {
        json!([{"what": "notes", "count": notes}, {"what": "form-answers", "count": answers}])
    }
}

impl Store {
    /// What is held of a conversation. How many notes there are, the requests tell.
    pub(super) async fn holding(&self, conv: ConvId) -> Result<Holding, DatabaseError> {
        let requests = self.requests(Some(conv)).await?;
        let notes = requests.iter().filter(|request| request.note.is_some()).count() as u64;
        let holding = self.0.transact(move |t| count(t, &conv.to_string())).await?;
        Ok(Holding { notes, ..holding })
    }
}

fn count(t: &Transaction<'_>, conv: &str) -> rusqlite::Result<Holding> {
    let count = |sql: &str| t.query_row(sql, [conv], |row| row.get::<_, u64>(0));
    let sql = "SELECT hash FROM receipts WHERE conv = ?1 LIMIT ?2";
    let mut hashes = t.prepare_cached(sql)?;
    let hashes = hashes.query_map(rusqlite::params![conv, RECEIPTS], |row| row.get(0))?;
    Ok(Holding {
        sessions: count("SELECT count(*) FROM conversations WHERE conv = ?1 AND state != x''")?,
        bodies: count("SELECT count(*) FROM bodies WHERE conv = ?1")?,
        waiting: count("SELECT count(*) FROM queue WHERE conv = ?1")? + slow::count(t, conv)?,
        notes: 0,
        answers: forms::count(t, conv)?,
        ratings: ratings::count(t, conv)?,
        lines: people::count(t, conv)?,
        files: files::count(t, conv)?,
        receipts: count("SELECT count(*) FROM receipts WHERE conv = ?1")?,
        logs: count("SELECT count(*) FROM visitor_logs WHERE conv = ?1")?,
        hashes: hashes.collect::<Result<_, _>>()?,
    })
}
