//! The tables of what people see, sealed with the key file's vault key.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use sigilo_protocol::{Body, ConvId};

use super::{
    super::{
        figures::Talks,
        seals::{Place, Seals},
        store::bad_column,
    },
    Identity, Line, Talk,
    said::body_name,
};

/// Beside the schema, so that a database of before has them too.
pub(in crate::desk) const TABLES: &str = include_str!("tables.sql");

/// From 10: when the visitor has signed out at the page, and when it was told last who they are.
pub(in crate::desk) const LEFT: &str = "ALTER TABLE talks ADD COLUMN left_at INTEGER; \
                                        ALTER TABLE talks ADD COLUMN known_at INTEGER";

/// Most lines of a conversation that are shown, the newest.
const SHOWN: usize = 500;

/// Most conversations that are listed, those that wait first, then the newest.
const LISTED: usize = 200;

/// How long after a word a conversation counts as one that goes on, in seconds.
const ACTIVE: u64 = 15 * 60;

const COLUMNS: &str = "t.conv, t.name, c.lang, t.began, t.last, t.waiting, t.taken_by, t.is_open, \
                       t.identity, c.state = x'', t.left_at";

pub(super) fn insert(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    line: &Line,
) -> rusqlite::Result<()> {
    let json = serde_json::to_vec(line)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    t.execute(
        "INSERT INTO history (conv, at, body, line) VALUES (?1, ?2, ?3, ?4)",
        params![
            conv.to_string(),
            line.at,
            body_name(&line.id),
            seals.seal(t, Place::content(conv, "history"), &json)?
        ],
    )
    .map(drop)
}

/// What was said, oldest first; what is damaged is left out.
pub(super) fn lines(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
) -> rusqlite::Result<Vec<Line>> {
    let sql = "SELECT line FROM history WHERE conv = ?1 ORDER BY id DESC LIMIT ?2";
    let mut statement = t.prepare_cached(sql)?;
    let rows = statement.query_map(params![conv.to_string(), SHOWN], |row| {
        let line = seals.open(t, Place::content(conv, "history"), row.get_ref(0)?.as_blob()?)?;
        Ok(line.and_then(|line| serde_json::from_slice(&line).ok()))
    })?;
    let mut lines: Vec<Line> = rows.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    lines.reverse();
    Ok(lines)
}

/// The row of what was said last under that id.
pub(super) fn row_of(t: &Transaction<'_>, conv: ConvId, id: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT max(id) FROM history WHERE conv = ?1 AND body = ?2";
    t.query_row(sql, params![conv.to_string(), body_name(id)], |row| row.get(0))
}

/// One thing that was said goes.
pub(super) fn forget(t: &Transaction<'_>, conv: ConvId, id: &str) -> rusqlite::Result<()> {
    let sql = "DELETE FROM history WHERE conv = ?1 AND body = ?2";
    t.execute(sql, params![conv.to_string(), body_name(id)]).map(drop)
}

/// All that was said goes, and what waits to be said.
pub(super) fn forget_all(t: &Transaction<'_>, conv: ConvId) -> rusqlite::Result<()> {
    let conv = conv.to_string();
    t.execute("DELETE FROM history WHERE conv = ?1", [&conv])?;
    t.execute("DELETE FROM orders WHERE conv = ?1", [&conv])?;
    let sql = "UPDATE talks SET identity = NULL, known_at = NULL, waiting = NULL WHERE conv = ?1";
    t.execute(sql, [&conv]).map(drop)
}

/// What was said before `before` goes; how much it was.
pub(super) fn expire(t: &Transaction<'_>, before: u64) -> rusqlite::Result<usize> {
    t.execute("DELETE FROM history WHERE at < ?1", [before])
}

pub(super) fn identify(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    identity: Option<&Identity>,
) -> rusqlite::Result<()> {
    let json = identity
        .map(serde_json::to_vec)
        .transpose()
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let sealed =
        json.map(|json| seals.seal(t, Place::content(conv, "identity"), &json)).transpose()?;
    // Who has left does not come back: whoever is at that browser now has a conversation of their own.
    let sql = "UPDATE talks SET identity = ?2, known_at = ?3 WHERE conv = ?1 AND left_at IS NULL";
    t.execute(sql, params![conv.to_string(), sealed, identity.map(|own| own.at)]).map(drop)
}

/// Who was known and of whom nothing was heard since `before` is not known any more; where that was.
pub(in crate::desk) fn forget_absent(
    t: &Transaction<'_>,
    before: u64,
) -> rusqlite::Result<Vec<ConvId>> {
    let sql = "UPDATE talks SET identity = NULL, known_at = NULL WHERE identity IS NOT NULL \
               AND max(last, coalesce(known_at, 0)) < ?1 RETURNING conv";
    let mut statement = t.prepare_cached(sql)?;
    let rows = statement.query_map([before], |row| {
        ConvId::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))
    })?;
    rows.collect()
}

/// The visitor has signed out: who they are goes, and the keys by which anything could be said to them. What was
/// said stays until its time.
pub(super) fn leave(t: &Transaction<'_>, conv: ConvId, at: u64) -> rusqlite::Result<()> {
    let key = conv.to_string();
    for table in ["orders", "queue"] {
        t.execute(&format!("DELETE FROM {table} WHERE conv = ?1"), [&key])?;
    }
    t.execute("UPDATE conversations SET state = x'' WHERE conv = ?1", [&key])?;
    let sql = "UPDATE talks SET identity = NULL, known_at = NULL, waiting = NULL, taken_by = NULL, \
               left_at = ?2 WHERE conv = ?1";
    t.execute(sql, params![key, at]).map(drop)
}

/// The conversations, those first in which somebody waits, then the newest.
pub(super) fn list(t: &Transaction<'_>, seals: &Seals) -> rusqlite::Result<Vec<Talk>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM talks t JOIN conversations c ON c.conv = t.conv \
         ORDER BY t.waiting IS NULL, t.waiting, t.last DESC LIMIT {LISTED}"
    );
    let mut statement = t.prepare_cached(&sql)?;
    let rows = statement.query_map((), |row| read(t, row, seals))?;
    rows.collect()
}

/// How many conversations there are, and how they stand.
pub(super) fn talks(t: &Transaction<'_>, now: u64) -> rusqlite::Result<Talks> {
    let sql = "SELECT count(*), count(*) FILTER (WHERE last > ?1), count(taken_by), count(waiting), \
               min(waiting) FROM talks WHERE is_open = 1 AND left_at IS NULL";
    t.query_row(sql, [now.saturating_sub(ACTIVE)], |row| {
        let since: Option<u64> = row.get(4)?;
        Ok(Talks {
            open: row.get(0)?,
            active: row.get(1)?,
            taken: row.get(2)?,
            waiting: row.get(3)?,
            longest: since.map_or(0, |since| now.saturating_sub(since)),
        })
    })
}

/// A conversation by its name in the log.
pub(super) fn find(
    t: &Transaction<'_>,
    seals: &Seals,
    name: &str,
) -> rusqlite::Result<Option<Talk>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM talks t JOIN conversations c ON c.conv = t.conv WHERE t.name = ?1"
    );
    t.query_row(&sql, [name], |row| read(t, row, seals)).optional()
}

fn read(t: &Transaction<'_>, row: &Row<'_>, seals: &Seals) -> rusqlite::Result<Talk> {
    let conv = ConvId::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))?;
    let identity = row.get::<_, Option<Vec<u8>>>(8)?;
    let left_at: Option<u64> = row.get(10)?;
    let place = Place::content(conv, "identity");
    let identity = identity.map(|sealed| seals.open(t, place, &sealed)).transpose()?.flatten();
    Ok(Talk {
        conv,
        name: row.get(1)?,
        lang: row.get(2)?,
        began: row.get(3)?,
        last: row.get(4)?,
        waiting: row.get(5)?,
        taken_by: row.get(6)?,
        is_open: row.get(7)?,
        identity: identity.and_then(|json| serde_json::from_slice(&json).ok()),
        is_lost: row.get::<_, bool>(9)? || left_at.is_some(),
        left_at,
    })
}

/// Keeps a body that the desk is to say.
pub(super) fn order(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    body: &Body,
) -> rusqlite::Result<()> {
    let body = body.to_padded();
    let body = body.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let sql = "INSERT INTO orders (conv, body) VALUES (?1, ?2)";
    t.execute(sql, params![conv.to_string(), seals.seal(t, Place::content(conv, "order"), &body)?])
        .map(drop)
}

/// What is to be said, oldest first; a damaged one has no body.
pub(super) fn orders(
    t: &Transaction<'_>,
    seals: &Seals,
) -> rusqlite::Result<Vec<(i64, ConvId, Option<Body>)>> {
    let mut statement =
        t.prepare_cached("SELECT id, conv, body FROM orders ORDER BY id LIMIT 64")?;
    let rows = statement.query_map((), |row| {
        let conv = ConvId::parse(&row.get::<_, String>(1)?).ok_or_else(|| bad_column(1))?;
        let body = seals.open(t, Place::content(conv, "order"), row.get_ref(2)?.as_blob()?)?;
        Ok((row.get(0)?, conv, body.and_then(|body| Body::parse(&body).ok())))
    })?;
    rows.collect()
}

/// How much of a conversation's history is kept.
pub(in crate::desk) fn count(t: &Transaction<'_>, conv: &str) -> rusqlite::Result<u64> {
    t.query_row("SELECT count(*) FROM history WHERE conv = ?1", [conv], |row| row.get(0))
}

/// What was said goes, of these bodies or all of it.
pub(in crate::desk) fn erase(
    t: &Transaction<'_>,
    conv: ConvId,
    bodies: Option<&[String]>,
) -> rusqlite::Result<()> {
    match bodies {
        Some(ids) => ids.iter().try_for_each(|id| forget(t, conv, id)),
        None => {
            forget_all(t, conv)?;
            t.execute("DELETE FROM talks WHERE conv = ?1", [conv.to_string()]).map(drop)
        }
    }
}
