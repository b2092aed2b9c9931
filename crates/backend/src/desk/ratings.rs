//! Questions how content a visitor is, and their answers (docs/protocol.md, 8.3): an answer counts once, and
//! only where the desk has asked.

mod book;

use rusqlite::{OptionalExtension as _, Transaction, params};
use sigilo_protocol::{Body, Content, ConvId};

use super::{
    bodies::{self, hash},
    seals::{Place, Seals},
    store::Store,
};
use crate::DatabaseError;

pub use book::{Rating, RatingBook};

/// What is asked, and what was answered.
pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS ratings (
    conv   TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    body   TEXT NOT NULL,             -- SHA-256 of the id of the body that asks
    most   INTEGER NOT NULL,          -- the highest score
    answer TEXT,                      -- SHA-256 of the id of the body that answers
    rating BLOB,                      -- the score and what is said to it; sealed like the conversation's state
    PRIMARY KEY (conv, body)
) STRICT, WITHOUT ROWID;";

/// What a step changes of it.
#[derive(Debug, Default)]
pub(super) struct Ratings {
    /// The ids of the bodies that ask, and the highest scores.
    asked: Vec<(String, u64)>,
    pub(super) given: Option<Given>,
}

/// An answer to a question that was asked and has none.
pub(super) struct Given {
    /// The id of the body that asks, and of this one.
    pub(super) of: String,
    pub(super) id: String,
    pub(super) score: u64,
    pub(super) comment: Option<String>,
}

/// What was said to it is nobody's to log.
impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Given({} for {})", self.score, self.of)
    }
}

impl Ratings {
    /// What these bodies ask, beside what was answered.
    pub(super) fn asked(given: Option<Given>, bodies: &[Body]) -> Self {
        let asked = bodies.iter().filter_map(|body| match &body.content {
            Content::RatingRequest { scale, .. } => Some((body.id.clone(), scale.most())),
            _ => None,
        });
        Self { asked: asked.collect(), given }
    }

    /// Stores it.
    pub(super) fn commit(
        &self,
        t: &Transaction<'_>,
        seals: &Seals,
        conv: ConvId,
    ) -> rusqlite::Result<()> {
        for (id, most) in &self.asked {
            let sql = "INSERT INTO ratings (conv, body, most) VALUES (?1, ?2, ?3) \
                       ON CONFLICT DO NOTHING";
            t.execute(sql, params![conv.to_string(), hash(id), most])?;
        }
        let Some(Given { of, id, score, comment }) = &self.given else { return Ok(()) };
        let text = serde_json::json!({"score": score, "comment": comment}).to_string();
        let body = hash(of);
        let sealed = seals.seal(t, rating_in(conv).row(&body), text.as_bytes())?;
        let sql = "UPDATE ratings SET answer = ?3, rating = ?4 \
                   WHERE conv = ?1 AND body = ?2 AND answer IS NULL";
        t.execute(sql, params![conv.to_string(), body, hash(id), sealed]).map(drop)
    }
}

impl Store {
    /// Whether this question was asked with such a score among its answers, and has none.
    pub(super) async fn may_rate(
        &self,
        conv: ConvId,
        of: &str,
        score: u64,
    ) -> Result<bool, DatabaseError> {
        let key = [conv.to_string(), hash(of)];
        let sql = "SELECT most FROM ratings WHERE conv = ?1 AND body = ?2 AND answer IS NULL";
        let most =
            move |t: &Transaction<'_>| t.query_row(sql, key, |row| row.get::<_, u64>(0)).optional();
        Ok(self.0.transact(most).await?.is_some_and(|most| score <= most))
    }
}

/// What was said in a conversation goes, or in these bodies of it.
pub(super) fn erase(
    t: &Transaction<'_>,
    conv: ConvId,
    of: Option<&[String]>,
) -> rusqlite::Result<()> {
    // That there was an answer stays: there is no other.
    let one = "UPDATE ratings SET rating = NULL WHERE conv = ?1 AND answer = ?2";
    bodies::change(t, conv, of, one, "DELETE FROM ratings WHERE conv = ?1")
}

/// How many answers are held of a conversation.
pub(super) fn count(t: &Transaction<'_>, conv: &str) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM ratings WHERE conv = ?1 AND rating IS NOT NULL";
    t.query_row(sql, [conv], |row| row.get(0))
}

fn rating_in(conv: ConvId) -> Place<'static> {
    Place::content(conv, "ratings.rating")
}
