//! The conversation: held words go out once they may, what arrives is shown, and the record says at
//! every moment what is where.

use std::rc::Rc;

use leptos::prelude::*;
use sigilo_protocol::{Body, CLOCK_SKEW, Content, Sender};

use super::{
    arrival::{self, Change, delivery},
    wire::Wire,
};
use crate::{
    browser::now_ms,
    channel::{Channel, ChannelError, Hello},
    consent::gate::Grant,
    driver::{Inbox, Input, Offer},
    kept::{Kept, KeptMessage, Outgoing},
    later::Event,
    locks::{self, Lock},
    state::{Author, Connection, Delivery, MessageView, Problem, State},
    store::Store,
    tabs::Tabs,
    transport::{Batch, RelayError},
};

pub(super) struct Talk {
    state: State,
    offer: Offer,
    grant: Grant,
    store: Rc<Store>,
    wire: Wire,
    tabs: Option<Tabs>,
    channel: Option<Channel>,
    lock: Option<Lock>,
    /// Dropped with this, it ends what runs beside the loop.
    _life: Rc<()>,
    /// This load's hello.
    hello: String,
    /// The loads that it ends.
    over: Vec<Sender>,
    /// Where this load reads on from: what was there before its hello.
    after: u64,
    /// The envelope that is being posted: one at a time, so that the relay has them in order.
    posting: Option<String>,
    is_reachable: bool,
}

/// Most loads that are remembered; a desk remembers no more either, and a hello names them all.
const MAX_LOADS: usize = 16;

impl Talk {
    pub(super) fn new(
        state: State,
        inbox: Inbox,
        offer: Offer,
        grant: Grant,
        store: Rc<Store>,
    ) -> Self {
        let changed = inbox.clone();
        let tabs = Tabs::join(&offer.setup.shelf.line(), move || {
            // The loop lives as long as the document.
            let _ = changed.unbounded_send(Input::Chat(Event::Changed));
        });
        let life = Rc::new(());
        let wire = Wire {
            relay: offer.setup.relay.clone(),
            grant: grant.clone(),
            keys: store.keys().clone(),
            site: offer.manifest.site.clone(),
            conv: store.read(|kept| kept.conv),
            has_live: offer.manifest.ws,
            inbox,
            life: Rc::downgrade(&life),
        };
        Self {
            state,
            offer,
            grant,
            store,
            wire,
            tabs,
            channel: None,
            lock: None,
            _life: life,
            hello: String::new(),
            over: Vec::new(),
            after: 0,
            posting: None,
            is_reachable: true,
        }
    }

    /// Says hello and starts to post what waits.
    pub(super) async fn begin(&mut self) -> Result<(), Problem> {
        let held = locks::held().await.unwrap_or_default();
        let is_live = |load: &str| held.iter().any(|name| *name == lock_name(load));
        let (receipt, earlier) = self.store.read(|kept| {
            let receipt = kept.receipts.last().map(|kept| kept.receipt.clone());
            let over = kept.loads.iter().filter(|load| !is_live(load.from().as_str()));
            (receipt.unwrap_or_default(), over.cloned().collect::<Vec<_>>())
        });
        self.over = earlier.iter().map(|load| load.from().clone()).collect();
        self.after = self.store.read(|kept| kept.cursor);
        let (manifest, keys) = (&self.offer.manifest, self.store.keys());
        let hello =
            Channel::hello(&self.grant, manifest, keys, self.wire.conv, receipt, earlier).await;
        let Hello { channel, sealed } = hello.map_err(|error| match error {
            ChannelError::Key => Problem::Expired,
            ChannelError::Size | ChannelError::Over | ChannelError::Browser => Problem::Browser,
        })?;
        let saved = channel.save();
        self.lock = locks::acquire(&lock_name(sealed.from.as_str())).await;
        self.channel = Some(channel);
        self.hello = sealed.envelope.clone();
        self.change(&|kept| {
            kept.accept(&self.offer.manifest, self.offer.setup.shelf.pins());
            kept.loads.extend(saved.last().cloned());
            let surplus = kept.loads.len().saturating_sub(MAX_LOADS);
            kept.loads.drain(..surplus);
            kept.outbox.push(Outgoing { message: None, envelope: sealed.envelope.clone() });
        })
        .await;
        self.pump();
        Ok(())
    }

    /// A message of the visitor's: held until it may go.
    pub(super) async fn say(&mut self, message: MessageView) {
        let message = KeptMessage::from(message);
        self.change(&|kept| kept.messages.push(message.clone())).await;
        self.flush().await;
    }

    /// Drops a message that did not go out.
    pub(super) async fn discard(&mut self, id: String) {
        self.change(&|kept| {
            let waits = |m: &KeptMessage| {
                matches!(delivery(&m.view), Some(Delivery::Held | Delivery::Failed))
            };
            let stays = |m: &KeptMessage| m.view.id != id || !waits(m);
            kept.messages.retain(stays);
        })
        .await;
    }

    /// Seals a message that failed anew, under its old id: a recipient that has it drops the second.
    pub(super) async fn resend(&mut self, id: String) {
        self.change(&|kept| {
            let failed = |m: &&mut KeptMessage| delivery(&m.view) == Some(Delivery::Failed);
            for message in kept.messages.iter_mut().filter(failed).filter(|m| m.view.id == id) {
                message.view.author = Author::Visitor(Delivery::Held);
                message.sealed = None;
            }
        })
        .await;
        self.flush().await;
    }

    /// The relay has taken an envelope, or refused it for good.
    pub(super) async fn posted(
        &mut self,
        envelope: String,
        outcome: Result<u64, RelayError>,
    ) -> Result<(), Problem> {
        self.posting = None;
        let entry = self.store.read(|kept| {
            kept.outbox.iter().find(|outgoing| outgoing.envelope == envelope).cloned()
        });
        let reached = if outcome.is_ok() { Delivery::Sent } else { Delivery::Failed };
        self.change(&|kept| {
            kept.outbox.retain(|outgoing| outgoing.envelope != envelope);
            let id = entry.as_ref().and_then(|outgoing| outgoing.message.as_ref());
            for message in kept.messages.iter_mut().filter(|m| Some(&m.view.id) == id) {
                if delivery(&message.view) == Some(Delivery::Sending) {
                    message.view.author = Author::Visitor(reached);
                }
            }
        })
        .await;
        if envelope == self.hello {
            let cursor = outcome.map_err(Problem::from)?;
            // Nothing of this conversation is behind its newest envelope, unless the relay has lost
            // what it had and counts anew.
            let after = self.after.min(cursor.saturating_sub(1));
            if after < self.after {
                self.change(&|kept| kept.cursor = after).await;
            }
            self.wire.read(after);
            self.wire.expect_answer();
        }
        self.pump();
        Ok(())
    }

    /// Envelopes of the conversation. True if a recipient asks for a new hello.
    pub(super) async fn arrived(&mut self, batch: Batch) -> bool {
        let Some(channel) = &mut self.channel else { return false };
        let text = self.state.lang.get_untracked().text();
        let mut changes = Vec::new();
        for envelope in &batch.envelopes {
            changes.extend(arrival::read(&self.offer.manifest, channel, envelope, text));
        }
        let (is_open, saved) = (channel.is_open(), channel.save());
        self.change(&|kept| {
            kept.cursor = kept.cursor.max(batch.next);
            kept.advance(&saved);
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
        self.flush().await;
        false
    }

    /// The recipients had time to answer the hello.
    pub(super) fn is_waiting(&self) -> bool {
        self.is_reachable && !self.channel.as_ref().is_some_and(Channel::is_open)
    }

    /// The manifest that this rests on is over: a new hello under a new one is due.
    fn is_over(&self) -> bool {
        self.offer.manifest.exp.saturating_add(CLOCK_SKEW) <= now_ms() / 1000
    }

    /// Whether the relay answers.
    pub(super) fn reachable(&mut self, reachable: bool) {
        self.is_reachable = reachable;
        self.publish();
    }

    /// Takes in what another tab changed.
    pub(super) async fn refresh(&mut self) {
        self.store.refresh().await;
        self.publish();
        self.pump();
    }

    /// The notice in the visitor's language.
    pub(super) fn present(&self) {
        self.offer.present(self.state);
    }

    /// Seals what is held, oldest first, once the channel is open.
    async fn flush(&mut self) {
        while let Some(message) = self.next_held() {
            if self.is_over() {
                self.wire.ask_anew();
                return;
            }
            let Some(channel) = &mut self.channel else { return };
            let lang = self.state.lang.get_untracked().tag();
            let body = Body::new(&message.id, Content::text(&message.text, lang));
            match channel.seal(&self.grant, self.store.keys(), &body).await {
                Ok(None) => return,
                Ok(Some(sealed)) => {
                    let saved = channel.save();
                    self.change(&|kept| {
                        kept.advance(&saved);
                        // Another tab may have sent or discarded it meanwhile; then this envelope
                        // is a gap in the chain, and nothing more.
                        let waits = |m: &&mut KeptMessage| {
                            m.view.id == message.id && delivery(&m.view) == Some(Delivery::Held)
                        };
                        let Some(waiting) = kept.messages.iter_mut().find(waits) else { return };
                        waiting.view.author = Author::Visitor(Delivery::Sending);
                        waiting.sealed = Some((sealed.from.clone(), sealed.seq));
                        kept.outbox.push(Outgoing {
                            message: Some(message.id.clone()),
                            envelope: sealed.envelope.clone(),
                        });
                    })
                    .await;
                    self.pump();
                }
                Err(ChannelError::Over) => {
                    self.wire.ask_anew();
                    return;
                }
                Err(ChannelError::Size | ChannelError::Key | ChannelError::Browser) => {
                    self.change(&|kept| {
                        for kept in kept.messages.iter_mut().filter(|m| m.view.id == message.id) {
                            kept.view.author = Author::Visitor(Delivery::Failed);
                        }
                    })
                    .await;
                }
            }
        }
    }

    fn next_held(&self) -> Option<MessageView> {
        let is_held = |m: &&KeptMessage| delivery(&m.view) == Some(Delivery::Held);
        self.store.read(|kept| kept.messages.iter().find(is_held).map(|m| m.view.clone()))
    }

    /// Posts the first envelope of the outbox, if none is on its way.
    fn pump(&mut self) {
        if self.posting.is_none() {
            self.posting = self.store.read(|kept| kept.outbox.first().map(|o| o.envelope.clone()));
            if let Some(envelope) = &self.posting {
                self.wire.post(envelope.clone());
            }
        }
    }

    /// Changes the record and shows it.
    async fn change(&self, change: &dyn Fn(&mut Kept)) {
        self.store.update(change).await;
        if let Some(tabs) = &self.tabs {
            tabs.tell();
        }
        self.publish();
    }

    fn publish(&self) {
        let is_open = self.channel.as_ref().is_some_and(Channel::is_open);
        self.state.connection.set(match (self.is_reachable, is_open) {
            (false, _) => Connection::Offline,
            (true, false) => Connection::Connecting,
            (true, true) => Connection::Open,
        });
        self.state.kept.set(self.store.is_kept());
        let messages =
            self.store.read(|kept| kept.messages.iter().map(|m| m.view.clone()).collect());
        self.state.messages.set(messages);
    }
}

fn lock_name(load: &str) -> String {
    format!("sigilo:{load}")
}
