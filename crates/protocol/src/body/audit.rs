//! What a visitor asks of the audit log, and what it answers.

use alloc::{string::String, vec::Vec};

use super::read::body_id;
use crate::{
    bytes::{Bytes, Hash, b64u, unb64u},
    json::{Json, JsonObject, Members},
};

/// Most hashes that are asked for at once: with their proofs they have to fit a body.
const MAX_ASKED: usize = 16;

/// Most entries of an answer: a receipt can have more than one.
const MAX_PROVEN: usize = 32;

/// Most hashes of a proof: a tree of 2⁵³ entries has no longer one.
const MAX_PATH: usize = 64;

/// What the audit log shows a visitor: docs/audit.md.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proofs {
    /// The body id of the question.
    pub of: String,
    /// The log's newest checkpoint, a signed note.
    pub checkpoint: String,
    /// Entries about what was asked for.
    pub entries: Vec<Proven>,
    /// The consistency proof from the size that was asked with, hash by hash.
    pub consistency: Vec<u8>,
}

/// An entry, and that it is in the checkpoint's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// Its place, from 0.
    pub index: u64,
    /// What its commitment was salted with.
    pub salt: Bytes<16>,
    /// The event's JSON.
    pub entry: String,
    /// Its audit path, hash by hash.
    pub path: Vec<u8>,
}

impl Proven {
    fn to_json(&self) -> Json {
        let mut out = JsonObject::new();
        out.number("index", self.index);
        out.json("salt", self.salt.to_json());
        out.text("entry", &self.entry);
        out.text("path", &b64u(&self.path));
        out.whole()
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let (index, salt) = (members.number("index"), members.bytes("salt"));
        let entry = members.text("entry");
        let path = members.one("path", path).unwrap_or_default();
        members.read(Self { index, salt, entry, path })
    }
}

pub(super) fn asked(json: Json) -> Option<Vec<Hash>> {
    json.into_list(Bytes::from_json).filter(|list| list.len() <= MAX_ASKED)
}

pub(super) fn read_proofs(members: &mut Members) -> Proofs {
    let entries =
        |list: Json| list.into_list(Proven::from_json).filter(|list| list.len() <= MAX_PROVEN);
    Proofs {
        of: body_id(members, "of"),
        checkpoint: members.text("checkpoint"),
        entries: members.one("entries", entries).unwrap_or_default(),
        consistency: members.one("consistency", path).unwrap_or_default(),
    }
}

pub(super) fn write_proofs(proofs: &Proofs, out: &mut JsonObject) {
    out.text("of", &proofs.of);
    out.text("checkpoint", &proofs.checkpoint);
    out.json("entries", Json::list(proofs.entries.iter().map(Proven::to_json)));
    out.text("consistency", &b64u(&proofs.consistency));
}

fn path(json: Json) -> Option<Vec<u8>> {
    unb64u(&json.into_text()?)
        .filter(|path| path.len() <= MAX_PATH * 32 && path.len().is_multiple_of(32))
}
