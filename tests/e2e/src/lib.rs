//! The harness of the end-to-end tests: the real widget and the real backend in a real browser.
//!
//! It drives the browser by WebDriver ([`browser`]) and watches it ([`watch`]): what is asserted about traffic is
//! what the browser reports of every frame and worker and, independently, what the recording proxy ([`proxy`])
//! received. Chromium tells everything; what another engine does not tell ends a test as [`unseen`].

pub mod axe;
pub mod browser;
pub mod canary;
pub mod chat;
pub mod downloads;
pub mod forge;
pub mod frame;
pub mod ledger;
pub mod log;
pub mod paths;
mod ports;
pub mod proxy;
pub mod shelf;
pub mod storage;
pub mod tree;
pub mod unseen;
pub mod watch;
pub mod world;
