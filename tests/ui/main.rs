//! The screens in a real browser: `wasm-pack test --headless --chrome`.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test may fail by them"
)]

mod caution;
mod composer;
mod conversation;
mod find;
mod form;
mod notice;
mod options;
mod page;
mod pictures;
mod problem;
mod refused;
mod rich;
mod stage;
mod written;
mod xss;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
