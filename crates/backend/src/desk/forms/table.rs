//! Where forms are kept: what was asked, and the values under a key of their own. Without that key,
//! which lies sealed under the conversation's, they are nothing; it is overwritten with them.

use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use sigilo_protocol::{Body, Content, ConvId, Json, Values};

use super::{
    super::{
        bot::Form,
        seals::{Place as Sealed, Seals},
        store::{Store, bad_column},
        vault::Vault,
    },
    attached,
    record::{FormState, Place, Record, id},
};
use crate::DatabaseError;

pub(in crate::desk) const TABLE: &str = "CREATE TABLE IF NOT EXISTS forms (\
    id TEXT PRIMARY KEY, conv TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE, \
    purpose TEXT NOT NULL, state TEXT NOT NULL, changed INTEGER NOT NULL, until INTEGER, \
    form BLOB NOT NULL, answer BLOB, key BLOB, record BLOB) STRICT, WITHOUT ROWID";

/// Where the sealed columns are.
const FORM: &str = "forms.form";
const ANSWER: &str = "forms.answer";
const KEY: &str = "forms.key";

const COLUMNS: &str = "id, conv, purpose, state, changed, until, form, answer";

/// Most forms of a conversation that are remembered without an answer; the oldest are forgotten
/// first.
const MAX_ASKED: u64 = 16;

impl Store {
    /// The form that a body of a conversation asked by.
    pub(super) async fn form(
        &self,
        conv: ConvId,
        form: &str,
    ) -> Result<Option<Record>, DatabaseError> {
        let (id, seals) = (id(conv, form), self.1.clone());
        let found = self.0.transact(move |t| find(t, &seals, &id)).await?;
        Ok(found.filter(|record| record.form == form))
    }

    /// The forms of a conversation.
    pub(in crate::desk) async fn forms(&self, conv: ConvId) -> Result<Vec<Record>, DatabaseError> {
        let seals = self.1.clone();
        self.0.transact(move |t| list(t, &seals, Some(conv))).await
    }

    /// Destroys the values whose time is over; the names of their forms.
    pub(super) async fn expire_forms(&self, now: u64) -> Result<Vec<String>, DatabaseError> {
        let sql = "SELECT id FROM forms WHERE record IS NOT NULL AND until <= ?1";
        let expire = move |t: &Transaction<'_>| {
            let due: Vec<String> = t
                .prepare_cached(sql)?
                .query_map([now], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            due.iter().try_for_each(|id| destroy(t, id, FormState::Expired))?;
            Ok(due)
        };
        self.0.transact(expire).await
    }
}

pub(super) fn insert(t: &Transaction<'_>, seals: &Seals, new: &Record) -> rusqlite::Result<()> {
    let (id, conv) = (new.id(), new.conv.to_string());
    let Form { title, purpose, fields } = new.to_form();
    let body = Body::new(&new.form, Content::Form { title, purpose, fields });
    let body = body.to_padded();
    let body = body.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    t.execute(
        "INSERT INTO forms (id, conv, purpose, state, changed, form) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        params![
            id,
            conv,
            new.purpose,
            new.state.name(),
            new.changed,
            seals.seal(t, Sealed::content(new.conv, FORM).row(&id), &body)?
        ],
    )?;
    t.execute(
        "DELETE FROM forms WHERE conv = ?1 AND state = 'asked' AND id NOT IN \
         (SELECT id FROM forms WHERE conv = ?1 AND state = 'asked' \
          ORDER BY changed DESC, id = ?2 DESC LIMIT ?3)",
        params![conv, id, MAX_ASKED],
    )
    .map(drop)
}

/// Keeps values in the place of those before, under a new key.
pub(super) fn keep(
    t: &Transaction<'_>,
    seals: &Seals,
    record: &Record,
    values: &Values,
) -> rusqlite::Result<()> {
    let (id, rng) = (record.id(), &mut UnwrapErr(SysRng));
    let answer = record.answer.as_ref().map_or(Json::Null, Place::to_json).to_text();
    let own = Vault::generate(rng);
    let text = zeroize::Zeroizing::new(values.to_json().to_text());
    let values_sealed = own.seal(&values_in(&id), text.as_bytes(), rng);
    let values_sealed = values_sealed
        .ok_or_else(|| rusqlite::Error::ToSqlConversionFailure("too long to seal".into()))?;
    t.execute(
        "UPDATE forms SET state = ?2, changed = ?3, until = ?4, answer = ?5, key = ?6, record = ?7 \
         WHERE id = ?1",
        params![
            id,
            record.state.name(),
            record.changed,
            record.until,
            seals.seal(t, Sealed::content(record.conv, ANSWER).row(&id), answer.as_bytes())?,
            seals.seal(t, Sealed::content(record.conv, KEY).row(&id), own.to_bytes().as_slice())?,
            values_sealed,
        ],
    )
    .map(drop)
}

/// Destroys a form's values: they and their key are overwritten. Where they were said is still known,
/// so that what was said before that and comes later counts for nothing.
pub(super) fn destroy(t: &Transaction<'_>, id: &str, state: FormState) -> rusqlite::Result<()> {
    let sql = "UPDATE forms SET state = ?2, until = NULL, key = NULL, record = NULL \
               WHERE id = ?1";
    attached::destroy(t, id)?;
    t.execute(sql, params![id, state.name()]).map(drop)
}

/// Destroys the values that these bodies brought.
pub(in crate::desk) fn forget(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    bodies: &[String],
) -> rusqlite::Result<()> {
    let records = list(t, seals, Some(conv))?;
    let goes = |record: &&Record| record.has(bodies);
    attached::forget(t, conv, bodies)?;
    records.iter().filter(goes).try_for_each(|own| destroy(t, &own.id(), FormState::Withdrawn))
}

/// Forgets all forms of a conversation, and their values.
pub(in crate::desk) fn erase(t: &Transaction<'_>, conv: ConvId) -> rusqlite::Result<()> {
    attached::erase(t, conv)?;
    t.execute("DELETE FROM forms WHERE conv = ?1", [conv.to_string()]).map(drop)
}

/// How many forms of a conversation have values.
pub(in crate::desk) fn count(t: &Transaction<'_>, conv: &str) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM forms WHERE conv = ?1 AND record IS NOT NULL";
    t.query_row(sql, [conv], |row| row.get(0))
}

/// How many have the values that these bodies brought.
pub(in crate::desk) fn count_bodies(records: &[Record], bodies: &[String]) -> u64 {
    records.iter().filter(|record| record.has(bodies)).count() as u64
}

pub(super) fn find(
    t: &Transaction<'_>,
    seals: &Seals,
    id: &str,
) -> rusqlite::Result<Option<Record>> {
    let sql = format!("SELECT {COLUMNS} FROM forms WHERE id = ?1");
    Ok(t.query_row(&sql, [id], |row| read(t, row, seals)).optional()?.flatten())
}

/// The forms of a conversation, or all, those that changed first before others. What is damaged is
/// passed over: nobody knows any more what it asked.
pub(super) fn list(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: Option<ConvId>,
) -> rusqlite::Result<Vec<Record>> {
    let sql =
        format!("SELECT {COLUMNS} FROM forms WHERE ?1 IS NULL OR conv = ?1 ORDER BY changed, id");
    let mut statement = t.prepare_cached(&sql)?;
    let rows =
        statement.query_map([conv.map(|conv| conv.to_string())], |row| read(t, row, seals))?;
    rows.filter_map(Result::transpose).collect()
}

/// The values of a form; nothing if there are none, or they can't be opened.
pub(super) fn values(
    t: &Transaction<'_>,
    seals: &Seals,
    id: &str,
) -> rusqlite::Result<Option<Values>> {
    let sql = "SELECT conv, key, record FROM forms WHERE id = ?1 AND record IS NOT NULL";
    let found = t.query_row(sql, [id], |row| {
        let conv = ConvId::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))?;
        Ok((conv, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
    });
    let Some((conv, key, record)) = found.optional()? else { return Ok(None) };
    let key = seals.open(t, Sealed::content(conv, KEY).row(id), &key)?;
    let open = |key: &[u8]| {
        let own = Vault::new(key.try_into().ok()?);
        Values::from_json(Json::parse(&own.open(&values_in(id), &record)?)?)
    };
    Ok(key.and_then(|key| open(&key)))
}

fn read(t: &Transaction<'_>, row: &Row<'_>, seals: &Seals) -> rusqlite::Result<Option<Record>> {
    let id: String = row.get(0)?;
    let conv = ConvId::parse(&row.get::<_, String>(1)?).ok_or_else(|| bad_column(1))?;
    let state = FormState::parse(&row.get::<_, String>(3)?).ok_or_else(|| bad_column(3))?;
    let body = seals.open(t, Sealed::content(conv, FORM).row(&id), row.get_ref(6)?.as_blob()?)?;
    let answer = match row.get_ref(7)?.as_blob_or_null()? {
        Some(answer) => seals.open(t, Sealed::content(conv, ANSWER).row(&id), answer)?,
        None => None,
    };
    let answer = answer.and_then(|text| Place::from_json(Json::parse(&text)?));
    let record = body.and_then(|body| Record::asked(conv, &Body::parse(&body).ok()?, 0));
    let (changed, until) = (row.get(4)?, row.get(5)?);
    Ok(record.map(|record| Record { state, changed, until, answer, ..record }))
}

/// What the values are sealed for, under the form's own key.
fn values_in(id: &str) -> String {
    format!("sigilo desk form {id} values")
}
