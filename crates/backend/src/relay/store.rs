//! What the relay keeps: signed manifests, the documents they name, and sealed envelopes.
//!
//! Two cursors, so that a visitor can't count the company's messages by their own: `position`
//! counts within a conversation, `cursor` over all of them, for the recipients' feed.

mod blobs;
mod erased;
mod writer;

use std::path::Path;

use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use rusqlite::{OptionalExtension as _, Transaction, params};
use serde_json::value::RawValue;
use sigilo_protocol::{Bytes, ConvId, Hash, PublicKey, Thumbprint, VerifiedManifest};

pub(super) use self::erased::end;
use self::writer::Writer;
pub(crate) use self::{
    blobs::{BlobPlace, NewPiece, Progress, Taken},
    erased::Owner,
};
use crate::{
    database::{Database, DatabaseError, Step},
    storage::Quotas,
};

/// What brings a database of an earlier program up to date.
const STEPS: &[Step<'_>] = &[
    Step::Sql(include_str!("store/steps/1.sql")),
    Step::Code(&gather),
    Step::Sql(include_str!("store/steps/3.sql")),
    Step::Sql(include_str!("store/steps/4.sql")),
];

/// Most envelopes of one answer, and about how many bytes: a reader asks again for the rest.
pub(super) const PAGE_ENVELOPES: usize = 64;
const PAGE_BYTES: usize = 512 * 1024;

/// The relay's database, and its name: random, made with it.
#[derive(Clone)]
pub(crate) struct Store(pub(super) Database, Bytes<16>, Writer);

/// A manifest as it is stored.
pub(crate) struct StoredManifest {
    pub(crate) key: Thumbprint,
    pub(crate) ver: u64,
    pub(crate) jws: String,
}

/// What became of a manifest.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Published {
    New,
    Repeated,
    Stale,
    KeyRetired,
}

/// An envelope whose signature was checked.
pub(crate) struct NewEnvelope {
    pub(crate) site: String,
    pub(crate) conv: ConvId,
    pub(crate) sender: String,
    pub(crate) seq: u64,
    pub(crate) eh: Hash,
    pub(crate) json: String,
    pub(crate) received: u64,
    /// The visitor's key, in a hello: begins the conversation if it is new.
    pub(crate) owner: Option<PublicKey>,
}

/// What became of an envelope.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stored {
    New(u64),
    Repeated(u64),
    SequenceTaken,
    ConversationUnknown,
    ConversationErased,
    NotOwner,
    QuotaExceeded,
    /// Nothing became of it: too many wait, and in so many seconds they will not.
    Queued(u32),
}

/// An envelope of a list, with its cursor there.
pub(crate) struct Listed {
    pub(crate) cursor: u64,
    pub(crate) conv: ConvId,
    pub(crate) envelope: Box<RawValue>,
}

impl Store {
    /// Opens the database; at most `queue` envelopes wait for it, and `batch` are one write.
    pub(crate) fn open(path: &Path, queue: usize, batch: usize) -> Result<Self, DatabaseError> {
        let database = Database::open(path, STEPS)?;
        let epoch = database.transact_blocking(epoch)?;
        let writer = Writer::start(database.clone(), queue, batch)?;
        Ok(Self(database, epoch, writer))
    }

    /// The database's name: readers of the feed learn by another one that cursors begin anew.
    pub(crate) fn epoch(&self) -> Bytes<16> {
        self.1
    }

    pub(crate) async fn is_writable(&self) -> Result<(), DatabaseError> {
        self.0.is_writable().await
    }

    /// How many conversations there are, erased ones included.
    pub(crate) async fn conversations(&self) -> Result<u64, DatabaseError> {
        let sql = "SELECT count(*) FROM conversations";
        self.0.transact(|t| t.query_row(sql, (), |row| row.get(0))).await
    }

    /// The highest cursor that was given.
    pub(crate) async fn head(&self) -> Result<u64, DatabaseError> {
        // Kept beside the table, so that it stays when envelopes go.
        let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'envelopes'";
        self.0.transact(|t| t.query_row(sql, (), |row| row.get(0))).await
    }

    /// The manifest that was published last, read before anything is served.
    pub(crate) fn manifest(&self, site: &str) -> Result<Option<StoredManifest>, DatabaseError> {
        self.0.transact_blocking(|t| latest_manifest(t, site))
    }

    /// Stores a verified manifest and the documents that its policy names.
    pub(crate) async fn publish(
        &self,
        site: String,
        manifest: StoredManifest,
        current_pin: Thumbprint,
        documents: Vec<(Hash, String)>,
    ) -> Result<Published, DatabaseError> {
        self.0.transact(move |t| publish(t, &site, &manifest, current_pin, &documents)).await
    }

    /// The manifest that an `mh` cites, whenever it was published.
    pub(crate) async fn cited(
        &self,
        site: String,
        mh: Hash,
    ) -> Result<Option<String>, DatabaseError> {
        let sql = "SELECT jws FROM manifests WHERE site = ?1 AND mh = ?2";
        let key = mh.to_string();
        self.0.transact(move |t| t.query_row(sql, [site, key], |row| row.get(0)).optional()).await
    }

    /// A document by its hash.
    pub(crate) async fn document(
        &self,
        site: String,
        hash: Hash,
    ) -> Result<Option<String>, DatabaseError> {
        let sql = "SELECT body FROM documents WHERE site = ?1 AND hash = ?2";
        let key = hash.to_string();
        self.0.transact(move |t| t.query_row(sql, [site, key], |row| row.get(0)).optional()).await
    }

    /// The visitor who began the conversation.
    pub(crate) async fn owner(
        &self,
        site: String,
        conv: ConvId,
    ) -> Result<Option<Owner>, DatabaseError> {
        self.0.transact(move |t| Ok(conversation(t, &site, conv)?.map(|(_, owner)| owner))).await
    }

    /// Appends an envelope, within `quotas` if it has any; a repetition finds the first.
    pub(crate) async fn append(
        &self,
        envelope: NewEnvelope,
        quotas: Option<Quotas>,
    ) -> Result<Stored, DatabaseError> {
        self.2.append(envelope, quotas).await
    }

    /// The envelopes after `after`: of one conversation, or of the site; nothing if the conversation
    /// was erased.
    pub(crate) async fn list(
        &self,
        site: String,
        conv: Option<ConvId>,
        after: u64,
    ) -> Result<Option<Vec<Listed>>, DatabaseError> {
        let list = move |t: &Transaction<'_>| match conv {
            Some(conv) if erased::is_erased(t, &site, conv)? => Ok(None),
            _ => list(t, &site, conv, after).map(Some),
        };
        self.0.transact(list).await
    }
}

/// The name, made at the first opening, and at the first one after a restore.
fn epoch(t: &Transaction<'_>) -> rusqlite::Result<Bytes<16>> {
    let mut name = Bytes([0; 16]);
    UnwrapErr(SysRng).fill_bytes(&mut name.0);
    let sql = "INSERT INTO epoch (id, name) VALUES (1, ?1) ON CONFLICT DO NOTHING";
    t.execute(sql, [name.to_string()])?;
    let name: String = t.query_row("SELECT name FROM epoch", (), |row| row.get(0))?;
    Bytes::parse(&name).ok_or_else(|| bad_column(0))
}

/// From 1, which programs have added to without another number: manifests have their `mh`, the database
/// has a name, and erasures a table, whichever of them was there.
fn gather(t: &Transaction<'_>) -> rusqlite::Result<()> {
    t.execute_batch(
        "CREATE TABLE IF NOT EXISTS epoch (\
         id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL) STRICT",
    )?;
    t.execute_batch(erased::TABLE)?;
    let has_column = "SELECT 1 FROM pragma_table_info('manifests') WHERE name = 'mh'";
    if t.query_row(has_column, (), |_| Ok(())).optional()?.is_none() {
        t.execute("ALTER TABLE manifests ADD COLUMN mh TEXT NOT NULL DEFAULT ''", ())?;
    }
    t.execute("CREATE INDEX IF NOT EXISTS manifests_by_hash ON manifests (site, mh)", ())?;
    let mut nameless = t.prepare("SELECT id, jws FROM manifests WHERE mh = ''")?;
    let rows = nameless.query_map((), |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
    for row in rows.collect::<Result<Vec<(i64, String)>, _>>()? {
        let mh = VerifiedManifest::hash_of(&row.1).to_string();
        t.execute("UPDATE manifests SET mh = ?2 WHERE id = ?1", params![row.0, mh])?;
    }
    Ok(())
}

fn latest_manifest(t: &Transaction<'_>, site: &str) -> rusqlite::Result<Option<StoredManifest>> {
    let sql = "SELECT key, ver, jws FROM manifests WHERE site = ?1 ORDER BY id DESC LIMIT 1";
    t.query_row(sql, [site], |row| {
        let key = Thumbprint::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))?;
        Ok(StoredManifest { key, ver: row.get(1)?, jws: row.get(2)? })
    })
    .optional()
}

fn publish(
    t: &Transaction<'_>,
    site: &str,
    new: &StoredManifest,
    current_pin: Thumbprint,
    documents: &[(Hash, String)],
) -> rusqlite::Result<Published> {
    if let Some(old) = latest_manifest(t, site)? {
        if old.jws == new.jws {
            return Ok(Published::Repeated);
        }
        // Both are pinned and differ: one is the next key, which ends the current one's time.
        if old.key != new.key && new.key == current_pin {
            return Ok(Published::KeyRetired);
        }
        if old.key == new.key && new.ver <= old.ver {
            return Ok(Published::Stale);
        }
    }
    let mh = VerifiedManifest::hash_of(&new.jws).to_string();
    t.execute(
        "INSERT INTO manifests (site, key, ver, jws, mh) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![site, new.key.to_string(), new.ver, new.jws, mh],
    )?;
    for (hash, body) in documents {
        t.execute(
            "INSERT INTO documents (site, hash, body) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![site, hash.to_string(), body],
        )?;
    }
    Ok(Published::New)
}

/// The row and the owner of a conversation.
fn conversation(
    t: &Transaction<'_>,
    site: &str,
    conv: ConvId,
) -> rusqlite::Result<Option<(i64, Owner)>> {
    let sql = "SELECT id, owner FROM conversations WHERE site = ?1 AND conv = ?2";
    t.query_row(sql, params![site, conv.to_string()], |row| {
        let owner: String = row.get(1)?;
        Ok((row.get(0)?, Owner::parse(&owner).ok_or_else(|| bad_column(1))?))
    })
    .optional()
}

fn append(
    t: &Transaction<'_>,
    new: &NewEnvelope,
    quotas: Option<&Quotas>,
) -> rusqlite::Result<Stored> {
    let known = conversation(t, &new.site, new.conv)?;
    if known.is_none() && new.owner.is_some() && !has_room(t, new, None, quotas)? {
        return Ok(Stored::QuotaExceeded);
    }
    let id = match (known, &new.owner) {
        (Some((_, Owner::Erased(_))), _) => return Ok(Stored::ConversationErased),
        (Some((_, owner)), Some(visitor)) if owner != Owner::Key(*visitor) => {
            return Ok(Stored::NotOwner);
        }
        (Some((id, _)), _) => id,
        (None, Some(visitor)) => {
            let owner = serde_json::to_string(visitor).map_err(|_| bad_column(0))?;
            t.execute(
                "INSERT INTO conversations (site, conv, owner) VALUES (?1, ?2, ?3)",
                params![new.site, new.conv.to_string(), owner],
            )?;
            t.last_insert_rowid()
        }
        (None, None) => return Ok(Stored::ConversationUnknown),
    };
    let known = "SELECT position, eh FROM envelopes \
                 WHERE conversation = ?1 AND (eh = ?2 OR (sender = ?3 AND seq = ?4))";
    let eh = new.eh.to_string();
    let earlier = t
        .query_row(known, params![id, eh, new.sender, new.seq], |row| {
            Ok((row.get::<_, u64>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    match earlier {
        Some((position, earlier)) if earlier == eh => return Ok(Stored::Repeated(position)),
        Some(_) => return Ok(Stored::SequenceTaken),
        None if !has_room(t, new, Some(id), quotas)? => return Ok(Stored::QuotaExceeded),
        None => {}
    }
    let position: u64 = t.query_row(
        "SELECT coalesce(max(position), 0) + 1 FROM envelopes WHERE conversation = ?1",
        [id],
        |row| row.get(0),
    )?;
    t.execute(
        "INSERT INTO envelopes (conversation, position, sender, seq, eh, json, received) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, position, new.sender, new.seq, eh, new.json, new.received],
    )?;
    let sql =
        "UPDATE conversations SET envelopes = envelopes + 1, bytes = bytes + ?2 WHERE id = ?1";
    t.execute(sql, params![id, new.json.len()])?;
    let sql = "INSERT INTO usage (site, bytes) VALUES (?1, ?2) \
               ON CONFLICT (site) DO UPDATE SET bytes = bytes + excluded.bytes";
    t.execute(sql, params![new.site, new.json.len()])?;
    Ok(Stored::New(position))
}

/// Whether there is room for one more.
fn has_room(
    t: &Transaction<'_>,
    new: &NewEnvelope,
    conversation: Option<i64>,
    quotas: Option<&Quotas>,
) -> rusqlite::Result<bool> {
    let Some(Quotas { conversation_envelopes, conversation_bytes, site_bytes, .. }) = quotas else {
        return Ok(true);
    };
    let sql = "SELECT envelopes, bytes FROM conversations WHERE id = ?1";
    let (envelopes, bytes) = match conversation {
        Some(id) => {
            t.query_row(sql, [id], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, u64>(1)?)))?
        }
        None => (0, 0),
    };
    let sql = "SELECT bytes FROM usage WHERE site = ?1";
    let of_site: Option<u64> = t.query_row(sql, [&new.site], |row| row.get(0)).optional()?;
    let size = new.json.len() as u64;
    Ok(envelopes < *conversation_envelopes
        && bytes + size <= *conversation_bytes
        && of_site.unwrap_or(0) + size <= *site_bytes)
}

fn list(
    t: &Transaction<'_>,
    site: &str,
    conv: Option<ConvId>,
    after: u64,
) -> rusqlite::Result<Vec<Listed>> {
    let (filter, cursor) = match conv {
        Some(_) => ("c.conv = ?2", "position"),
        None => ("?2 IS NULL", "cursor"),
    };
    let mut statement = t.prepare_cached(&format!(
        "SELECT e.{cursor}, c.conv, e.json FROM envelopes e JOIN conversations c \
         ON c.id = e.conversation WHERE c.site = ?1 AND {filter} AND e.{cursor} > ?3 AND e.json != '' \
         ORDER BY e.{cursor} LIMIT ?4"
    ))?;
    let conv = conv.map(|conv| conv.to_string());
    let mut rows = statement.query(params![site, conv, after, PAGE_ENVELOPES])?;
    let (mut listed, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let json: String = row.get(2)?;
        bytes += json.len();
        // The first always fits, so that a reader gets on.
        if bytes > PAGE_BYTES && !listed.is_empty() {
            break;
        }
        listed.push(Listed {
            cursor: row.get(0)?,
            conv: ConvId::parse(&row.get::<_, String>(1)?).ok_or_else(|| bad_column(1))?,
            envelope: RawValue::from_string(json).map_err(|_| bad_column(2))?,
        });
    }
    Ok(listed)
}

/// A column that holds what this program never writes.
fn bad_column(index: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(index, "text".into(), rusqlite::types::Type::Text)
}
