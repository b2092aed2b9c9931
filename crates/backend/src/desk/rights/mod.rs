//! What visitors ask for (Arts. 15 to 22 GDPR), and what becomes of it: docs/rights.md.
//!
//! A request is kept with the answer to it, in one transaction, and under its body's id: said again
//! it is the same request. What a person has to look at waits for `sigilo-backend rights settle`.

mod book;
mod erasure;
mod holding;
mod request;
mod statement;
mod telling;

use rusqlite::Transaction;
use sigilo_consent::{Obligation, Profile, Status, days};
use sigilo_protocol::{Content, ConvId, Right, Scope};

pub use book::{Rights, RightsError};
pub use request::{Kind, Request};
pub use sigilo_protocol::RequestState;

use super::{files, forms, office::Desk, people, ratings, seals::Seals, slow, store};
use crate::DatabaseError;

pub(super) use erasure::Erased;
use erasure::Erasure;
use statement::Kept;

/// Beside the schema, so that a database of before has them too.
pub(super) const TABLES: [&str; 2] = [request::TABLE, erasure::TABLE];

/// Most requests of a conversation that are kept, erasure aside. More of them fill the database, and
/// help nobody (Art. 12(5) GDPR).
const MAX_REQUESTS: usize = 100;

const DAY: u64 = 24 * 3_600;

/// What the visitor is told above that.
const TOO_MANY: &str = "There are too many requests in this conversation; please write to us.";

/// A body that asks for something.
pub(super) enum Asked {
    Right { right: Right, purpose: Option<String>, note: Option<String> },
    Erasure(Scope),
}

/// What an envelope changes of requests and of what is kept.
#[derive(Debug, Default)]
pub(super) enum Change {
    #[default]
    Nothing,
    /// A request that is new.
    Asked(Request),
    /// The visitor is told how far a request has come.
    Told(String),
    /// Bodies go.
    Bodies(Request, Vec<String>),
    /// The conversation goes.
    Conversation(Box<Erasure>),
}

/// What is answered to a request.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) answers: Vec<Content>,
    pub(super) change: Change,
}

impl Asked {
    /// What a body asks for, if it does.
    pub(super) fn of(content: &Content) -> Option<Self> {
        match content.clone() {
            Content::Right { right, purpose, note } => Some(Self::Right { right, purpose, note }),
            Content::Erase { scope } => Some(Self::Erasure(scope)),
            _ => None,
        }
    }
}

impl Change {
    /// Whether what waits to be said is not said any more.
    pub(super) fn silences(&self) -> bool {
        matches!(self, Self::Conversation(_))
    }

    /// Whether something is overwritten at once, which the journal may still have.
    pub(super) fn destroys(&self) -> bool {
        matches!(self, Self::Bodies(..))
    }

    /// Stores the change; a conversation goes once nothing `waits` that its visitor has to hear.
    pub(super) fn commit(
        &self,
        t: &Transaction<'_>,
        seals: &Seals,
        conv: ConvId,
        waits: bool,
    ) -> rusqlite::Result<()> {
        match self {
            Self::Nothing => {}
            Self::Asked(request) => request::insert(t, seals, request)?,
            Self::Told(id) => request::told(t, id)?,
            Self::Bodies(request, ids) => {
                request::insert(t, seals, request)?;
                request::forget(t, seals, conv, Some(ids))?;
                forms::forget(t, seals, conv, ids)?;
                files::erase(t, conv, Some(ids))?;
                slow::forget(t, conv, Some(ids))?;
                people::erase(t, conv, Some(ids))?;
                ratings::erase(t, conv, Some(ids))?;
            }
            Self::Conversation(erasure) => {
                request::insert(t, seals, &erasure.request)?;
                erasure::begin(t, seals, erasure)?;
            }
        }
        if waits { Ok(()) } else { erasure::end(t, conv) }
    }
}

impl Desk {
    /// Takes a request, and answers it: at once where nobody has to decide.
    pub(super) async fn take_request(
        &self,
        conv: ConvId,
        body: &str,
        asked: Asked,
    ) -> Result<Taken, DatabaseError> {
        if let Some(request) = self.store.request(conv, body).await? {
            let told = self.state_of(&request, None).await?;
            return Ok(Taken { answers: vec![told], change: Change::Nothing });
        }
        let now = self.clock.now();
        let due = now + u64::from(Profile::of(self.policy.core()).due_days) * DAY;
        let decisions = self.store.decisions(conv).await?.len() as u64;
        let received = |kind, purpose, note| {
            let (body, state, why) = (body.to_owned(), RequestState::Received, None);
            Request { conv, body, decisions, kind, purpose, note, received: now, due, state, why }
        };
        let (answers, change) = match asked {
            Asked::Right { right, purpose, note } => {
                let mut request = received(Kind::Right(right), purpose, note);
                if self.store.requests(Some(conv)).await?.len() >= MAX_REQUESTS {
                    request.state = RequestState::Refused;
                    request.why = Some(TOO_MANY.into());
                    let answers = vec![self.state_of(&request, None).await?];
                    return Ok(Taken { answers, change: Change::Nothing });
                }
                let mut answers = vec![self.state_of(&request, None).await?];
                if matches!(right, Right::Access | Right::Portability) {
                    // The transcript is the visitor's already: what is asked for is what is held.
                    request.state = RequestState::Done;
                    answers.push(self.state_of(&request, None).await?);
                }
                (answers, Change::Asked(request))
            }
            Asked::Erasure(scope) => {
                let mut request = received(Kind::Erasure, None, None);
                let first = self.state_of(&request, None).await?;
                request.state = RequestState::Done;
                let (change, statement) = self.erase(request.clone(), scope).await?;
                (vec![first, self.state_of(&request, Some(statement)).await?], change)
            }
        };
        Ok(Taken { answers, change })
    }

    /// Whether what is said in a conversation is kept and not used: somebody has asked for that, or
    /// objects to a purpose that an answer needs, and has not allowed it anew since.
    pub(super) async fn is_restricted(&self, conv: ConvId) -> Result<bool, DatabaseError> {
        let required = self.policy.core().purposes.iter().filter(|purpose| purpose.required);
        let needed: Vec<String> = required.map(|purpose| purpose.id.clone()).collect();
        let seals = self.store.1.clone();
        let is_restricted = move |t: &Transaction<'_>| restricts(t, &seals, conv, &needed);
        self.store.0.transact(is_restricted).await
    }

    /// The same for what is used for `purpose`.
    pub(super) async fn is_restricted_for(
        &self,
        conv: ConvId,
        purpose: &str,
    ) -> Result<bool, DatabaseError> {
        let (seals, purpose) = (self.store.1.clone(), purpose.to_owned());
        self.store.0.transact(move |t| is_restricted_for(t, &seals, conv, &purpose)).await
    }

    /// How far a request has come, with what was done about it.
    pub(super) async fn state_of(
        &self,
        request: &Request,
        statement: Option<String>,
    ) -> Result<Content, DatabaseError> {
        let statement = match (request.state, statement) {
            (RequestState::Received, _) => None,
            (_, Some(statement)) => Some(statement),
            (_, None) => Some(self.statement(request).await?),
        };
        let (of, state, due) = (request.body.clone(), request.state, request.due);
        Ok(Content::RightState { of, state, due, statement })
    }

    /// What is kept although erasure was asked for.
    fn obligations(&self, now: u64) -> Vec<Kept> {
        let blocked = Profile::of(self.policy.core()).erasure == sigilo_consent::Erasure::Block;
        let kept = |obligation: &Obligation| Kept {
            id: obligation.id.clone(),
            basis: obligation.basis.clone(),
            until: now + u64::from(days(&obligation.retention).unwrap_or_default()) * DAY,
            blocked,
        };
        self.policy.core().obligations.iter().map(kept).collect()
    }
}

/// Whether what a conversation has told for `purpose` is kept and not used.
pub(super) fn is_restricted_for(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    purpose: &String,
) -> rusqlite::Result<bool> {
    restricts(t, seals, conv, std::slice::from_ref(purpose))
}

/// Whether a request of a conversation speaks against using it for one of `purposes`.
fn restricts(
    t: &Transaction<'_>,
    seals: &Seals,
    conv: ConvId,
    purposes: &[String],
) -> rusqlite::Result<bool> {
    let decisions = store::decisions(t, seals, conv)?;
    let is_given_anew = |request: &Request| {
        let since = usize::try_from(request.decisions).unwrap_or(usize::MAX);
        let is_it = |id: &String| request.purpose.as_ref().is_none_or(|own| own == id);
        let mut later = decisions.iter().skip(since).flat_map(|(_, own)| &own.purposes);
        later.any(|(id, status)| *status == Status::Given && is_it(id))
    };
    let stops = |request: &Request| match (request.kind, request.state) {
        (Kind::Right(Right::Restriction), RequestState::Received) => true,
        // Who was right stays right.
        (Kind::Right(Right::Objection), RequestState::Received | RequestState::Done) => {
            let speaks = request.purpose.as_ref().is_none_or(|own| purposes.contains(own));
            speaks && !is_given_anew(request)
        }
        _ => false,
    };
    Ok(request::list(t, seals, Some(conv))?.iter().any(stops))
}
