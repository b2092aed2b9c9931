//! One hash chain a sender: what was sent, and what was seen of each peer.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{
    bytes::Hash,
    content::ReceiveError,
    header::{Header, Seen, Sender},
};

/// The end of a chain: the last sequence number and its envelope's hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) seq: u64,
    pub(crate) eh: Hash,
}

impl Link {
    /// Before the first envelope: `prev` of seq 1 is the manifest's hash.
    pub(crate) fn start(mh: Hash) -> Self {
        Self { seq: 0, eh: mh }
    }

    /// After the envelope `eh`.
    pub(crate) fn next(self, eh: Hash) -> Self {
        Self { seq: self.seq + 1, eh }
    }
}

/// Whether an envelope follows what was seen of its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follows {
    /// It is the next one.
    Directly,
    /// Some before it are missing.
    AfterGap,
}

/// What was seen of the peers, one link each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Peers(Vec<(Sender, Link)>);

impl Peers {
    /// What [`Peers::seen`] told.
    pub(crate) fn of(seen: Seen) -> Self {
        Self(seen.0.into_iter().map(|(peer, (seq, eh))| (peer, Link { seq, eh })).collect())
    }

    /// Judges a header by its sender's chain: a sequence number that was passed is a duplicate, and
    /// a direct successor must name its predecessor. A sender that is met in mid-chain (its process
    /// is older than this load) is taken from there.
    pub(crate) fn check(&self, header: &Header) -> Result<Follows, ReceiveError> {
        let met = self.0.iter().find(|(peer, _)| *peer == header.from).map(|(_, link)| *link);
        let last = met.unwrap_or(Link::start(header.mh));
        if header.seq <= last.seq {
            Err(ReceiveError::Duplicate)
        } else if header.seq > last.seq + 1 {
            Ok(if met.is_some() { Follows::AfterGap } else { Follows::Directly })
        } else if header.prev == last.eh {
            Ok(Follows::Directly)
        } else {
            Err(ReceiveError::Refused)
        }
    }

    /// Takes an envelope into its sender's chain.
    pub(crate) fn take(&mut self, header: &Header, eh: Hash) {
        let link = Link { seq: header.seq, eh };
        match self.0.iter_mut().find(|(peer, _)| *peer == header.from) {
            Some((_, last)) => *last = link,
            None => self.0.push((header.from.clone(), link)),
        }
    }

    /// Forgets senders that `keep` does not want.
    pub(crate) fn retain(&mut self, keep: impl Fn(&Sender) -> bool) {
        self.0.retain(|(sender, _)| keep(sender));
    }

    /// For the header of the next envelope.
    pub(crate) fn seen(&self) -> Seen {
        Seen(self.0.iter().map(|(peer, link)| (peer.clone(), (link.seq, link.eh))).collect())
    }
}
