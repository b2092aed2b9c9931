//! Who looks on: begins by an act, is told to the visitor, and ends by itself.

use rusqlite::{Transaction, params};

use super::{Staff, sessions::Session};
use crate::{
    DatabaseError,
    desk::people::{PeopleError, Talk},
};

/// For how long somebody counts as looking on after their page last asked, in seconds. A shorter time
/// ends it when a network falters, a longer one names them to the visitor when they are gone.
const WATCH: u64 = 60;

impl Staff {
    /// Begins to look on.
    pub(super) async fn watch(&self, session: &Session, talk: &Talk) -> Result<(), DatabaseError> {
        if self.renew(session, talk, true).await? {
            self.0.people.watched(talk, true).await?;
        }
        Ok(())
    }

    /// Whether the session looks on, whose time begins anew then.
    pub(super) async fn watches(
        &self,
        session: &Session,
        talk: &Talk,
    ) -> Result<bool, DatabaseError> {
        self.renew(session, talk, false).await
    }

    /// Looks on no longer.
    pub(super) async fn unwatch(&self, session: &Session, talk: &str) -> Result<(), DatabaseError> {
        let (id, talk) = (session.id.clone(), talk.to_owned());
        let end = move |t: &Transaction<'_>| {
            let sql = "UPDATE watches SET until = 0 WHERE session = ?1 AND talk = ?2";
            t.execute(sql, [id, talk])
        };
        self.0.accounts.database.transact(end).await?;
        self.sweep().await
    }

    /// Ends what is over, and tells visitors whom nobody looks on any more.
    pub(in crate::desk) async fn sweep(&self) -> Result<(), DatabaseError> {
        let now = self.0.clock.now();
        let sweep = move |t: &Transaction<'_>| {
            let over = "until <= ?1 OR session NOT IN (SELECT token FROM sessions)";
            let sql = format!("SELECT account, talk FROM watches WHERE {over}");
            let ended: Vec<(String, String)> = t
                .prepare_cached(&sql)?
                .query_map([now], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            t.execute(&format!("DELETE FROM watches WHERE {over}"), [now])?;
            let mut alone = Vec::new();
            for (account, talk) in ended {
                let sql = "SELECT EXISTS (SELECT 1 FROM watches WHERE talk = ?1)";
                let is_last = !t.query_row(sql, [&talk], |row| row.get::<_, bool>(0))?;
                alone.push((account, talk, is_last));
            }
            Ok(alone)
        };
        for (account, talk, is_last) in self.0.accounts.database.transact(sweep).await? {
            let mut event = self.event("staff.watch-ended", &account);
            event.conversation = Some(talk.clone());
            self.tell(event).await?;
            if is_last {
                match self.0.people.find(&talk).await {
                    Ok(talk) => self.0.people.watched(&talk, false).await?,
                    Err(PeopleError::Database(error)) => return Err(error),
                    Err(_) => {}
                }
            }
        }
        Ok(())
    }

    /// Whether it is new, if it `begins`; else whether there is one.
    async fn renew(
        &self,
        session: &Session,
        talk: &Talk,
        begins: bool,
    ) -> Result<bool, DatabaseError> {
        let (until, id) = (self.0.clock.now() + WATCH, session.id.clone());
        let (account, talk) = (session.account.name.clone(), talk.name.clone());
        let renew = move |t: &Transaction<'_>| {
            let sql = "UPDATE watches SET until = ?3 WHERE session = ?1 AND talk = ?2";
            let is_there = t.execute(sql, params![id, talk, until])? == 1;
            if begins && !is_there {
                let sql = "INSERT INTO watches (session, talk, until, account) \
                           VALUES (?1, ?2, ?3, ?4)";
                t.execute(sql, params![id, talk, until, account])?;
            }
            Ok(is_there != begins)
        };
        self.0.accounts.database.transact(renew).await
    }
}
