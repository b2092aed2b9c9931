//! The receipt of a decision: the W3C guide to ISO/IEC TS 27560 in DPV terms, no personal values.
//!
//! The visitor's key signs it as a JWS over these very bytes, and it travels sealed to the desk,
//! which countersigns its hash. Its form, and what a check of one looks at: docs/receipts.md.
//!
//! Not here: who holds the keys (the widget's `keys`, the desk), how it travels (`sigilo-protocol`).

mod bundle;
mod countersign;
mod make;
mod read;
mod reason;
mod status;
mod terms;
mod verify;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod world;

use sigilo_protocol::{PublicKey, jws};

pub use bundle::{Bundle, Countersigned, MAX_BUNDLE};
pub use countersign::Countersignature;
pub(crate) use make::prompt_name;
pub use make::{Circumstances, receipt};
pub use read::Receipt;
pub use reason::Reason;
pub use terms::Terms;
pub use verify::{CHECKS, Check, Outcome, is_sound, verify};

/// The `typ` of a receipt's JWS, whose header carries the visitor's key.
pub const RECEIPT: &str = "sigilo-receipt+jws";

/// The `typ` of the JWS by which a recipient countersigns.
pub const COUNTERSIGNATURE: &str = "sigilo-countersignature+jws";

/// What the visitor's key signs: `b64u(header) + "." + b64u(receipt)`.
pub fn receipt_signing_input(receipt: &str, visitor: &PublicKey) -> String {
    jws::signing_input_with_jwk(RECEIPT, receipt.as_bytes(), visitor)
}
