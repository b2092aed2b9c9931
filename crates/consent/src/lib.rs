//! Consent, as both ends know it: what the controller declares, what the visitor decided, and the
//! proof of it. Sans-I/O: no clock, network, key or storage of its own; native and wasm.
//!
//! Not here: how a notice looks (the widget's `ui`), who holds keys (`keys`, the desk), how anything
//! travels (`sigilo-protocol`).

mod decision;
#[cfg(feature = "lint")]
mod lint;
mod policy;

pub use decision::{Act, Decision, Prompt, Shown, Status};
#[cfg(feature = "lint")]
pub use lint::{Fault, Finding, is_linted, lint};
pub use policy::{
    Authority, Channel, Controller, Core, Datum, MAX_DOCUMENT, MAX_PURPOSES, Obligation, Policy,
    PolicyError, Processor, Purpose, PurposeText, Section, Text, Transfer, days,
};
