//! The visitor's end: hello, then, once every recipient has answered, messages.
//!
//! A load of the frame is one session. It is never resumed for sending: after a reload what is left
//! of it is [`Session<ReceiveOnly>`], and the new load says hello for itself.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use crate::{
    body::{Body, Content},
    bytes::{Bytes, ConvId, Hash},
    chain::{Follows, Link, Peers},
    content::{ReceiveError, SealError, Target, Unsigned, open, seal},
    envelope::Envelope,
    header::{Header, Kind, Seen, Sender},
    json::Json,
    kem::KemSecret,
    key::PublicKey,
    manifest::VerifiedManifest,
};
use rand_core::CryptoRng;

/// The kid of a load's own KEM key: it has one only.
pub(crate) const LOAD_KID: &str = "load";

/// State: the hello was made; nothing else can be sealed yet.
#[derive(Debug)]
pub struct HelloSent(Sending);

/// State: every recipient with keys has answered.
#[derive(Debug)]
pub struct Open(Sending);

/// State: a load that is over; what was sent to it can still be read.
#[derive(Debug)]
pub struct ReceiveOnly;

/// What sending needs, and no restored session has.
#[derive(Debug)]
struct Sending {
    targets: Vec<Target>,
    chain: Link,
}

/// One load's session.
#[derive(Debug)]
pub struct Session<State> {
    // Boxed: a session is moved from state to state.
    reader: Box<Reader>,
    state: State,
}

/// What receiving needs.
#[derive(Debug)]
struct Reader {
    site: String,
    conv: ConvId,
    from: Sender,
    kem: KemSecret,
    mh: Hash,
    signers: Vec<(String, PublicKey)>,
    answered: Vec<String>,
    peers: Peers,
}

/// What a hello is made of.
#[derive(Clone, Debug)]
pub struct Start {
    /// The conversation: 16 random bytes, or the one that goes on.
    pub conv: ConvId,
    /// The visitor's signing key.
    pub visitor: PublicKey,
    /// Earlier loads of this browser that no longer live.
    pub ends: Vec<Sender>,
    /// An id for the hello's body.
    pub body_id: String,
    /// The receipt of what was allowed.
    pub receipt: String,
    /// The time, in milliseconds since the epoch.
    pub now_ms: u64,
}

/// A session that has begun, and the hello to sign and post.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub session: Session<HelloSent>,
    /// The hello. Repeating it means posting the same bytes.
    pub hello: Unsigned,
}

/// What an envelope brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Who sent it.
    pub from: Sender,
    /// What it says; nothing when it is not for this load.
    pub body: Option<Body>,
    /// When it says it was sent, in milliseconds since the epoch.
    pub ts: u64,
    /// What its sender has seen of others: a visitor's message in it was delivered.
    pub seen: Seen,
    /// Envelopes of its sender are missing before it.
    pub gap: bool,
}

impl Session<HelloSent> {
    /// Begins a session under a verified manifest: a new sender, a new KEM key, a hello to every
    /// recipient that has keys.
    pub fn open(
        manifest: &VerifiedManifest,
        start: Start,
        rng: &mut impl CryptoRng,
    ) -> Result<Opened, SealError> {
        let mut load = [0; 8];
        rng.fill_bytes(&mut load);
        let from = Sender::new(&start.visitor.thumbprint().to_string(), load);
        let kem = KemSecret::generate(rng);
        let targets = targets(manifest, start.now_ms / 1000)?;
        let chain = Link::start(manifest.hash());
        let reader = Box::new(Reader {
            site: manifest.site.clone(),
            conv: start.conv,
            from,
            kem,
            mh: manifest.hash(),
            signers: signers(manifest),
            answered: Vec::new(),
            peers: Peers::default(),
        });
        let header = Header {
            t: Kind::Hello,
            vsk: Some(start.visitor),
            vkem: Some(reader.kem.public()),
            ends: start.ends,
            ..reader.header(chain, start.now_ms)
        };
        let body = Body::new(&start.body_id, Content::Hello { receipt: start.receipt });
        let hello = seal(&reader.site, header, &body, &targets, rng)?;
        let chain = chain.next(hello.eh());
        let session = Session { reader, state: HelloSent(Sending { targets, chain }) };
        Ok(Opened { session, hello })
    }

    /// The open session, once every recipient with keys has answered; else this one again.
    pub fn into_open(self) -> Result<Session<Open>, Self> {
        let Self { reader, state } = self;
        if reader.signers.iter().all(|(id, _)| reader.answered.contains(id)) {
            Ok(Session { reader, state: Open(state.0) })
        } else {
            Err(Self { reader, state })
        }
    }
}

impl Session<Open> {
    /// Seals `body` for the recipients of the manifest. The chain moves on: sign and keep the
    /// envelope, and post those bytes until they arrive.
    pub fn seal(
        &mut self,
        body: &Body,
        now_ms: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Unsigned, SealError> {
        let Sending { targets, chain } = &mut self.state.0;
        let header = self.reader.header(*chain, now_ms);
        let unsigned = seal(&self.reader.site, header, body, targets, rng)?;
        *chain = chain.next(unsigned.eh());
        Ok(unsigned)
    }
}

impl<State> Session<State> {
    /// The sender of this load.
    pub fn from(&self) -> &Sender {
        &self.reader.from
    }

    /// Takes an envelope of a recipient. After an error nothing has changed.
    pub fn receive(&mut self, envelope: &Envelope) -> Result<Event, ReceiveError> {
        self.reader.receive(envelope)
    }

    /// What has to be kept, sealed, to read after a reload what was sent to this load.
    pub fn save(&self) -> SavedSession {
        let Reader { site, conv, from, kem, mh, signers, peers, answered: _ } = &*self.reader;
        SavedSession {
            site: site.clone(),
            conv: *conv,
            from: from.clone(),
            kem: Bytes(*kem.to_bytes()),
            mh: *mh,
            signers: signers.clone(),
            peers: peers.clone(),
        }
    }
}

impl Session<ReceiveOnly> {
    /// An earlier load's session, for reading only; nothing if what was kept is broken.
    pub fn restore(saved: SavedSession) -> Option<Self> {
        let SavedSession { site, conv, from, kem, mh, signers, peers } = saved;
        let kem = KemSecret::from_bytes(&kem.0)?;
        let answered = Vec::new();
        let reader = Box::new(Reader { site, conv, from, kem, mh, signers, answered, peers });
        Some(Session { reader, state: ReceiveOnly })
    }
}

/// A session as it is kept. It holds a secret: seal it before it is stored.
#[derive(Clone)]
pub struct SavedSession {
    site: String,
    conv: ConvId,
    from: Sender,
    kem: Bytes<32>,
    mh: Hash,
    signers: Vec<(String, PublicKey)>,
    peers: Peers,
}

impl SavedSession {
    /// As it is kept.
    pub fn to_json(&self) -> Json {
        let signer = |(id, key): &(String, PublicKey)| (id.clone(), key.to_json());
        Json::object([
            ("site", Some(Json::text(&self.site))),
            ("conv", Some(self.conv.to_json())),
            ("from", Some(Json::text(self.from.as_str()))),
            ("kem", Some(self.kem.to_json())),
            ("mh", Some(self.mh.to_json())),
            ("signers", Some(Json::Object(self.signers.iter().map(signer).collect()))),
            ("peers", Some(self.peers.seen().to_json())),
        ])
    }

    /// Reads what [`SavedSession::to_json`] wrote.
    pub fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let saved = Self {
            site: members.text("site"),
            conv: members.bytes("conv"),
            from: members.one("from", |from| Sender::parse(&from.into_text()?))?,
            kem: members.bytes("kem"),
            mh: members.bytes("mh"),
            signers: members.map("signers", PublicKey::from_json),
            peers: Peers::of(members.one("peers", Seen::from_json).unwrap_or_default()),
        };
        members.done(saved)
    }

    /// The load that it was.
    pub fn from(&self) -> &Sender {
        &self.from
    }
}

impl core::fmt::Debug for SavedSession {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "SavedSession({})", self.from)
    }
}

impl Reader {
    fn header(&self, chain: Link, now_ms: u64) -> Header {
        let header = Header::next(Kind::Msg, self.conv, &self.from, chain, self.mh, now_ms);
        Header { seen: self.peers.seen(), ..header }
    }

    fn receive(&mut self, envelope: &Envelope) -> Result<Event, ReceiveError> {
        let header = envelope.header();
        let is_sender = |(id, _): &&(String, PublicKey)| id == header.from.owner();
        let (_, signer) = self.signers.iter().find(is_sender).ok_or(ReceiveError::Refused)?;
        if header.conv != self.conv || header.t == Kind::Hello || !envelope.verify(signer) {
            return Err(ReceiveError::Refused);
        }
        let follows = self.peers.check(header)?;
        let is_for_me = header.rcpt.iter().any(|id| id == self.from.as_str());
        // An envelope for other loads may be under their manifest; one for this load is under its.
        let body = if is_for_me {
            let body = open(&self.site, envelope, self.from.as_str(), |kid| {
                (kid == LOAD_KID && header.mh == self.mh).then_some(&self.kem)
            });
            Some(body.ok_or(ReceiveError::Refused)?)
        } else {
            None
        };
        if is_for_me && !self.answered.iter().any(|id| id == header.from.owner()) {
            self.answered.push(header.from.owner().into());
        }
        self.peers.take(header, envelope.eh());
        Ok(Event {
            from: header.from.clone(),
            body,
            ts: header.ts,
            seen: header.seen.clone(),
            gap: follows == Follows::AfterGap,
        })
    }
}

fn targets(manifest: &VerifiedManifest, now: u64) -> Result<Vec<Target>, SealError> {
    let with_keys = manifest.recipients.iter().filter(|recipient| !recipient.pre.is_empty());
    with_keys
        .map(|recipient| {
            let pre = recipient.prekey(now).ok_or(SealError::Key)?;
            Ok(Target { id: recipient.id.clone(), kid: pre.kid.clone(), kem: pre.kem })
        })
        .collect()
}

fn signers(manifest: &VerifiedManifest) -> Vec<(String, PublicKey)> {
    let signer = |(id, sig): (&String, Option<PublicKey>)| Some((id.clone(), sig?));
    manifest.recipients.iter().map(|r| (&r.id, r.sig)).filter_map(signer).collect()
}
