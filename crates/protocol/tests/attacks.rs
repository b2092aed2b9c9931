//! The attacks of docs/protocol.md §14, each carried out: what it meets, and that without it the same
//! passes. Where nothing is promised, the test shows how far the attack gets.
#![cfg(feature = "session")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

#[path = "attacks/delivery.rs"]
mod delivery;
#[path = "attacks/encodings.rs"]
mod encodings;
#[path = "attacks/forms.rs"]
mod forms;
#[path = "attacks/insider.rs"]
mod insider;
#[path = "attacks/jws.rs"]
mod jws;
#[path = "attacks/malformed.rs"]
mod malformed;
#[path = "attacks/manifest.rs"]
mod manifest;
#[path = "attacks/parties.rs"]
mod parties;
#[path = "attacks/randomness.rs"]
mod randomness;
#[path = "attacks/state.rs"]
mod state;
#[path = "attacks/tampering.rs"]
mod tampering;

/// Live: random keys, and what everybody keeps.
#[path = "world/mod.rs"]
mod live;

/// The vectors' visitor who seals by hand, and what that stands on.
#[path = "vectors/forge.rs"]
mod forge;
#[path = "vectors/good.rs"]
#[allow(dead_code, reason = "the forge takes its hello from there")]
mod good;
#[path = "vectors/world.rs"]
#[allow(dead_code, reason = "the forge stands on part of it")]
mod world;
