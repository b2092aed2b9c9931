//! A webhook's queue on the disk.

use std::path::Path;

use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use rusqlite::{OptionalExtension as _, params};

use crate::database::{Database, DatabaseError, Step};

const STEPS: &[Step<'_>] = &[Step::Sql(include_str!("outbox.sql"))];

/// The queue of one webhook; all of them share a file.
#[derive(Clone)]
pub(super) struct Outbox {
    database: Database,
    webhook: String,
}

/// What is due.
pub(super) struct Message {
    pub(super) row: i64,
    pub(super) id: String,
    pub(super) body: String,
    pub(super) came: u64,
    pub(super) attempts: u32,
}

impl Outbox {
    pub(super) fn open(path: &Path, webhook: &str) -> Result<Self, DatabaseError> {
        Ok(Self { database: Database::open(path, STEPS)?, webhook: webhook.into() })
    }

    /// Keeps bodies, at most `most` in all; how many it had no room for.
    pub(super) async fn keep(
        &self,
        bodies: Vec<String>,
        most: usize,
        now: u64,
    ) -> Result<u64, DatabaseError> {
        let webhook = self.webhook.clone();
        let keep = move |t: &rusqlite::Transaction<'_>| {
            let count = "SELECT count(*) FROM outbox WHERE webhook = ?1";
            let kept: usize = t.query_row(count, [&webhook], |row| row.get(0))?;
            let room = most.saturating_sub(kept);
            let lost = bodies.len().saturating_sub(room);
            for body in bodies.into_iter().take(room) {
                t.execute(
                    "INSERT INTO outbox (webhook, message, body, came, due) VALUES (?1, ?2, ?3, ?4, ?4)",
                    params![webhook, message_id(), body, now],
                )?;
            }
            Ok(lost as u64)
        };
        self.database.transact(keep).await
    }

    /// The oldest message that is due, or when the next one will be.
    pub(super) async fn due(
        &self,
        now: u64,
    ) -> Result<Result<Message, Option<u64>>, DatabaseError> {
        let webhook = self.webhook.clone();
        let find = move |t: &rusqlite::Transaction<'_>| {
            let sql = "SELECT id, message, body, came, attempts FROM outbox \
                       WHERE webhook = ?1 AND due <= ?2 ORDER BY id LIMIT 1";
            let message = t.query_row(sql, params![webhook, now], |row| {
                Ok(Message {
                    row: row.get(0)?,
                    id: row.get(1)?,
                    body: row.get(2)?,
                    came: row.get(3)?,
                    attempts: row.get(4)?,
                })
            });
            match message.optional()? {
                Some(message) => Ok(Ok(message)),
                None => t
                    .query_row(
                        "SELECT min(due) FROM outbox WHERE webhook = ?1",
                        [&webhook],
                        |row| row.get(0),
                    )
                    .map(Err),
            }
        };
        self.database.transact(find).await
    }

    /// It was taken, or given up.
    pub(super) async fn remove(&self, row: i64) -> Result<(), DatabaseError> {
        self.database
            .transact(move |t| t.execute("DELETE FROM outbox WHERE id = ?1", [row]))
            .await
            .map(drop)
    }

    /// It was not taken: again at `due`.
    pub(super) async fn postpone(&self, row: i64, due: u64) -> Result<(), DatabaseError> {
        let sql = "UPDATE outbox SET attempts = attempts + 1, due = ?2 WHERE id = ?1";
        self.database.transact(move |t| t.execute(sql, params![row, due])).await.map(drop)
    }
}

/// Random: a receiver knows by it what comes twice.
fn message_id() -> String {
    let mut bytes = [0; 16];
    UnwrapErr(SysRng).fill_bytes(&mut bytes);
    format!("msg_{}", sigilo_protocol::b64u(&bytes))
}
