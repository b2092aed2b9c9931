//! What the desk keeps of consent: what each receipt decided, the visitors' logs, its own.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Transaction, params};
use sigilo_consent::{Decided, Page, Receipt, Status};
use sigilo_protocol::{Bytes, ConvId, Hash, Json};

use super::{
    super::seals::{Place, Seals},
    Countersigned, Store, bad_column,
};
use crate::database::DatabaseError;

/// As they were when the database had version 2. The log outlives conversations: it has nothing of
/// theirs but hashes.
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS decisions (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    conv     TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    receipt  TEXT NOT NULL,           -- its hash
    previous TEXT,                    -- that of the one before
    policy   TEXT NOT NULL,
    purposes TEXT NOT NULL,           -- JSON: id and status
    at       INTEGER NOT NULL,        -- when it was decided, in milliseconds since 1970
    UNIQUE (conv, receipt)
) STRICT;
CREATE INDEX IF NOT EXISTS decisions_conv ON decisions (conv);
CREATE TABLE IF NOT EXISTS visitor_logs (
    hash TEXT PRIMARY KEY,
    conv TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    page TEXT NOT NULL                -- as the visitor signed it
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS consent_log (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    page TEXT NOT NULL                -- as the desk signed it
) STRICT;";

/// Earlier a receipt was in one conversation only, and nothing told when it was decided.
const DECISIONS: &str = "
ALTER TABLE decisions RENAME TO decisions_before;
DROP INDEX IF EXISTS decisions_conv;";
const RECEIPTS: &str = "
ALTER TABLE receipts RENAME TO receipts_before;
CREATE TABLE receipts (
    hash             TEXT NOT NULL,
    conv             TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    receipt          TEXT NOT NULL,
    countersignature TEXT NOT NULL,
    PRIMARY KEY (hash, conv)
) STRICT, WITHOUT ROWID;
INSERT INTO receipts SELECT hash, conv, receipt, countersignature FROM receipts_before;
DROP TABLE receipts_before;";

/// Makes the tables, or makes them what they are now.
pub(super) fn create(t: &Transaction<'_>) -> rusqlite::Result<()> {
    let has = "SELECT count(*), total(name = 'at') FROM pragma_table_info('decisions')";
    let is_old =
        t.query_row(has, (), |row| Ok(row.get::<_, i64>(0)? > 0 && row.get::<_, f64>(1)? == 0.0))?;
    let keys = "SELECT count(*) FROM pragma_table_info('receipts') WHERE pk > 0";
    if t.query_row(keys, (), |row| row.get::<_, i64>(0))? == 1 {
        t.execute_batch(RECEIPTS)?;
    }
    if !is_old {
        return t.execute_batch(TABLES);
    }
    t.execute_batch(DECISIONS)?;
    t.execute_batch(TABLES)?;
    let sql = "SELECT id, decisions_before.conv, decisions_before.receipt, previous, policy, purposes, \
               receipts.receipt FROM decisions_before LEFT JOIN receipts ON hash = decisions_before.receipt";
    let mut statement = t.prepare(sql)?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let text = |at: usize| row.get::<_, Option<String>>(at);
        let receipt = text(6)?.and_then(|receipt| Receipt::claimed(&receipt).ok());
        // Without its receipt it is as old as can be.
        let at = receipt.map_or(0, |receipt| receipt.decided_ms());
        let sql = "INSERT INTO decisions (id, conv, receipt, previous, policy, purposes, at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let id = row.get::<_, i64>(0)?;
        t.execute(sql, params![id, text(1)?, text(2)?, text(3)?, text(4)?, text(5)?, at])?;
    }
    drop(rows);
    drop(statement);
    t.execute_batch("DROP TABLE decisions_before")
}

/// A receipt that holds, and all that is kept of it.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Consented {
    pub(in crate::desk) countersigned: Countersigned,
    pub(in crate::desk) policy: Hash,
    pub(in crate::desk) decided: Decided,
    /// A page of the visitor's log that came with it.
    pub(in crate::desk) visitor_log: Option<String>,
    /// The page of the desk's own; nothing if the receipt was known.
    pub(in crate::desk) log: Option<String>,
}

impl Store {
    /// What the receipts of a conversation decided, in the order in which they came, each with the
    /// policy that it was about.
    pub(in crate::desk) async fn decisions(
        &self,
        conv: ConvId,
    ) -> Result<Vec<(Hash, Decided)>, DatabaseError> {
        let seals = self.1.clone();
        self.0.transact(move |t| decisions(t, &seals, conv)).await
    }

    /// The last page of the desk's own log.
    pub(in crate::desk) async fn last_page(&self) -> Result<Option<Page>, DatabaseError> {
        let sql = "SELECT page FROM consent_log ORDER BY id DESC LIMIT 1";
        let find =
            |t: &Transaction<'_>| t.query_row(sql, (), |row| row.get::<_, String>(0)).optional();
        let page = self.0.transact(find).await?;
        Ok(page.and_then(|page| {
            let page = Page::verify(&page);
            page.inspect_err(|error| tracing::error!(%error, "the consent log is damaged")).ok()
        }))
    }
}

/// What [`Store::decisions`] gives, within a transaction.
pub(in crate::desk) fn decisions(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
) -> rusqlite::Result<Vec<(Hash, Decided)>> {
    let sql = "SELECT policy, receipt, previous, purposes, at FROM decisions \
               WHERE conv = ?1 ORDER BY id";
    let mut statement = t.prepare_cached(sql)?;
    let rows = statement.query_map([conv.to_string()], |row| {
        let receipt: String = row.get(1)?;
        let purposes =
            seals.open_text(t, purposes_in(conv).row(&receipt), row.get_ref(3)?.as_blob()?)?;
        let texts = [row.get(0)?, receipt, purposes.unwrap_or_default()];
        Ok(decided(&texts, row.get(2)?, row.get(4)?))
    })?;
    // What is damaged decides nothing: then what it gave is not given.
    rows.filter_map(Result::transpose).collect()
}

/// The pages of a desk's log, oldest first. Works beside a running desk.
pub(in crate::desk) fn pages(database: &Path) -> Result<Vec<String>, DatabaseError> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare("SELECT page FROM consent_log ORDER BY id")?;
    let rows = statement.query_map((), |row| row.get(0))?;
    rows.collect::<Result<_, _>>().map_err(DatabaseError::from)
}

/// The countersignature that a receipt has, in whichever conversation.
pub(super) fn countersignature(
    t: &Transaction<'_>,
    seals: &Seals,
    receipt: Hash,
) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT conv, countersignature FROM receipts WHERE hash = ?1";
    let hash = receipt.to_string();
    let mut statement = t.prepare_cached(sql)?;
    let found = statement.query_map([&hash], |row| {
        let conv = ConvId::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))?;
        seals.open_text(t, countersignature_in(conv).row(&hash), row.get_ref(1)?.as_blob()?)
    })?;
    found.filter_map(Result::transpose).next().transpose()
}

/// What every receipt decided, oldest first.
pub(in crate::desk) fn decided_by_all(
    t: &Transaction<'_>,
    seals: &Seals,
) -> rusqlite::Result<Vec<String>> {
    texts(t, seals, "SELECT conv, receipt, purposes FROM decisions ORDER BY id", purposes_in)
}

/// Every receipt, oldest first.
pub(in crate::desk) fn receipts(
    t: &Transaction<'_>,
    seals: &Seals,
) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT receipts.conv, hash, receipts.receipt FROM decisions JOIN receipts \
               ON hash = decisions.receipt AND receipts.conv = decisions.conv ORDER BY decisions.id";
    texts(t, seals, sql, receipt_in)
}

/// Every page of a visitor's log.
pub(in crate::desk) fn visitor_logs(
    t: &Transaction<'_>,
    seals: &Seals,
) -> rusqlite::Result<Vec<String>> {
    texts(t, seals, "SELECT conv, hash, page FROM visitor_logs", page_in)
}

fn texts(
    t: &Transaction<'_>,
    seals: &Seals,
    sql: &str,
    place: fn(ConvId) -> Place<'static>,
) -> rusqlite::Result<Vec<String>> {
    let mut statement = t.prepare_cached(sql)?;
    let rows = statement.query_map((), |row| {
        let conv = ConvId::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))?;
        let hash: String = row.get(1)?;
        seals.open_text(t, place(conv).row(&hash), row.get_ref(2)?.as_blob()?)
    })?;
    rows.filter_map(Result::transpose).collect()
}

fn receipt_in(conv: ConvId) -> Place<'static> {
    Place::record(conv, "receipts.receipt")
}

fn countersignature_in(conv: ConvId) -> Place<'static> {
    Place::record(conv, "receipts.countersignature")
}

fn page_in(conv: ConvId) -> Place<'static> {
    Place::record(conv, "visitor_logs.page")
}

fn purposes_in(conv: ConvId) -> Place<'static> {
    Place::record(conv, "decisions.purposes")
}

pub(super) fn keep(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    consented: &Consented,
) -> rusqlite::Result<()> {
    let Consented { countersigned, policy, decided, visitor_log, log } = consented;
    let (hash, name_of_conv) = (decided.receipt.to_string(), conv.to_string());
    let Countersigned { receipt, countersignature } = countersigned;
    t.execute(
        "INSERT INTO receipts (hash, conv, receipt, countersignature) \
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![
            hash,
            name_of_conv,
            seals.seal(t, receipt_in(conv).row(&hash), receipt.as_bytes())?,
            seals.seal(t, countersignature_in(conv).row(&hash), countersignature.as_bytes())?,
        ],
    )?;
    let purposes = decided.purposes.iter();
    let purposes = purposes.map(|(id, status)| (id.clone(), Json::text(name(*status)))).collect();
    t.execute(
        "INSERT INTO decisions (conv, receipt, previous, policy, purposes, at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        params![
            name_of_conv,
            hash,
            decided.previous.map(|previous| previous.to_string()),
            policy.to_string(),
            seals.seal(
                t,
                purposes_in(conv).row(&hash),
                Json::Object(purposes).to_text().as_bytes()
            )?,
            decided.at_ms,
        ],
    )?;
    if let Some(page) = visitor_log {
        let hash = Hash::of(page.as_bytes()).to_string();
        let sealed = seals.seal(t, page_in(conv).row(&hash), page.as_bytes())?;
        t.execute(
            "INSERT INTO visitor_logs (hash, conv, page) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![hash, name_of_conv, sealed],
        )?;
    }
    if let Some(page) = log {
        t.execute("INSERT INTO consent_log (page) VALUES (?1)", [page])?;
    }
    Ok(())
}

fn decided(
    [policy, receipt, purposes]: &[String; 3],
    previous: Option<String>,
    at_ms: u64,
) -> Option<(Hash, Decided)> {
    let Json::Object(purposes) = Json::parse(purposes.as_bytes())? else { return None };
    let status = |(id, status): (String, Json)| Some((id, parse(&status.into_text()?)?));
    let decided = Decided {
        receipt: Bytes::parse(receipt)?,
        previous: previous.as_deref().and_then(Bytes::parse),
        at_ms,
        purposes: purposes.into_iter().map(status).collect::<Option<_>>()?,
    };
    Some((Bytes::parse(policy)?, decided))
}

const STATUSES: [(Status, &str); 5] = [
    (Status::Given, "given"),
    (Status::Refused, "refused"),
    (Status::Withdrawn, "withdrawn"),
    (Status::Expired, "expired"),
    (Status::Invalidated, "invalidated"),
];

fn name(status: Status) -> &'static str {
    // A receipt tells no other.
    STATUSES.iter().find(|(own, _)| *own == status).map_or("invalidated", |(_, name)| name)
}

fn parse(name: &str) -> Option<Status> {
    STATUSES.iter().find(|(_, own)| *own == name).map(|(status, _)| *status)
}
