//! The header of an envelope: who sends it, to whom, under which manifest, after what.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

#[cfg(feature = "session")]
use alloc::vec;

#[cfg(feature = "session")]
use crate::chain::Link;
#[cfg(feature = "session")]
use crate::json::JsonObject;
use crate::{
    bytes::{Bytes, ConvId, Hash, b64u, unb64u},
    json::Json,
    key::PublicKey,
};

/// A list that is there has something in it.
fn some<T>(list: Option<Vec<T>>) -> Option<Vec<T>> {
    list.filter(|list| !list.is_empty())
}

/// Most ranges that a header names as missing of one peer. What is beyond is not acknowledged.
pub(crate) const MAX_MISSING: usize = 8;

/// Most earlier loads that a hello ends.
pub(crate) const MAX_ENDS: usize = 16;

/// Whether `text` can name a recipient or a key: `[A-Za-z0-9_:-]{1,80}`.
pub(crate) fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_:-".contains(&byte);
    (1..=80).contains(&text.len()) && text.bytes().all(allowed)
}

/// One sender: an owner (a visitor's thumbprint, a recipient's id) and one load of the frame or
/// start of the process: `owner + ":" + b64u(8 random bytes)`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Sender(String);

impl Sender {
    /// The sender of `owner` for the load or start `load`.
    pub fn new(owner: &str, load: [u8; 8]) -> Self {
        Self(format!("{owner}:{}", b64u(&load)))
    }

    /// Reads `owner:load`.
    pub fn parse(text: &str) -> Option<Self> {
        let (owner, load) = text.rsplit_once(':')?;
        Bytes::<8>::parse(load)?;
        (!owner.is_empty() && is_id(text)).then(|| Self(text.into()))
    }

    /// Reads a JSON string as [`Sender::parse`] does.
    pub(crate) fn from_json(json: Json) -> Option<Self> {
        Self::parse(&json.into_text()?)
    }

    /// The visitor's thumbprint or the recipient's id.
    pub fn owner(&self) -> &str {
        self.0.rsplit_once(':').map_or("", |(owner, _)| owner)
    }

    /// As it travels.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Sender {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an envelope is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first of a visitor's load.
    Hello,
    /// Something to show.
    Msg,
    /// Something to act on.
    Ctl,
    /// Nothing but `seen`.
    Ack,
    /// A recipient asks loads for a new hello.
    Reset,
}

/// What a sender has seen of its peers (§7.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(pub(crate) Vec<(Sender, Last)>);

/// What was seen of one peer: the newest, and what is missing before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) seq: u64,
    pub(crate) eh: Hash,
    /// Ranges of sequence numbers, both ends included.
    pub(crate) missing: Vec<(u64, u64)>,
}

impl Seen {
    /// Whether the envelope `seq` of `peer` was received.
    pub fn has(&self, peer: &Sender, seq: u64) -> bool {
        self.0.iter().any(|(own, last)| {
            let is_missing = last.missing.iter().any(|(a, b)| (*a..=*b).contains(&seq));
            own == peer && seq <= last.seq && !is_missing
        })
    }

    /// The peers that it tells of.
    pub fn peers(&self) -> impl Iterator<Item = &Sender> {
        self.0.iter().map(|(peer, _)| peer)
    }

    /// The newest that was received of `peer`: its number and hash.
    pub fn newest(&self, peer: &Sender) -> Option<(u64, Hash)> {
        self.0.iter().find(|(own, _)| own == peer).map(|(_, last)| (last.seq, last.eh))
    }
}

/// An envelope's header. It is signed and authenticated, not secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// 1.
    pub v: u64,
    /// [`crate::SUITE`].
    pub suite: String,
    /// What it is for.
    pub t: Kind,
    /// The conversation.
    pub conv: ConvId,
    /// Who sends it.
    pub from: Sender,
    /// Counts up from 1 for each (conv, from).
    pub seq: u64,
    /// The hash of this sender's envelope before this one; of the manifest when `seq` is 1.
    pub prev: Hash,
    /// What was seen of the peers.
    pub seen: Seen,
    /// The ids that the wraps are for, in their order.
    pub rcpt: Vec<String>,
    /// The hash of the manifest it was made under.
    pub mh: Hash,
    /// The commitment to the content key; a reset has no content.
    pub kc: Option<Hash>,
    /// When, in milliseconds since the epoch: shown, never a reason to refuse.
    pub ts: u64,
    /// In a hello: the visitor's signing key.
    pub vsk: Option<PublicKey>,
    /// In a hello: the seeds of the sessions, a box for each bot and agent.
    pub hello: Vec<HelloBox>,
    /// In a hello: earlier loads of this browser that no longer live.
    pub ends: Vec<Sender>,
    /// In a reset: the loads that can't be answered, and why.
    pub reset: Option<Reset>,
}

/// The seed of a session (§6.1) or the key of a form's values (§8.1), sealed for a recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct HelloBox {
    /// The recipient.
    pub to: String,
    /// Which of its prekeys.
    pub kid: String,
    /// `enc ‖ ct`.
    pub sealed: Vec<u8>,
}

/// A recipient can't answer these loads in the sessions they have (§6.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Reset {
    /// The loads that should say hello anew.
    pub to: Vec<Sender>,
    /// Why.
    pub reason: ResetReason,
}

/// Why a recipient asks for a new hello.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResetReason {
    /// Its process was restarted, and sessions are never resumed for sending.
    Restart,
    /// It has lost the sessions.
    Lost,
}

impl HelloBox {
    #[cfg(feature = "session")]
    pub(crate) fn to_json(&self) -> Json {
        let mut hello = JsonObject::new();
        hello.text("to", &self.to);
        hello.text("kid", &self.kid);
        hello.text("box", &b64u(&self.sealed));
        hello.whole()
    }

    pub(crate) fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let (to, kid) = (members.text("to"), members.text("kid"));
        let sealed = members.parsed("box", unb64u)?;
        members.done(Self { to, kid, sealed }).filter(|own| is_id(&own.to) && is_id(&own.kid))
    }
}

impl Reset {
    #[cfg(feature = "session")]
    fn to_json(&self) -> Json {
        let reason = match self.reason {
            ResetReason::Restart => "restart",
            ResetReason::Lost => "lost",
        };
        let mut reset = JsonObject::new();
        reset.json("to", Json::texts(&self.to));
        reset.text("reason", reason);
        reset.whole()
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let to = members.list("to", Sender::from_json);
        let reason = match members.text("reason").as_str() {
            "restart" => ResetReason::Restart,
            "lost" => ResetReason::Lost,
            _ => return None,
        };
        members.done(Self { to, reason })
    }
}

impl Kind {
    /// As it travels.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hello => "hello",
            Self::Msg => "msg",
            Self::Ctl => "ctl",
            Self::Ack => "ack",
            Self::Reset => "reset",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        let kinds = [Self::Hello, Self::Msg, Self::Ctl, Self::Ack, Self::Reset];
        kinds.into_iter().find(|kind| kind.name() == name)
    }
}

impl Seen {
    #[cfg(feature = "session")]
    fn to_json(&self) -> Json {
        let range = |(a, b): &(u64, u64)| Json::List(vec![Json::Number(*a), Json::Number(*b)]);
        let mut seen = JsonObject::new();
        for (peer, Last { seq, eh, missing }) in &self.0 {
            let missing = Json::list(missing.iter().map(range));
            seen.json(&peer.0, Json::List(vec![Json::Number(*seq), eh.to_json(), missing]));
        }
        seen.whole()
    }

    fn from_json(json: Json) -> Option<Self> {
        let range = |json: Json| {
            let mut places = json.into_places();
            let (a, b) = (places.number("0"), places.number("1"));
            places.done((a, b)).filter(|(a, b)| 0 < *a && a <= b)
        };
        let Json::Object(peers) = json else { return None };
        let mut seen = Vec::new();
        for (peer, last) in peers {
            let mut places = last.into_places();
            let (seq, eh) = (places.number("0"), places.bytes("1"));
            let missing = places.list("2", range);
            let last = places.done(Last { seq, eh, missing })?;
            (last.missing.len() <= MAX_MISSING).then_some(())?;
            seen.push((Sender::parse(&peer)?, last));
        }
        some(Some(seen)).map(Self)
    }
}

impl Header {
    /// The header of `from`'s next envelope after `last`, to nobody yet.
    #[cfg(feature = "session")]
    pub(crate) fn next(
        t: Kind,
        conv: ConvId,
        from: &Sender,
        last: Link,
        mh: Hash,
        ts: u64,
    ) -> Self {
        Self {
            v: 1,
            suite: crate::SUITE.into(),
            t,
            conv,
            from: from.clone(),
            seq: last.seq + 1,
            prev: last.eh,
            seen: Seen::default(),
            rcpt: Vec::new(),
            mh,
            kc: None,
            ts,
            vsk: None,
            hello: Vec::new(),
            ends: Vec::new(),
            reset: None,
        }
    }

    #[cfg(feature = "session")]
    pub(crate) fn to_json(&self) -> Json {
        let mut header = JsonObject::new();
        header.number("v", self.v);
        header.text("suite", &self.suite);
        header.text("t", self.t.name());
        header.json("conv", self.conv.to_json());
        header.text("from", self.from.as_str());
        header.number("seq", self.seq);
        header.json("prev", self.prev.to_json());
        if !self.seen.0.is_empty() {
            header.json("seen", self.seen.to_json());
        }
        header.json("rcpt", Json::texts(&self.rcpt));
        header.json("mh", self.mh.to_json());
        header.maybe("kc", self.kc.map(|kc| kc.to_json()));
        header.number("ts", self.ts);
        header.maybe("vsk", self.vsk.map(|key| key.to_json()));
        if !self.hello.is_empty() {
            header.json("hello", Json::list(self.hello.iter().map(HelloBox::to_json)));
        }
        if !self.ends.is_empty() {
            header.json("ends", Json::texts(&self.ends));
        }
        header.maybe("reset", self.reset.as_ref().map(Reset::to_json));
        header.whole()
    }

    pub(crate) fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let kind = members.parsed("t", Kind::parse);
        let header = Self {
            v: members.number("v"),
            suite: members.text("suite"),
            t: kind.unwrap_or(Kind::Ack),
            conv: members.bytes("conv"),
            from: members.parsed("from", Sender::parse)?,
            seq: members.number("seq"),
            prev: members.bytes("prev"),
            seen: members.maybe("seen", Seen::from_json).unwrap_or_default(),
            rcpt: members.list("rcpt", Json::into_text),
            mh: members.bytes("mh"),
            kc: members.maybe("kc", Bytes::from_json),
            ts: members.number("ts"),
            vsk: members.maybe("vsk", PublicKey::from_json),
            hello: members
                .maybe("hello", |hello| some(hello.into_list(HelloBox::from_json)))
                .unwrap_or_default(),
            ends: members
                .maybe("ends", |ends| some(ends.into_list(Sender::from_json)))
                .unwrap_or_default(),
            reset: members.maybe("reset", Reset::from_json),
        };
        members.done(header)
    }

    /// Whether the members are those of the kind (§5.2): a hello, and nothing else, introduces its
    /// sender; a reset has readers and content of nobody.
    pub(crate) fn is_consistent(&self) -> bool {
        let (is_hello, is_reset) = (self.t == Kind::Hello, self.t == Kind::Reset);
        let introduces =
            self.vsk.is_some_and(|key| key.thumbprint().to_string() == self.from.owner());
        let ids = || self.rcpt.iter();
        self.v == 1
            && self.suite == crate::SUITE
            && self.seq > 0
            && is_hello == self.vsk.is_some()
            && is_hello == introduces
            && is_hello != self.hello.is_empty()
            && (!is_hello || self.seq == 1)
            && (is_hello || self.ends.is_empty())
            && self.ends.len() <= MAX_ENDS
            && is_reset == self.reset.is_some()
            && is_reset == self.kc.is_none()
            && is_reset == self.rcpt.is_empty()
            && ids().enumerate().all(|(i, id)| ids().skip(i + 1).all(|other| other != id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_names_its_owner() {
        let sender = Sender::new("bot", [1; 8]);
        assert_eq!(Sender::parse(sender.as_str()), Some(sender.clone()));
        assert_eq!(sender.owner(), "bot");
        assert_eq!(Sender::new("a:b", [1; 8]).owner(), "a:b");
        for bad in
            ["bot", "bot:", ":AQEBAQEBAQE", "bot:AQEBAQEBAQ", "b t:AQEBAQEBAQE", "b\n:AQEBAQEBAQE"]
        {
            assert_eq!(Sender::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_peer_is_named_once() {
        let entry = r#""bot:AQEBAQEBAQE":[1,"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",[]]"#;
        let seen = |json: &str| Json::parse(json.as_bytes()).and_then(Seen::from_json);
        assert!(seen(&format!("{{{entry}}}")).is_some());
        assert!(seen(&format!("{{{entry},{entry}}}")).is_none());
    }
}
