//! What a browser keeps of a conversation, sealed: one record, so that it is whole or absent.

mod audit;
mod file;
mod form;
mod load;
mod message;
mod outgoing;
pub(crate) mod pages;
mod receipt;
mod rich;
mod standing;
#[cfg(test)]
pub(crate) mod tests;
mod told;

use sigilo_consent::{Log, Standing};
use sigilo_protocol::{ConvId, Hash, Json, JsonObject, Pins, SavedSession, VerifiedManifest};

pub(crate) use self::{
    audit::KeptAudit,
    file::KeptFile,
    form::{AnswerEnd, Asked, KeptAnswer, KeptForm},
    load::KeptLoad,
    message::KeptMessage,
    outgoing::Outgoing,
    receipt::KeptReceipt,
    rich::KeptRich,
    told::{KeptRequest, Told},
};
use crate::state::{Author, Delivery, Shared};

/// Most loads that are remembered; a desk remembers no more either, and a hello names them all.
const MAX_LOADS: usize = 16;

/// The record.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// The conversation.
    pub(crate) conv: ConvId,
    /// Where each purpose stands.
    pub(crate) standings: Vec<Standing>,
    /// The receipts, newest last.
    pub(crate) receipts: Vec<KeptReceipt>,
    /// What the receipts cite: manifests, each once.
    pub(crate) manifests: Vec<String>,
    /// What the receipts cite: a policy's core and the text that was shown, each once.
    pub(crate) documents: Vec<String>,
    /// Where the consent log has come to; its pages are with the receipts.
    pub(crate) log: Log,
    /// What was asked of the controller, newest last.
    pub(crate) requests: Vec<KeptRequest>,
    /// The pins of the page when this was last used.
    pub(crate) pins: Vec<Hash>,
    /// The identity key whose manifest was accepted last.
    pub(crate) identity: Hash,
    /// The highest `ver` of a manifest of that key that was seen: an older one is refused.
    pub(crate) ver: u64,
    /// The loads that something may have been sent to, this one's and other tabs' included.
    pub(crate) loads: Vec<KeptLoad>,
    /// The transcript, oldest first.
    pub(crate) messages: Vec<Shared<KeptMessage>>,
    /// Envelopes that the relay has not confirmed, in their order.
    pub(crate) outbox: Vec<Outgoing>,
    /// What was seen of the company's audit log.
    pub(crate) audit: KeptAudit,
    /// What is being written, and not sent.
    pub(crate) draft: String,
}

impl Kept {
    /// The newest receipt by which the chat was allowed: what was agreed to.
    pub(crate) fn agreement(&self) -> Option<&KeptReceipt> {
        self.receipts.iter().rev().find(|own| own.is_agreement())
    }

    /// Adds a receipt, and what it cites.
    pub(crate) fn cite(&mut self, receipt: KeptReceipt, manifest: &str, documents: &[String]) {
        if self.receipts.iter().all(|own| own.receipt != receipt.receipt) {
            self.receipts.push(receipt);
        }
        let cited = |own: &mut Vec<String>, new: &str| {
            if own.iter().all(|own| own != new) {
                own.push(new.into());
            }
        };
        cited(&mut self.manifests, manifest);
        documents.iter().for_each(|document| cited(&mut self.documents, document));
    }

    /// Adds the messages that are not there yet.
    pub(crate) fn add(&mut self, messages: &[KeptMessage]) {
        for message in messages {
            if self.messages.iter().all(|own| own.view.id != message.view.id) {
                self.messages.push(message.clone().into());
            }
        }
    }

    /// Drops a message that did not go out.
    pub(crate) fn discard(&mut self, id: &str) {
        let waits = |m: &KeptMessage| {
            matches!(m.view.author, Author::Visitor(Delivery::Held | Delivery::Failed))
        };
        let mut left = None;
        self.messages.retain(|m| {
            let is_it = m.view.id == id && waits(m) && !m.is_owed();
            if let (true, Some((_, answer))) = (is_it, m.answer()) {
                left = Some(answer.form.clone());
            }
            !is_it
        });
        // With nothing sent, its form was left.
        if let Some(form) = left {
            self.decline(&form, true);
        }
    }

    /// Holds those words again that have not reached the relay; `posting` is on its way, and its outcome
    /// tells.
    pub(crate) fn hold(&mut self, posting: Option<&str>, which: &dyn Fn(&KeptMessage) -> bool) {
        let Self { messages, outbox, .. } = self;
        for message in messages.iter_mut().filter(|own| !own.is_owed()) {
            let waits = |own: &Outgoing| {
                own.message == message.view.id && Some(own.envelope.as_str()) != posting
            };
            if outbox.iter().any(waits) && which(message) {
                outbox.retain(|own| !waits(own));
                message.view.author = Author::Visitor(Delivery::Held);
                message.sealed = None;
            }
        }
    }

    /// The newest receipt about what the chat can't do without: what a hello carries.
    pub(crate) fn receipt_of_chat(&self) -> String {
        let newest = self.receipts.iter().rev().find(|own| own.is_of_chat);
        newest.map(|own| own.receipt.clone()).unwrap_or_default()
    }

    /// Goes on in a new conversation, since the relay has erased this one. What was said stays to be
    /// read; words that were on their way were not sent, and what has to be told is told again.
    pub(crate) fn begin_anew(&mut self, conv: ConvId) {
        self.conv = conv;
        self.loads.clear();
        self.outbox.clear();
        self.audit.begin_anew();
        // The hello tells what was last decided about what the chat can't do without; what was decided
        // after that is told again, whoever had it: the new conversation does not.
        let last = self.receipts.iter().rposition(|own| own.is_of_chat).map_or(0, |last| last + 1);
        let later: Vec<Hash> = self.receipts[last..].iter().map(KeptReceipt::hash).collect();
        // What was filled in is sealed for the conversation that is gone, and a score was asked for in it.
        let is_here = |own: &KeptMessage| matches!(own.view.author, Author::Visitor(delivery) if delivery.has_arrived());
        let is_of_here =
            |own: &KeptMessage| matches!(own.told, Some(Told::Answer(_) | Told::Rating(..)));
        self.messages.retain(|own| !is_of_here(own) || is_here(own));
        for message in self.messages.iter_mut().map(|own| &mut **own) {
            if let Some(form) = &mut message.form {
                form.is_closed = true;
            }
            if let Some(file) = &mut message.file {
                // What waits has to be taken to where the new conversation's files are.
                file.is_up = false;
            }
            let told = message.told.is_some();
            let again = matches!(&message.told, Some(Told::Consent(own)) if later.contains(own));
            if let Author::Visitor(delivery) = &mut message.view.author {
                if again {
                    message.sealed = None;
                }
                *delivery = match *delivery {
                    _ if again => Delivery::Held,
                    Delivery::Sending | Delivery::Sent if told => Delivery::Held,
                    Delivery::Sending => Delivery::Failed,
                    same => same,
                };
            }
        }
    }

    /// A manifest was accepted: from now on none before it is (§4.2, §4.4).
    pub(crate) fn accept(&mut self, manifest: &VerifiedManifest, pins: &Pins) {
        let identity = manifest.key.thumbprint();
        let before = if self.identity == identity { self.ver } else { 0 };
        self.ver = before.max(manifest.ver);
        self.identity = identity;
        self.pins = pins.all().to_vec();
    }

    /// Adds a load that says hello now: what will be sent to it comes after all that was read.
    pub(crate) fn begin(&mut self, session: SavedSession) {
        let cursor = self.loads.iter().map(|load| load.cursor).max().unwrap_or(0);
        self.loads.push(KeptLoad { session, cursor });
        let surplus = self.loads.len().saturating_sub(MAX_LOADS);
        self.loads.drain(..surplus);
    }

    /// Where the sessions of a tab have come to that has read up to `cursor`. What another tab has
    /// dropped stays dropped, and what another tab has read further stays there.
    pub(crate) fn advance(&mut self, saved: &[SavedSession], cursor: u64) {
        for load in self.loads.iter_mut().filter(|load| load.cursor <= cursor) {
            if let Some(session) = saved.iter().find(|saved| saved.from() == load.from()) {
                *load = KeptLoad { session: session.clone(), cursor };
            }
        }
    }

    /// The relay has lost what it had and counts anew: nothing was read beyond `cursor`.
    pub(crate) fn rewind(&mut self, cursor: u64) {
        for load in &mut self.loads {
            load.cursor = load.cursor.min(cursor);
        }
    }

    /// An envelope is on its way no longer: its message has come as far as `reached`.
    pub(crate) fn settle(&mut self, envelope: &str, reached: Delivery) {
        let sending = Author::Visitor(Delivery::Sending);
        while let Some(at) = self.outbox.iter().position(|own| own.envelope == envelope) {
            let outgoing = self.outbox.remove(at);
            let is_it = |m: &&mut Shared<KeptMessage>| m.view.id == outgoing.message;
            for message in self.messages.iter_mut().filter(is_it) {
                if message.view.author == sending {
                    message.view.author = Author::Visitor(reached);
                }
                // What has to be told is told as long as it takes.
                if message.is_owed() && reached == Delivery::Failed {
                    message.view.author = Author::Visitor(Delivery::Held);
                    message.sealed = None;
                }
            }
        }
    }

    /// Gives up the envelopes that ran out before they were posted (§10).
    pub(crate) fn expire(&mut self, now_ms: u64) {
        for envelope in self.expired(now_ms) {
            self.settle(&envelope, Delivery::Failed);
        }
    }

    /// The envelopes that have run out.
    pub(crate) fn expired(&self, now_ms: u64) -> Vec<String> {
        let mut expired = Vec::new();
        for Outgoing { envelope, until_ms, .. } in &self.outbox {
            if *until_ms <= now_ms {
                expired.push(envelope.clone());
            }
        }
        expired
    }

    /// As it is sealed: of the messages with those alone that fill no page.
    pub(crate) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        kept.number("v", 3);
        kept.json("conv", self.conv.to_json());
        kept.json("standings", Json::list(self.standings.iter().map(standing::to_json)));
        kept.json("receipts", Json::list(self.receipts.iter().map(KeptReceipt::to_json)));
        kept.json("manifests", Json::texts(&self.manifests));
        kept.json("documents", Json::texts(&self.documents));
        kept.json("log", self.log.to_json());
        kept.json("requests", Json::list(self.requests.iter().map(KeptRequest::to_json)));
        kept.json("pins", Json::list(self.pins.iter().map(Hash::to_json)));
        kept.json("identity", self.identity.to_json());
        kept.number("ver", self.ver);
        kept.json("loads", Json::list(self.loads.iter().map(KeptLoad::to_json)));
        kept.json("messages", pages::to_json(self.messages.chunks_exact(pages::PAGE).remainder()));
        kept.json("outbox", Json::list(self.outbox.iter().map(Outgoing::to_json)));
        kept.json("audit", self.audit.to_json());
        if !self.draft.is_empty() {
            kept.text("draft", &self.draft);
        }
        kept.whole()
    }

    /// Reads what [`Kept::to_json`] wrote.
    pub(crate) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let is_ours = kept.number("v") == 3;
        // A load that can't be read is none; the others, and all that was said, are still here.
        let mut loads = Vec::new();
        for load in kept.list("loads", |own| Some(KeptLoad::from_json(own))) {
            loads.extend(load);
        }
        let read = Self {
            conv: kept.bytes("conv"),
            standings: kept.list("standings", standing::from_json),
            receipts: kept.list("receipts", KeptReceipt::from_json),
            manifests: kept.list("manifests", Json::into_text),
            documents: kept.list("documents", Json::into_text),
            log: kept.one("log", Log::from_json)?,
            requests: kept.list("requests", KeptRequest::from_json),
            pins: kept.list("pins", Hash::from_json),
            identity: kept.bytes("identity"),
            ver: kept.number("ver"),
            loads,
            messages: kept.list("messages", KeptMessage::shared),
            outbox: kept.list("outbox", Outgoing::from_json),
            // A record of before has none.
            audit: kept.maybe("audit", KeptAudit::from_json).unwrap_or_default(),
            draft: kept.maybe("draft", Json::into_text).unwrap_or_default(),
        };
        kept.done(read).filter(|_| is_ours)
    }
}
