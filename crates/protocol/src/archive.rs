//! An archive's end (§5.6): reads a conversation from its export, offline, and says of each envelope
//! whether it is what it claims to be and what it said.
//!
//! Not here: sessions, of which an archive has none. What it opens are the copies made for it.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use crate::{
    body::Body,
    bytes::{ConvId, Hash},
    chain::{Follows, Peers},
    content::{ReceiveError, open_copy},
    envelope::Envelope,
    header::{Header, Kind, Sender},
    kem::KemSecret,
    key::PublicKey,
    manifest::{Recipient, VerifiedManifest},
    visitor::fits,
};

/// An archive's id, its private keys, and the manifests that are cited.
#[derive(Debug)]
pub struct Archive {
    id: String,
    keys: Vec<KemSecret>,
    manifests: Vec<VerifiedManifest>,
}

impl Archive {
    /// The archive `id`. Which of `keys` a copy is for, the manifests tell; those are mostly over by
    /// now, see [`VerifiedManifest::cited`].
    pub fn new(id: &str, keys: Vec<KemSecret>, manifests: Vec<VerifiedManifest>) -> Self {
        Self { id: id.into(), keys, manifests }
    }

    /// What is in the copy for this archive of an envelope that was checked.
    fn open(&self, manifest: &VerifiedManifest, envelope: &Envelope) -> Copied {
        let Some(own) = manifest.recipient(&self.id).filter(|own| !own.pre.is_empty()) else {
            return Copied::Elsewhere;
        };
        let wrap = envelope.wraps().find(|wrap| wrap.id == self.id);
        let kid = wrap.and_then(|wrap| wrap.kid);
        let Some(pre) = own.pre.iter().find(|pre| Some(pre.kid.as_str()) == kid) else {
            return Copied::Unreadable;
        };
        let Some(key) = self.keys.iter().find(|key| key.public() == pre.kem) else {
            return Copied::KeyMissing(pre.kid.clone());
        };
        let body = open_copy(&manifest.site, envelope, &self.id, |_| Some(key));
        body.map_or(Copied::Unreadable, Copied::Body)
    }
}

/// A conversation, as far as it was read.
#[derive(Clone, Debug)]
pub struct Record {
    conv: ConvId,
    visitor: PublicKey,
    loads: Vec<(Sender, Hash)>,
    peers: Peers,
}

/// An envelope that is its sender's, and in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub eh: Hash,
    /// Who sent it: a load of the visitor, or a start of a recipient.
    pub from: Sender,
    /// When it says it was sent, in milliseconds since the epoch.
    pub ts: u64,
    /// Envelopes of its sender are missing before it.
    pub gap: bool,
    /// What it says.
    pub copy: Copied,
}

/// What an archive finds in an envelope.
#[derive(Clone, Debug, PartialEq)]
pub enum Copied {
    /// What was said.
    Body(Body),
    /// Nothing: a recipient asks for a new hello.
    Reset,
    /// Nothing for this archive, which the envelope's manifest does not name.
    Elsewhere,
    /// A copy for a prekey, by its `kid`, whose private half was not given.
    KeyMissing(String),
    /// Junk, under its sender's signature: whoever signed it kept what was said from the archive.
    Unreadable,
}

/// Why an envelope is no part of the record. Nothing has changed. An archive is offline, so who sent
/// it learns nothing from the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// Of another conversation; or what should begin one is no hello.
    Conversation,
    /// Under a manifest that was not given, or another than its load's.
    Manifest,
    /// Not signed by the conversation's visitor or a recipient of its manifest.
    Signature,
    /// It does not fit its sender's chain: its sender, or the relay, tells two stories.
    Chain,
    /// It was read before.
    Duplicate,
    /// It is not for whom the manifest names.
    Readers,
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Conversation => "the envelope is not of this conversation",
            Self::Manifest => "the envelope's manifest is missing, or another than its load's",
            Self::Signature => "the envelope is not signed by whom it names",
            Self::Chain => "the envelope does not fit its sender's chain",
            Self::Duplicate => "the envelope was read before",
            Self::Readers => "the envelope is not for whom the manifest names",
        })
    }
}

impl core::error::Error for ArchiveError {}

impl From<ReceiveError> for ArchiveError {
    fn from(error: ReceiveError) -> Self {
        match error {
            ReceiveError::Duplicate => Self::Duplicate,
            ReceiveError::Refused => Self::Chain,
        }
    }
}

impl Record {
    /// A conversation by the hello that begins it.
    pub fn begin(archive: &Archive, hello: &Envelope) -> Result<(Self, Entry), ArchiveError> {
        let Header { conv, vsk, .. } = *hello.header();
        let visitor = vsk.ok_or(ArchiveError::Conversation)?;
        let mut record = Self { conv, visitor, loads: Vec::new(), peers: Peers::default() };
        let entry = record.read(archive, hello)?;
        Ok((record, entry))
    }

    /// The visitor's key.
    pub fn visitor(&self) -> &PublicKey {
        &self.visitor
    }

    /// The next envelope, in the relay's order: signature, chain and readers as in §6.4, then the
    /// copy. One whose copy is junk is in the record all the same: it was signed.
    pub fn read(&mut self, archive: &Archive, envelope: &Envelope) -> Result<Entry, ArchiveError> {
        let header = envelope.header();
        if header.conv != self.conv {
            return Err(ArchiveError::Conversation);
        }
        let manifest = archive.manifests.iter().find(|manifest| manifest.hash() == header.mh);
        let manifest = manifest.ok_or(ArchiveError::Manifest)?;
        let owner = self.visitor.thumbprint().to_string();
        let is_visitor = header.from.owner() == owner;
        let colleague = || manifest.recipient(header.from.owner())?.sig;
        let signer = if is_visitor { Some(self.visitor) } else { colleague() };
        if !signer.is_some_and(|signer| envelope.verify(&signer)) {
            return Err(ArchiveError::Signature);
        }
        let load = self.loads.iter().find(|(load, _)| *load == header.from);
        if load.is_some_and(|(_, mh)| *mh != header.mh) {
            return Err(ArchiveError::Manifest);
        }
        let is_new_load = is_visitor && load.is_none();
        let (peers, follows) = self.peers.with_from_start(header, envelope.eh())?;
        if !is_for_all(manifest, header, &owner) {
            return Err(ArchiveError::Readers);
        }
        let copy = match header.t {
            Kind::Reset => Copied::Reset,
            _ => archive.open(manifest, envelope),
        };
        self.peers = peers;
        if is_new_load {
            self.loads.push((header.from.clone(), header.mh));
        }
        let gap = follows == Follows::AfterGap;
        Ok(Entry { eh: envelope.eh(), from: header.from.clone(), ts: header.ts, gap, copy })
    }
}

/// Whether an envelope is for whom §5.5 and §6.1 say, and of a kind that its sender may send.
fn is_for_all(manifest: &VerifiedManifest, header: &Header, visitor: &str) -> bool {
    fn ids<'a>(readers: impl Iterator<Item = &'a Recipient>) -> Vec<String> {
        readers.map(|reader| reader.id.clone()).collect()
    }
    let sender = header.from.owner();
    let readers = ids(manifest.readers().filter(|reader| reader.id != sender));
    let boxed = header.hello.iter().map(|own| &own.to);
    let sessions = manifest.recipients.iter().filter(|reader| reader.has_sessions());
    if sender != visitor {
        header.t == Kind::Reset || header.t != Kind::Hello && fits(&header.rcpt, visitor, &readers)
    } else if header.t == Kind::Hello {
        header.rcpt == readers && boxed.eq(sessions.map(|reader| &reader.id))
    } else {
        header.rcpt == readers && header.t != Kind::Reset && header.seq > 1
    }
}
