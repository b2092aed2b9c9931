//! What is kept for no longer than the policy says: a conversation's content once nothing was said for
//! as long as the purposes that the chat can't do without are kept, its receipts once the longest
//! obligation is over. (What forms have brought ends by its own date: `forms`.)
//!
//! What goes is counted and hashed before, looked for after, and told as `deletion.retention`.

use rusqlite::{Transaction, params};
use sigilo_consent::days;
use sigilo_protocol::Hash;

use super::{
    office::{Desk, RoundError},
    seals::{self, Part},
    store::Store,
};
use crate::{DatabaseError, events::Event};

const DAY: u64 = 24 * 3_600;

/// Least time that a conversation is kept, in days: a day more than a prekey opens hellos. A shorter one
/// would forget which hellos have come while one that is played again could still be opened.
const LEAST_HISTORY: u32 = 15;

/// How often is looked, in seconds: retention counts days.
const EVERY: u64 = 3_600;

/// Conversations of one transaction: a desk at work waits for it some milliseconds.
const BATCH: u32 = 64;

/// What went, of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gone {
    what: &'static str,
    count: u64,
    /// `SHA-256` of the SHA-256s of what went, each in base64url, in their order, one after the other.
    hash: Hash,
    /// What was found of it afterwards.
    left: u64,
}

impl Gone {
    /// What has these hashes.
    pub(super) fn of(what: &'static str, mut hashes: Vec<String>, left: u64) -> Option<Self> {
        hashes.sort_unstable();
        let (count, hash) = (hashes.len() as u64, Hash::of(hashes.concat().as_bytes()));
        (count > 0).then_some(Self { what, count, hash, left })
    }

    /// As it is told.
    pub(super) fn event(&self, now: u64, site: &str) -> Event {
        let Self { what, count, hash, left } = self;
        let event = Event::new(now, site, "deletion.retention", "desk");
        event.with("what", what).with("count", count).with("hash", hash).with("left", left)
    }
}

impl Desk {
    /// Ends what was kept for long enough.
    pub(super) async fn retain(&mut self) -> Result<(), RoundError> {
        let now = self.clock.now();
        if now < self.retention_due {
            return Ok(());
        }
        self.forget_absent(now).await?;
        let Some(history) = self.history_days() else { return Ok(()) };
        let obligations = self.policy.core().obligations.iter();
        let records =
            obligations.filter_map(|own| days(&own.retention)).max().unwrap_or(0).max(history);
        let before = |days: u32| now.saturating_sub(u64::from(days) * DAY);
        let gone = self.store.retain(before(history), before(records)).await?;
        self.retention_due = now + EVERY;
        gone.iter().for_each(|gone| self.events.tell(&gone.event(now, &self.site)));
        Ok(())
    }

    /// How long a silent conversation is kept; `None` if the policy does not say.
    fn history_days(&self) -> Option<u32> {
        let required = self.policy.core().purposes.iter().filter(|purpose| purpose.required);
        let policy = required.filter_map(|purpose| days(&purpose.retention)).max();
        let shorter = [policy, self.storage.history_days].into_iter().flatten().min();
        shorter.map(|days| days.max(LEAST_HISTORY))
    }
}

impl Store {
    /// Ends the content of conversations that were silent since `history`, and the records of those that
    /// were since `records`, too.
    async fn retain(&self, history: u64, records: u64) -> Result<Vec<Gone>, DatabaseError> {
        let mut all = Vec::new();
        loop {
            let gone = self.0.transact(move |t| end_contents(t, history)).await?;
            let more = self.0.transact(move |t| end_records(t, records)).await?;
            if gone.is_empty() && more.is_empty() {
                break;
            }
            all.extend(gone.into_iter().chain(more));
        }
        if !all.is_empty() {
            self.0.settle().await?;
        }
        Ok(all)
    }
}

/// What an erasure has under way ends by itself.
const SILENT: &str = "active <= ?1 AND conv NOT IN (SELECT conv FROM erasures)";

fn end_contents(t: &Transaction<'_>, history: u64) -> rusqlite::Result<Vec<Gone>> {
    let sql = format!(
        "SELECT conv FROM conversations WHERE {SILENT} AND EXISTS (SELECT 1 FROM data_keys d \
                       WHERE d.conv = conversations.conv AND part = 'content') LIMIT ?2"
    );
    let convs = list(t, &sql, history)?;
    let kinds = [
        ("sessions", "SELECT state FROM conversations WHERE conv = ?1 AND state != x''"),
        ("waiting-answers", "SELECT body FROM queue WHERE conv = ?1"),
        ("body-ids", "SELECT CAST(id AS BLOB) FROM bodies WHERE conv = ?1"),
        ("files", "SELECT blob FROM files WHERE conv = ?1 AND blob IS NOT NULL"),
        ("form-answers", "SELECT record FROM forms WHERE conv = ?1 AND record IS NOT NULL"),
        ("ratings", "SELECT rating FROM ratings WHERE conv = ?1 AND rating IS NOT NULL"),
    ];
    let end = |conv: &String| {
        seals::destroy(t, conv, Part::Content)?;
        for table in ["queue", "bodies", "forms", "files", "ratings"] {
            t.execute(&format!("DELETE FROM {table} WHERE conv = ?1"), [conv])?;
        }
        t.execute("UPDATE conversations SET state = x'' WHERE conv = ?1", [conv]).map(drop)
    };
    proven(t, &convs, &kinds, end)
}

fn end_records(t: &Transaction<'_>, records: u64) -> rusqlite::Result<Vec<Gone>> {
    // Who has asked for something hears an answer first.
    let sql = format!(
        "SELECT conv FROM conversations WHERE {SILENT} AND conv NOT IN \
                       (SELECT conv FROM requests WHERE state = 'received') LIMIT ?2"
    );
    let convs = list(t, &sql, records)?;
    let kinds = [
        ("receipts", "SELECT receipt FROM receipts WHERE conv = ?1"),
        ("consent-log-pages", "SELECT page FROM visitor_logs WHERE conv = ?1"),
        ("requests", "SELECT detail FROM requests WHERE conv = ?1"),
    ];
    let end = |conv: &String| {
        for part in [Part::Content, Part::Record] {
            seals::destroy(t, conv, part)?;
        }
        t.execute("DELETE FROM requests WHERE conv = ?1", [conv])?;
        t.execute("DELETE FROM conversations WHERE conv = ?1", [conv]).map(drop)
    };
    proven(t, &convs, &kinds, end)
}

/// Ends conversations, and tells what went by what was there before and is after.
fn proven(
    t: &Transaction<'_>,
    convs: &[String],
    kinds: &[(&'static str, &str)],
    end: impl Fn(&String) -> rusqlite::Result<()>,
) -> rusqlite::Result<Vec<Gone>> {
    let hashes = |sql: &str| {
        let mut all = Vec::new();
        let mut statement = t.prepare_cached(sql)?;
        for conv in convs {
            let rows = statement
                .query_map([conv], |row| Ok(Hash::of(row.get_ref(0)?.as_blob()?).to_string()))?;
            all.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        Ok::<_, rusqlite::Error>(all)
    };
    let before = kinds.iter().map(|(_, sql)| hashes(sql)).collect::<Result<Vec<_>, _>>()?;
    convs.iter().try_for_each(end)?;
    let mut gone = Vec::new();
    for ((what, sql), before) in kinds.iter().zip(before) {
        gone.extend(Gone::of(what, before, hashes(sql)?.len() as u64));
    }
    // A conversation of which nothing was left counts, so that the next batch is looked for.
    let convs = convs.iter().map(|conv| Hash::of(conv.as_bytes()).to_string()).collect();
    gone.extend(Gone::of("conversations", convs, 0));
    Ok(gone)
}

fn list(t: &Transaction<'_>, sql: &str, until: u64) -> rusqlite::Result<Vec<String>> {
    let mut statement = t.prepare_cached(sql)?;
    let rows = statement.query_map(params![until, BATCH], |row| row.get(0))?;
    rows.collect()
}
