//! Where files are kept, and what a step changes of them.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use sigilo_protocol::{Attachment, Body, Content, ConvId, Hash};

use super::{
    super::{
        bodies::{self, hash},
        seals::{Place, Seals},
        store::{Store, bad_column},
    },
    FileState,
};
use crate::DatabaseError;

pub(in crate::desk) const TABLE: &str = include_str!("table.sql");

/// Signs of a file's name: 72 bits, and still to be typed.
const NAME: usize = 12;

const COLUMNS: &str = "id, name, conv, state, at, tries, about";

/// A file that is known.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Record {
    pub(in crate::desk) id: i64,
    pub(in crate::desk) name: String,
    pub(in crate::desk) conv: ConvId,
    pub(in crate::desk) state: FileState,
    pub(in crate::desk) at: u64,
    pub(super) tries: u64,
    /// The id of the body that tells of it.
    pub(in crate::desk) body: String,
    pub(in crate::desk) file: Attachment,
}

/// What a step changes of files.
#[derive(Debug)]
pub(in crate::desk) enum Change {
    /// A visitor tells of one, which is to be fetched.
    Offered(Body),
    /// One goes to the visitor: told of in this body, sealed.
    Sends(Body, Vec<u8>),
    /// One is here.
    Came(i64, FileState, Vec<u8>),
    /// One is not taken.
    Dropped(i64),
    /// Those that these bodies told of go; all of the conversation's without a body.
    Erased(Option<Vec<String>>),
}

impl Change {
    /// Stores the change.
    pub(in crate::desk) fn commit(
        &self,
        t: &Transaction<'_>,
        seals: &Seals,
        conv: ConvId,
        now: u64,
    ) -> rusqlite::Result<()> {
        match self {
            Self::Offered(body) => insert(t, seals, conv, now, body, FileState::Due, None),
            Self::Sends(body, blob) => {
                insert(t, seals, conv, now, body, FileState::Sending, Some(blob))
            }
            Self::Came(id, state, blob) => {
                let sql = "UPDATE files SET state = ?2, blob = ?3 WHERE id = ?1";
                t.execute(sql, params![id, state.name(), blob]).map(drop)
            }
            Self::Dropped(id) => t.execute("DELETE FROM files WHERE id = ?1", [id]).map(drop),
            Self::Erased(bodies) => erase(t, conv, bodies.as_deref()),
        }
    }

    /// Whether something is overwritten, which the journal may still have.
    pub(in crate::desk) fn destroys(&self) -> bool {
        matches!(self, Self::Dropped(_) | Self::Erased(_))
    }
}

impl Store {
    /// Files of a state, the oldest first; what is damaged is passed over.
    pub(super) async fn files_of(&self, state: FileState) -> Result<Vec<Record>, DatabaseError> {
        let seals = self.1.clone();
        let list = move |t: &Transaction<'_>| {
            list(t, &seals, "state = ?1 AND ?2 IS NULL", Some(state), None)
        };
        self.0.transact(list).await
    }

    /// How many files a visitor has sent in a conversation.
    pub(super) async fn count_files(&self, conv: ConvId) -> Result<u64, DatabaseError> {
        let sql = "SELECT count(*) FROM files WHERE conv = ?1 AND state IN ('due', 'kept', 'quarantined')";
        self.0.transact(move |t| t.query_row(sql, [conv.to_string()], |row| row.get(0))).await
    }

    /// Notes that it was asked for in vain.
    pub(super) async fn try_file(&self, id: i64) -> Result<(), DatabaseError> {
        let sql = "UPDATE files SET tries = tries + 1 WHERE id = ?1";
        self.0.transact(move |t| t.execute(sql, [id])).await.map(drop)
    }

    /// The sealed bytes of a file.
    pub(super) async fn blob(&self, id: i64) -> Result<Option<Vec<u8>>, DatabaseError> {
        self.0.transact(move |t| blob(t, id)).await
    }

    /// A file of the desk's own is at the relay, or never will be; what is not needed any more goes.
    pub(super) async fn sent(&self, id: i64) -> Result<(), DatabaseError> {
        let sql = "UPDATE files SET state = 'sent', blob = NULL WHERE id = ?1";
        self.0.transact(move |t| t.execute(sql, [id])).await.map(drop)
    }
}

/// Keeps what is told of a file.
pub(in crate::desk) fn insert(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    now: u64,
    body: &Body,
    state: FileState,
    blob: Option<&Vec<u8>>,
) -> rusqlite::Result<()> {
    let name = name(conv, &body.id);
    let about = body.to_padded();
    let about = about.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let about = seals.seal(t, about_in(conv).row(&name), &about)?;
    t.execute(
        "INSERT INTO files (name, conv, body, state, at, tries, about, blob) \
         VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7) ON CONFLICT DO NOTHING",
        params![name, conv.to_string(), hash(&body.id), state.name(), now, about, blob],
    )
    .map(drop)
}

/// Those that these bodies told of go, or all of the conversation's.
pub(in crate::desk) fn erase(
    t: &Transaction<'_>,
    conv: ConvId,
    of: Option<&[String]>,
) -> rusqlite::Result<()> {
    let all = "DELETE FROM files WHERE conv = ?1";
    bodies::change(t, conv, of, "DELETE FROM files WHERE conv = ?1 AND body = ?2", all)
}

/// The file that the body of this id tells of.
pub(in crate::desk) fn by_body(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    body: &str,
) -> rusqlite::Result<Option<Attachment>> {
    Ok(find(t, seals, &name(conv, body))?.map(|record| record.file))
}

/// How many files of a conversation are here.
pub(in crate::desk) fn count(t: &Transaction<'_>, conv: &str) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM files WHERE conv = ?1 AND blob IS NOT NULL";
    t.query_row(sql, [conv], |row| row.get(0))
}

/// Files by a condition on `?1`, a state, and `?2`, a conversation.
pub(super) fn list(
    t: &Transaction<'_>,
    seals: &Seals,
    which: &str,
    state: Option<FileState>,
    conv: Option<ConvId>,
) -> rusqlite::Result<Vec<Record>> {
    let sql = format!("SELECT {COLUMNS} FROM files WHERE {which} ORDER BY id");
    let mut statement = t.prepare_cached(&sql)?;
    let own = params![state.map(FileState::name), conv.map(|conv| conv.to_string())];
    let rows = statement.query_map(own, |row| read(t, row, seals))?;
    rows.filter_map(Result::transpose).collect()
}

/// A file by its name.
pub(super) fn find(
    t: &Transaction<'_>,
    seals: &Seals,
    name: &str,
) -> rusqlite::Result<Option<Record>> {
    let sql = format!("SELECT {COLUMNS} FROM files WHERE name = ?1");
    Ok(t.query_row(&sql, [name], |row| read(t, row, seals)).optional()?.flatten())
}

pub(super) fn blob(t: &Transaction<'_>, id: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    let row = t.query_row("SELECT blob FROM files WHERE id = ?1", [id], |row| row.get(0));
    Ok(row.optional()?.flatten())
}

fn read(t: &Transaction<'_>, row: &Row<'_>, seals: &Seals) -> rusqlite::Result<Option<Record>> {
    let (id, name): (i64, String) = (row.get(0)?, row.get(1)?);
    let conv = ConvId::parse(&row.get::<_, String>(2)?).ok_or_else(|| bad_column(2))?;
    let state = FileState::parse(&row.get::<_, String>(3)?).ok_or_else(|| bad_column(3))?;
    let (at, tries) = (row.get(4)?, row.get(5)?);
    let about = seals.open(t, about_in(conv).row(&name), row.get_ref(6)?.as_blob()?)?;
    let body = about.and_then(|about| Body::parse(&about).ok());
    Ok(body.and_then(|Body { id: body, content, .. }| match content {
        Content::Attachment(file) => Some(Record { id, name, conv, state, at, tries, body, file }),
        _ => None,
    }))
}

/// What a file is called at the desk.
fn name(conv: ConvId, body: &str) -> String {
    let name = Hash::of(format!("{conv} file {body}").as_bytes()).to_string();
    name.chars().take(NAME).collect()
}

fn about_in(conv: ConvId) -> Place<'static> {
    Place::content(conv, "files.about")
}
