//! An audit log from outside (docs/audit.md): what its signed checkpoints say, whether an entry is in
//! the tree that one of them is about, and whether an older tree is the beginning of a newer one.
//!
//! Not here: Ed25519. Who checks a checkpoint brings it, a browser by WebCrypto, so that the widget
//! carries no second curve; and the log itself, which is the backend's.

#[cfg(feature = "session")]
mod check;
mod checkpoint;
mod proof;

#[cfg(feature = "session")]
pub use check::Verdict;
pub use checkpoint::{Checkpoint, Note, key_id};
pub use proof::commitment;

#[cfg(test)]
mod tests;
