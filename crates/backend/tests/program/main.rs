//! The program as an operator runs it: configured by `init`, at work, and asked by its commands.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]
#![cfg(all(unix, feature = "demo"))]

mod demo;
mod pages;
mod running;
mod telling;
