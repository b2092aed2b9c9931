//! How a desk's database of an earlier program becomes one of this.

use rusqlite::{Transaction, params, types::Value};
use sigilo_protocol::ConvId;

use super::{
    super::{
        forms, rights,
        seals::{Place, Seals},
        vault::Vault,
    },
    bad_column, consent,
};

pub(super) const FIRST: &str = include_str!("steps/1.sql");
pub(super) const SECOND: &str = include_str!("steps/2.sql");

const EPOCH: &str = "CREATE TABLE IF NOT EXISTS epoch (\
                     id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL) STRICT";

/// From 2, which programs have added to without another number: every table is there, as it was last.
pub(super) fn gather(t: &Transaction<'_>) -> rusqlite::Result<()> {
    for table in [EPOCH, forms::TABLE].iter().chain(&rights::TABLES) {
        t.execute_batch(table)?;
    }
    consent::create(t)
}

/// From 3: what the key file's vault key has sealed is sealed under keys of the conversations, and so is
/// what lay in clear.
pub(super) fn seal(t: &Transaction<'_>, old: &Vault, seals: &Seals) -> rusqlite::Result<()> {
    t.execute_batch(include_str!("steps/4.sql"))?;
    if let Err(error) = seals.check(t)? {
        return Err(rusqlite::Error::ToSqlConversionFailure(error.into()));
    }
    let of_conv = |conv: ConvId, _: &str| format!("sigilo desk conversation {conv}");
    let state = Column {
        table: "conversations",
        pk: "conv",
        name: "state",
        place: |conv, _| Place::content(conv, "conversations.state"),
    };
    let body = Column {
        table: "queue",
        pk: "id",
        name: "body",
        place: |conv, _| Place::content(conv, "queue.body"),
    };
    let detail = Column {
        table: "requests",
        pk: "id",
        name: "detail",
        place: |conv, _| Place::record(conv, "requests.detail"),
    };
    for column in [state, body, detail] {
        column.reseal(t, seals, |conv, row, sealed| {
            old.open(&of_conv(conv, row), sealed).map(|text| text.to_vec())
        })?;
    }
    let form = Column {
        table: "forms",
        pk: "id",
        name: "form",
        place: |conv, id| Place::content(conv, "forms.form").row(id),
    };
    let answer = Column {
        name: "answer",
        place: |conv, id| Place::content(conv, "forms.answer").row(id),
        ..form
    };
    let key =
        Column { name: "key", place: |conv, id| Place::content(conv, "forms.key").row(id), ..form };
    for column in [form, answer, key] {
        let label = |id: &str| format!("sigilo desk form {id} {}", column.name);
        column.reseal(t, seals, |_, id, sealed| {
            old.open(&label(id), sealed).map(|text| text.to_vec())
        })?;
    }
    let receipt = Column {
        table: "receipts",
        pk: "hash",
        name: "receipt",
        place: |conv, hash| Place::record(conv, "receipts.receipt").row(hash),
    };
    let countersignature = Column {
        name: "countersignature",
        place: |conv, hash| Place::record(conv, "receipts.countersignature").row(hash),
        ..receipt
    };
    let page = Column {
        table: "visitor_logs",
        name: "page",
        place: |conv, hash| Place::record(conv, "visitor_logs.page").row(hash),
        ..receipt
    };
    let purposes = Column {
        table: "decisions",
        pk: "receipt",
        name: "purposes",
        place: |conv, hash| Place::record(conv, "decisions.purposes").row(hash),
    };
    let statement = Column {
        table: "erasures",
        pk: "conv",
        name: "statement",
        place: |conv, _| Place::record(conv, "erasures.statement"),
    };
    for column in [receipt, countersignature, page, purposes, statement] {
        column.seal(t, seals)?;
    }
    Ok(())
}

/// A column, and where what it holds is sealed for.
#[derive(Clone, Copy)]
struct Column {
    table: &'static str,
    pk: &'static str,
    name: &'static str,
    place: for<'a> fn(ConvId, &'a str) -> Place<'a>,
}

impl Column {
    /// Seals what lay in clear; the column holds bytes then.
    fn seal(&self, t: &Transaction<'_>, seals: &Seals) -> rusqlite::Result<()> {
        let Self { table, name, .. } = self;
        t.execute_batch(&format!(
            "ALTER TABLE {table} ADD COLUMN sealed BLOB NOT NULL DEFAULT x''"
        ))?;
        self.change(t, seals, "sealed", |_, _, text| Some(text.to_vec()))?;
        t.execute_batch(&format!(
            "ALTER TABLE {table} DROP COLUMN {name}; ALTER TABLE {table} RENAME COLUMN sealed TO {name}"
        ))
    }

    /// Seals anew what `open` opens. What it does not open stays what it is: damaged, or lost.
    fn reseal(
        &self,
        t: &Transaction<'_>,
        seals: &Seals,
        open: impl Fn(ConvId, &str, &[u8]) -> Option<Vec<u8>>,
    ) -> rusqlite::Result<()> {
        self.change(t, seals, self.name, open)
    }

    fn change(
        &self,
        t: &Transaction<'_>,
        seals: &Seals,
        into: &str,
        open: impl Fn(ConvId, &str, &[u8]) -> Option<Vec<u8>>,
    ) -> rusqlite::Result<()> {
        let Self { table, pk, name, place } = self;
        let sql = format!(
            "SELECT {pk}, conv, CAST({name} AS BLOB) FROM {table} WHERE {name} IS NOT NULL"
        );
        let mut statement = t.prepare(&sql)?;
        let rows = statement.query_map((), |row| {
            Ok((row.get::<_, Value>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
        })?;
        for (key, conv, held) in rows.collect::<Result<Vec<_>, _>>()? {
            let conv_id = ConvId::parse(&conv).ok_or_else(|| bad_column(1))?;
            let row = if let Value::Text(row) = &key { row.clone() } else { String::new() };
            let Some(text) = open(conv_id, &row, &held) else { continue };
            let sealed = seals.seal(t, place(conv_id, &row), &text)?;
            let sql = format!("UPDATE {table} SET {into} = ?3 WHERE {pk} = ?1 AND conv = ?2");
            t.execute(&sql, params![key, conv, sealed])?;
        }
        Ok(())
    }
}
