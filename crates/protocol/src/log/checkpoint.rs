//! Signed notes with a tree's head in them (C2SP signed-note and tlog-checkpoint).

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use crate::bytes::{Bytes, Hash};

/// Longest note in bytes: sixteen signatures, of which witnesses may add some, and more than enough
/// text. Longer ones would only be read for nothing.
const MAX_NOTE: usize = 16 * 1024;

/// Largest tree: what a JSON number holds exactly.
const MAX_SIZE: u64 = (1 << 53) - 1;

/// The signature type of plain Ed25519.
const ED25519: u8 = 1;

/// What a log says of itself at one moment: so many entries, with this root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: `<site>/audit`.
    pub origin: String,
    /// How many entries the tree has.
    pub size: u64,
    /// Its root (RFC 6962 §2.1).
    pub root: Hash,
}

impl Checkpoint {
    /// What is signed: `origin LF size LF base64(root) LF`.
    pub fn text(&self) -> String {
        let Self { origin, size, root } = self;
        format!("{origin}\n{size}\n{}\n", Base64::encode_string(root.as_bytes()))
    }

    /// The note: the text, an empty line, and `— origin base64(key id ‖ signature)`.
    pub fn note(&self, key: &Bytes<32>, signature: &Bytes<64>) -> String {
        let signed = [key_id(&self.origin, key).as_slice(), signature.as_bytes()].concat();
        let signed = Base64::encode_string(&signed);
        format!("{}\n\u{2014} {} {signed}\n", self.text(), self.origin)
    }

    /// Reads the text of a note. Extension lines are passed over.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let size = size.parse().ok().filter(|own: &u64| own.to_string() == size)?;
        let root = Base64::decode_vec(root).ok()?.try_into().ok().map(Bytes)?;
        let is_whole = !origin.is_empty() && size <= MAX_SIZE && lines.all(|line| !line.is_empty());
        is_whole.then(|| Self { origin: origin.into(), size, root })
    }
}

/// `SHA-256(name ‖ LF ‖ 01 ‖ key)[..4]`: a key's short name in a note.
pub fn key_id(name: &str, key: &Bytes<32>) -> [u8; 4] {
    let hash = Sha256::new_with_prefix(name).chain_update([b'\n', ED25519]).chain_update(key.0);
    let [a, b, c, d, ..] = <[u8; 32]>::from(hash.finalize());
    [a, b, c, d]
}

/// A note that claims to be signed by a key. Nothing in it counts before the signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signature: Bytes<64>,
    checkpoint: Checkpoint,
}

impl Note {
    /// Reads a note of the log `origin`, and finds the signature of `key` in it; those of others are
    /// passed over.
    pub fn parse(note: &str, origin: &str, key: &Bytes<32>) -> Option<Self> {
        if note.len() > MAX_NOTE || note.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return None;
        }
        let (text, signatures) = note.rsplit_once("\n\n")?;
        let text = format!("{text}\n");
        let signatures = signatures.strip_suffix('\n')?.split('\n');
        let signatures = signatures.map(signature).collect::<Option<Vec<_>>>()?;
        let id = key_id(origin, key);
        let own = signatures.into_iter().find(|(name, own, _)| *name == origin && *own == id);
        let signature = own?.2.try_into().ok().map(Bytes)?;
        let checkpoint = Checkpoint::parse(&text).filter(|own| own.origin == origin)?;
        Some(Self { text, signature, checkpoint })
    }

    /// What is signed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature over it: Ed25519 (RFC 8032).
    pub fn signature(&self) -> &Bytes<64> {
        &self.signature
    }

    /// What it says, if the signature holds.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }
}

/// A signature's line: name, key id, the rest.
fn signature(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, signed) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    let signed = Base64::decode_vec(signed).ok()?;
    let (id, signature) = signed.split_first_chunk()?;
    (!name.is_empty()).then(|| (name, *id, signature.into()))
}
