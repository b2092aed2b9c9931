//! What the relay says: that it has taken an envelope, and what others have said.

use leptos::prelude::*;

use super::Talk;
use crate::{
    chat::{
        arrival::{self, Change},
        aside::Note,
        parts,
    },
    state::{Delivery, Problem},
    transport::{Batch, RelayError},
};

impl Talk {
    /// The relay has taken an envelope, or refused it for good.
    pub(in crate::chat) async fn posted(
        &mut self,
        envelope: String,
        outcome: Result<u64, RelayError>,
    ) -> Result<(), Problem> {
        self.posting = None;
        if self.hello.as_ref() == Some(&envelope) {
            self.hello = None;
            self.greeted(outcome?).await;
        } else {
            self.slipped(&envelope, outcome.is_ok());
            let reached = if outcome.is_ok() { Delivery::Sent } else { Delivery::Failed };
            self.change(&|kept| kept.settle(&envelope, reached)).await;
        }
        self.pump().await;
        Ok(())
    }

    /// The relay has the hello, at this place in the conversation: from now on this tab reads.
    pub(super) async fn greeted(&mut self, place: u64) {
        // All that was read before it was made is before it, unless the relay has lost what it had.
        let before = place.saturating_sub(1);
        if self.begun > before {
            self.change(&|kept| kept.rewind(before)).await;
        }
        self.read = self.read.min(before);
        self.wire.read(self.read);
        self.wire.expect_answer();
    }

    /// Envelopes of the conversation. True if a recipient asks for a new hello.
    pub(in crate::chat) async fn arrived(&mut self, batch: Batch) -> bool {
        let Some(channel) = &mut self.channel else { return false };
        let lang = self.state.lang.get_untracked();
        let mut changes = Vec::new();
        for envelope in &batch.envelopes {
            let manifest = &self.offer.manifest;
            let checked = channel.check(envelope).await;
            // What the sessions are now is forgotten: a new load reads on from what is kept.
            let Ok(arrival) = channel.receive(checked.as_ref()).await else { return true };
            for change in arrival::read(manifest, envelope, arrival, lang, &*self.detector) {
                if change.holds().await {
                    changes.push(change);
                }
            }
        }
        let (is_open, saved) = (channel.is_open(), channel.save());
        self.read = batch.next;
        self.change(&|kept| {
            kept.advance(&saved, batch.next);
            for change in &changes {
                change.apply(kept);
            }
            if is_open {
                // The recipients have answered a hello that named these: nothing more is wrapped
                // for them, and what was is read.
                kept.loads.retain(|load| !self.over.contains(load.from()));
            }
        })
        .await;
        if changes.iter().any(|change| matches!(change, Change::Reset)) {
            return true;
        }
        for change in &changes {
            match change {
                Change::Moment(by, moment) => match parts::aside() {
                    Some(part) => (part.glimpse)(self, by, moment),
                    // It passes; the next one is seen.
                    None => parts::fetch_aside(&self.wire.inbox),
                },
                Change::Message(message)
                | Change::Rich(message, _)
                | Change::File(message, _)
                | Change::Form(message, _) => self.beside.said_by(&message.author),
                Change::Audit(proofs) => {
                    if let Some(part) = parts::panel() {
                        (part.judge)(self, proofs).await;
                    }
                }
                _ => {}
            }
        }
        self.beside(Note::Seen).await;
        self.flush().await;
        false
    }

    /// A part is there that something waited for. Never asks for a new hello.
    pub(in crate::chat) async fn fetched(&mut self) -> bool {
        self.publish();
        self.beside(Note::Seen).await;
        self.flush().await;
        false
    }
}
