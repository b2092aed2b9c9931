//! Storage: what the configuration says of it, and the keys that it is sealed with: docs/storage.md.
//!
//! What is sealed, and how, is the desk's (`desk::seals`); the relay seals nothing, since it could open
//! it.

#[cfg(feature = "desk")]
mod master;
mod settings;

#[cfg(feature = "desk")]
pub use master::MasterKeyError;
#[cfg(feature = "desk")]
pub(crate) use master::{Master, Ring};
#[cfg(feature = "desk")]
pub use settings::{DeskStorage, MasterKey};
#[cfg(feature = "relay")]
pub use settings::{Quotas, RelayStorage};
