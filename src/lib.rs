//! Sigilo's widget: the chat in its frame.
//!
//! `ui` shows [`state`] and dispatches commands; the driver passes them through the consent gate to
//! the session and the transport, and what comes back changes the state. The map is in
//! ARCHITECTURE.md.

mod browser;
mod channel;
mod chat;
mod detector;
mod driver;
mod embed;
mod fetch;
mod idb;
mod js;
mod kept;
mod keys;
mod later;
mod locks;
mod random;
mod socket;
mod store;
mod tabs;
mod transport;
mod view;
mod words;

pub mod state;
pub mod text;
pub mod ui;
