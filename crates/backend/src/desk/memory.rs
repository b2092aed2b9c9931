//! What this desk has forgotten: its database was lost, restored from an older copy, or damaged.
//!
//! An earlier start may have said more than this memory knows. What it said is at the relay, signed
//! with the desk's own key: so that is read before anything is answered, and the sessions that went
//! on without this memory are given up (docs/protocol.md, 6.2).

use std::collections::BTreeMap;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_protocol::{ConvId, Conversation, Envelope, Header, Kind, Refusal, Seen, Sender};

use super::{
    answer::Skip,
    client::ClientError,
    office::{Desk, RoundError},
    rights::Erased,
    store::{Found, Kept, State},
};
use crate::{DatabaseError, names::log_name};

/// What forgotten starts of this desk have read of each load of a conversation, as they told last.
#[derive(Debug, Default)]
pub(super) struct Earlier(BTreeMap<(ConvId, Sender), Seen>);

/// What a look back has met.
#[derive(Default)]
struct Past {
    /// The hello that began each conversation.
    hellos: BTreeMap<ConvId, Envelope>,
    /// Resets that nothing has followed: what they have seen was read, and its answer may still wait.
    resets: BTreeMap<ConvId, Envelope>,
    earlier: Earlier,
}

impl Earlier {
    /// Whether a forgotten start has read it, and done what was to be done about it.
    pub(super) fn has_read(&self, header: &Header) -> bool {
        let seen = self.0.get(&(header.conv, header.from.clone()));
        seen.is_some_and(|seen| seen.has(&header.from, header.seq))
    }

    fn note(&mut self, own: &Header) {
        for load in own.seen.peers() {
            self.0.insert((own.conv, load.clone()), own.seen.clone());
        }
    }
}

impl Desk {
    /// Reads the feed to its end for what this desk itself has said there, and takes note of what it
    /// does not remember. Nothing is answered, and the place in the feed stays.
    pub(super) async fn look_back(&mut self) -> Result<(), RoundError> {
        let (mut after, mut past) = (self.store.cursor().await?, Past::default());
        while let Some(page) = self.news(after, 0).await? {
            let Some(last) = page.envelopes.last() else {
                self.earlier = Some(past.earlier);
                break;
            };
            // A relay that leads nowhere is asked again later, not at once.
            if last.cursor <= after {
                return Err(ClientError::Unreachable.into());
            }
            after = last.cursor;
            for item in page.envelopes {
                if let Ok(envelope) = Envelope::parse(item.envelope.get().as_bytes()) {
                    self.remember(envelope, &mut past).await?;
                }
            }
        }
        Ok(())
    }

    async fn remember(&self, envelope: Envelope, past: &mut Past) -> Result<(), DatabaseError> {
        let header = envelope.header();
        let conv = header.conv;
        if self.store.erased(conv).await? == Some(Erased::Over) {
            return Ok(());
        }
        if header.t == Kind::Hello {
            past.hellos.entry(conv).or_insert(envelope);
            return Ok(());
        }
        let is_own = header.from.owner() == self.recipient
            && header.from != *self.protocol.from()
            && envelope.verify(&self.keys.signing.public());
        if !is_own {
            return Ok(());
        }
        if header.t == Kind::Reset {
            past.resets.insert(conv, envelope);
            return Ok(());
        }
        if let Some(reset) = past.resets.remove(&conv) {
            self.look_at(&reset, past).await?;
        }
        self.look_at(&envelope, past).await
    }

    /// Gives up what has gone on without this memory, if it does not know this envelope of its own.
    async fn look_at(&self, own: &Envelope, past: &mut Past) -> Result<(), DatabaseError> {
        let conv = own.header().conv;
        let kept = match self.store.conversation(conv).await? {
            Some(Found { lang, state: State::Whole(state) }) => Some((lang, *state)),
            Some(_) => None,
            // What is left of it is whose it is, and that its hellos are not to be taken again.
            None => {
                let hello = past.hellos.get(&conv);
                let state = hello.and_then(|hello| Conversation::lost(hello).ok());
                state.map(|state| (String::new(), state))
            }
        };
        if let Some((lang, mut state)) = kept {
            if state.knows(own) {
                return Ok(());
            }
            state.lose(own);
            self.store.keep(conv, Kept { lang, state }).await?;
        }
        past.earlier.note(own.header());
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
            return Err(Skip::Refused(Refusal::Open));
        }
        let page = self.client.conversation(header.conv, &self.keys.signing).await?;
        let first = page.envelopes.first().ok_or(Skip::Refused(Refusal::Open))?;
        let hello = Envelope::parse(first.envelope.get().as_bytes())?;
        Conversation::lost(&hello).map_err(|_| Skip::Refused(Refusal::Signature))
    }
}
