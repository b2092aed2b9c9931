//! What a desk keeps of consent, read beside it: decisions, receipts, logs.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use sigilo_backend::{desk, storage::MasterKey};
use sigilo_consent::{Bundle, Event, verify_log};
use sigilo_protocol::unb64u;

use crate::browser::PATIENCE;
use crate::canary::Canary;
use crate::shelf;

/// The database of a desk.
#[derive(Clone, Debug)]
pub struct Ledger(PathBuf);

impl Ledger {
    /// The one in this file.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// What each receipt that came decided, oldest first: purpose to status.
    pub fn decisions(&self) -> Result<Vec<Value>> {
        let all = self.records()?.decisions()?;
        all.iter().map(|purposes| Ok(serde_json::from_str(purposes)?)).collect()
    }

    /// Waits until the decisions are exactly these.
    pub async fn must_have(&self, decisions: &[Value]) -> Result<()> {
        let started = Instant::now();
        loop {
            let seen = self.decisions()?;
            if seen == decisions {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "the desk knows of {}", json!(seen));
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// Begins the audit log of a desk that does not run anew, under the same key, as if nothing had been.
    pub fn begin_audit_anew(&self) -> Result<()> {
        let anew = "DROP TRIGGER audit_keeps; DROP TRIGGER audit_signed; \
                    DELETE FROM audit; DELETE FROM audit_checkpoints";
        Ok(Connection::open(&self.0)?.execute_batch(anew)?)
    }

    /// The receipts that came, oldest first: each visitor's JWS.
    pub fn receipts(&self) -> Result<Vec<String>> {
        Ok(self.records()?.receipts()?)
    }

    /// The desk's own log, verified; and its pages, decoded.
    pub fn log(&self) -> Result<(Vec<Event>, Vec<String>)> {
        read(&desk::consent_log(&self.0)?)
    }

    /// The log of the one visitor there is, verified; and its pages, decoded.
    pub fn visitor_log(&self) -> Result<(Vec<Event>, Vec<String>)> {
        let mut pages = Vec::new();
        for page in self.records()?.visitor_logs()? {
            let number = serde_json::from_str::<Value>(&payload(&page)?)?["page"].as_u64();
            pages.push((number, page));
        }
        pages.sort();
        read(&pages.into_iter().map(|(_, page)| page).collect::<Vec<_>>())
    }

    /// How many visitors are known by name; and of how many who have signed out nothing is left that names them
    /// or that anything could be said to them with, while what they said is there.
    pub fn known_and_left(&self) -> Result<(i64, i64)> {
        let count = |which: &str| {
            let from = "SELECT count(*) FROM talks JOIN conversations USING (conv) WHERE";
            let counts = self.column(&format!("{from} {which}"))?;
            counts.into_iter().next().context("no count")
        };
        let left = "left_at IS NOT NULL AND identity IS NULL AND state = x'' \
                    AND conv IN (SELECT conv FROM history)";
        Ok((count("identity IS NOT NULL")?, count(left)?))
    }

    /// How many bodies it remembers to have opened.
    pub fn bodies(&self) -> Result<i64> {
        let counts = self.column("SELECT count(*) FROM bodies")?;
        counts.into_iter().next().context("no count")
    }

    /// Fails if the database contains `canary`.
    pub fn must_not_contain(&self, canary: &Canary) -> Result<()> {
        shelf::must_not_contain(&self.0, canary)
    }

    fn records(&self) -> Result<desk::ConsentRecords> {
        let folder = self.0.parent().context("no folder")?;
        Ok(desk::ConsentRecords::open(folder, &MasterKey::default())?)
    }

    fn column<T: FromSql>(&self, query: &str) -> Result<Vec<T>> {
        let connection = Connection::open_with_flags(&self.0, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let mut query = connection.prepare(query)?;
        let values = query.query_map((), |row| row.get(0))?;
        Ok(values.collect::<Result<_, _>>()?)
    }
}

/// The receipts of a file that a visitor saved.
pub fn receipts_in(bundle: &[u8]) -> Result<Vec<Value>> {
    let bundle = Bundle::parse(bundle).context("no bundle")?;
    let read = |receipt: &String| Ok(serde_json::from_str(&payload(receipt)?)?);
    bundle.receipts.iter().map(|own| read(&own.receipt)).collect()
}

/// The terms of where a receipt puts a purpose: a list.
pub fn status(receipt: &str, purpose: &str) -> Result<Value> {
    let receipt: Value = serde_json::from_str(&payload(receipt)?)?;
    let records = receipt["dpv:hasRecordOfActivity"].as_array().into_iter().flatten();
    let is_about = |record: &&Value| {
        record.pointer("/dpv:hasProcess/0/dpv:hasPurpose/dct:identifier") == Some(&json!(purpose))
    };
    let record = records.into_iter().find(is_about).context("not in the receipt")?;
    let status = &record["dpv:hasConsentStatus"]["@type"];
    Ok(if status.is_array() { status.clone() } else { json!([status]) })
}

fn read(pages: &[String]) -> Result<(Vec<Event>, Vec<String>)> {
    let (_, events) = verify_log(pages.iter().map(String::as_str))?;
    Ok((events, pages.iter().map(|page| payload(page)).collect::<Result<_>>()?))
}

fn payload(jws: &str) -> Result<String> {
    let payload = jws.split('.').nth(1).and_then(unb64u).context("no JWS")?;
    Ok(String::from_utf8(payload)?)
}
