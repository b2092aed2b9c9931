//! Sealed files, in the pieces in which they came: each is on the disk before it is acknowledged, and a
//! file is found once all of it is there and has the hash that it is named by.

use rusqlite::{OptionalExtension as _, Transaction, params};
use sha2::{Digest as _, Sha256};
use sigilo_protocol::{Bytes, ConvId, Hash};

use super::{Owner, Store, conversation};
use crate::{database::DatabaseError, storage::Quotas};

/// How long an upload may rest before it is given up, in seconds: a day. Shorter loses what a visitor's
/// night without a line has interrupted, longer keeps room for what never comes.
const UNFINISHED: u64 = 24 * 3_600;

/// Where a file is, or is to be.
#[derive(Clone)]
pub(crate) struct BlobPlace {
    pub(crate) site: String,
    pub(crate) conv: ConvId,
    pub(crate) hash: Hash,
}

/// A piece of a file.
pub(crate) struct NewPiece {
    /// Where the piece begins.
    pub(crate) at: u64,
    /// How long the file is.
    pub(crate) size: u64,
    pub(crate) bytes: Vec<u8>,
    pub(crate) received: u64,
}

/// How much of a file is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) id: i64,
    pub(crate) size: u64,
    pub(crate) have: u64,
    pub(crate) done: bool,
}

/// What became of a piece.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is there; or all was there before.
    There(Progress),
    /// The file goes on at another place, or has another size.
    Elsewhere,
    ConversationUnknown,
    ConversationErased,
    QuotaExceeded,
}

impl Store {
    /// Appends a piece, within `quotas` if it has any.
    pub(crate) async fn append_piece(
        &self,
        place: BlobPlace,
        piece: NewPiece,
        quotas: Option<Quotas>,
    ) -> Result<Taken, DatabaseError> {
        self.0.transact(move |t| append(t, &place, &piece, quotas.as_ref())).await
    }

    /// How much of a file is there.
    pub(crate) async fn blob(&self, place: BlobPlace) -> Result<Option<Progress>, DatabaseError> {
        let find = move |t: &Transaction<'_>| match conversation(t, &place.site, place.conv)? {
            Some((id, _)) => progress(t, id, place.hash),
            None => Ok(None),
        };
        self.0.transact(find).await
    }

    /// Looks whether a file of which all is there has its hash; one that has not goes.
    pub(crate) async fn settle_blob(
        &self,
        place: BlobPlace,
        progress: Progress,
    ) -> Result<bool, DatabaseError> {
        let (mut read, mut at) = (Sha256::new(), 0);
        while let Some((start, bytes)) = self.piece(progress.id, at).await? {
            at = start + bytes.len() as u64;
            read.update(&bytes);
        }
        let is_whole = Bytes(read.finalize().into()) == place.hash;
        let settle = move |t: &Transaction<'_>| {
            if is_whole {
                t.execute("UPDATE blobs SET done = 1 WHERE id = ?1", [progress.id]).map(drop)
            } else {
                remove(t, progress.id)
            }
        };
        self.0.transact(settle).await?;
        Ok(is_whole)
    }

    /// The piece of a file in which the byte `at` is, and where it begins.
    pub(crate) async fn piece(
        &self,
        id: i64,
        at: u64,
    ) -> Result<Option<(u64, Vec<u8>)>, DatabaseError> {
        let sql =
            "SELECT at, bytes FROM pieces WHERE blob = ?1 AND at <= ?2 ORDER BY at DESC LIMIT 1";
        let find = move |t: &Transaction<'_>| {
            let row = t.prepare_cached(sql)?.query_row(params![id, at], |row| {
                Ok((row.get::<_, u64>(0)?, row.get::<_, Vec<u8>>(1)?))
            });
            Ok(row.optional()?.filter(|(start, bytes)| at < start + bytes.len() as u64))
        };
        self.0.transact(find).await
    }

    /// Takes a file away; whether there was one.
    pub(crate) async fn remove_blob(&self, place: BlobPlace) -> Result<bool, DatabaseError> {
        let take = move |t: &Transaction<'_>| {
            let Some((id, _)) = conversation(t, &place.site, place.conv)? else { return Ok(false) };
            let Some(found) = progress(t, id, place.hash)? else { return Ok(false) };
            remove(t, found.id).map(|()| true)
        };
        let was_there = self.0.transact(take).await?;
        if was_there {
            self.0.settle().await?;
        }
        Ok(was_there)
    }

    /// Gives up what was begun and rests.
    pub(crate) async fn drop_unfinished(&self, now: u64) -> Result<(), DatabaseError> {
        let sql = "SELECT id FROM blobs WHERE done = 0 AND touched <= ?1";
        let until = now.saturating_sub(UNFINISHED);
        let take = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let ids = statement.query_map([until], |row| row.get(0))?;
            let ids = ids.collect::<Result<Vec<i64>, _>>()?;
            ids.into_iter().try_for_each(|id| remove(t, id))
        };
        self.0.transact(take).await
    }

    /// Takes files away that came before `until`; their hashes.
    pub(crate) async fn expire_blobs(
        &self,
        site: &str,
        until: u64,
    ) -> Result<Vec<String>, DatabaseError> {
        let site = site.to_owned();
        let sql = "SELECT b.id, b.hash FROM blobs b JOIN conversations c ON c.id = b.conversation \
                   WHERE c.site = ?1 AND b.touched <= ?2";
        let take = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let rows =
                statement.query_map(params![site, until], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let rows = rows.collect::<Result<Vec<(i64, String)>, _>>()?;
            rows.iter().try_for_each(|(id, _)| remove(t, *id))?;
            Ok(rows.into_iter().map(|(_, hash)| hash).collect::<Vec<_>>())
        };
        let gone = self.0.transact(take).await?;
        if !gone.is_empty() {
            self.0.settle().await?;
        }
        Ok(gone)
    }

    /// How many bytes of files there are, or will be.
    pub(crate) async fn blob_bytes(&self) -> Result<u64, DatabaseError> {
        let sql = "SELECT coalesce(sum(size), 0) FROM blobs";
        self.0.transact(|t| t.query_row(sql, (), |row| row.get(0))).await
    }
}

/// Takes all files of a conversation away.
pub(super) fn remove_all(t: &Transaction<'_>, conversation: i64) -> rusqlite::Result<()> {
    let mut statement = t.prepare_cached("SELECT id FROM blobs WHERE conversation = ?1")?;
    let ids = statement.query_map([conversation], |row| row.get(0))?;
    let ids = ids.collect::<Result<Vec<i64>, _>>()?;
    ids.into_iter().try_for_each(|id| remove(t, id))
}

fn append(
    t: &Transaction<'_>,
    place: &BlobPlace,
    piece: &NewPiece,
    quotas: Option<&Quotas>,
) -> rusqlite::Result<Taken> {
    let id = match conversation(t, &place.site, place.conv)? {
        None => return Ok(Taken::ConversationUnknown),
        Some((_, Owner::Erased(_))) => return Ok(Taken::ConversationErased),
        Some((id, Owner::Key(_))) => id,
    };
    let found = match progress(t, id, place.hash)? {
        Some(found) if found.size == piece.size && (found.done || found.have == piece.at) => found,
        Some(_) => return Ok(Taken::Elsewhere),
        None if piece.at > 0 => return Ok(Taken::Elsewhere),
        None if !has_room(t, &place.site, id, piece.size, quotas)? => {
            return Ok(Taken::QuotaExceeded);
        }
        None => begin(t, place, id, piece)?,
    };
    if found.done {
        return Ok(Taken::There(found));
    }
    let have = found.have + piece.bytes.len() as u64;
    if have > found.size {
        return Ok(Taken::Elsewhere);
    }
    if !piece.bytes.is_empty() {
        let sql = "INSERT INTO pieces (blob, at, bytes) VALUES (?1, ?2, ?3)";
        t.execute(sql, params![found.id, piece.at, piece.bytes])?;
        let sql = "UPDATE blobs SET have = ?2, touched = ?3 WHERE id = ?1";
        t.execute(sql, params![found.id, have, piece.received])?;
    }
    Ok(Taken::There(Progress { have, ..found }))
}

/// Room is taken for all of it at once: what has begun can come to its end.
fn begin(
    t: &Transaction<'_>,
    place: &BlobPlace,
    conversation: i64,
    piece: &NewPiece,
) -> rusqlite::Result<Progress> {
    t.execute(
        "INSERT INTO blobs (conversation, hash, size, have, done, touched) VALUES (?1, ?2, ?3, 0, 0, ?4)",
        params![conversation, place.hash.to_string(), piece.size, piece.received],
    )?;
    let id = t.last_insert_rowid();
    let sql = "INSERT INTO usage (site, bytes) VALUES (?1, ?2) \
               ON CONFLICT (site) DO UPDATE SET bytes = bytes + excluded.bytes";
    t.execute(sql, params![place.site, piece.size])?;
    Ok(Progress { id, size: piece.size, have: 0, done: false })
}

fn has_room(
    t: &Transaction<'_>,
    site: &str,
    conversation: i64,
    size: u64,
    quotas: Option<&Quotas>,
) -> rusqlite::Result<bool> {
    let Some(quotas) = quotas else { return Ok(true) };
    let sql = "SELECT count(*), coalesce(sum(size), 0) FROM blobs WHERE conversation = ?1";
    let (files, bytes) =
        t.query_row(sql, [conversation], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, u64>(1)?)))?;
    let sql = "SELECT bytes FROM usage WHERE site = ?1";
    let of_site: Option<u64> = t.query_row(sql, [site], |row| row.get(0)).optional()?;
    Ok(files < quotas.conversation_files
        && bytes + size <= quotas.conversation_file_bytes
        && of_site.unwrap_or(0) + size <= quotas.site_bytes)
}

fn progress(
    t: &Transaction<'_>,
    conversation: i64,
    hash: Hash,
) -> rusqlite::Result<Option<Progress>> {
    let sql = "SELECT id, size, have, done FROM blobs WHERE conversation = ?1 AND hash = ?2";
    let row = t.query_row(sql, params![conversation, hash.to_string()], |row| {
        Ok(Progress { id: row.get(0)?, size: row.get(1)?, have: row.get(2)?, done: row.get(3)? })
    });
    row.optional()
}

fn remove(t: &Transaction<'_>, id: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE usage SET bytes = bytes - (SELECT size FROM blobs WHERE id = ?1) WHERE site = \
               (SELECT c.site FROM conversations c JOIN blobs b ON b.conversation = c.id WHERE b.id = ?1)";
    t.execute(sql, [id])?;
    t.execute("DELETE FROM pieces WHERE blob = ?1", [id])?;
    t.execute("DELETE FROM blobs WHERE id = ?1", [id]).map(drop)
}
