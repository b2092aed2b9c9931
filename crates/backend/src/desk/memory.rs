//! What this desk has forgotten: its database was lost, restored from an older copy, or damaged.
//!
//! An earlier start may have said more than this memory knows. What it said is at the relay, signed
//! with the desk's own key: so that is read before anything is answered, and the sessions that went
//! on without this memory are given up (docs/protocol.md, 6.2).

use std::collections::BTreeMap;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_protocol::{ConvId, Conversation, Envelope, Header, Kind, ReceiveError, Sender};

use super::{
    answer::Skip,
    office::{Desk, RoundError},
    store::{Found, Kept, State},
};
use crate::{DatabaseError, names::log_name};

/// How far forgotten starts of this desk have read each load of a conversation.
#[derive(Debug, Default)]
pub(super) struct Earlier(BTreeMap<(ConvId, Sender), u64>);

impl Earlier {
    /// Whether a forgotten start has read it, and done what was to be done about it.
    pub(super) fn has_read(&self, header: &Header) -> bool {
        let seen = self.0.get(&(header.conv, header.from.clone()));
        seen.is_some_and(|seq| header.seq <= *seq)
    }

    fn note(&mut self, own: &Header) {
        for (load, seq) in own.seen.peers() {
            let seen = self.0.entry((own.conv, load.clone())).or_default();
            *seen = seq.max(*seen);
        }
    }
}

impl Desk {
    /// Reads the feed to its end for what this desk itself has said there, and takes note of what it
    /// does not remember. Nothing is answered, and the place in the feed stays.
    pub(super) async fn look_back(&mut self) -> Result<(), RoundError> {
        let (mut after, mut earlier) = (self.store.cursor().await?, Earlier::default());
        while let Some(page) = self.news(after, 0).await? {
            let Some(last) = page.envelopes.last() else {
                self.earlier = Some(earlier);
                break;
            };
            after = last.cursor;
            for item in page.envelopes {
                if let Ok(envelope) = Envelope::parse(item.envelope.get().as_bytes()) {
                    self.remember(&envelope, &mut earlier).await?;
                }
            }
        }
        Ok(())
    }

    async fn remember(
        &self,
        envelope: &Envelope,
        earlier: &mut Earlier,
    ) -> Result<(), DatabaseError> {
        let header = envelope.header();
        let is_own = header.from.owner() == self.recipient
            && header.from != *self.protocol.from()
            && envelope.verify(&self.keys.signing.public());
        if !is_own {
            return Ok(());
        }
        let found = self.store.conversation(header.conv).await?;
        if let Some(Found { lang, state: State::Whole(mut state) }) = found {
            if state.knows(envelope) {
                return Ok(());
            }
            let loads: Vec<_> = header.seen.peers().map(|(load, _)| load.clone()).collect();
            state.lose(&loads);
            self.store.keep(header.conv, Kept { lang, state: *state }).await?;
        }
        earlier.note(header);
        Ok(())
    }

    /// A conversation's language and state, if there are such. One that can't be opened is lost: it is
    /// never tried again, and this start takes another name, since the end of its own chain there
    /// is lost too.
    pub(super) async fn recall(
        &mut self,
        conv: ConvId,
    ) -> Result<(Option<String>, Option<Conversation>), DatabaseError> {
        let Some(Found { lang, state }) = self.store.conversation(conv).await? else {
            return Ok((None, None));
        };
        let state = match state {
            State::Whole(state) => Some(*state),
            State::Lost => None,
            State::Damaged => {
                let conversation = log_name(conv);
                tracing::error!(conversation, "what was kept is damaged: its sessions are lost");
                self.store.give_up(conv).await?;
                self.protocol = sigilo_protocol::Desk::new(
                    &self.recipient,
                    Vec::new(),
                    Vec::new(),
                    &mut UnwrapErr(SysRng),
                );
                self.rotate(self.clock.now()).await?;
                None
            }
        };
        Ok((Some(lang), state))
    }

    /// A conversation that is not known, as far as an envelope needs it that wants an answer: by the
    /// hello that began it, from the relay.
    pub(super) async fn find(&mut self, header: &Header) -> Result<Conversation, Skip> {
        if !matches!(header.t, Kind::Msg | Kind::Ctl) {
            return Err(ReceiveError::Refused.into());
        }
        let page = self.client.conversation(header.conv, &self.keys.signing).await?;
        let first = page.envelopes.first().ok_or(ReceiveError::Refused)?;
        let hello = Envelope::parse(first.envelope.get().as_bytes())?;
        Ok(Conversation::lost(&hello)?)
    }
}
