//! A request as it is kept. What the visitor wrote, and what was answered, lie sealed.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use sigilo_protocol::{ConvId, Hash, Json, RequestState, Right};

use super::super::{
    seals::{Place, Seals},
    store::{Store, bad_column},
};
use crate::DatabaseError;

pub(in crate::desk) const TABLE: &str = "CREATE TABLE IF NOT EXISTS requests (\
    id TEXT PRIMARY KEY, conv TEXT NOT NULL, kind TEXT NOT NULL, purpose TEXT, \
    received INTEGER NOT NULL, due INTEGER NOT NULL, state TEXT NOT NULL, \
    told INTEGER NOT NULL, decisions INTEGER NOT NULL, detail BLOB NOT NULL) STRICT, WITHOUT ROWID";

const COLUMNS: &str = "conv, kind, purpose, received, due, state, detail, decisions";

/// Characters of a request's name: 72 bits, and still to be typed.
const ID: usize = 12;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Erasure (Art. 17).
    Erasure,
    /// Another right.
    Right(Right),
}

/// A visitor's request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub(super) conv: ConvId,
    /// The id of the body that asks.
    pub(super) body: String,
    /// How many decisions of the conversation were there before it.
    pub(super) decisions: u64,
    /// What is asked for.
    pub kind: Kind,
    /// The purpose that it is about.
    pub purpose: Option<String>,
    /// What the visitor wrote.
    pub note: Option<String>,
    /// When it came, in seconds since 1970.
    pub received: u64,
    /// Until when it is to be settled, in seconds since 1970.
    pub due: u64,
    /// How far it has come.
    pub state: RequestState,
    /// What was said when it was settled.
    pub why: Option<String>,
}

impl Kind {
    /// Its name in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Erasure => "erasure",
            Self::Right(right) => right.name(),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        if name == "erasure" { Some(Self::Erasure) } else { Right::parse(name).map(Self::Right) }
    }
}

impl Request {
    /// Where it was asked.
    pub(in crate::desk) fn conv(&self) -> ConvId {
        self.conv
    }

    /// What it is called at the desk.
    pub fn id(&self) -> String {
        id(self.conv, &self.body)
    }
}

impl Store {
    /// The request that a body made.
    pub(super) async fn request(
        &self,
        conv: ConvId,
        body: &str,
    ) -> Result<Option<Request>, DatabaseError> {
        let (id, seals) = (id(conv, body), self.1.clone());
        self.0.transact(move |t| find(t, &seals, &id)).await
    }

    /// The requests of a conversation, or all of them, oldest first.
    pub(super) async fn requests(
        &self,
        conv: Option<ConvId>,
    ) -> Result<Vec<Request>, DatabaseError> {
        let seals = self.1.clone();
        self.0.transact(move |t| list(t, &seals, conv)).await
    }

    /// What was settled and its visitor was not told of.
    pub(super) async fn untold(&self) -> Result<Vec<Request>, DatabaseError> {
        let seals = self.1.clone();
        self.0.transact(move |t| list_where(t, &seals, "told = 0", None)).await
    }

    /// Nobody is left to tell.
    pub(super) async fn give_up_telling(&self, id: String) -> Result<(), DatabaseError> {
        self.0.transact(move |t| told(t, &id)).await
    }
}

pub(super) fn insert(t: &Transaction<'_>, seals: &Seals, new: &Request) -> rusqlite::Result<()> {
    let sql = "INSERT INTO requests (id, conv, kind, purpose, received, due, state, told, decisions, \
               detail) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9) ON CONFLICT DO NOTHING";
    let (kind, state, conv) = (new.kind.name(), new.state.name(), new.conv.to_string());
    let (id, decisions, detail) = (new.id(), new.decisions, sealed(t, seals, new)?);
    t.execute(
        sql,
        params![id, conv, kind, new.purpose, new.received, new.due, state, decisions, detail],
    )
    .map(drop)
}

pub(super) fn told(t: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    t.execute("UPDATE requests SET told = 1 WHERE id = ?1", [id]).map(drop)
}

/// Settles a request, of which its visitor is to be told.
pub(super) fn settle(t: &Transaction<'_>, seals: &Seals, now: &Request) -> rusqlite::Result<()> {
    let sql = "UPDATE requests SET state = ?2, told = 0, detail = ?3 WHERE id = ?1";
    t.execute(sql, params![now.id(), now.state.name(), sealed(t, seals, now)?]).map(drop)
}

/// Forgets what was written with requests: with those of `bodies`, or with all of a conversation.
pub(super) fn forget(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    bodies: Option<&[String]>,
) -> rusqlite::Result<()> {
    for request in list(t, seals, Some(conv))? {
        if bodies.is_none_or(|bodies| bodies.contains(&request.body)) {
            let bare = Request { note: None, why: None, ..request };
            let sql = "UPDATE requests SET detail = ?2 WHERE id = ?1";
            t.execute(sql, params![bare.id(), sealed(t, seals, &bare)?])?;
        }
    }
    Ok(())
}

pub(super) fn find(
    t: &Transaction<'_>,
    seals: &Seals,
    id: &str,
) -> rusqlite::Result<Option<Request>> {
    let sql = format!("SELECT {COLUMNS} FROM requests WHERE id = ?1");
    t.query_row(&sql, [id], |row| read(t, row, seals)).optional()
}

pub(super) fn list(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: Option<ConvId>,
) -> rusqlite::Result<Vec<Request>> {
    list_where(t, seals, "1", conv)
}

fn list_where(
    t: &Transaction<'_>,
    seals: &Seals,
    filter: &str,
    conv: Option<ConvId>,
) -> rusqlite::Result<Vec<Request>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM requests WHERE {filter} AND (?1 IS NULL OR conv = ?1) \
         ORDER BY received, id"
    );
    let mut statement = t.prepare_cached(&sql)?;
    let rows =
        statement.query_map([conv.map(|conv| conv.to_string())], |row| read(t, row, seals))?;
    rows.collect()
}

fn read(t: &Transaction<'_>, row: &Row<'_>, seals: &Seals) -> rusqlite::Result<Request> {
    let conv = ConvId::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))?;
    // What is damaged is still a request, of which nobody knows any more what it said.
    let detail = seals.open(t, detail_in(conv), row.get_ref(6)?.as_blob()?)?;
    let detail = detail.and_then(|text| Json::parse(&text)).unwrap_or(Json::Null);
    let mut detail = detail.into_members();
    Ok(Request {
        conv,
        body: detail.text("body"),
        decisions: row.get(7)?,
        kind: Kind::parse(&row.get::<_, String>(1)?).ok_or_else(|| bad_column(1))?,
        purpose: row.get(2)?,
        note: detail.maybe("note", Json::into_text),
        received: row.get(3)?,
        due: row.get(4)?,
        state: RequestState::parse(&row.get::<_, String>(5)?).ok_or_else(|| bad_column(5))?,
        why: detail.maybe("why", Json::into_text),
    })
}

fn sealed(t: &Transaction<'_>, seals: &Seals, request: &Request) -> rusqlite::Result<Vec<u8>> {
    let mut detail = vec![("body".to_owned(), Json::text(&request.body))];
    for (name, text) in [("note", &request.note), ("why", &request.why)] {
        detail.extend(text.as_ref().map(|text| (name.to_owned(), Json::text(text))));
    }
    seals.seal(t, detail_in(request.conv), Json::Object(detail).to_text().as_bytes())
}

fn detail_in(conv: ConvId) -> Place<'static> {
    Place::record(conv, "requests.detail")
}

fn id(conv: ConvId, body: &str) -> String {
    let hash = Hash::of(format!("{conv} {body}").as_bytes()).to_string();
    hash.chars().take(ID).collect()
}
