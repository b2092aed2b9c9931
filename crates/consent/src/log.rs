//! The consent log: every ask, show, decision and signal, hash-chained, signed in pages.
//!
//! It has no content, no IP address, no address of a page. What happened before the first grant is
//! the caller's to hold back: nothing here stores or sends. Its form: docs/receipts.md.

mod event;
mod page;
mod verify;

#[cfg(test)]
mod tests;

pub use event::{Event, Kind};
pub use page::Log;
pub use verify::{LogError, Page, verify_log};

/// The `typ` of a page's JWS.
pub const CONSENT_LOG: &str = "sigilo-consent-log+jws";
