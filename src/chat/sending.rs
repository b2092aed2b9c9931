//! What waits goes out: sealed by the grant that it needs, oldest first, and posted one at a time.

use std::rc::Rc;

use leptos::prelude::*;
use sigilo_consent::{Grant, Permit, Status};
use sigilo_protocol::{Attachment, Content, SavedSession};

use super::{
    arrival::delivery,
    aside::{self, Note},
    asking, parts,
    talk::Talk,
};
use crate::{
    browser::now_ms,
    channel::{Channel, ChannelError, Draft, Sealed},
    kept::{Kept, KeptMessage, KeptReceipt, Outgoing, Told},
    locks,
    state::{Author, Delivery, Shared},
    view,
};

impl Talk {
    /// Seals what is held, what has to be told first, oldest first, once the channel is open.
    pub(super) async fn flush(&mut self) {
        self.tick().await;
        self.beside(Note::Who).await;
        if let Some(part) = parts::files() {
            (part.go_on)(self).await;
        }
        if self.next_waiting().is_none() {
            return;
        }
        // One tab at a time: of two that seal the same, one would leave a gap in its chain.
        let _turn = locks::acquire(&format!("{}:sending", self.offer.setup.shelf.line())).await;
        self.store.refresh().await;
        while let Some(message) = self.next_waiting() {
            if self.is_over() {
                self.wire.ask_anew();
                return;
            }
            if self.needs_care(&message) {
                return;
            }
            let draft = self.allowed(&message);
            match self.seal(draft).await {
                Ok(None) => return,
                Ok(Some(Sealed { envelope, from, seq, eh, until_ms })) => {
                    let (message, is_told) = (&message.view, message.is_owed());
                    self.beside.said_by(&message.author);
                    let readers = view::readers(&self.offer.manifest);
                    let saved = self.saved();
                    self.change(&|kept| {
                        kept.advance(&saved, self.read);
                        // Another tab may have withdrawn meanwhile, or sent or discarded this; then this
                        // envelope is a gap in the chain, and nothing more.
                        if !is_told && !self.is_open_in(kept) {
                            return;
                        }
                        let waits = |m: &&mut Shared<KeptMessage>| {
                            m.view.id == message.id && delivery(&m.view) == Some(Delivery::Held)
                        };
                        let Some(waiting) = kept.messages.iter_mut().find(waits) else { return };
                        waiting.view.author = Author::Visitor(Delivery::Sending);
                        waiting.sealed = Some((from.clone(), seq));
                        waiting.readers = Some(readers.clone());
                        kept.audit.sealed(eh);
                        kept.outbox.push(Outgoing {
                            message: message.id.clone(),
                            envelope: envelope.clone(),
                            until_ms,
                        });
                    })
                    .await;
                    if !is_told && !self.store.read(|kept| self.is_open_in(kept)) {
                        self.follow();
                        return;
                    }
                    self.pump().await;
                }
                Err(ChannelError::Over) => {
                    self.wire.ask_anew();
                    return;
                }
                // What has to be told is told as long as it takes.
                Err(ChannelError::Key | ChannelError::Browser) if message.is_owed() => {
                    self.wire.ask_anew();
                    return;
                }
                // Taken back meanwhile: it stays held.
                Err(ChannelError::Grant) => return,
                Err(ChannelError::Size | ChannelError::Key | ChannelError::Browser) => {
                    self.change(&|kept| {
                        for kept in
                            kept.messages.iter_mut().filter(|m| m.view.id == message.view.id)
                        {
                            kept.view.author = Author::Visitor(Delivery::Failed);
                        }
                    })
                    .await;
                }
            }
        }
    }

    /// Asks something about the record, beside what is kept of the conversation. Whether that could be.
    pub(super) async fn mention(&mut self, id: &str, content: Content) -> bool {
        let (Some(grant), Some(channel)) = (self.offer.gate.record(), &self.channel) else {
            return false;
        };
        let draft = channel.tell(&grant, id, content);
        self.post_beside(draft, "", u64::MAX).await
    }

    /// Posts what goes out beside what is kept of the conversation, `by` which purpose of its own, and not after
    /// `until`. Whether that could be.
    pub(super) async fn post_beside(&mut self, draft: Draft, by: &str, until: u64) -> bool {
        let Ok(Some(Sealed { envelope, until_ms, .. })) = self.seal(draft).await else {
            return false;
        };
        let saved = self.saved();
        self.change(&|kept| {
            kept.advance(&saved, self.read);
            let (message, envelope) = (by.to_owned(), envelope.clone());
            kept.outbox.push(Outgoing { message, envelope, until_ms: until_ms.min(until) });
        })
        .await;
        self.pump().await;
        true
    }

    /// Seals and signs what was allowed.
    async fn seal(&mut self, draft: Draft) -> Result<Option<Sealed>, ChannelError> {
        let Some(channel) = &mut self.channel else { return Ok(None) };
        channel.seal(self.store.keys(), draft).await
    }

    /// What has to be kept of each load now.
    fn saved(&self) -> Vec<SavedSession> {
        self.channel.as_ref().map(Channel::save).unwrap_or_default()
    }

    /// Whether the record has every purpose given that the chat can't do without.
    fn is_open_in(&self, kept: &Kept) -> bool {
        let is_given = |id: &str| {
            let own = kept.standings.iter().find(|own| own.purpose == id);
            own.is_some_and(|own| own.status == Status::Given)
        };
        let core = &self.offer.policy.core;
        core.purposes.iter().filter(|own| own.required).all(|own| is_given(&own.id))
    }

    /// What the grant that this needs lets out; nothing while it can't be sealed.
    fn allowed(&self, message: &KeptMessage) -> Draft {
        let Some(channel) = &self.channel else { return Ok(None) };
        let id = &message.view.id;
        if let Some((_, answer)) = message.answer() {
            let grant = self.offer.gate.extra(&answer.purpose).ok_or(ChannelError::Grant)?;
            let body = answer.sealed.as_deref().ok_or(ChannelError::Size)?;
            return channel.answer(&grant, body);
        }
        if let Some(Told::Rating(of, score)) = &message.told {
            let grant = self.offer.gate.chat().ok_or(ChannelError::Grant)?;
            return channel.rate(&grant, id, of, *score, &message.view.text);
        }
        let Some(told) = &message.told else {
            let Some(grant) = self.offer.gate.chat() else { return Err(ChannelError::Grant) };
            if let Some(file) = &message.file {
                let file = file.attachment().ok_or(ChannelError::Size)?;
                // The name as it may go out.
                let file = Attachment { name: message.view.text.clone(), ..file };
                return channel.attach(&grant, id, file);
            }
            let lang = self.state.lang.get_untracked().tag();
            return channel.say(&grant, id, &message.view.text, lang);
        };
        let Some(grant) = self.offer.gate.record() else { return Err(ChannelError::Grant) };
        let content = match told {
            Told::Consent(hash) => {
                let is_it = |kept: &&KeptReceipt| kept.hash() == *hash;
                let receipt = self.store.read(|kept| kept.receipts.iter().find(is_it).cloned());
                let KeptReceipt { receipt, page, .. } = receipt.ok_or(ChannelError::Size)?;
                Content::Consent { receipt, log: page }
            }
            Told::Request(right, note) => asking::content(*right, note),
            Told::Delete(of) => Content::Delete { of: of.clone() },
            Told::Answer(_) | Told::Rating(..) => return Err(ChannelError::Grant),
        };
        channel.tell(&grant, id, content)
    }

    fn next_waiting(&self) -> Option<Shared<KeptMessage>> {
        self.next_told().or_else(|| self.next_held())
    }

    /// The oldest words that wait, or what was filled in, while they may go.
    fn next_held(&self) -> Option<Shared<KeptMessage>> {
        self.offer.gate.chat()?;
        self.next(&|message| match &message.told {
            // A file goes to the relay before it is told of.
            None => message.file.as_ref().is_none_or(|own| own.is_up),
            Some(Told::Rating(..)) => true,
            Some(Told::Answer(own)) => {
                own.end.is_none()
                    && own.files.is_empty()
                    && self.offer.gate.extra(&own.purpose).is_some()
            }
            Some(_) => false,
        })
    }

    /// The oldest thing that waits and has to be told.
    pub(super) fn next_told(&self) -> Option<Shared<KeptMessage>> {
        self.next(&KeptMessage::is_owed)
    }

    fn next(&self, is_it: &dyn Fn(&KeptMessage) -> bool) -> Option<Shared<KeptMessage>> {
        let waits =
            |m: &&Shared<KeptMessage>| delivery(&m.view) == Some(Delivery::Held) && is_it(m);
        self.store.read(|kept| kept.messages.iter().find(waits).cloned())
    }

    /// Posts the first envelope of the outbox, or this load's hello after what earlier loads left
    /// there, if none is on its way.
    pub(super) async fn pump(&mut self) {
        if self.posting.is_some() {
            return;
        }
        let over = self.store.read(|kept| kept.expired(now_ms()));
        if !over.is_empty() {
            over.iter().for_each(|envelope| self.slipped(envelope, false));
            self.change(&|kept| kept.expire(now_ms())).await;
        }
        // What nothing allows any more stays where it is, and stops nothing else.
        let first = self.store.read(|kept| {
            let permitted = |own: &Outgoing| {
                let message = kept.messages.iter().find(|message| message.view.id == own.message);
                // What is mentioned is no message, nor what goes by a purpose of its own.
                let permit = match aside::purpose(own) {
                    Some(purpose) => boxed(self.offer.gate.extra(purpose)),
                    None if own.message.is_empty() => boxed(self.offer.gate.record()),
                    None => self.permit(message.map(|own| &**own)),
                };
                Some((permit?, own.clone()))
            };
            kept.outbox.iter().find_map(permitted)
        });
        let (permit, envelope, until_ms) = match first {
            Some((permit, own)) => (Some(permit), own.envelope, Some(own.until_ms)),
            None => match self.hello.clone() {
                Some(hello) => (boxed(self.offer.gate.record()), hello, None),
                None => return,
            },
        };
        if let Some(permit) = permit {
            self.posting = Some(envelope.clone());
            self.wire.post(permit, envelope, until_ms);
        }
    }

    /// What allows the envelope of this message to be posted.
    fn permit(&self, message: Option<&KeptMessage>) -> Option<Rc<dyn Permit>> {
        let gate = &self.offer.gate;
        let chat = || boxed(gate.chat());
        match message {
            Some(message) if message.is_owed() => boxed(gate.record()),
            Some(message) => match message.answer() {
                Some((_, own)) => chat().and_then(|_| boxed(gate.extra(&own.purpose))),
                None => chat(),
            },
            None => chat(),
        }
    }
}

fn boxed<P: 'static>(grant: Option<Grant<P>>) -> Option<Rc<dyn Permit>> {
    grant.map(|grant| Rc::new(grant) as Rc<dyn Permit>)
}
