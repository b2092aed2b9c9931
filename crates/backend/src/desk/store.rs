//! What the desk keeps: how far it has read, each conversation, what waits to be posted.

use std::path::Path;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::{OptionalExtension as _, Transaction, params, types::Type};
use sigilo_protocol::{Body, ConvId, Conversation, Hash, Json, VerifiedManifest};

use super::vault::Vault;
use crate::database::{Database, DatabaseError, Schema};

const SCHEMA: Schema = Schema { version: 2, create: include_str!("schema.sql") };

/// How long a manifest's hash is accepted in a visitor's envelopes after it was signed, in seconds:
/// its own 72 h, and the 7 days that a load may last.
const MANIFEST_CITED: u64 = 10 * 24 * 3_600;

/// The desk's database.
#[derive(Clone)]
pub(super) struct Store(Database, Vault);

/// A conversation as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) lang: String,
    pub(super) state: Conversation,
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
    pub(super) body_id: String,
    pub(super) receipt: Option<Countersigned>,
    /// Sealed and signed, in the order of posting.
    pub(super) answers: Vec<String>,
    /// What waits for a new hello, in its order: all of it.
    pub(super) queue: Vec<Body>,
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
        Ok(Self(Database::open(path, &SCHEMA)?, vault))
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

    pub(super) async fn conversation(&self, conv: ConvId) -> Result<Option<Kept>, DatabaseError> {
        let sql = "SELECT lang, state FROM conversations WHERE conv = ?1";
        let vault = self.1.clone();
        let find = move |t: &Transaction<'_>| {
            t.query_row(sql, [conv.to_string()], |row| {
                let state = vault.open(&label(conv), row.get_ref(1)?.as_blob()?);
                let state = state.and_then(|text| Json::parse(&text));
                let state = state.and_then(Conversation::from_json).ok_or_else(unreadable)?;
                Ok(Kept { lang: row.get(0)?, state })
            })
            .optional()
        };
        self.0.transact(find).await
    }

    /// What waits for a new hello of the visitor's, oldest first.
    pub(super) async fn queue(&self, conv: ConvId) -> Result<Vec<Body>, DatabaseError> {
        let sql = "SELECT body FROM queue WHERE conv = ?1 ORDER BY id";
        let vault = self.1.clone();
        let list = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let rows = statement.query_map([conv.to_string()], |row| {
                let body = vault.open(&label(conv), row.get_ref(0)?.as_blob()?);
                body.and_then(|body| Body::parse(&body).ok()).ok_or_else(unreadable)
            })?;
            rows.collect()
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
        let sql = "SELECT countersignature FROM receipts WHERE hash = ?1";
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
    let conv = step.conv.to_string();
    let seal = |text: &[u8]| {
        let sealed = vault.seal(&label(step.conv), text, &mut UnwrapErr(SysRng));
        sealed.ok_or_else(|| rusqlite::Error::ToSqlConversionFailure("too long to seal".into()))
    };
    let state = seal(step.kept.state.to_json().to_text().as_bytes())?;
    t.execute(
        "INSERT INTO conversations (conv, lang, state) VALUES (?1, ?2, ?3) \
         ON CONFLICT (conv) DO UPDATE SET lang = excluded.lang, state = excluded.state",
        params![conv, step.kept.lang, state],
    )?;
    t.execute(
        "INSERT INTO bodies (conv, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![conv, Hash::of(step.body_id.as_bytes()).to_string()],
    )?;
    if let Some(Countersigned { receipt, countersignature }) = &step.receipt {
        t.execute(
            "INSERT INTO receipts (hash, conv, receipt, countersignature) \
             VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![Hash::of(receipt.as_bytes()).to_string(), conv, receipt, countersignature],
        )?;
    }
    for envelope in &step.answers {
        t.execute("INSERT INTO outbox (conv, envelope) VALUES (?1, ?2)", params![conv, envelope])?;
    }
    t.execute("DELETE FROM queue WHERE conv = ?1", [&conv])?;
    for body in &step.queue {
        let body = body.to_padded();
        let body = body.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let sql = "INSERT INTO queue (conv, body) VALUES (?1, ?2)";
        t.execute(sql, params![conv, seal(&body)?])?;
    }
    set_cursor(t, cursor)
}

/// A sealed value is good for its conversation only.
fn label(conv: ConvId) -> String {
    format!("sigilo desk conversation {conv}")
}

fn unreadable() -> rusqlite::Error {
    let reason = "sealed with another key, or damaged";
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, reason.into())
}
