//! Consent, as both ends know it: what the controller declares, what the visitor decided, and the
//! proof of it. Sans-I/O: no clock, network, key or storage of its own; native and wasm.
//!
//! Not here: how a notice looks (the widget's `ui`), who holds keys (`keys`, the desk), how anything
//! travels (`sigilo-protocol`).

mod decision;
mod gate;
mod grant;
mod intent;
#[cfg(feature = "lint")]
mod lint;
mod log;
mod policy;
mod profile;
mod receipt;
mod standing;
mod time;

pub use decision::{Act, Decision, Prompt, Shown, Status};
pub use gate::{Gate, Premise, Standing, Yes};
pub use grant::{Chat, Extra, Grant, Permit, Record};
pub use intent::wants_privacy;
#[cfg(feature = "lint")]
pub use lint::{Fault, Finding, is_linted, lint};
pub use log::{CONSENT_LOG, Event, Kind, Log, LogError, Page, verify_log};
pub use policy::{
    AGAINST_GPC, Attachments, Authority, Channel, Controller, Core, Datum, Detection, IDENTITY,
    MAX_DOCUMENT, MAX_FILES, MAX_KEEP, MAX_PATTERNS, MAX_PURPOSES, MEDIA, Obligation, OwnNumber,
    PRESENCE, Policy, PolicyError, Processor, Purpose, PurposeText, Section, Text, Transfer, days,
    media_of,
};
pub use profile::{Erasure, Profile};
pub use receipt::{
    Bundle, CHECKS, COUNTERSIGNATURE, Check, Circumstances, Countersignature, Countersigned,
    MAX_BUNDLE, Outcome, RECEIPT, Reason, Receipt, Terms, is_sound, receipt, receipt_signing_input,
    verify,
};
pub use standing::{Decided, in_order, standing};
pub use time::iso;
