//! Consent: what the controller declares, what the visitor decided, and the proof of it.
//!
//! [`gate::Gate`] is the only maker of a [`gate::Grant`], and everything that seals or sends demands
//! one. Not here: how a notice looks (`ui`), what a receipt says (`sigilo-consent`), who signs it
//! (`keys`).

pub(crate) mod gate;
