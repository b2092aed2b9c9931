//! What a visitor may ask for (Arts. 15 to 22 GDPR), and how far a request has come.
//!
//! Erasure is a body of its own, [`super::Content::Erase`]: it has a scope.

/// Longest note of a request, in characters: a page.
pub(super) const MAX_NOTE: usize = 2000;

/// A right that a visitor uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// To know what is held (Art. 15).
    Access,
    /// To have it in a form that machines read (Art. 20).
    Portability,
    /// To have it corrected (Art. 16).
    Rectification,
    /// To have it kept and not used (Art. 18).
    Restriction,
    /// To object to a purpose (Art. 21).
    Objection,
    /// To have a person look at what a machine answered (Art. 22).
    Review,
}

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// It is there, and due at some time.
    Received,
    /// It was done.
    Done,
    /// It was not done, and the statement says why.
    Refused,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 6] = [
        Self::Access,
        Self::Portability,
        Self::Rectification,
        Self::Restriction,
        Self::Objection,
        Self::Review,
    ];

    /// Its name in a body.
    pub fn name(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Portability => "portability",
            Self::Rectification => "rectification",
            Self::Restriction => "restriction",
            Self::Objection => "objection",
            Self::Review => "review",
        }
    }

    /// The right of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }
}

impl RequestState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Received, Self::Done, Self::Refused];

    /// Its name in a body.
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    /// The state of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
