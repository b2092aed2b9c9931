//! What comes into a desk's log past whoever listens: another program has opened a conversation of the
//! archive, or shown what visitors have filled in; a transaction has erased entries, the recorder has lost events. It is told as well, or no
//! alarm would hear of a mass export.

use std::{convert::Infallible, time::Duration};

use rusqlite::{OptionalExtension as _, Transaction};

use super::Log;
use crate::{
    database::DatabaseError,
    events::{Event, Events},
};

/// How often it is looked for.
const LOOK: Duration = Duration::from_secs(1);

/// Most entries of one look.
const BATCH: usize = 500;

/// What was found that the log's own process tells by itself: an alarm that it raised.
fn is_told_already(event: &Event) -> bool {
    event.kind == "failure.audit" && !event.details.contains_key("lost")
}

impl Log {
    /// Tells it to `others`, for ever. `others` must not hold a recorder of this log.
    pub(crate) async fn tell_elsewhere(self, others: Events) -> Infallible {
        loop {
            let (log, others) = (self.clone(), others.clone());
            let done = tokio::task::spawn_blocking(move || log.tell_new(&others)).await;
            if let Ok(Err(error)) = done {
                tracing::error!(%error, "what others wrote into the audit log can't be told");
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    fn tell_new(&self, others: &Events) -> Result<(), DatabaseError> {
        loop {
            let found = self.database().transact_blocking(take)?;
            let events = found.iter().filter_map(|entry| serde_json::from_str(entry).ok());
            events.filter(|event| !is_told_already(event)).for_each(|event| others.tell(&event));
            if found.len() < BATCH {
                return Ok(());
            }
        }
    }
}

/// The next entries; they are taken once, also if this process ends before it has told them.
fn take(t: &Transaction<'_>) -> rusqlite::Result<Vec<String>> {
    let next = t.query_row("SELECT next FROM audit_told", (), |row| row.get(0)).optional()?;
    let sql = "SELECT idx, entry FROM audit INDEXED BY audit_shown WHERE idx >= ?1 AND kind IN \
               ('access.archive', 'access.consent', 'access.files', 'access.forms', \
               'access.ratings', 'access.rights', 'deletion.audit', 'failure.audit') ORDER BY idx LIMIT ?2";
    let mut statement = t.prepare_cached(sql)?;
    let rows = statement.query_map((next.unwrap_or(0_u64), BATCH), |row| {
        Ok((row.get::<_, u64>(0)?, row.get::<_, Option<String>>(1)?))
    })?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    if let Some((last, _)) = rows.last() {
        let sql = "INSERT INTO audit_told (one, next) VALUES (1, ?1) \
                   ON CONFLICT (one) DO UPDATE SET next = excluded.next";
        t.execute(sql, [last + 1])?;
    }
    Ok(rows.into_iter().filter_map(|(_, entry)| entry).collect())
}
