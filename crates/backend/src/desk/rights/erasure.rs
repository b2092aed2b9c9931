//! A conversation that goes: what the desk has of it at once, the relay's part after its visitor
//! had the time to read the confirmation, and what has to be kept when its time is over.
//!
//! It ends once the confirmation was sealed for its visitor. Until then its session stays, and what
//! is said there is answered by the confirmation alone; then a tombstone is left, which nothing
//! that comes again gets past.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use sigilo_protocol::ConvId;

use super::{
    super::{
        client::ClientError,
        files, forms,
        office::{Desk, RoundError},
        people, ratings,
        seals::{self, Part, Place, Seals},
        slow,
        store::{Store, bad_column},
    },
    Request, request,
};
use crate::{
    DatabaseError,
    audit::{self, Goes},
    events::Event,
    names::log_name,
};

pub(in crate::desk) const TABLE: &str = "CREATE TABLE IF NOT EXISTS erasures (\
    conv TEXT PRIMARY KEY, at INTEGER NOT NULL, statement TEXT NOT NULL, \
    kept_until INTEGER NOT NULL, is_over INTEGER NOT NULL, is_settled INTEGER NOT NULL, \
    relay_due INTEGER, kept INTEGER NOT NULL) STRICT, WITHOUT ROWID";

/// How long the relay keeps the envelopes after the desk has confirmed, in seconds: the visitor's
/// browser, which asks the relay itself once it has read that, may be closed until tomorrow. A longer
/// time keeps what was to go, a shorter one takes the confirmation away.
const GRACE: u64 = 24 * 3_600;

/// When a relay that refuses is asked again, in seconds.
const AGAIN: u64 = 3_600;

/// A conversation's erasure.
#[derive(Debug)]
pub(in crate::desk) struct Erasure {
    pub(super) request: Request,
    pub(super) at: u64,
    /// Until when its receipts are kept, for the longest of the obligations.
    pub(super) kept_until: u64,
    pub(super) statement: String,
}

/// What is left of a conversation that was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk) enum Erased {
    /// Its visitor is still to be told.
    Telling,
    Over,
}

impl Erasure {
    /// What asked for it.
    pub(in crate::desk) fn request(&self) -> &Request {
        &self.request
    }
}

impl Store {
    /// Whether a conversation was erased.
    pub(in crate::desk) async fn erased(
        &self,
        conv: ConvId,
    ) -> Result<Option<Erased>, DatabaseError> {
        let sql = "SELECT is_over FROM erasures WHERE conv = ?1";
        let find = move |t: &Transaction<'_>| {
            let erased = |is_over| if is_over { Erased::Over } else { Erased::Telling };
            t.query_row(sql, [conv.to_string()], |row| row.get(0).map(erased)).optional()
        };
        self.0.transact(find).await
    }

    pub(super) async fn erasure_statement(
        &self,
        conv: ConvId,
    ) -> Result<Option<String>, DatabaseError> {
        let sql = "SELECT statement FROM erasures WHERE conv = ?1";
        let seals = self.1.clone();
        let find = move |t: &Transaction<'_>| {
            let open =
                |row: &Row<'_>| seals.open_text(t, statement_in(conv), row.get_ref(0)?.as_blob()?);
            Ok(t.query_row(sql, [conv.to_string()], open).optional()?.flatten())
        };
        self.0.transact(find).await
    }

    /// Conversations that the relay is to erase by now.
    async fn due_at_relay(&self, now: u64) -> Result<Vec<ConvId>, DatabaseError> {
        self.0.transact(move |t| convs(t, "relay_due <= ?1", now)).await
    }

    /// Asks the relay again later, or never.
    async fn ask_relay(&self, conv: ConvId, due: Option<u64>) -> Result<(), DatabaseError> {
        let sql = "UPDATE erasures SET relay_due = ?2 WHERE conv = ?1";
        let set = move |t: &Transaction<'_>| t.execute(sql, params![conv.to_string(), due]);
        self.0.transact(set).await.map(drop)
    }

    /// Ends what nobody came back for, drops what was kept for long enough, and takes what is gone
    /// out of the journal.
    async fn sweep(&self, by: Event) -> Result<(), DatabaseError> {
        if self.0.transact(move |t| sweep(t, &by)).await? {
            self.0.settle().await?;
            let sql = "UPDATE erasures SET is_settled = 1 WHERE is_over = 1";
            self.0.transact(move |t| t.execute(sql, ())).await?;
        }
        Ok(())
    }
}

impl Desk {
    /// What was promised about erased conversations and is due.
    pub(in crate::desk) async fn finish_erasures(&mut self) -> Result<(), RoundError> {
        let now = self.clock.now();
        let by = Event::new(now, &self.site, "deletion.retention", "desk");
        self.store.sweep(by.with("what", "receipts")).await?;
        for conv in self.store.due_at_relay(now).await? {
            let conversation = log_name(conv);
            match self.client.erase(conv, &self.keys.signing).await {
                Ok(()) | Err(ClientError::Refused(404 | 410, _)) => {
                    tracing::info!(conversation, "the relay has erased a conversation");
                    self.note("deletion.relay", "desk", |event| event.about(conv));
                    self.store.ask_relay(conv, None).await?;
                }
                Err(error @ ClientError::Refused(..)) => {
                    tracing::warn!(conversation, %error, "the relay does not erase");
                    self.store.ask_relay(conv, Some(now + AGAIN)).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// What was said goes, and what was to be said: only the confirmation may wait.
pub(super) fn begin(t: &Transaction<'_>, seals: &Seals, new: &Erasure) -> rusqlite::Result<()> {
    let conv = new.request.conv;
    t.execute("DELETE FROM bodies WHERE conv = ?1", [conv.to_string()])?;
    request::forget(t, seals, conv, None)?;
    forms::erase(t, conv)?;
    files::erase(t, conv, None)?;
    slow::forget(t, conv, None)?;
    people::erase(t, conv, None)?;
    ratings::erase(t, conv, None)?;
    // Nothing is left of what others were about.
    let sql = "UPDATE requests SET told = 1, \
               state = CASE state WHEN 'received' THEN 'done' ELSE state END WHERE conv = ?1";
    t.execute(sql, [conv.to_string()])?;
    t.execute(
        "INSERT INTO erasures \
         (conv, at, statement, kept_until, is_over, is_settled, relay_due, kept) \
         VALUES (?1, ?2, ?3, ?4, 0, 0, ?5, 1) ON CONFLICT DO NOTHING",
        params![
            conv.to_string(),
            new.at,
            seals.seal(t, statement_in(conv), new.statement.as_bytes())?,
            new.kept_until,
            new.at + GRACE
        ],
    )
    .map(drop)
}

/// The session goes, and the key of all that was said: nothing more is said or heard there. What is
/// kept stays below the conversation's bare name.
pub(super) fn end(t: &Transaction<'_>, conv: ConvId) -> rusqlite::Result<()> {
    let conv = conv.to_string();
    let sql = "UPDATE erasures SET is_over = 1 WHERE conv = ?1 AND is_over = 0";
    if t.execute(sql, [&conv])? == 0 {
        return Ok(());
    }
    seals::destroy(t, &conv, Part::Content)?;
    t.execute("DELETE FROM bodies WHERE conv = ?1", [&conv])?;
    t.execute("DELETE FROM queue WHERE conv = ?1", [&conv])?;
    t.execute("UPDATE conversations SET state = x'', lang = '' WHERE conv = ?1", [&conv]).map(drop)
}

fn sweep(t: &Transaction<'_>, by: &Event) -> rusqlite::Result<bool> {
    let now = by.at;
    for conv in convs(t, "is_over = 0 AND relay_due <= ?1", now)? {
        end(t, conv)?;
    }
    for conv in convs(t, "is_over = 1 AND kept = 1 AND kept_until <= ?1", now)? {
        seals::destroy(t, &conv.to_string(), Part::Record)?;
        // Receipts and all that hangs on the conversation go with it.
        let name = conv.to_string();
        t.execute("DELETE FROM conversations WHERE conv = ?1", [&name])?;
        t.execute("DELETE FROM requests WHERE conv = ?1", [&name])?;
        let sql = "UPDATE erasures SET kept = 0, is_settled = 0, statement = x'' WHERE conv = ?1";
        t.execute(sql, [&name])?;
        audit::erase(t, &log_name(conv), Goes::All, by, "retention-over")?;
        audit::append(t, &by.clone().about(conv))?;
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM erasures WHERE is_over = 1 AND is_settled = 0)";
    t.query_row(sql, (), |row| row.get(0))
}

fn statement_in(conv: ConvId) -> Place<'static> {
    Place::record(conv, "erasures.statement")
}

fn convs(t: &Transaction<'_>, filter: &str, now: u64) -> rusqlite::Result<Vec<ConvId>> {
    let sql = format!("SELECT conv FROM erasures WHERE {filter}");
    let mut statement = t.prepare_cached(&sql)?;
    let rows = statement.query_map([now], |row| {
        ConvId::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))
    })?;
    rows.collect()
}
