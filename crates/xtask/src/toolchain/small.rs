//! The standard library compiled with the widget: a tenth fewer bytes than the one that rustup brings.
//!
//! Its panics stop the widget without a text, and without the code that would format one; and functions give back two
//! values as two, where the usual target writes them to memory (LLVM's ABI for multiple values). All of that is
//! unstable in cargo and rustc, so it is an economy of releases, never needed to build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::{TARGET, Toolchain};
use crate::paths::target;
use crate::run::{read, run, succeeds};
use crate::say::{note, step};

/// Rust's unstable options are open to this build of the compiler.
const OPEN: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");
/// A panic that tells nothing needs no place to tell, either.
const ABORT: [&str; 3] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];

/// The target's name where two values are given back as two.
const SMALL: &str = "wasm32-sigilo";

/// Makes `cargo`, a build of the widget with these `flags`, compile its own standard library, where
/// the toolchain can. Gives the name of the target that it compiles for.
pub(crate) fn shrink(
    toolchain: Toolchain,
    cargo: &mut Command,
    mut flags: Vec<&str>,
) -> Result<&'static str> {
    let target = match specification(toolchain)? {
        Some(file) if is_possible(toolchain, &file)? => {
            flags.extend(ABORT);
            cargo.env(OPEN.0, OPEN.1).args(["-Zbuild-std=std,panic_abort", "-Zjson-target-spec"]);
            cargo.arg("-Zbuild-std-features=optimize_for_size").arg("--target").arg(file);
            SMALL
        }
        _ => {
            note("This toolchain can't compile the standard library: the widget will be larger.");
            cargo.args(["--target", TARGET]);
            TARGET
        }
    };
    cargo.env("RUSTFLAGS", flags.join(" "));
    Ok(target)
}

/// What the compiler itself says of the usual target, with the other ABI; nothing where it says nothing.
fn specification(toolchain: Toolchain) -> Result<Option<PathBuf>> {
    let mut print = rustc(toolchain);
    print.env(OPEN.0, OPEN.1).args(["-Zunstable-options", "--print", "target-spec-json"]);
    let Ok(usual) = read(print.args(["--target", TARGET])) else { return Ok(None) };
    let Some(members) = usual.trim().strip_prefix('{') else { return Ok(None) };
    let text = format!("{{\n  \"llvm-abiname\": \"experimental-mv\",{members}");
    let folder = target()?.join("widget");
    fs::create_dir_all(&folder)?;
    let file = folder.join(SMALL).with_extension("json");
    // Cargo builds everything anew where it was touched.
    if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
        fs::write(&file, text)?;
    }
    Ok(Some(file))
}

fn is_possible(toolchain: Toolchain, target: &Path) -> Result<bool> {
    let mut probe = rustc(toolchain);
    probe.env(OPEN.0, OPEN.1).args(ABORT).args(["--print", "cfg", "--target"]).arg(target);
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
