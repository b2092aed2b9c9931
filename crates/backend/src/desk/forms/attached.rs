//! Files that forms' answers bring: where they are kept, and where those are known that have to go.
//!
//! A file lies as it is sealed at the relay. Its key is kept under the conversation's key while it is on
//! its way, and among the form's values, under the form's own, from then on: with them it is destroyed.

use rusqlite::{Row, Transaction, params};
use sigilo_protocol::{
    Attachment, Body, Content, ConvId, Field, FieldKind, FormAnswer, Hash, Json, Values,
};

use super::{
    super::{
        bodies::{self, hash},
        seals::{Place as Sealed, Seals},
        store::{Store, bad_column},
    },
    record::Place,
};
use crate::DatabaseError;

pub(in crate::desk) const TABLE: &str = include_str!("attached.sql");

/// Where the sealed column is.
const ABOUT: &str = "form_files.about";

/// An answer that waits for its files.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Waiting {
    pub(super) conv: ConvId,
    /// What its form is called at the desk.
    pub(super) form: String,
    pub(super) place: Place,
    pub(super) answer: FormAnswer,
    pub(super) files: Vec<Attachment>,
}

/// A file that is to be fetched, and the answer that it is of.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Due {
    pub(in crate::desk) id: i64,
    pub(in crate::desk) conv: ConvId,
    pub(super) form: String,
    pub(super) tries: u64,
    pub(super) place: Place,
    pub(super) answer: FormAnswer,
    pub(in crate::desk) file: Attachment,
}

/// A file that is to be taken away at the relay.
#[derive(Debug)]
pub(super) struct Going {
    pub(super) id: i64,
    pub(super) conv: ConvId,
    pub(super) hash: Hash,
}

/// The files among values, in the form's order.
pub(super) fn files(fields: &[Field], values: &Values) -> Vec<(String, Attachment)> {
    let fields = fields.iter().filter(|field| field.kind == FieldKind::File);
    let file =
        |field: &Field| Some((field.label.clone(), Attachment::parse(values.get(&field.name)?)?));
    fields.filter_map(file).collect()
}

impl Store {
    /// Files of forms that are to be fetched, the oldest first; what is damaged is passed over.
    pub(in crate::desk) async fn due_form_files(&self) -> Result<Vec<Due>, DatabaseError> {
        let seals = self.1.clone();
        let sql = "SELECT id, conv, form, tries, about FROM form_files \
                   WHERE state = 'due' AND blob IS NULL ORDER BY id";
        let list = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let rows = statement.query_map((), |row| read(t, row, &seals))?;
            rows.filter_map(Result::transpose).collect()
        };
        self.0.transact(list).await
    }

    /// Notes that it was asked for in vain.
    pub(super) async fn try_form_file(&self, id: i64) -> Result<(), DatabaseError> {
        let sql = "UPDATE form_files SET tries = tries + 1 WHERE id = ?1";
        self.0.transact(move |t| t.execute(sql, [id])).await.map(drop)
    }

    /// Keeps one while others of its answer are on their way.
    pub(super) async fn keep_form_file(&self, id: i64, blob: Vec<u8>) -> Result<(), DatabaseError> {
        self.0.transact(move |t| came(t, id, &blob)).await
    }

    /// Files that are to be taken away at the relay.
    pub(super) async fn going_form_files(&self) -> Result<Vec<Going>, DatabaseError> {
        let sql = "SELECT id, conv, hash FROM form_files WHERE state = 'going' ORDER BY id";
        let list = move |t: &Transaction<'_>| {
            let mut statement = t.prepare_cached(sql)?;
            let going = |row: &Row<'_>| {
                let conv = ConvId::parse(&row.get::<_, String>(1)?).ok_or_else(|| bad_column(1))?;
                let hash = Hash::parse(&row.get::<_, String>(2)?).ok_or_else(|| bad_column(2))?;
                Ok(Going { id: row.get(0)?, conv, hash })
            };
            statement.query_map((), going)?.collect()
        };
        self.0.transact(list).await
    }

    /// One is gone at the relay.
    pub(super) async fn form_file_gone(&self, id: i64) -> Result<(), DatabaseError> {
        self.0.transact(move |t| t.execute("DELETE FROM form_files WHERE id = ?1", [id])).await?;
        Ok(())
    }
}

/// Keeps an answer until its files are here. One that came before it for the same form, and waits, is
/// replaced.
pub(super) fn insert(t: &Transaction<'_>, seals: &Seals, new: &Waiting) -> rusqlite::Result<()> {
    let Waiting { conv, form, place, answer, files } = new;
    t.execute(
        "UPDATE form_files SET state = 'going', about = NULL, blob = NULL \
         WHERE form = ?1 AND state = 'due'",
        [form],
    )?;
    let bad = |error: Box<dyn std::error::Error + Send + Sync>| {
        rusqlite::Error::ToSqlConversionFailure(error)
    };
    let body = Body::new(&place.body, Content::FormAnswer(answer.clone())).to_padded();
    let body = body.map_err(|error| bad(error.into()))?;
    let body = String::from_utf8(body).map_err(|error| bad(error.into()))?;
    for file in files {
        let about = Json::object([
            ("place", Some(place.to_json())),
            ("answer", Some(Json::text(body.trim_end()))),
            ("file", Some(Json::text(&file.to_text()))),
        ]);
        let about = zeroize::Zeroizing::new(about.to_text());
        let sealed = seals.seal(t, Sealed::content(*conv, ABOUT).row(form), about.as_bytes())?;
        t.execute(
            "INSERT INTO form_files (conv, form, body, hash, state, tries, about) \
             VALUES (?1, ?2, ?3, ?4, 'due', 0, ?5)",
            params![conv.to_string(), form, hash(&place.body), file.blob.to_string(), sealed],
        )?;
    }
    Ok(())
}

/// A file is here, sealed.
pub(super) fn came(t: &Transaction<'_>, id: i64, blob: &[u8]) -> rusqlite::Result<()> {
    t.execute("UPDATE form_files SET blob = ?2 WHERE id = ?1", params![id, blob]).map(drop)
}

/// The values of a form are those of this answer: its files stay, those of others go.
pub(super) fn settle(t: &Transaction<'_>, form: &str, body: &str) -> rusqlite::Result<()> {
    let body = hash(body);
    t.execute(
        "UPDATE form_files SET state = 'kept', about = NULL WHERE form = ?1 AND body = ?2",
        [form, &body],
    )?;
    t.execute(
        "UPDATE form_files SET state = 'going', about = NULL, blob = NULL \
         WHERE form = ?1 AND body <> ?2",
        [form, &body],
    )
    .map(drop)
}

/// The values of a form are destroyed, and with them the files that they told of.
pub(super) fn destroy(t: &Transaction<'_>, form: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE form_files SET state = 'going', about = NULL, blob = NULL \
               WHERE form = ?1 AND state = 'kept'";
    t.execute(sql, [form]).map(drop)
}

/// What these answers brought goes, also what waits.
pub(super) fn forget(t: &Transaction<'_>, conv: ConvId, of: &[String]) -> rusqlite::Result<()> {
    let one = "UPDATE form_files SET state = 'going', about = NULL, blob = NULL \
               WHERE conv = ?1 AND body = ?2";
    bodies::change(t, conv, Some(of), one, "")
}

/// All of a conversation's go, with what would take them away at the relay, which erases it whole.
pub(super) fn erase(t: &Transaction<'_>, conv: ConvId) -> rusqlite::Result<()> {
    t.execute("DELETE FROM form_files WHERE conv = ?1", [conv.to_string()]).map(drop)
}

/// The sealed file of a form by its name at the relay.
pub(super) fn blob(
    t: &Transaction<'_>,
    form: &str,
    file: &Attachment,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let sql = "SELECT blob FROM form_files WHERE form = ?1 AND hash = ?2 AND state = 'kept'";
    let mut statement = t.prepare_cached(sql)?;
    let mut rows = statement.query([form, &file.blob.to_string()])?;
    rows.next()?.map_or(Ok(None), |row| row.get(0))
}

fn read(t: &Transaction<'_>, row: &Row<'_>, seals: &Seals) -> rusqlite::Result<Option<Due>> {
    let conv = ConvId::parse(&row.get::<_, String>(1)?).ok_or_else(|| bad_column(1))?;
    let (id, form, tries): (i64, String, u64) = (row.get(0)?, row.get(2)?, row.get(3)?);
    let sealed = row.get_ref(4)?.as_blob()?;
    let about = seals.open(t, Sealed::content(conv, ABOUT).row(&form), sealed)?;
    let read = |about: &[u8]| {
        let mut about = Json::parse(about)?.into_members();
        let place = Place::from_json(about.take("place")?)?;
        let file = Attachment::parse(&about.take("file")?.into_text()?)?;
        let body = Body::parse(about.take("answer")?.into_text()?.as_bytes()).ok()?;
        let Content::FormAnswer(answer) = body.content else { return None };
        Some((place, answer, file))
    };
    let read = about.and_then(|about| read(&about));
    Ok(read.map(|(place, answer, file)| Due { id, conv, form, tries, place, answer, file }))
}
