//! The way to the recipients: one load's session, and what is left of earlier ones.
//!
//! The only module that seals. It demands a grant, and leaves signing to [`Keys`].

use sigilo_protocol::{
    Body, ConvId, Envelope, Event, Header, HelloSent, Open, Opened, ReceiveError, ReceiveOnly,
    SavedSession, SealError, Sender, Session, Start, Unsigned, VerifiedManifest, random_id,
};

use crate::{
    browser::now_ms,
    consent::gate::Grant,
    keys::{KeyError, Keys},
    random::rng,
};

/// Why nothing was sealed.
#[derive(Debug)]
pub(crate) enum ChannelError {
    /// The message is too long, or has nothing to say.
    Size,
    /// A recipient has no key that is good now: the manifest has to be fetched again.
    Key,
    /// The load has lasted long enough: another has to say hello.
    Over,
    /// WebCrypto failed.
    Browser,
}

impl From<SealError> for ChannelError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Size | SealError::Form => Self::Size,
            SealError::Key => Self::Key,
            // The second is a recipient's alone.
            SealError::Over | SealError::Unanswerable => Self::Over,
        }
    }
}

impl From<KeyError> for ChannelError {
    fn from(_: KeyError) -> Self {
        Self::Browser
    }
}

/// A sealed and signed envelope, and where it stands in its chain.
pub(crate) struct Sealed {
    pub(crate) envelope: String,
    pub(crate) from: Sender,
    pub(crate) seq: u64,
}

enum Stage {
    Connecting(Session<HelloSent>),
    Open(Session<Open>),
}

/// The sessions of this browser in one conversation.
pub(crate) struct Channel {
    stage: Option<Stage>,
    earlier: Vec<Session<ReceiveOnly>>,
    owner: String,
}

/// What an envelope was.
pub(crate) enum Arrival {
    /// This browser's own, or one that was taken before.
    Nothing,
    /// Something of a recipient.
    Event(Box<Event>),
    /// It could not be verified or opened: shown as such, never skipped in silence.
    Refused,
}

/// A channel that says hello.
pub(crate) struct Hello {
    pub(crate) channel: Channel,
    pub(crate) sealed: Sealed,
}

impl Channel {
    /// Says hello with a receipt. `earlier` are loads that are over.
    pub(crate) async fn hello(
        _: &Grant,
        manifest: &VerifiedManifest,
        keys: &Keys,
        conv: ConvId,
        receipt: String,
        earlier: Vec<SavedSession>,
    ) -> Result<Hello, ChannelError> {
        let start = Start {
            conv,
            visitor: keys.public(),
            ends: earlier.iter().map(|load| load.from().clone()).collect(),
            body_id: random_id(&mut rng()),
            receipt,
            now_ms: now_ms(),
        };
        let Opened { session, hello } = Session::open(manifest, start, &mut rng())?;
        let sealed = sign(keys, session.from(), hello).await?;
        let channel = Self {
            stage: Some(Stage::Connecting(session)),
            earlier: earlier.into_iter().filter_map(Session::restore).collect(),
            owner: keys.public().thumbprint().to_string(),
        };
        Ok(Hello { channel, sealed })
    }

    fn from(&self) -> Option<&Sender> {
        match self.stage.as_ref()? {
            Stage::Connecting(session) => Some(session.from()),
            Stage::Open(session) => Some(session.from()),
        }
    }

    /// Whether every recipient has answered, so that words can be sealed.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.stage, Some(Stage::Open(_)))
    }

    /// How many envelopes are known to be missing in this load.
    pub(crate) fn missing(&self) -> u64 {
        match &self.stage {
            Some(Stage::Connecting(session)) => session.missing(),
            Some(Stage::Open(session)) => session.missing(),
            None => 0,
        }
    }

    /// What has to be kept of each load after every envelope, its own last.
    pub(crate) fn save(&self) -> Vec<SavedSession> {
        let own = match &self.stage {
            Some(Stage::Connecting(session)) => Some(session.save()),
            Some(Stage::Open(session)) => Some(session.save()),
            None => None,
        };
        self.earlier.iter().map(Session::save).chain(own).collect()
    }

    /// Seals `body`; nothing while the recipients have not answered.
    pub(crate) async fn seal(
        &mut self,
        _: &Grant,
        keys: &Keys,
        body: &Body,
    ) -> Result<Option<Sealed>, ChannelError> {
        let Some(Stage::Open(session)) = &mut self.stage else { return Ok(None) };
        let unsigned = session.seal(body, now_ms(), &mut rng())?;
        Ok(Some(sign(keys, session.from(), unsigned).await?))
    }

    /// Takes an envelope of the conversation.
    pub(crate) fn receive(&mut self, json: &str) -> Arrival {
        let Ok(envelope) = Envelope::parse(json.as_bytes()) else { return Arrival::Refused };
        if envelope.header().from.owner() == self.owner {
            return Arrival::Nothing;
        }
        let own = match &mut self.stage {
            Some(Stage::Connecting(session)) => session.receive(&envelope),
            Some(Stage::Open(session)) => session.receive(&envelope),
            None => Err(ReceiveError::Refused),
        };
        self.advance();
        let mut arrivals = vec![own];
        arrivals.extend(self.earlier.iter_mut().map(|session| session.receive(&envelope)));
        let has_body =
            |arrival: &Result<Event, _>| arrival.as_ref().is_ok_and(|event| event.body.is_some());
        let best = arrivals.iter().position(has_body).unwrap_or(0);
        match arrivals.swap_remove(best) {
            Ok(event) => Arrival::Event(Box::new(event)),
            Err(ReceiveError::Duplicate) => Arrival::Nothing,
            Err(ReceiveError::Refused) if !self.is_named(envelope.header()) => Arrival::Nothing,
            Err(ReceiveError::Refused) => Arrival::Refused,
        }
    }

    /// Whether a header names a load of this channel. What is for other tabs only, perhaps by a
    /// recipient that only their manifest has, is theirs to judge.
    fn is_named(&self, header: &Header) -> bool {
        let earlier = self.earlier.iter().map(Session::from);
        let mut mine = self.from().into_iter().chain(earlier);
        mine.any(|load| header.rcpt.iter().any(|id| id == load.as_str()))
    }

    fn advance(&mut self) {
        self.stage = match self.stage.take() {
            Some(Stage::Connecting(session)) => Some(match session.into_open() {
                Ok(open) => Stage::Open(open),
                Err(waiting) => Stage::Connecting(waiting),
            }),
            other => other,
        };
    }
}

async fn sign(keys: &Keys, from: &Sender, unsigned: Unsigned) -> Result<Sealed, ChannelError> {
    let signature = keys.sign(unsigned.signing_input()).await?;
    let seq = unsigned.seq();
    let envelope = unsigned.attach(signature).to_json();
    Ok(Sealed { envelope, from: from.clone(), seq })
}
