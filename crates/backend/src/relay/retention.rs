//! Envelopes are kept for as long as the published policy says of its purposes, or for less.
//!
//! A conversation in which nothing came for that long is erased as by its visitor; of one that goes on,
//! what is older goes, but for the hello that began it, by which a recipient knows whose it is.

use std::{sync::Arc, time::Duration};

use rusqlite::{OptionalExtension as _, Transaction, params};
use serde_json::Value;
use sigilo_consent::days;
use sigilo_protocol::Hash;

use super::{
    state::{Relay, Served},
    store::{Store, end},
};
use crate::{DatabaseError, events::Event};

const DAY: u64 = 24 * 3_600;

/// How often is looked: retention counts days.
const EVERY: Duration = Duration::from_secs(3_600);

/// Envelopes of one transaction: posts wait for it some milliseconds.
const BATCH: u32 = 500;

/// What went.
#[derive(Debug, Default)]
pub(super) struct Gone {
    hashes: Vec<String>,
    conversations: u64,
}

/// Ends what was kept for long enough, until the relay is closed. Whoever serves the relay runs it beside.
pub async fn retention(relay: Arc<Relay>) {
    loop {
        if let Err(error) = relay.retain().await {
            tracing::error!(%error, "envelopes could not be ended in time");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = relay.closed() => return,
        }
    }
}

impl Relay {
    /// Ends what was kept for long enough.
    pub(super) async fn retain(&self) -> Result<(), DatabaseError> {
        let now = self.clock.now();
        self.store.drop_unfinished(now).await?;
        for served in self.sites() {
            let site = &served.site.site;
            let Some(days) = self.days(served).await? else { continue };
            let until = now.saturating_sub(u64::from(days) * DAY);
            self.expire_blobs(site, now, until).await?;
            let gone = self.store.retain(site, now, until).await?;
            let Gone { mut hashes, conversations } = gone;
            if hashes.is_empty() {
                continue;
            }
            hashes.sort_unstable();
            let event =
                Event::new(now, site, "deletion.retention", "relay").with("what", "envelopes");
            let event = event.with("count", hashes.len()).with("conversations", conversations);
            let left = self.store.left(hashes.clone()).await?;
            let hash = Hash::of(hashes.concat().as_bytes());
            self.events.tell(&event.with("hash", hash).with("left", left));
        }
        Ok(())
    }

    async fn expire_blobs(&self, site: &str, now: u64, until: u64) -> Result<(), DatabaseError> {
        let mut hashes = self.store.expire_blobs(site, until).await?;
        if hashes.is_empty() {
            return Ok(());
        }
        hashes.sort_unstable();
        let event = Event::new(now, site, "deletion.retention", "relay").with("what", "blobs");
        let event = event.with("count", hashes.len()).with("left", 0);
        self.events.tell(&event.with("hash", Hash::of(hashes.concat().as_bytes())));
        Ok(())
    }

    /// How long a site's envelopes are kept; `None` if nobody says.
    async fn days(&self, served: &Served) -> Result<Option<u32>, DatabaseError> {
        let hash =
            served.published().and_then(|published| Some(published.manifest.as_ref()?.policy.hash));
        let policy = match hash {
            Some(hash) => self.store.document(served.site.site.clone(), hash).await?,
            None => None,
        };
        let policy = policy.and_then(|policy| serde_json::from_str::<Value>(&policy).ok());
        let purposes = policy.as_ref().and_then(|policy| policy["purposes"].as_array());
        let retention = |purpose: &Value| purpose["retention"].as_str().and_then(days);
        let policy = purposes.into_iter().flatten().filter_map(retention).max();
        Ok([policy, self.storage.envelope_days].into_iter().flatten().min())
    }
}

impl Store {
    async fn retain(&self, site: &str, now: u64, until: u64) -> Result<Gone, DatabaseError> {
        let mut all = Gone::default();
        loop {
            let site = site.to_owned();
            let gone = self.0.transact(move |t| retain(t, &site, now, until)).await?;
            if gone.hashes.is_empty() && gone.conversations == 0 {
                break;
            }
            all.hashes.extend(gone.hashes);
            all.conversations += gone.conversations;
        }
        if !all.hashes.is_empty() {
            self.0.settle().await?;
        }
        Ok(all)
    }

    /// How many of these envelopes are still there.
    async fn left(&self, hashes: Vec<String>) -> Result<u64, DatabaseError> {
        let sql = "SELECT count(*) FROM envelopes WHERE eh = ?1 AND json <> ''";
        let count = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let counts =
                hashes.iter().map(|eh| statement.query_row([eh], |row| row.get::<_, u64>(0)));
            counts.sum()
        };
        self.0.transact(count).await
    }
}

fn retain(t: &Transaction<'_>, site: &str, now: u64, until: u64) -> rusqlite::Result<Gone> {
    let silent = "SELECT c.id FROM envelopes e JOIN conversations c ON c.id = e.conversation \
                  WHERE e.received <= ?2 AND e.json <> '' AND c.site = ?1 AND NOT EXISTS \
                  (SELECT 1 FROM envelopes n WHERE n.conversation = c.id AND n.received > ?2) LIMIT 1";
    let silent = t.prepare_cached(silent)?.query_row(params![site, until], |row| row.get(0));
    if let Some(conversation) = silent.optional()? {
        let sql = "SELECT eh FROM envelopes WHERE conversation = ?1 AND json <> ''";
        let mut statement = t.prepare_cached(sql)?;
        let hashes = statement.query_map([conversation], |row| row.get(0))?;
        let hashes = hashes.collect::<Result<_, _>>()?;
        end(t, conversation, now)?;
        return Ok(Gone { hashes, conversations: 1 });
    }
    let old = "SELECT e.cursor, e.eh, c.id, octet_length(e.json) FROM envelopes e \
               JOIN conversations c ON c.id = e.conversation \
               WHERE e.received <= ?2 AND e.json <> '' AND c.site = ?1 AND e.position > 1 LIMIT ?3";
    let mut statement = t.prepare_cached(old)?;
    let rows = statement.query_map(params![site, until, BATCH], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    let rows = rows.collect::<Result<Vec<(i64, String, i64, i64)>, _>>()?;
    for (cursor, _, conversation, bytes) in &rows {
        let sql = "UPDATE envelopes SET json = '', sender = '', seq = position, received = 0 WHERE cursor = ?1";
        t.execute(sql, [cursor])?;
        let sql =
            "UPDATE conversations SET envelopes = envelopes - 1, bytes = bytes - ?2 WHERE id = ?1";
        t.execute(sql, [conversation, bytes])?;
        t.execute("UPDATE usage SET bytes = bytes - ?2 WHERE site = ?1", params![site, bytes])?;
    }
    Ok(Gone { hashes: rows.into_iter().map(|(_, eh, ..)| eh).collect(), conversations: 0 })
}
