//! What the fuzzer calls. The same code runs on the corpus in `tests/fuzz.rs`, without a fuzzer.
#![forbid(unsafe_code)]

pub mod target;
