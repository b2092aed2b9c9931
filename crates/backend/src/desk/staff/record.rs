//! What people do at these pages, told to whoever listens and kept for the auditor's page.

use rusqlite::{Transaction, params};

use super::Staff;
use crate::{DatabaseError, events::Event};

/// How many of the newest lines the auditor's page shows.
const SHOWN: usize = 300;

impl Staff {
    /// Something that somebody does here.
    pub(super) fn event(&self, kind: &str, actor: &str) -> Event {
        Event::new(self.0.clock.now(), self.0.people.site(), kind, actor)
    }

    /// Keeps an event and tells it. What can't be kept is an error: nothing is shown that is not told.
    pub(super) async fn tell(&self, event: Event) -> Result<(), DatabaseError> {
        let json = serde_json::to_string(&event)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let kept = self.0.settings.access_lines;
        let keep = move |t: &Transaction<'_>| {
            t.execute("INSERT INTO access (event) VALUES (?1)", [json])?;
            let newest = t.last_insert_rowid();
            let sql = "DELETE FROM access WHERE id <= ?1";
            t.execute(sql, params![newest - i64::from(kept)])
        };
        self.0.accounts.database.transact(keep).await?;
        self.0.events.tell(&event);
        Ok(())
    }

    /// What was told, the newest first.
    pub(super) async fn told(&self) -> Result<Vec<Event>, DatabaseError> {
        let list = |t: &Transaction<'_>| {
            let mut list =
                t.prepare_cached("SELECT event FROM access ORDER BY id DESC LIMIT ?1")?;
            let rows = list.query_map([SHOWN], |row| row.get::<_, String>(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let lines = self.0.accounts.database.transact(list).await?;
        Ok(lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect())
    }
}
