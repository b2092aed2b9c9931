//! A log as an operator has it, and as somebody would like to have had it.

mod log;
mod proofs;
mod recorder;
mod tamper;
mod world;
