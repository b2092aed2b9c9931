//! An entry of the log as it is kept and exported.

use serde::{Deserialize, Serialize};
use sigilo_protocol::{Bytes, Hash, commitment};

use crate::events::Event;

/// An entry, or what is left of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its place, from 0.
    pub index: u64,
    /// SHA-256(salt ‖ entry): the tree's leaf.
    pub commitment: Hash,
    /// 16 random bytes; gone with the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Bytes<16>>,
    /// The event's JSON, as it was committed to; gone once it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// When it was erased, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<u64>,
    /// And why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
}

/// What a record is.
pub(super) enum State<'a> {
    /// An entry that fits its commitment.
    Whole(Event),
    Erased {
        at: u64,
        under: &'a str,
    },
    /// Another entry than was committed to, or a part of one.
    Changed,
}

impl Record {
    pub(super) fn state(&self) -> State<'_> {
        match (&self.salt, &self.entry, self.erased, &self.under) {
            (Some(salt), Some(entry), None, None) if commitment(salt, entry) == self.commitment => {
                serde_json::from_str(entry).map_or(State::Changed, State::Whole)
            }
            (None, None, Some(at), Some(under)) => State::Erased { at, under },
            _ => State::Changed,
        }
    }

    /// The event; nothing if it was erased, or is not what was committed to.
    pub fn event(&self) -> Option<Event> {
        match self.state() {
            State::Whole(event) => Some(event),
            _ => None,
        }
    }
}
