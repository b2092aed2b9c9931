//! The parts that any Rust workspace has: formatting, lints, tests on this machine.

use anyhow::{Context, Result};

use super::Extent;
use crate::run::run;
use crate::toolchain::{self, TARGET, cargo};

/// The end-to-end tests need a built widget and a browser: a part of their own.
const NOT_E2E: &[&str] = &["--workspace", "--exclude", "sigilo-e2e"];

/// Formatting.
pub(super) fn fmt(_: &Extent) -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"])).context("`cargo fmt --all` puts it right")
}

/// Lints of everything, as it is built for this machine and for the frame.
pub(super) fn clippy(_: &Extent) -> Result<()> {
    let deny = ["--", "-D", "warnings"];
    let lint = || {
        let mut cargo = cargo();
        cargo.args(["clippy", "--quiet", "--locked", "--keep-going"]);
        cargo
    };
    run(lint().args(["--workspace", "--all-targets"]).args(deny))?;
    // The relay on its own, as it is deployed apart from the desk.
    run(lint()
        .args(["-p", "sigilo-backend", "--no-default-features", "--features", "relay"])
        .args(deny))?;
    let wasm = ["-p", "sigilo", "-p", "sigilo-protocol", "--target", TARGET];
    let toolchain = toolchain::ready()?;
    // In one file, as trunk and the browser tests build it, and in parts, as it is shipped.
    for features in [None, Some("--features=sigilo/split")] {
        run(toolchain
            .cargo()
            .args(["clippy", "--quiet", "--locked", "--keep-going", "--all-targets"])
            .args(wasm)
            .args(features)
            .args(deny))?;
    }
    Ok(())
}

/// Tests of this machine, documentation included.
pub(super) fn native(extent: &Extent) -> Result<()> {
    let mut tests = cargo();
    tests.args(["test", "--locked"]).args(NOT_E2E);
    extent.tell(&mut tests);
    run(&mut tests)
}
