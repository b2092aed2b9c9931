//! A recipient's end: opens what visitors send, answers every live load.
//!
//! Not here: keys at rest, transport, what to answer. `sigilo-backend` has those.

mod lost;

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use rand_core::CryptoRng;

use crate::{
    body::{Body, FormAnswer},
    bytes::{ConvId, Hash},
    chain::{Follows, Link, Peers},
    content::{
        Copy, Reader, ReceiveError, SealError, Unsigned, bare, open_copy, open_session, seal,
    },
    dh::Native,
    envelope::Envelope,
    form::{Answering, Values, ValuesError},
    header::{Header, Kind, Reset, ResetReason, Sender},
    json::Json,
    key::PublicKey,
    manifest::{Recipient, VerifiedManifest},
    pair::{Occasion, Pair, PrekeySecret},
    visitor::fits,
};
use lost::Lost;

/// Most loads that are answered at a time; a wrap each, and an envelope has 16.
const MAX_LIVE: usize = 8;

/// Most loads that are remembered with their sessions, live and over.
const MAX_LOADS: usize = 16;

/// Most loads whose hello is remembered, so that it is not taken twice: two a day for as long as a
/// prekey lasts would be 28.
const MAX_PAST: usize = 512;

/// Most starts of this recipient whose chains' ends are remembered: enough to tell one's own
/// envelopes from those of a memory that was lost.
const MAX_STARTS: usize = 8;

/// Least time between two resets of one load, in milliseconds.
const RESET_PAUSE: u64 = 600_000;

/// One start of a recipient's process.
#[derive(Debug)]
pub struct Desk {
    id: String,
    from: Sender,
    prekeys: Vec<PrekeySecret>,
    manifests: Vec<VerifiedManifest>,
}

impl Desk {
    /// The recipient `id` with the private halves of its prekeys and the manifests that were
    /// published; as a new sender, since a restart never resumes a chain.
    pub fn new(
        id: &str,
        prekeys: Vec<PrekeySecret>,
        manifests: Vec<VerifiedManifest>,
        rng: &mut impl CryptoRng,
    ) -> Self {
        let mut start = [0; 8];
        rng.fill_bytes(&mut start);
        Self { id: id.into(), from: Sender::new(id, start), prekeys, manifests }
    }

    /// The prekeys and manifests after a rotation; the sender stays.
    pub fn rotate(&mut self, prekeys: Vec<PrekeySecret>, manifests: Vec<VerifiedManifest>) {
        self.prekeys = prekeys;
        self.manifests = manifests;
    }

    /// The sender of this start.
    pub fn from(&self) -> &Sender {
        &self.from
    }

    /// The manifest of this hash, as long as it is held.
    pub fn manifest(&self, mh: Hash) -> Option<&VerifiedManifest> {
        self.manifests.iter().find(|manifest| manifest.hash() == mh)
    }

    /// Whether the private half of this prekey is here still.
    pub fn has_prekey(&self, kid: &str) -> bool {
        self.prekey(kid).is_some()
    }

    fn prekey(&self, kid: &str) -> Option<&PrekeySecret> {
        self.prekeys.iter().find(|prekey| prekey.kid == kid)
    }
}

/// One conversation, as a recipient keeps it between envelopes. It holds secrets: seal it at rest.
#[derive(Clone, Debug)]
pub struct Conversation {
    conv: ConvId,
    visitor: PublicKey,
    loads: Vec<Load>,
    past: Vec<Sender>,
    /// Loads without a session here, which are asked for a new hello.
    lost: Vec<Lost>,
    peers: Peers,
    /// The chains of this recipient's starts, the newest last.
    mine: Vec<(Sender, Link)>,
}

/// One load of the visitor's frame.
#[derive(Clone, Debug)]
struct Load {
    from: Sender,
    mh: Hash,
    pair: Pair,
    /// The start that took its hello, and may answer it.
    start: Sender,
    is_live: bool,
    reset_ms: u64,
}

/// What an envelope brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// Who sent it: a load of the visitor, or another recipient.
    pub from: Sender,
    /// What it says; nothing in another recipient's reset.
    pub body: Option<Body>,
    /// Envelopes of this sender are missing before it.
    pub gap: bool,
}

/// Why an envelope was refused. It is for the operator's own record: told to its sender, it would
/// answer guesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not signed by whom it names.
    Signature,
    /// It does not follow what its sender has sent before.
    Chain,
    /// It does not open, or is not for this desk.
    Open,
}

impl Conversation {
    /// Why this envelope, which [`Self::begin`] has refused, begins nothing.
    pub fn why_not_begun(desk: &Desk, hello: &Envelope) -> Refusal {
        let header = hello.header();
        let begun = header.vsk.map(|visitor| Self::of(header.conv, visitor));
        begun.map_or(Refusal::Signature, |begun| begun.why_refused(desk, hello))
    }

    /// Why this envelope, which [`Self::receive`] has refused, was.
    pub fn why_refused(&self, desk: &Desk, envelope: &Envelope) -> Refusal {
        let header = envelope.header();
        let id = header.from.owner();
        let colleague = || desk.manifest(header.mh)?.recipient(id)?.sig;
        let is_visitor = id == self.visitor.thumbprint().to_string();
        let signer = if is_visitor { Some(self.visitor) } else { colleague() };
        if !signer.is_some_and(|signer| envelope.verify(&signer)) {
            return Refusal::Signature;
        }
        match self.peers.with(header, envelope.eh()) {
            Ok(_) => Refusal::Open,
            Err(_) => Refusal::Chain,
        }
    }

    /// A conversation by the hello that begins it.
    pub fn begin(desk: &Desk, hello: &Envelope) -> Result<(Self, Received), ReceiveError> {
        let header = hello.header();
        let visitor = header.vsk.ok_or(ReceiveError::Refused)?;
        let mut conversation = Self::of(header.conv, visitor);
        let received = conversation.receive(desk, hello)?;
        Ok((conversation, received))
    }

    fn of(conv: ConvId, visitor: PublicKey) -> Self {
        let (loads, past, lost, mine) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { conv, visitor, loads, past, lost, peers: Peers::default(), mine }
    }

    /// The visitor's key.
    pub fn visitor(&self) -> &PublicKey {
        &self.visitor
    }

    /// Takes an envelope of the visitor or of another recipient (§6.4). After an error nothing has
    /// changed.
    pub fn receive(&mut self, desk: &Desk, envelope: &Envelope) -> Result<Received, ReceiveError> {
        const REFUSED: ReceiveError = ReceiveError::Refused;
        let header = envelope.header();
        let manifest = desk.manifest(header.mh).ok_or(REFUSED)?;
        let owner = self.visitor.thumbprint().to_string();
        let is_visitor = header.from.owner() == owner;
        let colleague = || manifest.recipient(header.from.owner()).filter(|r| r.id != desk.id)?.sig;
        let signer = if is_visitor { Some(self.visitor) } else { colleague() };
        if header.conv != self.conv || !signer.is_some_and(|signer| envelope.verify(&signer)) {
            return Err(REFUSED);
        }
        let (mut peers, follows) = self.peers.with(header, envelope.eh())?;
        let readers = ids(manifest.readers().filter(|r| r.id != header.from.owner()));
        let body = if !is_visitor && header.t == Kind::Reset {
            // It counts in its sender's chain; what it asks, it asks of the visitor.
            Some(None)
        } else if !is_visitor {
            let is_fit = header.t != Kind::Hello && fits(&header.rcpt, &owner, &readers);
            let kem = |kid: &str| desk.prekey(kid).map(|prekey| &prekey.kem);
            let opened = is_fit.then(|| open_copy(&manifest.site, envelope, &desk.id, kem));
            opened.flatten().map(Some)
        } else if header.rcpt != readers || header.t == Kind::Reset {
            None
        } else if header.t == Kind::Hello {
            self.admit(desk, manifest, envelope).map(Some)
        } else {
            let known = |load: &&mut Load| load.from == header.from && load.mh == header.mh;
            let load = self.loads.iter_mut().find(known);
            let opened =
                load.and_then(|load| open_session(&mut load.pair, envelope, &desk.id, &mut Native));
            opened.map(|opened| Some(opened.body))
        };
        let body = body.ok_or(REFUSED)?;
        let loads = &self.loads;
        peers.retain(|peer| peer.owner() != owner || loads.iter().any(|load| load.from == *peer));
        self.peers = peers;
        let gap = follows == Follows::AfterGap;
        Ok(Received { from: header.from.clone(), body, gap })
    }

    /// Opens the values of an answer to a form of `purpose`, which came in the visitor's body `body`
    /// (§8.1). A prekey is soon gone: seal what is to stay.
    ///
    /// # Errors
    ///
    /// [`ValuesError::NotNamed`] if they are for others; [`ValuesError::Refused`] for all that fails.
    pub fn values(
        &self,
        desk: &Desk,
        body: &str,
        answer: &FormAnswer,
        purpose: &str,
    ) -> Result<Values, ValuesError> {
        let manifest = desk.manifest(answer.mh).ok_or(ValuesError::Refused)?;
        let visitor = &self.visitor.thumbprint().to_string();
        let answering = Answering { conv: self.conv, visitor, body, form: &answer.form, purpose };
        let kem = |kid: &str| desk.prekey(kid).map(|prekey| &prekey.kem);
        answering.open(manifest, answer, &desk.id, kem)
    }

    /// Takes the session of a hello, and its body (§6.1).
    fn admit(
        &mut self,
        desk: &Desk,
        manifest: &VerifiedManifest,
        hello: &Envelope,
    ) -> Option<Body> {
        let header = hello.header();
        let is_new =
            !self.has_load(&header.from) && self.lost.iter().all(|lost| lost.from != header.from);
        let boxed = header.hello.iter().map(|own| &own.to);
        let is_whole =
            boxed.eq(manifest.recipients.iter().filter(|r| r.has_sessions()).map(|r| &r.id));
        if !is_new || !is_whole {
            return None;
        }
        let own = header.hello.iter().find(|own| own.to == desk.id)?;
        let occasion = Occasion {
            site: &manifest.site,
            conv: self.conv,
            mh: header.mh,
            from: &header.from,
            vsk: &self.visitor,
            id: &desk.id,
            kid: &own.kid,
        };
        let mut pair = Pair::accept(&occasion, desk.prekey(&own.kid)?, &own.sealed)?;
        let body = open_session(&mut pair, hello, &desk.id, &mut Native)?.body;
        for load in &mut self.loads {
            load.is_live &= !header.ends.contains(&load.from);
        }
        self.end_lost(&header.ends);
        self.loads.push(Load {
            from: header.from.clone(),
            mh: header.mh,
            pair,
            start: desk.from.clone(),
            is_live: true,
            reset_ms: 0,
        });
        self.forget();
        Some(body)
    }

    /// Whether the load has, or had, a session here.
    fn has_load(&self, from: &Sender) -> bool {
        self.loads.iter().map(|load| &load.from).chain(&self.past).any(|known| known == from)
    }

    /// Keeps the limits: the oldest live load ends first, the oldest that ended is forgotten first.
    fn forget(&mut self) {
        let live = self.loads.iter().filter(|load| load.is_live).count();
        let surplus = live.saturating_sub(MAX_LIVE);
        for load in self.loads.iter_mut().filter(|load| load.is_live).take(surplus) {
            load.is_live = false;
        }
        while self.loads.len() > MAX_LOADS {
            let Some(oldest) = self.loads.iter().position(|load| !load.is_live) else { break };
            self.past.push(self.loads.remove(oldest).from);
        }
        let surplus = self.past.len().saturating_sub(MAX_PAST);
        self.past.drain(..surplus);
    }

    /// Ends the loads whose manifest is not known any more: no load lives for so long.
    fn end_old(&mut self, desk: &Desk) {
        for load in &mut self.loads {
            load.is_live &= desk.manifest(load.mh).is_some();
        }
    }

    /// Seals `body` for every live load that this start can answer, and for the other recipients: one
    /// envelope for each manifest that loads live under, mostly one. Sign, store and post them in
    /// this order. A load whose manifest `desk` does not know any more is over.
    ///
    /// # Errors
    ///
    /// [`SealError::Unanswerable`] if there is no such load: keep the body, and send
    /// [`Conversation::reset`]. Nothing has changed after an error.
    pub fn seal(
        &mut self,
        desk: &Desk,
        body: &Body,
        now_ms: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Unsigned>, SealError> {
        let mut next = self.clone();
        let sealed = next.seal_in_place(desk, body, now_ms, rng)?;
        *self = next;
        Ok(sealed)
    }

    fn seal_in_place(
        &mut self,
        desk: &Desk,
        body: &Body,
        now_ms: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Unsigned>, SealError> {
        self.end_old(desk);
        let can_answer = |load: &Load| load.is_live && load.start == desk.from;
        let mut sealed = Vec::new();
        for mh in self.manifests(can_answer) {
            let manifest = desk.manifest(mh).ok_or(SealError::Key)?;
            let in_group = |load: &Load| can_answer(load) && load.mh == mh;
            let loads = self.loads.iter().filter(|load| in_group(load));
            let session =
                |load: &Load| Reader::Session(load.from.as_str().into(), load.pair.clone());
            let mut readers: Vec<_> = loads.map(session).collect();
            for other in manifest.readers().filter(|other| other.id != desk.id) {
                let pre = other.copy_prekey().ok_or(SealError::Key)?;
                let (id, kid) = (other.id.clone(), pre.kid.clone());
                readers.push(Reader::OneShot(Copy { id, kid, kem: pre.kem }));
            }
            let header = self.header(desk, body.content.kind(), mh, now_ms);
            let unsigned = seal(&manifest.site, header, body, &mut readers, rng)?;
            let loads = self.loads.iter_mut().filter(|load| in_group(load));
            for (load, reader) in loads.zip(readers) {
                if let Reader::Session(_, pair) = reader {
                    load.pair = pair;
                }
            }
            self.sent(desk, mh, unsigned.eh());
            sealed.push(unsigned);
        }
        if sealed.is_empty() { Err(SealError::Unanswerable) } else { Ok(sealed) }
    }

    /// Asks the live loads that this start can't answer to say hello anew, each at most once in 10
    /// minutes: one envelope for each manifest and reason, none if there is nobody to ask.
    pub fn reset(&mut self, desk: &Desk, now_ms: u64) -> Result<Vec<Unsigned>, SealError> {
        self.end_old(desk);
        let is_due = |reset_ms: &mut u64| {
            let is_due = now_ms.saturating_sub(*reset_ms) >= RESET_PAUSE;
            *reset_ms = if is_due { now_ms } else { *reset_ms };
            is_due
        };
        let mut due = BTreeMap::<_, Vec<Sender>>::new();
        for load in self.loads.iter_mut().filter(|load| load.is_live && load.start != desk.from) {
            if is_due(&mut load.reset_ms) {
                due.entry((load.mh, ResetReason::Restart)).or_default().push(load.from.clone());
            }
        }
        for lost in self.lost.iter_mut().filter(|lost| lost.is_owed) {
            if is_due(&mut lost.reset_ms) {
                lost.is_owed = false;
                due.entry((lost.mh, ResetReason::Lost)).or_default().push(lost.from.clone());
            }
        }
        let mut sealed = Vec::new();
        for ((mh, reason), to) in due {
            let reset = Some(Reset { to, reason });
            let header = Header { reset, ..self.header(desk, Kind::Reset, mh, now_ms) };
            let unsigned = bare(header)?;
            self.sent(desk, mh, unsigned.eh());
            sealed.push(unsigned);
        }
        Ok(sealed)
    }

    /// The manifests of the loads that `counts` wants.
    fn manifests(&self, counts: impl Fn(&Load) -> bool) -> Vec<Hash> {
        let loads = self.loads.iter().filter(|load| counts(load));
        let hashes: BTreeMap<Hash, ()> = loads.map(|load| (load.mh, ())).collect();
        hashes.into_keys().collect()
    }

    /// The end of this start's own chain.
    fn chain(&self, desk: &Desk, mh: Hash) -> Link {
        let mine = self.mine.iter().find(|(from, _)| *from == desk.from);
        mine.map_or(Link::start(mh), |(_, link)| *link)
    }

    fn sent(&mut self, desk: &Desk, mh: Hash, eh: Hash) {
        let link = self.chain(desk, mh).next(eh);
        self.mine.retain(|(from, _)| *from != desk.from);
        self.mine.push((desk.from.clone(), link));
        let surplus = self.mine.len().saturating_sub(MAX_STARTS);
        self.mine.drain(..surplus);
    }

    fn header(&self, desk: &Desk, t: Kind, mh: Hash, now_ms: u64) -> Header {
        let header = Header::next(t, self.conv, &desk.from, self.chain(desk, mh), mh, now_ms);
        let visitor = self.visitor.thumbprint().to_string();
        let lives =
            |from: &Sender| self.loads.iter().any(|load| load.is_live && load.from == *from);
        Header { seen: self.peers.seen(&visitor, lives), ..header }
    }

    /// As it is kept; it holds secrets.
    pub fn to_json(&self) -> Json {
        let mine = |(from, link): &(Sender, Link)| {
            Json::List(vec![Json::text(from.as_str()), link.to_json()])
        };
        Json::object([
            ("v", Some(Json::Number(2))),
            ("conv", Some(self.conv.to_json())),
            ("visitor", Some(self.visitor.to_json())),
            ("loads", Some(Json::list(self.loads.iter().map(Load::to_json)))),
            ("past", Some(Json::texts(&self.past))),
            ("lost", Some(Json::list(self.lost.iter().map(Lost::to_json)))),
            ("peers", Some(self.peers.to_json())),
            ("mine", Some(Json::list(self.mine.iter().map(mine)))),
        ])
    }

    /// Reads what [`Conversation::to_json`] wrote.
    pub fn from_json(json: Json) -> Option<Self> {
        let mine = |json: Json| {
            let mut places = json.into_places();
            let from = places.parsed("0", Sender::parse)?;
            let link = places.one("1", Link::from_json)?;
            places.done((from, link))
        };
        let mut members = json.into_members();
        let is_ours = members.number("v") == 2;
        let conversation = Self {
            conv: members.bytes("conv"),
            visitor: members.one("visitor", PublicKey::from_json)?,
            loads: members.list("loads", Load::from_json),
            past: members.list("past", Sender::from_json),
            lost: members.list("lost", Lost::from_json),
            peers: members.one("peers", Peers::from_json).unwrap_or_default(),
            mine: members.list("mine", mine),
        };
        members.done(conversation).filter(|_| is_ours)
    }
}

impl Load {
    fn to_json(&self) -> Json {
        Json::object([
            ("from", Some(Json::text(self.from.as_str()))),
            ("mh", Some(self.mh.to_json())),
            ("pair", Some(self.pair.to_json())),
            ("start", Some(Json::text(self.start.as_str()))),
            ("live", Some(Json::Bool(self.is_live))),
            ("reset", Some(Json::Number(self.reset_ms))),
        ])
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let load = Self {
            from: members.parsed("from", Sender::parse)?,
            mh: members.bytes("mh"),
            pair: members.one("pair", Pair::from_json)?,
            start: members.parsed("start", Sender::parse)?,
            is_live: members.take("live")? == Json::Bool(true),
            reset_ms: members.number("reset"),
        };
        members.done(load)
    }
}

fn ids<'a>(recipients: impl Iterator<Item = &'a Recipient>) -> Vec<String> {
    recipients.map(|recipient| recipient.id.clone()).collect()
}
