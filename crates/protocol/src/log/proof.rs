//! Merkle proofs (RFC 6962 §2.1.1, section 2.1.2), as `ct-merkle` checks them.

use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use sha2::{Digest, Sha256};

use super::Checkpoint;
use crate::bytes::{Bytes, Hash};

/// `commitment = SHA-256(salt ‖ entry)`: the leaf of an entry. Without the salt, which goes with the
/// entry when it is erased, it tells nothing of it, also to who tries likely entries.
pub fn commitment(salt: &Bytes<16>, entry: &str) -> Hash {
    Bytes(Sha256::new_with_prefix(salt.0).chain_update(entry).finalize().into())
}

impl Checkpoint {
    /// Whether the entry with this commitment is the `index`th of the tree, counted from 0; `path` is
    /// its audit path, hash by hash.
    pub fn includes(&self, commitment: &Hash, index: u64, path: &[u8]) -> bool {
        self.has_leaf(&commitment.0, index, path)
    }

    pub(super) fn has_leaf(&self, leaf: &[u8], index: u64, path: &[u8]) -> bool {
        InclusionProof::try_from_bytes(path.into()).is_ok_and(|path| {
            index < self.size && self.head().verify_inclusion(&leaf, index, &path).is_ok()
        })
    }

    /// Whether the tree of `older` is the beginning of this one; `proof` is the consistency proof.
    pub fn extends(&self, older: &Self, proof: &[u8]) -> bool {
        if older.size == self.size {
            return proof.is_empty() && older.root == self.root;
        }
        ConsistencyProof::try_from_bytes(proof.into())
            .is_ok_and(|proof| self.head().verify_consistency(&older.head(), &proof).is_ok())
    }

    fn head(&self) -> RootHash<Sha256> {
        RootHash::new(self.root.0.into(), self.size)
    }
}
