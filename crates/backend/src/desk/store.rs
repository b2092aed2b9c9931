//! What the desk keeps: how far it has read, each conversation, what waits to be posted.

mod consent;
mod steps;

use std::{collections::BTreeSet, path::Path};

use rusqlite::{OptionalExtension as _, Transaction, params};
use sigilo_protocol::{Body, Bytes, ConvId, Conversation, Hash, Json, VerifiedManifest};

pub(super) use self::consent::{
    Consented, decided_by_all as decided, decisions, pages, receipts, visitor_logs,
};
use super::{
    files, forms, identify,
    people::{self, Said},
    ratings::{self, Ratings},
    rights::Change,
    seals::{Place, Seals},
    slow,
    vault::Vault,
};
use crate::{
    Clock,
    audit::{self, Goes},
    database::{Database, DatabaseError, Step as Migration},
    events::Event,
    names::log_name,
};

/// How long a manifest's hash is accepted in a visitor's envelopes after it was signed, in seconds:
/// its own 72 h, and the 7 days that a load may last.
const MANIFEST_CITED: u64 = 10 * 24 * 3_600;

/// The desk's database, and what seals what is in it.
#[derive(Clone)]
pub(super) struct Store(pub(super) Database, pub(super) Seals, Clock);

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
    pub(super) files: Vec<files::Change>,
    /// An answer that is owed, or was given.
    pub(super) owed: slow::Change,
    /// What the audit log has of it.
    pub(super) events: Vec<Event>,
    pub(super) said: Said,
    /// How content the visitor is, and what asks that.
    pub(super) ratings: Ratings,
}

impl Step {
    /// What is said in a conversation, and nothing else.
    pub(super) fn said(conv: ConvId, kept: Kept, answers: Vec<String>, queue: Vec<Body>) -> Self {
        Self {
            conv,
            kept,
            body_ids: Vec::new(),
            consented: None,
            answers,
            queue,
            change: Change::default(),
            forms: Vec::new(),
            files: Vec::new(),
            owed: slow::Change::default(),
            events: Vec::new(),
            said: Said::default(),
            ratings: Ratings::default(),
        }
    }
}

/// An envelope that waits to be posted.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) id: i64,
    pub(super) conv: String,
    pub(super) envelope: String,
}

impl Store {
    /// Opens the database, or makes it. `vault` has sealed what there was before conversations had keys.
    pub(super) fn open(
        path: &Path,
        vault: &Vault,
        seals: Seals,
        clock: Clock,
    ) -> Result<Self, DatabaseError> {
        let seal = |t: &Transaction<'_>| steps::seal(t, vault, &seals);
        let steps = [
            Migration::Sql(steps::FIRST),
            Migration::Sql(steps::SECOND),
            Migration::Code(&steps::gather),
            Migration::Code(&seal),
            Migration::Sql(slow::TABLE),
            Migration::Sql(people::TABLES),
            Migration::Sql(identify::TABLE),
            Migration::Sql(ratings::TABLE),
            Migration::Sql(files::TABLE),
            Migration::Sql(forms::FILES_TABLE),
            Migration::Sql(people::LEFT),
        ];
        let database = Database::open(path, &steps)?;
        database.transact_blocking(|t| seals.check(t))??;
        Ok(Self(database, seals, clock))
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

    /// How many envelopes wait to be posted.
    pub(super) async fn waiting_count(&self) -> Result<f64, DatabaseError> {
        let sql = "SELECT CAST(count(*) AS REAL) FROM outbox";
        self.0.transact(|t| t.query_row(sql, (), |row| row.get(0))).await
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
        let (seals, now) = (self.1.clone(), self.2.now());
        self.0.transact(move |t| commit(t, &seals, now, cursor, &step)).await
    }

    pub(super) async fn conversation(&self, conv: ConvId) -> Result<Option<Found>, DatabaseError> {
        let sql = "SELECT lang, state FROM conversations WHERE conv = ?1";
        let seals = self.1.clone();
        let find = move |t: &Transaction<'_>| {
            t.query_row(sql, [conv.to_string()], |row| {
                let state = match row.get_ref(1)?.as_blob()? {
                    [] => State::Lost,
                    sealed => {
                        let text = seals.open(t, state_of(conv), sealed)?;
                        text.and_then(|text| Json::parse(&text))
                            .and_then(Conversation::from_json)
                            .map_or(State::Damaged, |state| State::Whole(Box::new(state)))
                    }
                };
                Ok(Found { lang: row.get(0)?, state })
            })
            .optional()
        };
        self.0.transact(find).await
    }

    /// Stores a conversation's state alone.
    pub(super) async fn keep(&self, conv: ConvId, kept: Kept) -> Result<(), DatabaseError> {
        let (seals, now) = (self.1.clone(), self.2.now());
        self.0.transact(move |t| keep(t, &seals, now, conv, &kept)).await
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
        let seals = self.1.clone();
        let list = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let rows = statement.query_map([conv.to_string()], |row| {
                let body = seals.open(t, waiting_in(conv), row.get_ref(0)?.as_blob()?)?;
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
        let seals = self.1.clone();
        self.0.transact(move |t| consent::countersignature(t, &seals, receipt)).await
    }

    /// Those of these receipts that a conversation has.
    pub(super) async fn held_receipts(
        &self,
        conv: ConvId,
        of: Vec<Hash>,
    ) -> Result<BTreeSet<Hash>, DatabaseError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM receipts WHERE conv = ?1 AND hash = ?2)";
        let find = move |t: &Transaction<'_>| {
            let mut held = BTreeSet::new();
            for hash in of {
                let key = [conv.to_string(), hash.to_string()];
                if t.query_row(sql, key, |row| row.get(0))? {
                    held.insert(hash);
                }
            }
            Ok(held)
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

fn commit(
    t: &Transaction<'_>,
    seals: &Seals,
    now: u64,
    cursor: u64,
    step: &Step,
) -> rusqlite::Result<()> {
    keep(t, seals, now, step.conv, &step.kept)?;
    let conv = step.conv.to_string();
    // What was taken back is not answered any more.
    slow::forget(t, step.conv, Some(&step.body_ids))?;
    for id in &step.body_ids {
        t.execute(
            "INSERT INTO bodies (conv, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![conv, Hash::of(id.as_bytes()).to_string()],
        )?;
    }
    if let Some(consented) = &step.consented {
        consent::keep(t, seals, step.conv, consented)?;
    }
    for envelope in &step.answers {
        t.execute("INSERT INTO outbox (conv, envelope) VALUES (?1, ?2)", params![conv, envelope])?;
    }
    t.execute("DELETE FROM queue WHERE conv = ?1", [&conv])?;
    for body in &step.queue {
        let body = body.to_padded();
        let body = body.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let sql = "INSERT INTO queue (conv, body) VALUES (?1, ?2)";
        t.execute(sql, params![conv, seals.seal(t, waiting_in(step.conv), &body)?])?;
    }
    step.forms.iter().try_for_each(|change| change.commit(t, seals))?;
    step.files.iter().try_for_each(|change| change.commit(t, seals, step.conv, now))?;
    step.owed.commit(t, seals, step.conv)?;
    step.said.commit(t, seals, step.conv)?;
    step.ratings.commit(t, seals, step.conv)?;
    step.change.commit(t, seals, step.conv, !step.queue.is_empty())?;
    step.events.iter().try_for_each(|event| audit::append(t, event))?;
    if let Some(erasure) = step.events.iter().find(|event| event.kind == audit::ERASURE) {
        audit::erase(t, &log_name(step.conv), Goes::Envelopes, erasure, "erasure-request")?;
    }
    set_cursor(t, cursor)
}

fn keep(
    t: &Transaction<'_>,
    seals: &Seals,
    now: u64,
    conv: ConvId,
    kept: &Kept,
) -> rusqlite::Result<()> {
    let state = seals.seal(t, state_of(conv), kept.state.to_json().to_text().as_bytes())?;
    t.execute(
        "INSERT INTO conversations (conv, lang, state, active) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (conv) DO UPDATE SET lang = excluded.lang, state = excluded.state, \
         active = excluded.active",
        params![conv.to_string(), kept.lang, state, now],
    )
    .map(drop)
}

fn state_of(conv: ConvId) -> Place<'static> {
    Place::content(conv, "conversations.state")
}

fn waiting_in(conv: ConvId) -> Place<'static> {
    Place::content(conv, "queue.body")
}

/// A column that holds what this program never writes.
pub(super) fn bad_column(index: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(index, "text".into(), rusqlite::types::Type::Text)
}
