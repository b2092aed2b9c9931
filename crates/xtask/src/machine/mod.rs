//! What this machine has, can be given, or lacks; each lack is an error with its fix.

pub(crate) mod apt;
pub(crate) mod browser;
pub(crate) mod node;
pub(crate) mod port;
pub(crate) mod python;
pub(crate) mod space;
