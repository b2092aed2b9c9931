//! What the desk keeps: how far it has read, each conversation, what waits to be posted.

mod consent;

use std::path::Path;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::{OptionalExtension as _, Transaction, params};
use sigilo_protocol::{Body, Bytes, ConvId, Conversation, Hash, Json, VerifiedManifest};

pub(super) use self::consent::{Consented, decisions, pages};
use super::{
    forms, identify,
    people::{self, Said},
    rights::{self, Change},
    vault::Vault,
};
use crate::{
    database::{Database, DatabaseError, Schema},
    names::log_name,
};

const SCHEMA: Schema = Schema { version: 2, create: include_str!("schema.sql") };

/// Beside the schema, so that a database of before has it too.
const EPOCH: &str = "CREATE TABLE IF NOT EXISTS epoch (\
                     id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL) STRICT";

/// How long a manifest's hash is accepted in a visitor's envelopes after it was signed, in seconds:
/// its own 72 h, and the 7 days that a load may last.
const MANIFEST_CITED: u64 = 10 * 24 * 3_600;

/// The desk's database.
#[derive(Clone)]
pub(super) struct Store(pub(super) Database, pub(super) Vault);

/// A conversation as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) lang: String,
    pub(super) state: Conversation,
}

/// A conversation as it is found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) lang: String,
    pub(super) state: State,
}

/// What is left of a conversation's state.
#[derive(Debug)]
pub(super) enum State {
    Whole(Box<Conversation>),
    /// Sealed with another key, or damaged.
    Damaged,
    /// Given up.
    Lost,
}

/// A receipt with the controller's signature on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Countersigned {
    pub(super) receipt: String,
    pub(super) countersignature: String,
}

/// All that one envelope changed, stored at once or not at all.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) conv: ConvId,
    pub(super) kept: Kept,
    /// Of what was read, and of what is not to be read any more.
    pub(super) body_ids: Vec<String>,
    /// A decision of the visitor's.
    pub(super) consented: Option<Consented>,
    /// Sealed and signed, in the order of posting.
    pub(super) answers: Vec<String>,
    /// What waits for a new hello, in its order: all of it.
    pub(super) queue: Vec<Body>,
    pub(super) change: Change,
    pub(super) forms: Vec<forms::Change>,
    pub(super) said: Said,
}

/// An envelope that waits to be posted.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) id: i64,
    pub(super) conv: String,
    pub(super) envelope: String,
}

impl Store {
    pub(super) fn open(path: &Path, vault: Vault) -> Result<Self, DatabaseError> {
        let database = Database::open(path, &SCHEMA)?;
        for table in
            [EPOCH, forms::TABLE, people::TABLES, identify::TABLE].iter().chain(&rights::TABLES)
        {
            database.transact_blocking(|t| t.execute_batch(table))?;
        }
        database.transact_blocking(consent::create)?;
        Ok(Self(database, vault))
    }

    /// The name of the relay's database that the feed was read of, once it has told one.
    pub(super) async fn epoch(&self) -> Result<Option<Bytes<16>>, DatabaseError> {
        let find = |t: &Transaction<'_>| {
            t.query_row("SELECT name FROM epoch", (), |row| row.get::<_, String>(0)).optional()
        };
        Ok(self.0.transact(find).await?.and_then(|name| Bytes::parse(&name)))
    }

    /// Names the relay's database, and sets the place in its feed.
    pub(super) async fn begin_feed(
        &self,
        epoch: Option<Bytes<16>>,
        cursor: Option<u64>,
    ) -> Result<(), DatabaseError> {
        let begin = move |t: &Transaction<'_>| {
            if let Some(epoch) = epoch {
                let sql = "INSERT INTO epoch (id, name) VALUES (1, ?1) \
                           ON CONFLICT (id) DO UPDATE SET name = excluded.name";
                t.execute(sql, [epoch.to_string()])?;
            }
            cursor.map_or(Ok(()), |cursor| set_cursor(t, cursor))
        };
        self.0.transact(begin).await
    }

    /// How far the feed was read.
    pub(super) async fn cursor(&self) -> Result<u64, DatabaseError> {
        self.0.transact(|t| t.query_row("SELECT cursor FROM feed", (), |row| row.get(0))).await
    }

    /// Goes on in the feed without another change.
    pub(super) async fn pass(&self, cursor: u64) -> Result<(), DatabaseError> {
        self.0.transact(move |t| set_cursor(t, cursor)).await
    }

    /// Stores a step and goes on in the feed, in one transaction.
    pub(super) async fn commit(&self, cursor: u64, step: Step) -> Result<(), DatabaseError> {
        let vault = self.1.clone();
        self.0.transact(move |t| commit(t, &vault, cursor, &step)).await
    }

    pub(super) async fn conversation(&self, conv: ConvId) -> Result<Option<Found>, DatabaseError> {
        let sql = "SELECT lang, state FROM conversations WHERE conv = ?1";
        let vault = self.1.clone();
        let find = move |t: &Transaction<'_>| {
            t.query_row(sql, [conv.to_string()], |row| {
                let sealed = row.get_ref(1)?.as_blob()?;
                let state = || vault.open(&label(conv), sealed).and_then(|text| Json::parse(&text));
                let state = match sealed {
                    [] => State::Lost,
                    _ => state()
                        .and_then(Conversation::from_json)
                        .map_or(State::Damaged, |state| State::Whole(Box::new(state))),
                };
                Ok(Found { lang: row.get(0)?, state })
            })
            .optional()
        };
        self.0.transact(find).await
    }

    /// Stores a conversation's state alone.
    pub(super) async fn keep(&self, conv: ConvId, kept: Kept) -> Result<(), DatabaseError> {
        let vault = self.1.clone();
        self.0.transact(move |t| keep(t, &vault, conv, &kept)).await
    }

    /// Gives a damaged state up, and what waited to be said there: whose conversation it is will be
    /// known by the relay's word only.
    pub(super) async fn give_up(&self, conv: ConvId) -> Result<(), DatabaseError> {
        let conv = conv.to_string();
        let give_up = move |t: &Transaction<'_>| {
            t.execute("DELETE FROM queue WHERE conv = ?1", [&conv])?;
            t.execute("UPDATE conversations SET state = x'' WHERE conv = ?1", [&conv])
        };
        self.0.transact(give_up).await.map(drop)
    }

    /// What waits for a new hello of the visitor's, oldest first. What is damaged is gone.
    pub(super) async fn queue(&self, conv: ConvId) -> Result<Vec<Body>, DatabaseError> {
        let sql = "SELECT body FROM queue WHERE conv = ?1 ORDER BY id";
        let vault = self.1.clone();
        let list = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let rows = statement.query_map([conv.to_string()], |row| {
                let body = vault.open(&label(conv), row.get_ref(0)?.as_blob()?);
                let body = body.and_then(|body| Body::parse(&body).ok());
                if body.is_none() {
                    tracing::error!(conversation = log_name(conv), "a waiting answer is damaged");
                }
                Ok(body)
            })?;
            rows.filter_map(Result::transpose).collect()
        };
        self.0.transact(list).await
    }

    /// Whether a body of this id was taken before.
    pub(super) async fn has_body(&self, conv: ConvId, id: &str) -> Result<bool, DatabaseError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM bodies WHERE conv = ?1 AND id = ?2)";
        let key = [conv.to_string(), Hash::of(id.as_bytes()).to_string()];
        self.0.transact(move |t| t.query_row(sql, key, |row| row.get(0))).await
    }

    /// The countersignature that a receipt already has.
    pub(super) async fn countersignature(
        &self,
        receipt: Hash,
    ) -> Result<Option<String>, DatabaseError> {
        let sql = "SELECT countersignature FROM receipts WHERE hash = ?1 LIMIT 1";
        let find = move |t: &Transaction<'_>| {
            t.query_row(sql, [receipt.to_string()], |row| row.get(0)).optional()
        };
        self.0.transact(find).await
    }

    /// What waits to be posted, oldest first.
    pub(super) async fn waiting(&self) -> Result<Vec<Waiting>, DatabaseError> {
        let sql = "SELECT id, conv, envelope FROM outbox ORDER BY id LIMIT 64";
        let list = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let rows = statement.query_map((), |row| {
                Ok(Waiting { id: row.get(0)?, conv: row.get(1)?, envelope: row.get(2)? })
            })?;
            rows.collect()
        };
        self.0.transact(list).await
    }

    /// An envelope has arrived, or never will.
    pub(super) async fn posted(&self, id: i64) -> Result<(), DatabaseError> {
        self.0.transact(move |t| t.execute("DELETE FROM outbox WHERE id = ?1", [id])).await?;
        Ok(())
    }

    /// The manifest that was signed last: its version and JWS.
    pub(super) async fn manifest(&self) -> Result<Option<(u64, String)>, DatabaseError> {
        let sql = "SELECT ver, jws FROM manifests ORDER BY ver DESC LIMIT 1";
        let find = move |t: &Transaction<'_>| {
            t.query_row(sql, (), |row| Ok((row.get(0)?, row.get(1)?))).optional()
        };
        self.0.transact(find).await
    }

    /// Keeps a manifest before it is published: its version is never used again.
    pub(super) async fn keep_manifest(
        &self,
        manifest: VerifiedManifest,
        core: String,
    ) -> Result<(), DatabaseError> {
        let policy = manifest.policy.hash.to_string();
        let keep = move |t: &Transaction<'_>| {
            t.execute(
                "INSERT INTO manifests (ver, hash, signed, jws) VALUES (?1, ?2, ?3, ?4)",
                params![manifest.ver, manifest.hash().to_string(), manifest.iat, manifest.jws()],
            )?;
            t.execute(
                "INSERT INTO policies (hash, core) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                [policy, core],
            )
        };
        self.0.transact(keep).await?;
        Ok(())
    }

    /// The manifests that visitors may still cite.
    pub(super) async fn cited_manifests(&self, now: u64) -> Result<Vec<String>, DatabaseError> {
        let sql = "SELECT jws FROM manifests WHERE signed > ?1 ORDER BY ver DESC";
        let since = now.saturating_sub(MANIFEST_CITED);
        let list = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let rows = statement.query_map([since], |row| row.get::<_, String>(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        self.0.transact(list).await
    }

    /// The core of a policy that was published, now or earlier.
    pub(super) async fn policy(&self, hash: Hash) -> Result<Option<String>, DatabaseError> {
        let sql = "SELECT core FROM policies WHERE hash = ?1";
        let find = move |t: &Transaction<'_>| {
            t.query_row(sql, [hash.to_string()], |row| row.get(0)).optional()
        };
        self.0.transact(find).await
    }
}

fn set_cursor(t: &Transaction<'_>, cursor: u64) -> rusqlite::Result<()> {
    t.execute("UPDATE feed SET cursor = ?1", [cursor]).map(drop)
}

fn commit(t: &Transaction<'_>, vault: &Vault, cursor: u64, step: &Step) -> rusqlite::Result<()> {
    keep(t, vault, step.conv, &step.kept)?;
    let conv = step.conv.to_string();
    for id in &step.body_ids {
        t.execute(
            "INSERT INTO bodies (conv, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![conv, Hash::of(id.as_bytes()).to_string()],
        )?;
    }
    if let Some(consented) = &step.consented {
        consent::keep(t, &conv, consented)?;
    }
    for envelope in &step.answers {
        t.execute("INSERT INTO outbox (conv, envelope) VALUES (?1, ?2)", params![conv, envelope])?;
    }
    t.execute("DELETE FROM queue WHERE conv = ?1", [&conv])?;
    for body in &step.queue {
        let body = body.to_padded();
        let body = body.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let sql = "INSERT INTO queue (conv, body) VALUES (?1, ?2)";
        t.execute(sql, params![conv, seal(vault, step.conv, &body)?])?;
    }
    step.forms.iter().try_for_each(|change| change.commit(t, vault))?;
    step.said.commit(t, vault, step.conv)?;
    step.change.commit(t, vault, step.conv, !step.queue.is_empty())?;
    set_cursor(t, cursor)
}

fn keep(t: &Transaction<'_>, vault: &Vault, conv: ConvId, kept: &Kept) -> rusqlite::Result<()> {
    let state = seal(vault, conv, kept.state.to_json().to_text().as_bytes())?;
    t.execute(
        "INSERT INTO conversations (conv, lang, state) VALUES (?1, ?2, ?3) \
         ON CONFLICT (conv) DO UPDATE SET lang = excluded.lang, state = excluded.state",
        params![conv.to_string(), kept.lang, state],
    )
    .map(drop)
}

pub(super) fn seal(vault: &Vault, conv: ConvId, text: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let sealed = vault.seal(&label(conv), text, &mut UnwrapErr(SysRng));
    sealed.ok_or_else(|| rusqlite::Error::ToSqlConversionFailure("too long to seal".into()))
}

/// A sealed value is good for its conversation only.
pub(super) fn label(conv: ConvId) -> String {
    format!("sigilo desk conversation {conv}")
}

/// A column that holds what this program never writes.
pub(super) fn bad_column(index: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(index, "text".into(), rusqlite::types::Type::Text)
}
