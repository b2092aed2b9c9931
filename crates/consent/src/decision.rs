//! A decision of the visitor's, or of time: which purposes came to stand where, and on what.

use sigilo_protocol::Hash;

/// Where a purpose stands. Its names are those of DPV's consent states; for a purpose on another
/// basis than consent, given means that the visitor was informed and began the chat, and withdrawn
/// that they objected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nobody asked.
    NotAsked,
    /// A prompt that asks for it is on screen.
    Requested,
    /// The prompt went away without an answer.
    Deferred,
    /// The visitor said yes to a shown prompt.
    Given,
    /// The visitor said no.
    Refused,
    /// The visitor took back what was given.
    Withdrawn,
    /// It was given for a time that is over.
    Expired,
    /// What it was given for has changed: another substance, another reader.
    Invalidated,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::NotAsked,
        Self::Requested,
        Self::Deferred,
        Self::Given,
        Self::Refused,
        Self::Withdrawn,
        Self::Expired,
        Self::Invalidated,
    ];

    /// Its name, as the record, the log and the page's scripts have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAsked => "NotAsked",
            Self::Requested => "Requested",
            Self::Deferred => "Deferred",
            Self::Given => "Given",
            Self::Refused => "Refused",
            Self::Withdrawn => "Withdrawn",
            Self::Expired => "Expired",
            Self::Invalidated => "Invalidated",
        }
    }

    /// The status of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The visitor pressed Allow.
    Allow,
    /// The visitor pressed Refuse.
    Refuse,
    /// The visitor withdrew, or objected.
    Withdraw,
    /// Time ran out.
    Expire,
    /// The policy or the readers changed.
    Invalidate,
}

/// What asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// The first notice.
    Notice,
    /// Just in time: one purpose.
    Purpose,
    /// Just in time: a form of a purpose that is not given.
    Form,
    /// Just in time: a kind of data that nothing given covers.
    Kind,
    /// Just in time: a special category, in two steps.
    Special,
    /// Somebody new can read.
    Recipient,
    /// The substance changed.
    Change,
    /// What was given ran out.
    Expiry,
    /// The privacy panel.
    Panel,
}

/// What was on screen when the visitor decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What asked.
    pub prompt: Prompt,
    /// SHA-256 of the text document that its sentences are from.
    pub text: Hash,
    /// Its language.
    pub lang: String,
}

/// A decision, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What happened.
    pub act: Act,
    /// When, in milliseconds since the epoch.
    pub at_ms: u64,
    /// What was on screen; nothing if nobody was asked.
    pub shown: Option<Shown>,
    /// The purposes that it changed, by id, and where they stand now.
    pub purposes: Vec<(String, Status)>,
}
