//! Attachments (§11): a file as sealed chunks, under a key of its own.
//!
//! STREAM (Hoang et al., 2015, BE32) with AES-256-GCM, chunk after chunk:
//!
//! ```text
//! nonce = 7 zero bytes ‖ index (4, big-endian) ‖ last (00 or 01)
//! chunk = AES-256-GCM(key, nonce, up to 64 KiB, aad = "")           ciphertext ‖ 16-byte tag
//! blob  = H(all chunks as sent)
//! ```
//!
//! Every chunk but the last is full, so that a blob's length tells where each ends and which is the
//! last. Not here: where blobs lie, and the body that carries key, hash and size
//! ([`crate::Attachment`]).

mod key;

use alloc::vec::Vec;
use core::fmt;

use aead_stream::{DecryptorBE32, EncryptorBE32};
use aes_gcm::Aes256Gcm;
use sha2::{Digest, Sha256};

use crate::bytes::{Bytes, Hash};

pub use key::FileKey;

/// Plaintext of a chunk in bytes, all but the last. Smaller costs a tag more often; larger is more
/// to hold, and to lose, before its tag was checked.
pub const FILE_CHUNK: usize = 64 * 1024;

/// A chunk as it is sent, all but the last, in bytes: what to cut a blob into.
pub const SEALED_CHUNK: usize = FILE_CHUNK + TAG;

/// Largest file, in bytes of plaintext: 25 MiB, 400 chunks. A page holds a file whole before it
/// shows it, and a relay holds it for strangers.
pub const MAX_FILE: u64 = 25 * 1024 * 1024;

/// AES-GCM's tag, in bytes.
const TAG: usize = 16;

/// The nonce's prefix may be constant, since a key has one file.
const PREFIX: [u8; 7] = [0; 7];

/// Why a chunk was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// A chunk is not as long as it has to be, or the file is longer than 25 MiB or than was said.
    Size,
    /// It does not open: another key, place or file, or changed; undistinguished.
    Refused,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Size => "the file is too long, or cut in the wrong places",
            Self::Refused => "the file was refused",
        })
    }
}

impl core::error::Error for FileError {}

/// Seals one file, chunk after chunk.
pub struct Sealer {
    key: FileKey,
    stream: EncryptorBE32<Aes256Gcm>,
    blob: Sha256,
    size: u64,
}

/// The last chunk, and what the body has to carry.
#[derive(Clone, Debug, PartialEq)]
pub struct SealedFile {
    /// The last chunk as it is sent.
    pub last: Vec<u8>,
    /// The key that opens the file.
    pub key: FileKey,
    /// H(all chunks as sent).
    pub blob: Hash,
    /// Bytes of plaintext.
    pub size: u64,
}

impl Sealer {
    /// The beginning of a file. The key is spent on it: another file needs another key.
    pub fn new(key: FileKey) -> Self {
        let stream = EncryptorBE32::new(key.cipher_key(), &PREFIX.into());
        Self { key, stream, blob: Sha256::new(), size: 0 }
    }

    /// `AES-256-GCM(key, nonce with last = 00, chunk)`, of exactly [`FILE_CHUNK`] bytes.
    ///
    /// # Errors
    ///
    /// [`FileError::Size`] for another length, or past [`MAX_FILE`].
    pub fn next(&mut self, chunk: &[u8]) -> Result<Vec<u8>, FileError> {
        if chunk.len() != FILE_CHUNK {
            return Err(FileError::Size);
        }
        let size = grown(self.size, chunk)?;
        let sealed = self.stream.encrypt_next(chunk).map_err(|_| FileError::Size)?;
        self.blob.update(&sealed);
        self.size = size;
        Ok(sealed)
    }

    /// `AES-256-GCM(key, nonce with last = 01, chunk)`, of up to [`FILE_CHUNK`] bytes, or none.
    ///
    /// # Errors
    ///
    /// [`FileError::Size`] for more, or past [`MAX_FILE`].
    pub fn last(self, chunk: &[u8]) -> Result<SealedFile, FileError> {
        let Self { key, stream, blob, size } = self;
        if chunk.len() > FILE_CHUNK {
            return Err(FileError::Size);
        }
        let size = grown(size, chunk)?;
        let last = stream.encrypt_last(chunk).map_err(|_| FileError::Size)?;
        let blob = Bytes(blob.chain_update(&last).finalize().into());
        Ok(SealedFile { last, key, blob, size })
    }
}

fn grown(size: u64, chunk: &[u8]) -> Result<u64, FileError> {
    let size = size + chunk.len() as u64;
    if size > MAX_FILE { Err(FileError::Size) } else { Ok(size) }
}

/// Opens one file, chunk after chunk. What it gives out is the sender's; that it is all, and the
/// file that was named, is known once [`Opener::last`] has returned.
pub struct Opener {
    stream: DecryptorBE32<Aes256Gcm>,
    blob: Hash,
    read: Sha256,
    left: u64,
}

impl Opener {
    /// The beginning of the file `blob` of `size` bytes of plaintext, as the body says.
    ///
    /// # Errors
    ///
    /// [`FileError::Size`] above [`MAX_FILE`].
    pub fn new(key: &FileKey, blob: Hash, size: u64) -> Result<Self, FileError> {
        if size > MAX_FILE {
            return Err(FileError::Size);
        }
        let stream = DecryptorBE32::new(key.cipher_key(), &PREFIX.into());
        Ok(Self { stream, blob, read: Sha256::new(), left: size })
    }

    /// Opens a chunk that is not the last, of exactly [`SEALED_CHUNK`] bytes.
    ///
    /// # Errors
    ///
    /// [`FileError::Size`] for another length, or past the file's size; [`FileError::Refused`] if it
    /// is not the file's next chunk.
    pub fn next(&mut self, sealed: &[u8]) -> Result<Vec<u8>, FileError> {
        if sealed.len() != SEALED_CHUNK {
            return Err(FileError::Size);
        }
        let left = self.left.checked_sub(FILE_CHUNK as u64).ok_or(FileError::Size)?;
        let chunk = self.stream.decrypt_next(sealed).map_err(|_| FileError::Refused)?;
        self.read.update(sealed);
        self.left = left;
        Ok(chunk)
    }

    /// Opens the last chunk, of up to [`SEALED_CHUNK`] bytes.
    ///
    /// # Errors
    ///
    /// [`FileError::Size`] if the file is not of its size with it; [`FileError::Refused`] if it is
    /// not the file's last chunk, or the chunks are not the blob that was named.
    pub fn last(self, sealed: &[u8]) -> Result<Vec<u8>, FileError> {
        let len = sealed.len().checked_sub(TAG).ok_or(FileError::Size)?;
        if len > FILE_CHUNK || len as u64 != self.left {
            return Err(FileError::Size);
        }
        let chunk = self.stream.decrypt_last(sealed).map_err(|_| FileError::Refused)?;
        let blob = Bytes(self.read.chain_update(sealed).finalize().into());
        if blob == self.blob { Ok(chunk) } else { Err(FileError::Refused) }
    }
}

#[cfg(test)]
mod tests;
