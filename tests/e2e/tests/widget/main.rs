//! The promises, held in a real browser against the real backend.
//!
//! Each test has a world of its own (relay, desk, site, browser); they run one after the other,
//! since the built widget names the ports.

mod access;
mod conversation;
mod embedding;
mod failure;
mod keyboard;
mod language;
mod live;
mod offline;
mod refusal;
mod rotation;
mod silence;
mod tabs;
