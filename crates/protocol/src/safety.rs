//! The safety code (§9): what two people compare to know that they talk about the same keys.
//!
//! Not here: whether the manifest is good. A code of one that was not verified says nothing.

#[cfg(feature = "words")]
mod words;

use alloc::{string::String, vec::Vec};

use crate::{
    bytes::{Hash, lp},
    key::PublicKey,
    manifest::{Manifest, Recipient},
};

#[cfg(feature = "words")]
pub use words::WordList;

/// How many groups of digits, and how many digits each has. 30 digits are about 99 bits, as many as
/// the words: fewer and a second manifest with the same code can be searched for; more and nobody
/// reads them out.
const GROUPS: usize = 6;
const GROUP_DIGITS: u32 = 5;

/// Words, and the bits that each stands for: a BIP-39 list has 2¹¹.
const WORDS: usize = 9;
const WORD_BITS: usize = 11;

/// The safety code of a manifest: the same for everybody who sees the same identity key and the
/// same recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SafetyCode(Hash);

impl SafetyCode {
    /// ```text
    /// S = H(lp("sigilo1 safety", thumbprint of the identity key,
    ///          for each recipient sorted by id: id, role, thumbprint of sig or ""))      §9
    /// ```
    ///
    /// Prekeys, an archive's key and names are not in it.
    pub fn of(manifest: &Manifest) -> Self {
        let mut recipients: Vec<&Recipient> = manifest.recipients.iter().collect();
        recipients.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let identity = manifest.key.thumbprint();
        let signers: Vec<Option<Hash>> =
            recipients.iter().map(|of| of.sig.as_ref().map(PublicKey::thumbprint)).collect();
        let mut fields: Vec<&[u8]> = Vec::from([b"sigilo1 safety".as_slice(), &identity.0]);
        for (recipient, signer) in recipients.iter().zip(&signers) {
            let signer = signer.as_ref().map_or(b"".as_slice(), |signer| &signer.0);
            fields.extend([recipient.id.as_bytes(), recipient.role.name().as_bytes(), signer]);
        }
        Self(Hash::of(&lp(&fields)))
    }

    /// Six groups of five digits with a space between, group i being the number in bytes
    /// 5i … 5i+4 of S, big-endian, modulo 100 000 (§9).
    pub fn digits(&self) -> String {
        let mut out = String::new();
        for group in self.0.0.chunks_exact(5).take(GROUPS) {
            if !out.is_empty() {
                out.push(' ');
            }
            let number = group.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
            let digit = |place| (b'0' + (number / 10_u64.pow(place) % 10) as u8) as char;
            out.extend((0..GROUP_DIGITS).rev().map(digit));
        }
        out
    }

    /// The first 99 bits of S as nine numbers of 11 bits, most significant first (§9): the places
    /// of the words in a BIP-39 list, each below 2048.
    pub fn bits(&self) -> [u16; WORDS] {
        core::array::from_fn(|word| {
            // 11 bits lie in at most three bytes.
            let (byte, bit) = (word * WORD_BITS / 8, word * WORD_BITS % 8);
            let [a, b, c] = [0, 1, 2].map(|next| u32::from(self.0.0[byte + next]));
            ((a << 16 | b << 8 | c) >> (24 - WORD_BITS - bit) & 0x7ff) as u16
        })
    }
}

#[cfg(test)]
mod tests;
