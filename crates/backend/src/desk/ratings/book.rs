//! What visitors have said of how content they are, read beside the desk: where people read conversations it is a line
//! of them, where nobody does this is the only way to it.

use std::path::Path;

use rusqlite::Transaction;
use serde::Deserialize;
use sigilo_protocol::ConvId;

use super::{
    super::{
        RightsError, folder, rights,
        seals::Seals,
        store::{Store, bad_column},
    },
    rating_in,
};
use crate::{DatabaseError, names::log_name, storage::MasterKey};

/// The ratings of a desk's folder.
pub struct RatingBook(Store);

/// An answer to a question how content its visitor is.
#[derive(Clone, PartialEq, Eq)]
pub struct Rating {
    /// The conversation's name in the log.
    pub conversation: String,
    /// How much, and how much it could be.
    pub score: u64,
    /// The highest score.
    pub most: u64,
    /// What the visitor said to it: nobody's to read while its use is restricted.
    pub comment: Option<String>,
    /// Its visitor has asked that it be kept and not used.
    pub restricted: bool,
}

/// What was said to it is nobody's to log.
impl std::fmt::Debug for Rating {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rating({} of {} in {})", self.score, self.most, self.conversation)
    }
}

/// A rating as it lies there, sealed.
#[derive(Deserialize)]
struct Stored {
    score: u64,
    comment: Option<String>,
}

impl RatingBook {
    /// Opens a desk's folder, whose master key is where the desk has it.
    pub fn open(data: &Path, master_key: &MasterKey) -> Result<Self, RightsError> {
        folder::open(data, master_key, RightsError::Folder).map(Self)
    }

    /// Every rating that is kept, conversation by conversation. What is damaged, or was erased, is left out.
    pub fn list(&self) -> Result<Vec<Rating>, DatabaseError> {
        self.0.0.transact_blocking(|t| list(t, &self.0.1))
    }
}

fn list(t: &Transaction<'_>, seals: &Seals) -> rusqlite::Result<Vec<Rating>> {
    let sql = "SELECT conv, body, most, rating FROM ratings WHERE rating IS NOT NULL \
               ORDER BY conv, body";
    let mut statement = t.prepare(sql)?;
    let mut rows = statement.query(())?;
    let mut ratings = Vec::new();
    while let Some(row) = rows.next()? {
        let conv = ConvId::parse(&row.get::<_, String>(0)?).ok_or_else(|| bad_column(0))?;
        let body: String = row.get(1)?;
        let opened = seals.open(t, rating_in(conv).row(&body), row.get_ref(3)?.as_blob()?)?;
        let stored: Option<Stored> = opened.and_then(|json| serde_json::from_slice(&json).ok());
        let Some(Stored { score, comment }) = stored else { continue };
        let restricted = rights::is_restricted_for(t, seals, conv, &String::new())?;
        let comment = comment.filter(|_| !restricted);
        let (conversation, most) = (log_name(conv), row.get(2)?);
        ratings.push(Rating { conversation, score, most, comment, restricted });
    }
    Ok(ratings)
}
