//! The visitor's end: hello, then, once every recipient has answered, messages.
//!
//! A load of the frame is one session (§6.2). It is never resumed for sending: after a reload what is
//! left of it is [`Session<ReceiveOnly>`], and the new load says hello for itself.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use crate::{
    body::{Body, Content},
    bytes::{Bytes, ConvId, Hash},
    chain::{Follows, Link, Peers},
    content::{Copy, Reader, ReceiveError, SealError, Unsigned, open_session, seal},
    dh::{Curve, Native, Provider},
    envelope::{Checked, Envelope},
    header::{Header, HelloBox, Kind, ResetReason, Seen, Sender},
    json::{Json, JsonObject},
    key::PublicKey,
    manifest::VerifiedManifest,
    pair::{Occasion, Pair},
};

/// Most envelopes of a load, and its longest life in milliseconds: a new hello brings new keys.
const MAX_SENT: u64 = 10_000;
const MAX_AGE: u64 = 7 * 24 * 3_600_000;

/// State: the hello was made; nothing else can be sealed yet.
#[derive(Debug)]
pub struct HelloSent(Sending);

/// State: every bot and agent has answered.
#[derive(Debug)]
pub struct Open(Sending);

/// State: a load that is over; what was sent to it can still be read.
#[derive(Debug)]
pub struct ReceiveOnly;

/// What sending needs, and no restored session has.
#[derive(Debug)]
struct Sending {
    site: String,
    copies: Vec<Copy>,
    chain: Link,
    born_ms: u64,
    /// When the load or the first of its prekeys runs out.
    until_ms: u64,
}

/// One load's session.
#[derive(Debug)]
pub struct Session<State> {
    // Boxed: a session is moved from state to state.
    load: Box<Load>,
    state: State,
}

/// What receiving needs.
#[derive(Debug)]
struct Load {
    conv: ConvId,
    from: Sender,
    mh: Hash,
    /// The recipients with keys, in the manifest's order.
    recipients: Vec<Peer>,
    answered: Vec<String>,
    peers: Peers,
}

/// A recipient as a load knows it: an archive has neither key nor session.
#[derive(Clone, Debug)]
struct Peer {
    id: String,
    session: Option<(PublicKey, Pair)>,
}

/// What a hello is made of.
#[derive(Clone, Debug)]
pub struct Start {
    /// The conversation: 16 random bytes, or the one that goes on.
    pub conv: ConvId,
    /// The visitor's signing key.
    pub visitor: PublicKey,
    /// Earlier loads of this browser that no longer live; the newest 16 are named.
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
    /// Its sender can't answer this load any more: it is over, and another has to say hello.
    pub reset: Option<ResetReason>,
}

impl Session<HelloSent> {
    /// Begins a session under a verified manifest (§6.1): a new sender, a box for each bot and agent,
    /// a hello for every recipient that has keys.
    pub fn open(
        manifest: &VerifiedManifest,
        start: Start,
        by: &mut impl Provider,
    ) -> Result<Opened, SealError> {
        let Start { conv, visitor, mut ends, body_id, receipt, now_ms } = start;
        let mut load = [0; 8];
        by.random(&mut load);
        let from = Sender::new(&visitor.thumbprint().to_string(), load);
        let mh = manifest.hash();
        // Nothing is sent to whose answers could not be checked: only a point of the curve agrees.
        let any = by.pair().ok_or(SealError::Key)?;
        let (mut recipients, mut copies, mut boxes) = (Vec::new(), Vec::new(), Vec::new());
        let mut until_ms = now_ms.saturating_add(MAX_AGE);
        for recipient in manifest.readers() {
            let pre = recipient.prekey(now_ms / 1000).ok_or(SealError::Key)?;
            until_ms = until_ms.min(pre.exp.saturating_mul(1000));
            let id = recipient.id.clone();
            let session = match (recipient.sig, pre.dh) {
                (Some(sig), Some(dh)) => {
                    by.agree(&any, &Bytes(sig.point())).ok_or(SealError::Key)?;
                    let (site, kid, vsk) = (&manifest.site, &pre.kid, &visitor);
                    let occasion = Occasion { site, conv, mh, from: &from, vsk, id: &id, kid };
                    let offered = Pair::offer(&occasion, &pre.kem, dh, by);
                    let (pair, sealed) = offered.ok_or(SealError::Key)?;
                    boxes.push(HelloBox { to: id.clone(), kid: kid.clone(), sealed });
                    Some((sig, pair))
                }
                _ => {
                    copies.push(Copy { id: id.clone(), kid: pre.kid.clone(), kem: pre.kem });
                    None
                }
            };
            recipients.push(Peer { id, session });
        }
        let (answered, peers) = (Vec::new(), Peers::default());
        let load = Box::new(Load { conv, from, mh, recipients, answered, peers });
        let site = manifest.site.clone();
        let sending = Sending { site, copies, chain: Link::start(mh), born_ms: now_ms, until_ms };
        let mut session = Session { load, state: HelloSent(sending) };
        ends.drain(..ends.len().saturating_sub(crate::header::MAX_ENDS));
        let header = Header {
            t: Kind::Hello,
            vsk: Some(visitor),
            hello: boxes,
            ends,
            ..session.load.header(session.state.0.chain, now_ms)
        };
        let body = Body::new(&body_id, Content::Hello { receipt });
        let hello = session.load.seal(&mut session.state.0, header, &body, by)?;
        Ok(Opened { session, hello })
    }

    /// The open session, once every bot and agent has answered; else this one again.
    pub fn into_open(self) -> Result<Session<Open>, Self> {
        let Self { load, state } = self;
        let has_answered = |peer: &Peer| peer.session.is_none() || load.answered.contains(&peer.id);
        if load.recipients.iter().all(has_answered) {
            Ok(Session { load, state: Open(state.0) })
        } else {
            Err(Self { load, state })
        }
    }
}

impl Session<Open> {
    /// Until when, in milliseconds since the epoch, what is sealed here may be posted: then the load
    /// or a prekey has run out (§10).
    pub fn until_ms(&self) -> u64 {
        self.state.0.until_ms
    }

    /// Seals `body` for the recipients of the manifest. Chain and ratchets move on: sign the envelope,
    /// keep it with [`Session::save`] in one transaction, and post those bytes until they arrive.
    ///
    /// # Errors
    ///
    /// [`SealError::Over`] once the load has sent 10 000 envelopes or is 7 days old; nothing has
    /// changed after an error.
    pub fn seal(
        &mut self,
        body: &Body,
        now_ms: u64,
        by: &mut impl Provider,
    ) -> Result<Unsigned, SealError> {
        let Sending { chain, born_ms, .. } = &self.state.0;
        if chain.seq >= MAX_SENT || now_ms.saturating_sub(*born_ms) >= MAX_AGE {
            return Err(SealError::Over);
        }
        let header = Header { t: body.content.kind(), ..self.load.header(*chain, now_ms) };
        self.load.seal(&mut self.state.0, header, body, by)
    }
}

impl<State> Session<State> {
    /// The sender of this load.
    pub fn from(&self) -> &Sender {
        &self.load.from
    }

    /// How many envelopes of the recipients are known to exist and did not arrive (§7.1).
    pub fn missing(&self) -> u64 {
        self.load.peers.missing()
    }

    /// By which key this load has what `from` sends signed; nothing if it knows nobody of that name.
    pub fn signer(&self, from: &Sender) -> Option<PublicKey> {
        let peer = self.load.recipients.iter().find(|peer| peer.id == from.owner())?;
        peer.session.as_ref().map(|(signer, _)| *signer)
    }

    /// Takes an envelope of a recipient (§6.4). After an error nothing has changed.
    pub fn receive(&mut self, envelope: &Envelope) -> Result<Event, ReceiveError> {
        let signer = self.signer(&envelope.header().from);
        self.load.receive(envelope, signer.filter(|key| envelope.verify(key)), &mut Native)
    }

    /// The same for one whose signature has been checked by what [`Session::signer`] says.
    pub fn take(&mut self, checked: &Checked, by: &mut impl Curve) -> Result<Event, ReceiveError> {
        self.load.receive(&checked.envelope, checked.signer, by)
    }

    /// What has to be kept, sealed, to read after a reload what was sent to this load; anew after each
    /// envelope that was sealed or received.
    pub fn save(&self) -> SavedSession {
        SavedSession { from: self.load.from.clone(), json: self.load.to_json() }
    }
}

impl Session<ReceiveOnly> {
    /// An earlier load's session, for reading only; nothing if what was kept is broken.
    pub fn restore(saved: SavedSession) -> Option<Self> {
        let load = Box::new(Load::from_json(saved.json)?);
        Some(Session { load, state: ReceiveOnly })
    }
}

/// A session as it is kept. It holds secrets: seal it before it is stored.
#[derive(Clone)]
pub struct SavedSession {
    from: Sender,
    json: Json,
}

impl SavedSession {
    /// As it is kept.
    pub fn to_json(&self) -> Json {
        self.json.clone()
    }

    /// Reads what [`SavedSession::to_json`] wrote.
    pub fn from_json(json: Json) -> Option<Self> {
        let from = Load::from_json(json.clone())?.from;
        Some(Self { from, json })
    }

    /// The load that it was.
    pub fn from(&self) -> &Sender {
        &self.from
    }
}

impl fmt::Debug for SavedSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SavedSession({})", self.from)
    }
}

impl Load {
    fn header(&self, chain: Link, now_ms: u64) -> Header {
        let header = Header::next(Kind::Msg, self.conv, &self.from, chain, self.mh, now_ms);
        Header { seen: self.peers.seen(self.from.owner(), |_| false), ..header }
    }

    /// Seals on copies of the ratchets, which replace them if all went well.
    fn seal(
        &mut self,
        sending: &mut Sending,
        header: Header,
        body: &Body,
        by: &mut impl Provider,
    ) -> Result<Unsigned, SealError> {
        let mut readers = Vec::new();
        for Peer { id, session } in &self.recipients {
            if let Some((_, pair)) = session {
                readers.push(Reader::Session(id.clone(), pair.clone()));
            } else if let Some(copy) = sending.copies.iter().find(|copy| copy.id == *id) {
                readers.push(Reader::OneShot(copy.clone()));
            }
        }
        let sealed = seal(&sending.site, header, body, &mut readers, by)?;
        for (peer, reader) in self.recipients.iter_mut().zip(readers) {
            if let (Some((_, own)), Reader::Session(_, pair)) = (&mut peer.session, reader) {
                *own = pair;
            }
        }
        sending.chain = sending.chain.next(sealed.eh());
        Ok(sealed)
    }

    fn receive(
        &mut self,
        envelope: &Envelope,
        signed: Option<PublicKey>,
        by: &mut impl Curve,
    ) -> Result<Event, ReceiveError> {
        const REFUSED: ReceiveError = ReceiveError::Refused;
        let (header, from) = (envelope.header(), self.from.as_str());
        let owner = header.from.owner();
        let is_for_me = header.rcpt.iter().any(|id| id == from);
        let readers = self.readers_of(owner);
        let peer = self.recipients.iter_mut().find(|peer| peer.id == owner).ok_or(REFUSED)?;
        let (signer, pair) = peer.session.as_mut().ok_or(REFUSED)?;
        if header.conv != self.conv || header.t == Kind::Hello || signed != Some(*signer) {
            return Err(REFUSED);
        }
        let (peers, follows) = self.peers.with(header, envelope.eh())?;
        // What is for other loads may be under a manifest of theirs, and is theirs to judge.
        let is_mine = header.mh == self.mh;
        let mut reset = None;
        let opened = match &header.reset {
            Some(asked) => {
                let names_me = asked.to.iter().any(|load| load.as_str() == from);
                reset = (names_me && is_mine).then_some(asked.reason);
                None
            }
            None if is_mine && !fits(&header.rcpt, self.from.owner(), &readers) => {
                return Err(REFUSED);
            }
            None if is_for_me && is_mine => {
                Some(open_session(pair, envelope, from, by).ok_or(REFUSED)?)
            }
            None if is_for_me => return Err(REFUSED),
            None => None,
        };
        if opened.is_some() && !self.answered.iter().any(|id| id == owner) {
            self.answered.push(owner.into());
        }
        self.peers = peers;
        // A sender that is met in mid-chain was silent to this load so far, or something was held back.
        let skips_first = opened.as_ref().is_some_and(|opened| opened.skips_first);
        Ok(Event {
            from: header.from.clone(),
            body: opened.map(|opened| opened.body),
            ts: header.ts,
            seen: header.seen.clone(),
            gap: follows == Follows::AfterGap || skips_first,
            reset,
        })
    }

    /// The recipients that read what `owner` sends, in order.
    fn readers_of(&self, owner: &str) -> Vec<String> {
        let mut readers = Vec::new();
        for Peer { id, .. } in &self.recipients {
            if id != owner {
                readers.push(id.clone());
            }
        }
        readers
    }

    fn to_json(&self) -> Json {
        let peer = |Peer { id, session }: &Peer| {
            let mut peer = JsonObject::new();
            peer.text("id", id);
            if let Some((sig, pair)) = session {
                peer.json("sig", sig.to_json());
                peer.json("pair", pair.to_json());
            }
            peer.whole()
        };
        let mut load = JsonObject::new();
        load.json("conv", self.conv.to_json());
        load.text("from", self.from.as_str());
        load.json("mh", self.mh.to_json());
        load.json("recipients", Json::list(self.recipients.iter().map(peer)));
        load.json("peers", self.peers.to_json());
        load.whole()
    }

    fn from_json(json: Json) -> Option<Self> {
        let peer = |json: Json| {
            let mut members = json.into_members();
            let id = members.text("id");
            let sig = members.maybe("sig", PublicKey::from_json);
            let pair = members.maybe("pair", Pair::from_json);
            members.done(Peer { id, session: sig.zip(pair) })
        };
        let mut members = json.into_members();
        let load = Self {
            conv: members.bytes("conv"),
            from: members.parsed("from", Sender::parse)?,
            mh: members.bytes("mh"),
            recipients: members.list("recipients", peer),
            answered: Vec::new(),
            peers: members.one("peers", Peers::from_json).unwrap_or_default(),
        };
        members.done(load)
    }
}

/// Whether a recipient's `rcpt` is what §5.5 says: loads of the visitor `owner`, then `readers`.
pub(crate) fn fits(rcpt: &[String], owner: &str, readers: &[String]) -> bool {
    let Some(loads) = rcpt.len().checked_sub(readers.len()) else { return false };
    let (loads, others) = rcpt.split_at(loads);
    let is_load = |id: &String| Sender::parse(id).is_some_and(|load| load.owner() == owner);
    !loads.is_empty() && loads.iter().all(is_load) && others == readers
}
