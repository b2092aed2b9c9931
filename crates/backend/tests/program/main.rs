//! The program as an operator runs it: configured by `init`, at work, and asked by its commands.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]
#![cfg(all(unix, feature = "demo"))]

mod copies;
mod demo;
#[cfg(target_os = "linux")]
mod memory;
mod pages;
mod running;
mod telling;
#[cfg(target_os = "linux")]
#[path = "../crash/visitor.rs"]
#[allow(dead_code, reason = "another test has it speak for long")]
mod visitor;
