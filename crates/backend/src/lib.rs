//! Sigilo's reference backend: a relay that carries what it can't read, and the desk that reads and
//! answers.
//!
//! `relay::app` is the relay as a service; `desk` is its client, by the same HTTP API that the
//! widget speaks; `demo` runs both beside a demonstration site. A build with the feature `relay`
//! alone links nothing that decrypts.

#[cfg(feature = "desk")]
pub mod archive;
#[cfg(feature = "desk")]
pub mod audit;
#[cfg(any(feature = "desk", feature = "relay"))]
mod backup;
mod clock;
#[cfg(any(feature = "desk", feature = "relay"))]
mod database;
#[cfg(any(feature = "desk", feature = "relay"))]
pub mod events;
#[cfg(any(feature = "desk", feature = "relay"))]
mod limiter;
#[cfg(any(feature = "desk", feature = "relay"))]
mod names;
#[cfg(feature = "desk")]
pub mod private;

#[cfg(feature = "siem")]
pub mod alerts;
#[cfg(feature = "demo")]
pub mod init;

#[cfg(feature = "desk")]
pub mod bot;
#[cfg(feature = "desk")]
pub mod connect;
#[cfg(feature = "demo")]
pub mod demo;
#[cfg(feature = "desk")]
pub mod desk;
#[cfg(feature = "desk")]
pub mod doctor;
#[cfg(feature = "serve")]
pub mod metrics;
#[cfg(feature = "policy-check")]
pub mod policy_check;
#[cfg(feature = "relay")]
pub mod relay;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "serve")]
pub mod settings;
#[cfg(feature = "siem")]
pub mod siem;
#[cfg(any(feature = "desk", feature = "relay"))]
pub mod storage;
#[cfg(any(feature = "desk", feature = "siem"))]
pub mod webhook;

#[cfg(any(feature = "desk", feature = "relay"))]
pub use backup::{BackupError, backup, restore};
pub use clock::Clock;
#[cfg(any(feature = "desk", feature = "relay"))]
pub use database::DatabaseError;
