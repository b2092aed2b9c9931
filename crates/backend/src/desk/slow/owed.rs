//! The answers that are owed: a row each, from the acknowledgement until the answer is sealed.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use sigilo_protocol::{Bytes, ConvId};

use super::super::{
    bodies::{self, hash},
    seals::{Place, Seals},
    store::{Store, bad_column},
};
use crate::DatabaseError;

/// Beside the schema, so that a database of before has it too.
pub(in crate::desk) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS owed (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    conv     TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    body     TEXT NOT NULL,           -- SHA-256 of the question's body id
    answer   TEXT NOT NULL,           -- the body id that the answer will have
    lang     TEXT NOT NULL,
    at       INTEGER NOT NULL,        -- when it was asked, in seconds since 1970
    tries    INTEGER NOT NULL,        -- how often a start of the desk has begun to ask
    question BLOB NOT NULL            -- as it may be passed on; sealed like all of a conversation
) STRICT;
CREATE INDEX IF NOT EXISTS owed_conv ON owed (conv);";

/// A question that waits for its answer.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Owed {
    pub(super) id: i64,
    pub(super) conv: ConvId,
    /// The message's name for the vendor.
    pub(super) body: String,
    pub(super) answer: String,
    pub(super) lang: String,
    /// When it was asked, in seconds since 1970.
    pub(super) at: u64,
    pub(super) tries: u64,
    pub(super) question: String,
}

/// What a step changes of it.
#[derive(Debug, Default)]
pub(in crate::desk) enum Change {
    #[default]
    Nothing,
    /// An answer is owed to this body.
    Owes { body: String, answer: String, lang: String, question: String, at: u64 },
    /// It was given.
    Paid(i64),
}

impl Change {
    /// Stores the change.
    pub(in crate::desk) fn commit(
        &self,
        t: &Transaction<'_>,
        seals: &Seals,
        conv: ConvId,
    ) -> rusqlite::Result<()> {
        match self {
            Self::Nothing => Ok(()),
            Self::Owes { body, answer, lang, question, at } => {
                let question =
                    seals.seal(t, question_in(conv).row(&hash(body)), question.as_bytes())?;
                let sql = "INSERT INTO owed (conv, body, answer, lang, at, tries, question) \
                           VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)";
                let (conv, body) = (conv.to_string(), hash(body));
                t.execute(sql, params![conv, body, answer, lang, at, question]).map(drop)
            }
            Self::Paid(id) => t.execute("DELETE FROM owed WHERE id = ?1", [id]).map(drop),
        }
    }
}

/// Nothing is owed any more to these bodies, or to a whole conversation.
pub(in crate::desk) fn forget(
    t: &Transaction<'_>,
    conv: ConvId,
    of: Option<&[String]>,
) -> rusqlite::Result<()> {
    let all = "DELETE FROM owed WHERE conv = ?1";
    bodies::change(t, conv, of, "DELETE FROM owed WHERE conv = ?1 AND body = ?2", all)
}

/// Nothing is owed any more at all: a desk without a slow bot keeps no question for one.
pub(in crate::desk) fn forget_all(t: &Transaction<'_>) -> rusqlite::Result<()> {
    t.execute("DELETE FROM owed", ()).map(drop)
}

/// How many answers a conversation waits for.
pub(in crate::desk) fn count(t: &Transaction<'_>, conv: &str) -> rusqlite::Result<u64> {
    t.query_row("SELECT count(*) FROM owed WHERE conv = ?1", [conv], |row| row.get(0))
}

impl Store {
    /// The first answer that is owed in each conversation, the oldest first, but in these; what is
    /// damaged is gone.
    pub(super) async fn owed(
        &self,
        but: Vec<ConvId>,
        most: usize,
    ) -> Result<Vec<Owed>, DatabaseError> {
        let sql = "SELECT id, conv, body, answer, lang, tries, question, at FROM owed \
                   WHERE id IN (SELECT min(id) FROM owed GROUP BY conv) AND conv IN \
                   (SELECT conv FROM conversations WHERE state != x'') ORDER BY id LIMIT ?1";
        let seals = self.1.clone();
        let limit = most.saturating_add(but.len());
        let list = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let rows = statement.query_map([limit], |row| read(t, row, &seals))?;
            let (mut owed, mut damaged) = (Vec::new(), Vec::new());
            for row in rows {
                match row? {
                    Ok(row) if but.contains(&row.conv) => {}
                    Ok(row) => owed.push(row),
                    Err(id) => damaged.push(id),
                }
            }
            for id in damaged {
                tracing::error!("a question that waits is damaged");
                t.execute("DELETE FROM owed WHERE id = ?1", [id])?;
            }
            owed.truncate(most);
            Ok(owed)
        };
        self.0.transact(list).await
    }

    /// Whether an answer is still owed.
    pub(super) async fn is_owed(&self, id: i64) -> Result<bool, DatabaseError> {
        let sql = "SELECT 1 FROM owed WHERE id = ?1";
        let find = move |t: &Transaction<'_>| t.query_row(sql, [id], |_| Ok(())).optional();
        Ok(self.0.transact(find).await?.is_some())
    }

    /// Notes that it is asked for, before it is.
    pub(super) async fn try_owed(&self, id: i64) -> Result<(), DatabaseError> {
        let sql = "UPDATE owed SET tries = tries + 1 WHERE id = ?1";
        self.0.transact(move |t| t.execute(sql, [id])).await.map(drop)
    }

    /// How many answers a conversation waits for.
    pub(super) async fn count_owed(&self, conv: ConvId) -> Result<u64, DatabaseError> {
        self.0.transact(move |t| count(t, &conv.to_string())).await
    }

    /// What was asked before then is not answered any more.
    pub(in crate::desk) async fn expire_owed(&self, before: u64) -> Result<(), DatabaseError> {
        let sql = "DELETE FROM owed WHERE at < ?1";
        self.0.transact(move |t| t.execute(sql, [before])).await.map(drop)
    }

    /// Nothing is owed any more in a conversation.
    pub(super) async fn forget_owed(&self, conv: ConvId) -> Result<(), DatabaseError> {
        self.0.transact(move |t| forget(t, conv, None)).await
    }
}

fn read(t: &Transaction<'_>, row: &Row<'_>, seals: &Seals) -> rusqlite::Result<Result<Owed, i64>> {
    let id = row.get(0)?;
    let conv = Bytes::parse(&row.get::<_, String>(1)?).ok_or_else(|| bad_column(1))?;
    let body: String = row.get(2)?;
    let place = question_in(conv).row(&body);
    let Some(question) = seals.open_text(t, place, row.get_ref(6)?.as_blob()?)? else {
        return Ok(Err(id));
    };
    let (answer, lang) = (row.get(3)?, row.get(4)?);
    Ok(Ok(Owed { id, conv, body, answer, lang, tries: row.get(5)?, question, at: row.get(7)? }))
}

fn question_in(conv: ConvId) -> Place<'static> {
    Place::content(conv, "owed.question")
}
