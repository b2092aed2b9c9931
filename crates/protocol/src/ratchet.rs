//! The Double Ratchet (§6.3): a fresh key for each message, new secrets with each turn.
//!
//! Not here: who talks to whom, what a key wraps, when a chain may be used. [`crate::pair`] has that.

use alloc::vec::Vec;
use core::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    bytes::Bytes,
    dh::{Curve, DhSecret, Provider, Secret},
    json::{Json, JsonObject},
};

/// Most keys passed over for one wrap. Fewer breaks a chain at a loss of more messages; more lets a
/// peer make us compute (Signal: 25 000, vodozemac: 2 000).
const MAX_SKIP: u32 = 256;

/// Most keys kept in all, about 60 KB as they are stored.
const MAX_KEPT: usize = 512;

/// Of most chains: a peer that steps more often has not been heard for long.
const MAX_CHAINS: usize = 5;

/// Where a message key is: under which public key, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The sender's ratchet key.
    pub(crate) public: Bytes<65>,
    /// The length of the sender's chain before this one.
    pub(crate) pn: u32,
    /// The number in this chain, from 0.
    pub(crate) n: u32,
}

/// One end of a ratchet.
#[derive(Clone)]
pub(crate) struct Ratchet {
    root: Secret,
    own: DhSecret,
    peer: Option<Bytes<65>>,
    sending: Option<Chain>,
    receiving: Option<Chain>,
    /// The length of the sending chain before the present or the next one.
    pn: u32,
    kept: Vec<Kept>,
}

/// `mk = HMAC(ck, 01)`, `ck = HMAC(ck, 02)`.
#[derive(Clone)]
struct Chain {
    key: Secret,
    n: u32,
}

/// The key of a message that was passed over.
#[derive(Clone)]
struct Kept {
    public: Bytes<65>,
    n: u32,
    key: Secret,
}

impl Ratchet {
    /// The end that speaks first, against the other's `dh` prekey.
    pub(crate) fn speak(root: Secret, peer: Bytes<65>, by: &mut impl Provider) -> Option<Self> {
        let own = by.pair()?;
        let (root, sending) = step(&root, &own, &peer, by)?;
        let sending = Some(sending);
        Some(Self {
            root,
            own,
            peer: Some(peer),
            sending,
            receiving: None,
            pn: 0,
            kept: Vec::new(),
        })
    }

    /// The end that listens first, with its `dh` prekey.
    pub(crate) fn listen(root: Secret, own: DhSecret) -> Self {
        let (peer, sending, receiving) = (None, None, None);
        Self { root, own, peer, sending, receiving, pn: 0, kept: Vec::new() }
    }

    /// The key of the next message. Nothing before the other end was heard.
    pub(crate) fn send(&mut self, by: &mut impl Provider) -> Option<(Place, Secret)> {
        if self.sending.is_none() {
            let peer = self.peer?;
            let own = by.pair()?;
            let (root, chain) = step(&self.root, &own, &peer, by)?;
            (self.own, self.root, self.sending) = (own, root, Some(chain));
        }
        let (public, pn) = (self.own.public(), self.pn);
        let chain = self.sending.as_mut()?;
        let place = Place { public, pn, n: chain.n };
        Some((place, chain.next()?))
    }

    /// Opens with the key at `place`. The ratchet moves only if `open` gives something.
    pub(crate) fn receive<T>(
        &mut self,
        place: Place,
        by: &mut impl Curve,
        open: impl FnOnce(&Secret) -> Option<T>,
    ) -> Option<T> {
        let mut next = self.clone();
        let key = next.key(place, by)?;
        let opened = open(&key)?;
        *self = next;
        Some(opened)
    }

    /// Whether something of the other end was opened.
    pub(crate) fn has_heard(&self) -> bool {
        self.receiving.is_some()
    }

    fn key(&mut self, place: Place, by: &mut impl Curve) -> Option<Secret> {
        let Place { public, pn, n } = place;
        let is_it = |kept: &Kept| kept.public == public && kept.n == n;
        if let Some(at) = self.kept.iter().position(is_it) {
            return Some(self.kept.remove(at).key);
        }
        let mut skips = MAX_SKIP;
        if self.peer != Some(public) {
            self.pass_over(pn, &mut skips)?;
            self.turn(public, by)?;
        }
        self.pass_over(n, &mut skips)?;
        self.receiving.as_mut().filter(|chain| chain.n == n)?.next()
    }

    /// Keeps the keys of the receiving chain before `until`.
    fn pass_over(&mut self, until: u32, skips: &mut u32) -> Option<()> {
        let (Some(chain), Some(public)) = (&mut self.receiving, self.peer) else { return Some(()) };
        while chain.n < until {
            *skips = skips.checked_sub(1)?;
            let n = chain.n;
            self.kept.push(Kept { public, n, key: chain.next()? });
        }
        let surplus = self.kept.len().saturating_sub(MAX_KEPT);
        self.kept.drain(..surplus);
        // Oldest first, so the chains are in the order in which they ended.
        while self.chains() > MAX_CHAINS {
            let oldest = self.kept.first()?.public;
            self.kept.retain(|kept| kept.public != oldest);
        }
        Some(())
    }

    fn chains(&self) -> usize {
        let begins = |i: usize| self.kept[..i].iter().all(|k| k.public != self.kept[i].public);
        (0..self.kept.len()).filter(|i| begins(*i)).count()
    }

    /// The other end has a new key: a receiving chain for it, and a sending chain when we speak next.
    fn turn(&mut self, public: Bytes<65>, by: &mut impl Curve) -> Option<()> {
        let (root, chain) = step(&self.root, &self.own, &public, by)?;
        (self.root, self.receiving, self.peer) = (root, Some(chain), Some(public));
        if let Some(sending) = self.sending.take() {
            self.pn = sending.n;
        }
        Some(())
    }

    /// As it is kept; it holds secrets.
    pub(crate) fn to_json(&self) -> Json {
        let chain = |chain: &Option<Chain>| chain.as_ref().map(Chain::to_json);
        let mut ratchet = JsonObject::new();
        ratchet.json("root", secret_json(&self.root));
        ratchet.json("own", secret_json(&self.own.to_bytes()));
        ratchet.json("public", self.own.public().to_json());
        ratchet.maybe("peer", self.peer.map(|peer| peer.to_json()));
        ratchet.maybe("sending", chain(&self.sending));
        ratchet.maybe("receiving", chain(&self.receiving));
        ratchet.number("pn", self.pn.into());
        ratchet.json("kept", Json::list(self.kept.iter().map(Kept::to_json)));
        ratchet.whole()
    }

    /// Reads what [`Ratchet::to_json`] wrote.
    pub(crate) fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let own = members.one("own", secret)?;
        let ratchet = Self {
            root: members.one("root", secret)?,
            own: DhSecret::kept(own, members.maybe("public", Bytes::from_json))?,
            peer: members.maybe("peer", Bytes::from_json),
            sending: members.maybe("sending", Chain::from_json),
            receiving: members.maybe("receiving", Chain::from_json),
            pn: u32::try_from(members.number("pn")).ok()?,
            kept: members.list("kept", Kept::from_json),
        };
        members.done(ratchet)
    }
}

impl Chain {
    fn next(&mut self) -> Option<Secret> {
        let key = mac(&self.key, 1);
        let (next, n) = (mac(&self.key, 2), self.n.checked_add(1)?);
        (self.key, self.n) = (next, n);
        Some(key)
    }

    fn to_json(&self) -> Json {
        let mut chain = JsonObject::new();
        chain.json("key", secret_json(&self.key));
        chain.number("n", self.n.into());
        chain.whole()
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let n = u32::try_from(members.number("n")).ok()?;
        let chain = Self { key: members.one("key", secret)?, n };
        members.done(chain)
    }
}

impl Kept {
    fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        kept.json("public", self.public.to_json());
        kept.number("n", self.n.into());
        kept.json("key", secret_json(&self.key));
        kept.whole()
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let n = u32::try_from(members.number("n")).ok()?;
        let kept = Self { public: members.bytes("public"), n, key: members.one("key", secret)? };
        members.done(kept)
    }
}

impl fmt::Debug for Ratchet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ratchet(own {}, {} keys kept)", self.own.public(), self.kept.len())
    }
}

/// `rk ‖ ck = HKDF(DH, rk, "sigilo1 ratchet root", 64)`.
fn step(
    root: &Secret,
    own: &DhSecret,
    peer: &Bytes<65>,
    by: &mut impl Curve,
) -> Option<(Secret, Chain)> {
    let shared = by.agree(own, peer)?;
    let mut okm = Zeroizing::new([0; 64]);
    let kdf = Hkdf::<Sha256>::new(Some(root.as_slice()), shared.as_slice());
    kdf.expand(b"sigilo1 ratchet root", okm.as_mut()).ok()?;
    let (mut root, mut key) = (Secret::default(), Secret::default());
    root.copy_from_slice(&okm[..32]);
    key.copy_from_slice(&okm[32..]);
    Some((root, Chain { key, n: 0 }))
}

fn mac(key: &Secret, label: u8) -> Secret {
    // HMAC takes keys of any length (RFC 2104 §2), so there is always one.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_slice()) else { return key.clone() };
    mac.update(&[label]);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

pub(crate) fn secret_json(secret: &Secret) -> Json {
    Bytes(**secret).to_json()
}

pub(crate) fn secret(json: Json) -> Option<Secret> {
    Bytes::from_json(json).map(|bytes| Zeroizing::new(bytes.0))
}

#[cfg(test)]
mod tests;
