//! The blind relay: takes sealed envelopes in, keeps them, hands them out.
//!
//! It checks who sends and who may read, and links nothing that opens an envelope; for that, see
//! the desk. Every limit is a constant here, with its reason.

mod access;
mod api;
mod bell;
mod blobs;
mod envelopes;
mod erasing;
mod expiring;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod health;
pub mod limits;
mod live;
mod manifests;
#[cfg(test)]
mod openapi;
mod paths;
mod problem;
mod retention;
mod revoking;
mod route;
mod rows;
mod seats;
mod state;
mod store;
mod take;
mod telling;
mod watch;
mod work;

use std::time::Duration;

pub use api::app;
pub use retention::retention;
pub use rows::{Row, rows};
pub use state::{Config, Relay, Site};
pub use take::{TakeError, take};
pub use work::WorkSettings;

#[cfg(test)]
mod tests;

/// How long a nonce can be used, in seconds: one round trip on a slow line.
const NONCE_LIFETIME: u64 = 60;

/// How long a token can be used, in seconds. A longer one would outlive a recipient's removal.
const TOKEN_LIFETIME: u64 = 15 * 60;

/// Most nonces and tokens held, about 100 bytes each. Beyond it the oldest is forgotten, and its
/// owner asks again.
const MAX_NONCES: usize = 65_536;
const MAX_TOKENS: usize = 65_536;

/// Longest wait for news, in seconds: proxies cut silent requests after 30.
const MAX_WAIT: u64 = 25;

/// Most requests that wait and sockets that are open at one time; each holds a connection.
const MAX_WAITING: usize = 12_288;

/// What is said when that many wait: long polls end within 25 seconds, so a fifth of them in five.
const FULL: problem::Problem = problem::Problem::Busy(5);

/// How often a socket without news has a page and a ping: as often as a long poll is answered.
const HEARTBEAT: Duration = Duration::from_secs(MAX_WAIT);

/// How long a socket's client may take to say its frame, or to read one. A longer time holds
/// connections for nobody, a shorter one cuts slow lines.
const SOCKET_PATIENCE: Duration = Duration::from_secs(10);

/// Largest frame of a socket's client in bytes: a token and a cursor.
const MAX_OPENING: usize = 1_024;

/// Largest body of a published manifest in bytes: the manifest and its texts in a few languages.
const MAX_PUBLICATION: usize = 2 * 1024 * 1024;

/// AES-GCM's tag in bytes, and a sealed chunk of a file (docs/protocol.md §11). What seals and opens them
/// is not linked here, so they are known by their lengths.
const TAG: u64 = 16;
const SEALED_CHUNK: u64 = 64 * 1024 + TAG;

/// Largest sealed file in bytes: 25 MiB, 400 chunks.
const MAX_BLOB: u64 = 400 * SEALED_CHUNK;

/// Largest piece of a file in one request, in bytes. On a slow phone 256 KiB take some seconds; a larger
/// one is lost whole when the line is, and held in memory for strangers.
const MAX_PIECE: usize = 1024 * 1024;

/// Largest body of a token request in bytes: a nonce, a key and a signature.
const MAX_TOKEN_REQUEST: usize = 4 * 1024;
