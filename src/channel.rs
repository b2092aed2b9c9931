//! The way to the recipients: one load's session, and what is left of earlier ones.
//!
//! The only module that seals. It demands a grant, and leaves signing to [`Keys`].

mod curve;
mod fill;
mod judge;

use sigilo_consent::{Chat, Extra, Grant, Permit, Record};
use sigilo_protocol::{
    Attachment, Body, Checked, Content, ConvId, Envelope, Hash, HelloSent, Open, Opened, PublicKey,
    ReceiveOnly, SavedSession, SealError, Sender, Session, Start, Unsigned, VerifiedManifest,
    random_id,
};

use self::judge::{Said, judge, said};
pub(crate) use self::{
    curve::{Known, known},
    fill::fill,
    judge::Arrival,
};

use crate::{
    browser::now_ms,
    keys::{self, KeyError, Keys},
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
    /// What it rests on was taken back.
    Grant,
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
    /// Its name.
    pub(crate) eh: Hash,
    /// After this, in milliseconds since the epoch, it is not worth posting.
    pub(crate) until_ms: u64,
}

/// What a grant lets out.
pub(crate) struct Allowed(Body);

/// What may be sealed now; nothing while the recipients have not answered.
pub(crate) type Draft = Result<Option<Allowed>, ChannelError>;

enum Stage {
    Connecting(Session<HelloSent>),
    Open(Session<Open>),
}

impl Stage {
    fn save(&self) -> SavedSession {
        match self {
            Self::Connecting(session) => session.save(),
            Self::Open(session) => session.save(),
        }
    }

    fn missing(&self) -> u64 {
        match self {
            Self::Connecting(session) => session.missing(),
            Self::Open(session) => session.missing(),
        }
    }

    fn signer(&self, from: &Sender) -> Option<PublicKey> {
        match self {
            Self::Connecting(session) => session.signer(from),
            Self::Open(session) => session.signer(from),
        }
    }

    fn take(&mut self, envelope: &Checked, by: &mut Known) -> Said {
        match self {
            Self::Connecting(session) => said(session, envelope, by),
            Self::Open(session) => said(session, envelope, by),
        }
    }
}

/// The sessions of this browser in one conversation.
pub(crate) struct Channel {
    stage: Option<Stage>,
    earlier: Vec<Session<ReceiveOnly>>,
    owner: String,
}

/// A channel that says hello.
pub(crate) struct Hello {
    pub(crate) channel: Channel,
    pub(crate) from: Sender,
    pub(crate) envelope: String,
}

impl Channel {
    /// Says hello with a receipt. `earlier` are loads that are over.
    pub(crate) async fn hello(
        permit: &dyn Permit,
        manifest: &VerifiedManifest,
        keys: &Keys,
        conv: ConvId,
        receipt: String,
        earlier: Vec<SavedSession>,
    ) -> Result<Hello, ChannelError> {
        allowed(permit)?;
        let start = Start {
            conv,
            visitor: keys.public(),
            ends: earlier.iter().map(|load| load.from().clone()).collect(),
            body_id: random_id(&mut rng()),
            receipt,
            now_ms: now_ms(),
        };
        let mut opened = Err(SealError::Key);
        known(&mut |by| opened = Session::open(manifest, start.clone(), by)).await?;
        let Opened { session, hello } = opened?;
        let from = session.from().clone();
        let envelope = sign(keys, hello).await?;
        let channel = Self {
            stage: Some(Stage::Connecting(session)),
            earlier: earlier.into_iter().filter_map(Session::restore).collect(),
            owner: keys.public().thumbprint().to_string(),
        };
        Ok(Hello { channel, from, envelope })
    }

    /// Whether every recipient has answered, so that words can be sealed.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.stage, Some(Stage::Open(_)))
    }

    /// How many envelopes are known to be missing in this load.
    pub(crate) fn missing(&self) -> u64 {
        self.stage.as_ref().map_or(0, Stage::missing)
    }

    /// Until when what is sealed here may be posted; nothing while nothing can be sealed.
    pub(crate) fn until_ms(&self) -> Option<u64> {
        match &self.stage {
            Some(Stage::Open(session)) => Some(session.until_ms()),
            _ => None,
        }
    }

    /// What has to be kept of each load after every envelope, its own last.
    pub(crate) fn save(&self) -> Vec<SavedSession> {
        let mut saved: Vec<_> = self.earlier.iter().map(Session::save).collect();
        if let Some(own) = &self.stage {
            saved.push(own.save());
        }
        saved
    }

    /// Words of the chat.
    pub(crate) fn say(&self, grant: &Grant<Chat>, id: &str, words: &str, lang: &str) -> Draft {
        self.draft(grant, Body::new(id, Content::text(words, lang)))
    }

    /// What is told of a file, which lies at the relay.
    pub(crate) fn attach(&self, grant: &Grant<Chat>, id: &str, file: Attachment) -> Draft {
        self.draft(grant, Body::new(id, Content::Attachment(file)))
    }

    /// How content the visitor is. `asked` is the id of the message that asks: its recipient's, a colon,
    /// and the body's.
    pub(crate) fn rate(
        &self,
        grant: &Grant<Chat>,
        id: &str,
        asked: &str,
        score: u64,
        comment: &str,
    ) -> Draft {
        let of = asked.split_once(':').map_or(asked, |(_, body)| body).into();
        let comment = (!comment.is_empty()).then(|| comment.into());
        self.draft(grant, Body::new(id, Content::Rating { of, score, comment }))
    }

    /// What was filled into a form, whose values are sealed already.
    pub(crate) fn answer(&self, grant: &Grant<Extra>, body: &str) -> Draft {
        let body = Body::parse(body.as_bytes()).map_err(|_| ChannelError::Size)?;
        self.draft(grant, body)
    }

    /// A decision or a request, which carry no words of the chat.
    pub(crate) fn tell(&self, grant: &Grant<Record>, id: &str, told: Content) -> Draft {
        match told {
            Content::Consent { .. }
            | Content::Right { .. }
            | Content::Erase { .. }
            | Content::Audit { .. }
            | Content::Delete { .. } => self.draft(grant, Body::new(id, told)),
            _ => Err(ChannelError::Grant),
        }
    }

    /// What goes by a purpose of its own and carries no words of the chat: that the visitor writes, what they
    /// have read, who they are.
    pub(crate) fn slip(&self, grant: &Grant<Extra>, id: &str, slip: Content) -> Draft {
        match slip {
            Content::Typing { .. } | Content::Read { .. } | Content::Identify { .. } => {
                self.draft(grant, Body::new(id, slip))
            }
            _ => Err(ChannelError::Grant),
        }
    }

    /// The last word of who signs out of the page, which says nothing of them.
    pub(crate) fn bye(&self, grant: &Grant<Record>, id: &str) -> Draft {
        self.draft(grant, Body::new(id, Content::Identify { jwt: String::new() }))
    }

    fn draft(&self, permit: &dyn Permit, body: Body) -> Draft {
        allowed(permit)?;
        Ok(self.is_open().then_some(Allowed(body)))
    }

    /// Seals what was allowed, and signs it.
    pub(crate) async fn seal(
        &mut self,
        keys: &Keys,
        draft: Draft,
    ) -> Result<Option<Sealed>, ChannelError> {
        let (Some(Allowed(body)), Some(Stage::Open(session))) = (draft?, &mut self.stage) else {
            return Ok(None);
        };
        let until_ms = session.until_ms();
        let mut sealed = Err(SealError::Key);
        known(&mut |by| sealed = session.seal(&body, now_ms(), by)).await?;
        let unsigned = sealed?;
        let (from, seq, eh) = (unsigned.from().clone(), unsigned.seq(), unsigned.eh());
        // The chain has moved: what is not signed would be a gap in it for good.
        let envelope = sign(keys, unsigned).await.map_err(|_| ChannelError::Over)?;
        Ok(Some(Sealed { envelope, from, seq, eh, until_ms }))
    }

    /// Reads an envelope of the conversation, and has the browser check who signed it.
    pub(crate) async fn check(&self, json: &str) -> Option<Checked> {
        let envelope = Envelope::parse(json.as_bytes()).ok()?;
        let from = &envelope.header().from;
        let mut signers = Vec::new();
        let own = self.stage.as_ref().and_then(|stage| stage.signer(from));
        // One recipient has one key, until its manifest has another.
        let mut add = |signer: Option<PublicKey>| {
            if let Some(signer) = signer.filter(|signer| !signers.contains(signer)) {
                signers.push(signer);
            }
        };
        add(own);
        for session in &self.earlier {
            add(session.signer(from));
        }
        Some(envelope.checked_by(&signers, keys::verify).await)
    }

    /// Takes an envelope of the conversation.
    ///
    /// # Errors
    ///
    /// [`KeyError`] if WebCrypto failed: what the sessions are here is not to be kept.
    pub(crate) async fn receive(
        &mut self,
        envelope: Option<&Checked>,
    ) -> Result<Arrival, KeyError> {
        let Some(envelope) = envelope else { return Ok(Arrival::Refused) };
        if envelope.header().from.owner() == self.owner {
            return Ok(Arrival::Nothing);
        }
        let mut all = Vec::new();
        if let Some(stage) = &mut self.stage {
            taken(&mut all, &mut |by| stage.take(envelope, by)).await?;
        }
        let is_over =
            all.iter().any(|said| said.outcome.as_ref().is_ok_and(|event| event.reset.is_some()));
        for session in &mut self.earlier {
            taken(&mut all, &mut |by| said(session, envelope, by)).await?;
        }
        let arrival = judge(all);
        self.advance(is_over);
        Ok(arrival)
    }

    /// Opens once everybody has answered; a load that is over only receives (§6.2).
    fn advance(&mut self, is_over: bool) {
        self.stage = match self.stage.take() {
            Some(stage) if is_over => {
                if let Some(over) = Session::restore(stage.save()) {
                    self.earlier.insert(0, over);
                }
                None
            }
            Some(Stage::Connecting(session)) => Some(match session.into_open() {
                Ok(open) => Stage::Open(open),
                Err(waiting) => Stage::Connecting(waiting),
            }),
            other => other,
        };
    }
}

/// Has a session take an envelope, until it has all that it asks for: what lacked something has changed nothing.
async fn taken(
    all: &mut Vec<Said>,
    take: &mut dyn FnMut(&mut Known) -> Said,
) -> Result<(), KeyError> {
    let mut said = None;
    known(&mut |by| said = Some(take(by))).await?;
    all.extend(said);
    Ok(())
}

fn allowed(permit: &dyn Permit) -> Result<(), ChannelError> {
    if permit.holds() { Ok(()) } else { Err(ChannelError::Grant) }
}

async fn sign(keys: &Keys, unsigned: Unsigned) -> Result<String, KeyError> {
    let signature = keys.sign(unsigned.signing_input()).await?;
    Ok(unsigned.attach(signature).to_json())
}
