//! The standard library compiled with the widget: a tenth fewer bytes than the one that rustup brings.
//!
//! Its panics stop the widget without a text, and without the code that would format one. This is
//! unstable in cargo and rustc, so it is an economy of releases, never needed to build.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::{TARGET, Toolchain};
use crate::run::{read, run, succeeds};
use crate::say::{note, step};

/// Rust's unstable options are open to this build of the compiler.
const OPEN: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");
/// A panic that tells nothing needs no place to tell, either.
const ABORT: [&str; 3] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];

/// Makes `cargo`, a build of the widget with these `flags`, compile its own standard library, where
/// the toolchain can.
pub(crate) fn shrink(
    toolchain: Toolchain,
    cargo: &mut Command,
    mut flags: Vec<&str>,
) -> Result<()> {
    if is_possible(toolchain)? {
        flags.extend(ABORT);
        cargo.env(OPEN.0, OPEN.1).args(["-Zbuild-std=std,panic_abort"]);
        cargo.arg("-Zbuild-std-features=optimize_for_size");
    } else {
        note("This toolchain can't compile the standard library: the widget will be larger.");
    }
    cargo.env("RUSTFLAGS", flags.join(" "));
    Ok(())
}

fn is_possible(toolchain: Toolchain) -> Result<bool> {
    let mut probe = rustc(toolchain);
    probe.env(OPEN.0, OPEN.1).args(ABORT).args(["--print", "cfg", "--target", TARGET]);
    if !succeeds(&mut probe) {
        return Ok(false);
    }
    if !has_source(toolchain)? && toolchain == Toolchain::Own {
        // Without rustup's server it stays away.
        let _ = step("Adding Rust's sources (rustup)", || {
            run(Command::new("rustup").args(["component", "add", "rust-src"]))
        });
    }
    has_source(toolchain)
}

fn has_source(toolchain: Toolchain) -> Result<bool> {
    let sysroot = read(rustc(toolchain).args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").exists())
}

fn rustc(toolchain: Toolchain) -> Command {
    let mut command = Command::new("rustc");
    if let Some(name) = toolchain.rustup_name() {
        command.env("RUSTUP_TOOLCHAIN", name);
    }
    command
}
