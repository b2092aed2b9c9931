//! A recipient's end: opens what visitors send, answers every live load.
//!
//! Not here: keys at rest, transport, what to answer. `sigilo-backend` has those.

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::{
    body::{Body, Content},
    bytes::{Bytes, ConvId, Hash},
    chain::{Follows, Link, Peers},
    content::{ReceiveError, SealError, Target, Unsigned, open, seal},
    envelope::Envelope,
    header::{Header, Kind, Sender},
    kem::KemSecret,
    key::PublicKey,
    visitor::LOAD_KID,
};

/// Most loads that are answered at a time; a wrap each, and an envelope has 16.
const MAX_LIVE: usize = 8;

/// Most loads that are remembered, live and over.
const MAX_LOADS: usize = 16;

/// One start of a recipient's process.
#[derive(Debug)]
pub struct Desk {
    site: String,
    id: String,
    from: Sender,
    kems: Vec<(String, KemSecret)>,
    manifests: Vec<Hash>,
}

impl Desk {
    /// A recipient `id` of `site` with its prekeys (kid, private half) and the hashes of the
    /// manifests that were published; as a new sender, since a restart never resumes a chain.
    pub fn new(
        site: &str,
        id: &str,
        kems: Vec<(String, KemSecret)>,
        manifests: Vec<Hash>,
        rng: &mut impl CryptoRng,
    ) -> Self {
        let mut load = [0; 8];
        rng.fill_bytes(&mut load);
        Self { site: site.into(), id: id.into(), from: Sender::new(id, load), kems, manifests }
    }

    /// The prekeys and manifests after a rotation; the sender stays.
    pub fn rotate(&mut self, kems: Vec<(String, KemSecret)>, manifests: Vec<Hash>) {
        self.kems = kems;
        self.manifests = manifests;
    }

    /// The sender of this start.
    pub fn from(&self) -> &Sender {
        &self.from
    }

    fn open(&self, envelope: &Envelope) -> Option<Body> {
        open(&self.site, envelope, &self.id, |kid| {
            self.kems.iter().find(|(own, _)| own == kid).map(|(_, secret)| secret)
        })
    }
}

/// One conversation, as a recipient keeps it between envelopes. It holds no secret of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversation {
    conv: ConvId,
    visitor: PublicKey,
    loads: Vec<Load>,
    peers: Peers,
    me: Option<(Sender, Link)>,
}

/// One load of the visitor's frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Load {
    from: Sender,
    kem: Bytes<65>,
    mh: Hash,
    rcpt: Vec<String>,
    is_live: bool,
}

/// What an envelope brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// Which load sent it.
    pub from: Sender,
    /// What it says.
    pub body: Body,
    /// Envelopes of this load are missing before it.
    pub gap: bool,
}

impl Conversation {
    /// A conversation by the hello that begins it.
    pub fn begin(desk: &Desk, hello: &Envelope) -> Result<(Self, Received), ReceiveError> {
        let header = hello.header();
        let visitor = header.vsk.ok_or(ReceiveError::Refused)?;
        let mut conversation = Self {
            conv: header.conv,
            visitor,
            loads: Vec::new(),
            peers: Peers::default(),
            me: None,
        };
        let received = conversation.receive(desk, hello)?;
        Ok((conversation, received))
    }

    /// The visitor's key.
    pub fn visitor(&self) -> &PublicKey {
        &self.visitor
    }

    /// Takes an envelope of the visitor. After an error nothing has changed.
    pub fn receive(&mut self, desk: &Desk, envelope: &Envelope) -> Result<Received, ReceiveError> {
        let header = envelope.header();
        let owner = self.visitor.thumbprint().to_string();
        if header.conv != self.conv
            || header.from.owner() != owner
            || !desk.manifests.contains(&header.mh)
            || !envelope.verify(&self.visitor)
        {
            return Err(ReceiveError::Refused);
        }
        let follows = self.peers.check(header)?;
        let known = self.loads.iter().find(|load| load.from == header.from);
        let fits = match (header.t, known) {
            (Kind::Hello, None) => true,
            (Kind::Hello, Some(_)) | (_, None) => false,
            (_, Some(load)) => load.mh == header.mh && load.rcpt == header.rcpt,
        };
        if !fits {
            return Err(ReceiveError::Refused);
        }
        let body = desk.open(envelope).ok_or(ReceiveError::Refused)?;
        if matches!(body.content, Content::Hello { .. }) != (header.t == Kind::Hello) {
            return Err(ReceiveError::Refused);
        }
        if let (Kind::Hello, Some(kem)) = (header.t, header.vkem) {
            self.admit(header, kem);
        }
        self.peers.take(header, envelope.eh());
        let gap = follows == Follows::AfterGap;
        Ok(Received { from: header.from.clone(), body, gap })
    }

    /// Seals `body` for every live load: one envelope for each manifest that loads live under,
    /// mostly one. Sign, store and post them in this order.
    pub fn seal(
        &mut self,
        desk: &Desk,
        body: &Body,
        now_ms: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Unsigned>, SealError> {
        let mut groups: BTreeMap<Hash, Vec<Target>> = BTreeMap::new();
        for load in self.loads.iter().filter(|load| load.is_live) {
            let target =
                Target { id: load.from.as_str().into(), kid: LOAD_KID.into(), kem: load.kem };
            groups.entry(load.mh).or_default().push(target);
        }
        let mut link =
            self.me.as_ref().filter(|(from, _)| *from == desk.from).map(|(_, link)| *link);
        let mut sealed = Vec::new();
        for (mh, targets) in groups {
            let last = link.unwrap_or(Link::start(mh));
            let header = self.header(desk, body, mh, last, now_ms);
            let unsigned = seal(&desk.site, header, body, &targets, rng)?;
            link = Some(last.next(unsigned.eh()));
            sealed.push(unsigned);
        }
        self.me = link.map(|link| (desk.from.clone(), link));
        Ok(sealed)
    }

    fn header(&self, desk: &Desk, body: &Body, mh: Hash, last: Link, now_ms: u64) -> Header {
        let t = match body.content {
            Content::Text { .. } | Content::Unknown { .. } => Kind::Msg,
            Content::Hello { .. } | Content::Receipt { .. } => Kind::Ctl,
            Content::Ack => Kind::Ack,
        };
        let header = Header::next(t, self.conv, &desk.from, last, mh, now_ms);
        Header { seen: self.peers.seen(), ..header }
    }

    fn admit(&mut self, hello: &Header, kem: Bytes<65>) {
        for load in &mut self.loads {
            load.is_live &= !hello.ends.contains(&load.from);
        }
        self.loads.push(Load {
            from: hello.from.clone(),
            kem,
            mh: hello.mh,
            rcpt: hello.rcpt.clone(),
            is_live: true,
        });
        let live = self.loads.iter().filter(|load| load.is_live).count();
        let surplus = live.saturating_sub(MAX_LIVE);
        for load in self.loads.iter_mut().filter(|load| load.is_live).take(surplus) {
            load.is_live = false;
        }
        while self.loads.len() > MAX_LOADS {
            let Some(oldest) = self.loads.iter().position(|load| !load.is_live) else { break };
            self.loads.remove(oldest);
        }
        let loads = &self.loads;
        self.peers.retain(|peer| loads.iter().any(|load| load.from == *peer));
    }
}
