//! A recipient that has lost its memory, or was given an older one back (§6.2): which sessions are
//! gone, and whom to ask for a new hello.

use alloc::{string::ToString, vec::Vec};

use super::{Conversation, Load, MAX_PAST, ReceiveError};
use crate::{
    bytes::Hash,
    chain::Link,
    envelope::Envelope,
    header::{Kind, Sender},
    json::Json,
};

/// Most loads without a session that are remembered: as many as with one.
const MAX_LOST: usize = 16;

/// A load of the visitor's without a session here.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    pub(super) from: Sender,
    pub(super) mh: Hash,
    /// It is to be asked; after that, only when it speaks again: it may live no more.
    pub(super) is_owed: bool,
    pub(super) reset_ms: u64,
}

impl Conversation {
    /// A conversation of which nothing is left, by the hello that began it, as the relay has it: it
    /// knows the visitor's key and no session. [`Conversation::miss`] goes on from there.
    ///
    /// # Errors
    ///
    /// [`ReceiveError::Refused`] if it is no hello, or not signed by the key that it brings.
    pub fn lost(hello: &Envelope) -> Result<Self, ReceiveError> {
        let header = hello.header();
        let visitor = header.vsk.filter(|key| hello.verify(key) && header.prev == header.mh);
        visitor.map(|visitor| Self::of(header.conv, visitor)).ok_or(ReceiveError::Refused)
    }

    /// Whether this memory knows of `own`, an envelope of this recipient's whose signature was
    /// checked. One that it does not know was sealed by a start whose memory is gone.
    pub fn knows(&self, own: &Envelope) -> bool {
        let header = own.header();
        let is_it = |(from, link): &(Sender, Link)| *from == header.from && header.seq <= link.seq;
        self.mine.iter().any(is_it)
    }

    /// Gives up the sessions of the loads that `own`, an envelope of this recipient's that this memory
    /// does not know, has seen: they have gone on without it. A hello among them is not taken any more.
    pub fn lose(&mut self, own: &Envelope) {
        let header = own.header();
        let visitor = self.visitor.thumbprint().to_string();
        let loads: Vec<Sender> = header.seen.peers().cloned().collect();
        let (gone, kept): (Vec<_>, _) =
            self.loads.drain(..).partition(|load| loads.contains(&load.from));
        self.loads = kept;
        for Load { from, mh, is_live, reset_ms, .. } in gone {
            self.peers.retain(|peer| *peer != from);
            self.lost.push(Lost { from, mh, is_owed: is_live, reset_ms });
        }
        for from in loads.into_iter().filter(|load| load.owner() == visitor) {
            if !self.has_load(&from) && self.lost.iter().all(|lost| lost.from != from) {
                self.lost.push(Lost { from, mh: header.mh, is_owed: false, reset_ms: 0 });
            }
        }
        self.forget_lost();
    }

    /// Notes an envelope of the visitor's that can't be opened, because its load has no session
    /// here: [`Conversation::reset`] will ask that load for a new hello.
    ///
    /// # Errors
    ///
    /// [`ReceiveError::Refused`] if it is not the visitor's, or there is nothing to ask for: the load
    /// has a session, or had one and is over, or it only acknowledges. Nothing has changed then.
    pub fn miss(&mut self, envelope: &Envelope) -> Result<(), ReceiveError> {
        let header = envelope.header();
        let wants_answer = matches!(header.t, Kind::Msg | Kind::Ctl);
        let is_theirs = header.conv == self.conv
            && header.from.owner() == self.visitor.thumbprint().to_string()
            && envelope.verify(&self.visitor);
        if !wants_answer || !is_theirs || self.has_load(&header.from) {
            return Err(ReceiveError::Refused);
        }
        let is_full = self.lost.len() >= MAX_LOST;
        match self.lost.iter_mut().find(|lost| lost.from == header.from) {
            Some(lost) => (lost.is_owed, lost.mh) = (true, header.mh),
            // A visitor who makes up loads without end is not answered without end.
            None if is_full => return Err(ReceiveError::Refused),
            None => {
                let (from, mh) = (header.from.clone(), header.mh);
                self.lost.push(Lost { from, mh, is_owed: true, reset_ms: 0 });
            }
        }
        Ok(())
    }

    /// Loads that a hello names as over are not asked any more.
    pub(super) fn end_lost(&mut self, ends: &[Sender]) {
        let (over, lost): (Vec<_>, _) =
            self.lost.drain(..).partition(|lost| ends.contains(&lost.from));
        self.lost = lost;
        self.past.extend(over.into_iter().map(|lost| lost.from));
    }

    fn forget_lost(&mut self) {
        let surplus = self.lost.len().saturating_sub(MAX_LOST);
        self.past.extend(self.lost.drain(..surplus).map(|lost| lost.from));
        let surplus = self.past.len().saturating_sub(MAX_PAST);
        self.past.drain(..surplus);
    }
}

impl Lost {
    pub(super) fn to_json(&self) -> Json {
        Json::object([
            ("from", Some(Json::text(self.from.as_str()))),
            ("mh", Some(self.mh.to_json())),
            ("owed", Some(Json::Bool(self.is_owed))),
            ("reset", Some(Json::Number(self.reset_ms))),
        ])
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let lost = Self {
            from: members.parsed("from", Sender::parse)?,
            mh: members.bytes("mh"),
            is_owed: members.take("owed")? == Json::Bool(true),
            reset_ms: members.number("reset"),
        };
        members.done(lost)
    }
}
