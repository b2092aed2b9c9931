//! What a visitor makes of what the log shows (docs/audit.md), once the checkpoint's signature was
//! checked.

use alloc::vec::Vec;

use super::{Checkpoint, commitment};
use crate::{
    body::{Proofs, Proven},
    bytes::{Bytes, Hash},
    json::Json,
};

/// Details in which an entry names what it is about.
const SUBJECTS: [&str; 2] = ["receipt", "eh"];

/// Whether the record of a visitor's decisions and envelopes is in the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Something is not there yet, or could not be checked.
    #[default]
    Unchecked,
    /// All that was asked for is there, and the log has only grown.
    Checked,
    /// The log is not what it was, or what it shows is not in it.
    DoesNotFit,
}

impl Verdict {
    /// Judges what the log of `head` shows of `asked`, by who remembers `seen` of it.
    pub fn of(
        head: &Checkpoint,
        proofs: &Proofs,
        seen: Option<&Checkpoint>,
        asked: &[Hash],
    ) -> Self {
        let goes_on = seen.is_none_or(|seen| head.extends(seen, &proofs.consistency));
        let is_in =
            |own: &Proven| head.includes(&commitment(&own.salt, &own.entry), own.index, &own.path);
        let subjects: Vec<Option<Hash>> = proofs.entries.iter().map(subject).collect();
        let is_asked = |own: &Option<Hash>| own.is_some_and(|own| asked.contains(&own));
        if !goes_on || !proofs.entries.iter().all(is_in) || !subjects.iter().all(is_asked) {
            Self::DoesNotFit
        } else if asked.iter().all(|hash| subjects.contains(&Some(*hash))) {
            Self::Checked
        } else {
            Self::Unchecked
        }
    }
}

/// The hash of what an entry is about.
fn subject(proven: &Proven) -> Option<Hash> {
    let mut details =
        Json::parse(proven.entry.as_bytes())?.into_members().take("details")?.into_members();
    SUBJECTS.iter().find_map(|name| details.take(name)).and_then(Bytes::from_json)
}
