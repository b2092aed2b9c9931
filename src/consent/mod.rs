//! Consent: what the controller declares, what the visitor decided, and the proof of it.
//!
//! [`gate::Gate`] is the only maker of a [`gate::Grant`], and everything that seals or sends demands
//! one. Not here: how a notice looks (`ui`), who signs a receipt (`keys`).

pub(crate) mod gate;
pub(crate) mod receipt;
