//! The key of one file.

use core::fmt;

use aes_gcm::{Aes256Gcm, aead::Key};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// A key of 32 random bytes for one file (§11), erased when it is dropped.
///
/// It can be cloned, since the body that carries it is kept.
#[derive(Clone)]
pub struct FileKey(Zeroizing<[u8; 32]>);

impl FileKey {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(key.as_mut());
        Self(key)
    }

    /// The key of these bytes. They have to be random, and of no other file.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The 32 bytes.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.clone()
    }

    pub(super) fn cipher_key(&self) -> &Key<Aes256Gcm> {
        (&*self.0).into()
    }
}

/// In constant time: every byte is looked at.
impl PartialEq for FileKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0.iter()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
    }
}

impl Eq for FileKey {}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(…)")
    }
}
