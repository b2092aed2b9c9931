//! What the visitor tells the controller beside the words of the chat: decisions, requests, what was
//! filled into forms. It waits, goes out and is delivered like a message, and is shown elsewhere.

use sigilo_protocol::{Hash, Json, JsonObject};

use super::KeptAnswer;
use crate::state::{RequestState, RightKind};

/// What is told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Told {
    /// A decision: the receipt of this hash.
    Consent(Hash),
    /// A request, by its id: what is asked is with [`KeptRequest`].
    Request(RightKind, String),
    /// What was filled into a form.
    Answer(KeptAnswer),
    /// The answer of this id is taken back.
    Delete(String),
    /// How content the visitor is: the id of the message that asks, and the score. What they say to it is the
    /// message's text.
    Rating(String, u64),
}

/// What was asked of the controller.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptRequest {
    /// The id of the body that asks.
    pub(crate) id: String,
    pub(crate) right: RightKind,
    /// When it was asked, in milliseconds since the epoch.
    pub(crate) at_ms: u64,
    pub(crate) state: RequestState,
    /// When it is due, in milliseconds since the epoch, once the controller has said so.
    pub(crate) due_ms: Option<u64>,
    /// What the controller signed: a JWS.
    pub(crate) statement: Option<String>,
}

impl Told {
    pub(super) fn to_json(&self) -> Json {
        let mut told = JsonObject::new();
        match self {
            Self::Consent(receipt) => told.json("receipt", receipt.to_json()),
            Self::Request(right, note) => {
                told.text("right", name(*right));
                told.text("note", note);
            }
            Self::Answer(answer) => told.json("answer", answer.to_json()),
            Self::Delete(of) => told.text("delete", of),
            Self::Rating(of, score) => {
                told.text("rating", of);
                told.number("score", *score);
            }
        }
        told.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut told = json.into_members();
        let receipt = told.maybe("receipt", Hash::from_json).map(Self::Consent);
        let answer = told.maybe("answer", KeptAnswer::from_json).map(Self::Answer);
        let delete = told.maybe("delete", Json::into_text).map(Self::Delete);
        let rating = told.maybe("rating", Json::into_text);
        let rating = rating.map(|of| Self::Rating(of, told.number("score")));
        let right = told.maybe_parsed("right", from_name);
        let request = right.map(|right| Self::Request(right, told.text("note")));
        let read = receipt.or(answer).or(delete).or(rating).or(request)?;
        told.done(read)
    }
}

impl KeptRequest {
    pub(crate) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        kept.text("id", &self.id);
        kept.text("right", name(self.right));
        kept.number("at", self.at_ms);
        kept.text("state", state(self.state));
        kept.maybe("due", self.due_ms.map(Json::Number));
        kept.maybe_text("statement", self.statement.as_deref());
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let read = Self {
            id: kept.text("id"),
            right: kept.parsed("right", from_name)?,
            at_ms: kept.number("at"),
            state: kept.parsed("state", from_state)?,
            due_ms: kept.maybe("due", Json::into_number),
            statement: kept.maybe("statement", Json::into_text),
        };
        kept.done(read)
    }
}

const RIGHTS: [RightKind; 7] = [
    RightKind::Access,
    RightKind::Portability,
    RightKind::Rectification,
    RightKind::Erasure,
    RightKind::Restriction,
    RightKind::Objection,
    RightKind::Review,
];

const STATES: [RequestState; 5] = [
    RequestState::Waiting,
    RequestState::Sent,
    RequestState::Received,
    RequestState::Done,
    RequestState::Refused,
];

fn from_name(name: &str) -> Option<RightKind> {
    RIGHTS.into_iter().find(|own| self::name(*own) == name)
}

fn from_state(name: &str) -> Option<RequestState> {
    STATES.into_iter().find(|own| state(*own) == name)
}

/// What a right is called in a body (docs/protocol.md, §8).
fn name(right: RightKind) -> &'static str {
    match right {
        RightKind::Access => "access",
        RightKind::Portability => "portability",
        RightKind::Rectification => "rectification",
        RightKind::Erasure => "erasure",
        RightKind::Restriction => "restriction",
        RightKind::Objection => "objection",
        RightKind::Review => "review",
    }
}

fn state(state: RequestState) -> &'static str {
    match state {
        RequestState::Waiting => "waiting",
        RequestState::Sent => "sent",
        RequestState::Received => "received",
        RequestState::Done => "done",
        RequestState::Refused => "refused",
    }
}
