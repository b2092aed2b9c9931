//! What the desk's database holds of people is sealed: under a key of the conversation's own, which
//! lies wrapped with the master key. Who destroys that key has erased all that it sealed.
//!
//! `sealed = Vault(data key).seal("sigilo desk column conv row", text)`,
//! `wrapped = Vault(master key).seal("sigilo data key conv part", data key)`.

use std::sync::Arc;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::{OptionalExtension as _, Transaction, params};
use sigilo_protocol::ConvId;
use zeroize::Zeroizing;

use super::vault::Vault;
use crate::storage::{Master, MasterKeyError, Ring};

/// What seals and opens.
#[derive(Clone)]
pub(super) struct Seals(Arc<Ring>);

/// What a key of a conversation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What was said, and what it takes to go on with it.
    Content,
    /// Receipts and requests, which obligations may keep longer.
    Record,
}

/// Where something sealed lies. It is good for that place only.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    conv: ConvId,
    part: Part,
    column: &'static str,
    row: &'a str,
}

impl Part {
    const ALL: [Self; 2] = [Self::Content, Self::Record];

    fn name(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Record => "record",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

impl<'a> Place<'a> {
    pub(super) fn content(conv: ConvId, column: &'static str) -> Self {
        Self { conv, part: Part::Content, column, row: "" }
    }

    pub(super) fn record(conv: ConvId, column: &'static str) -> Self {
        Self { part: Part::Record, ..Self::content(conv, column) }
    }

    /// The same, in one of several rows.
    pub(super) fn row(self, row: &'a str) -> Self {
        Self { row, ..self }
    }

    fn label(&self) -> String {
        format!("sigilo desk {} {} {}", self.column, self.conv, self.row)
    }
}

impl Seals {
    pub(super) fn new(ring: Ring) -> Self {
        Self(Arc::new(ring))
    }

    pub(super) fn ring(&self) -> &Ring {
        &self.0
    }

    /// Seals under the conversation's key, which is made if there is none.
    pub(super) fn seal(
        &self,
        t: &Transaction<'_>,
        place: Place<'_>,
        text: &[u8],
    ) -> rusqlite::Result<Vec<u8>> {
        let key = match self.key(t, place.conv, place.part)? {
            Some(key) => key,
            None => self.make(t, place.conv, place.part)?,
        };
        let sealed = key.seal(&place.label(), text, &mut UnwrapErr(SysRng));
        sealed.ok_or_else(|| failure("too long to seal"))
    }

    /// Opens what was sealed for the same place; nothing if it is damaged, or its key was destroyed. A
    /// master key that is missing is neither: then nothing may be given up.
    pub(super) fn open(
        &self,
        t: &Transaction<'_>,
        place: Place<'_>,
        sealed: &[u8],
    ) -> rusqlite::Result<Option<Zeroizing<Vec<u8>>>> {
        let key = self.key(t, place.conv, place.part)?;
        Ok(key.and_then(|key| key.open(&place.label(), sealed)))
    }

    /// As [`Self::open`], of what has to be text.
    pub(super) fn open_text(
        &self,
        t: &Transaction<'_>,
        place: Place<'_>,
        sealed: &[u8],
    ) -> rusqlite::Result<Option<String>> {
        let text = self.open(t, place, sealed)?;
        Ok(text.and_then(|text| String::from_utf8(text.to_vec()).ok()))
    }

    /// Names the master key that new keys are wrapped with, at the first opening; fails if one that is
    /// still needed is not there.
    pub(super) fn check(
        &self,
        t: &Transaction<'_>,
    ) -> rusqlite::Result<Result<(), MasterKeyError>> {
        let mut needed = t.prepare("SELECT id FROM master_keys")?;
        let needed: Vec<String> =
            needed.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
        if needed.is_empty() {
            make_current(t, &self.0.newest().id)?;
        }
        Ok(needed.iter().try_for_each(|id| self.0.get(id).map(drop)))
    }

    /// Wraps up to `batch` keys anew that another than the current master key wraps; how many those were.
    pub(super) fn rewrap(&self, t: &Transaction<'_>, batch: usize) -> rusqlite::Result<usize> {
        let current = self.current(t)?;
        let sql = "SELECT conv, part, master, wrapped FROM data_keys WHERE master != ?1 LIMIT ?2";
        let mut statement = t.prepare_cached(sql)?;
        let rows = statement.query_map(params![current.id, batch], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        let rows = rows.collect::<Result<Vec<(String, String, String, Vec<u8>)>, _>>()?;
        for (conv, part, master, wrapped) in &rows {
            let place = ConvId::parse(conv).zip(Part::parse(part));
            let key =
                place.map(|(conv, part)| self.unwrap(conv, part, master, wrapped)).transpose()?;
            match (place, key.flatten()) {
                (Some((conv, part)), Some(key)) => put(t, &current, conv, part, &key)?,
                // A damaged key opens nothing under either master.
                _ => {
                    let sql = "DELETE FROM data_keys WHERE conv = ?1 AND part = ?2";
                    t.execute(sql, [conv, part])?;
                    tracing::error!("a damaged data key was dropped");
                }
            }
        }
        Ok(rows.len())
    }

    fn key(
        &self,
        t: &Transaction<'_>,
        conv: ConvId,
        part: Part,
    ) -> rusqlite::Result<Option<Vault>> {
        let sql = "SELECT master, wrapped FROM data_keys WHERE conv = ?1 AND part = ?2";
        let found =
            t.prepare_cached(sql)?.query_row([conv.to_string().as_str(), part.name()], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
            });
        let Some((master, wrapped)) = found.optional()? else { return Ok(None) };
        self.unwrap(conv, part, &master, &wrapped)
    }

    fn make(&self, t: &Transaction<'_>, conv: ConvId, part: Part) -> rusqlite::Result<Vault> {
        let key = Vault::generate(&mut UnwrapErr(SysRng));
        put(t, &self.current(t)?, conv, part, &key)?;
        Ok(key)
    }

    fn current(&self, t: &Transaction<'_>) -> rusqlite::Result<Master> {
        let id = current(t)?.ok_or_else(|| failure("there is no master key"))?;
        self.0.get(&id).map_err(failure)
    }

    fn unwrap(
        &self,
        conv: ConvId,
        part: Part,
        master: &str,
        wrapped: &[u8],
    ) -> rusqlite::Result<Option<Vault>> {
        let master = Vault::new(*self.0.get(master).map_err(failure)?.key);
        let key = master.open(&wrap_label(conv, part), wrapped);
        Ok(key.and_then(|key| Some(Vault::new(key.as_slice().try_into().ok()?))))
    }
}

/// The name of the master key that new keys are wrapped with.
pub(super) fn current(t: &Transaction<'_>) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT id FROM master_keys WHERE is_current = 1";
    t.query_row(sql, (), |row| row.get(0)).optional()
}

/// From now on new keys are wrapped with this one.
pub(super) fn make_current(t: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    t.execute("UPDATE master_keys SET is_current = 0 WHERE is_current = 1", ())?;
    let sql = "INSERT INTO master_keys (id, is_current) VALUES (?1, 1) \
               ON CONFLICT (id) DO UPDATE SET is_current = 1";
    t.execute(sql, [id]).map(drop)
}

/// Destroys a key of a conversation, and so all that it sealed.
pub(super) fn destroy(t: &Transaction<'_>, conv: &str, part: Part) -> rusqlite::Result<()> {
    let sql = "DELETE FROM data_keys WHERE conv = ?1 AND part = ?2";
    t.execute(sql, [conv, part.name()]).map(drop)
}

fn put(
    t: &Transaction<'_>,
    master: &Master,
    conv: ConvId,
    part: Part,
    key: &Vault,
) -> rusqlite::Result<()> {
    let label = wrap_label(conv, part);
    let wrapped =
        Vault::new(*master.key).seal(&label, key.to_bytes().as_slice(), &mut UnwrapErr(SysRng));
    let wrapped = wrapped.ok_or_else(|| failure("a key could not be wrapped"))?;
    let sql =
        "INSERT OR REPLACE INTO data_keys (conv, part, master, wrapped) VALUES (?1, ?2, ?3, ?4)";
    t.execute(sql, params![conv.to_string(), part.name(), master.id, wrapped]).map(drop)
}

fn wrap_label(conv: ConvId, part: Part) -> String {
    format!("sigilo data key {conv} {}", part.name())
}

fn failure(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(error.into())
}
