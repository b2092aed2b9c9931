//! The widget's own tests, compiled for wasm and run in headless Chromium.

use anyhow::Result;

use super::Extent;
use crate::bindgen_cli;
use crate::machine::browser;
use crate::run;
use crate::toolchain::{self, TARGET};

/// Runs what `wasm-pack test --headless --chrome` runs.
pub(super) fn run(extent: &Extent) -> Result<()> {
    let browser = browser::ready()?;
    let runner = bindgen_cli::ready()?.test_runner();
    let mut tests = toolchain::ready()?.cargo();
    tests.args(["test", "--locked", "-p", "sigilo", "--target", TARGET]);
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    // Else a suite that forgot to ask for a browser would run in Node.
    tests.env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
    browser.name_to(&mut tests);
    extent.tell(&mut tests);
    run::run(&mut tests)
}
