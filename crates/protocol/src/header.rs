//! The header of an envelope: who sends it, to whom, under which manifest, after what.

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
};

use crate::{
    bytes::{Bytes, ConvId, Hash, b64u},
    key::PublicKey,
};

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

    /// The visitor's thumbprint or the recipient's id.
    pub fn owner(&self) -> &str {
        self.0.rsplit_once(':').map_or("", |(owner, _)| owner)
    }

    /// As it travels.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Sender {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Sender {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a sender"))
    }
}

/// What an envelope is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The first of a visitor's load.
    Hello,
    /// Something to show.
    Msg,
    /// Something to act on.
    Ctl,
    /// Nothing but `seen`.
    Ack,
}

/// What a sender saw last of each peer: its sequence number and envelope hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(pub BTreeMap<Sender, (u64, Hash)>);

impl Serialize for Seen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&self.0)
    }
}

impl<'de> Deserialize<'de> for Seen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Unique;

        impl<'de> Visitor<'de> for Unique {
            type Value = Seen;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from senders")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Seen, A::Error> {
                let mut seen = BTreeMap::new();
                while let Some((peer, last)) = map.next_entry()? {
                    if seen.insert(peer, last).is_some() {
                        return Err(de::Error::custom("a sender twice"));
                    }
                }
                Ok(Seen(seen))
            }
        }

        deserializer.deserialize_map(Unique)
    }
}

/// An envelope's header. It is signed and authenticated, not secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default, skip_serializing_if = "Seen::is_empty")]
    pub seen: Seen,
    /// The ids that the wraps are for, in their order.
    pub rcpt: Vec<String>,
    /// The hash of the manifest it was made under.
    pub mh: Hash,
    /// The commitment to the content key.
    pub kc: Hash,
    /// When, in milliseconds since the epoch: shown, never a reason to refuse.
    pub ts: u64,
    /// In a hello: the visitor's signing key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vsk: Option<PublicKey>,
    /// In a hello: the KEM key of this load.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vkem: Option<Bytes<65>>,
    /// In a hello: earlier loads of this browser that no longer live.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<Sender>,
}

impl Seen {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Header {
    /// Whether the fields fit each other: a hello, and only a hello, introduces its sender.
    pub(crate) fn is_consistent(&self) -> bool {
        let is_hello = self.t == Kind::Hello;
        let introduces = match &self.vsk {
            Some(key) => key.thumbprint().to_string() == self.from.owner(),
            None => false,
        };
        self.v == 1
            && self.suite == crate::SUITE
            && self.seq > 0
            && is_hello == introduces
            && is_hello == self.vsk.is_some()
            && is_hello == self.vkem.is_some()
            && is_hello == (self.seq == 1 && self.vsk.is_some())
            && (is_hello || self.ends.is_empty())
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
        let entry = r#""bot:AQEBAQEBAQE":[1,"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]"#;
        assert!(serde_json::from_str::<Seen>(&format!("{{{entry}}}")).is_ok());
        assert!(serde_json::from_str::<Seen>(&format!("{{{entry},{entry}}}")).is_err());
    }
}
