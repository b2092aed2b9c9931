//! A Rust toolchain that builds for `wasm32-unknown-unknown`: the one that runs us, or Debian's.

mod debian;
mod small;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

pub(crate) use self::small::shrink;
use crate::paths::root;
use crate::run::{read, run};
use crate::say::{note, step};

/// The target of everything that runs in the frame.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Set to `debian`, this variable takes Debian's toolchain even where rustup has the target.
const CHOICE: &str = "SIGILO_WASM_TOOLCHAIN";

/// A toolchain with the wasm target's standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one that runs this program.
    Own,
    /// Debian's packages, linked into rustup under this name.
    Debian,
}

impl Toolchain {
    /// The value of `RUSTUP_TOOLCHAIN` for what builds wasm, where it is not the usual one.
    pub(crate) fn rustup_name(self) -> Option<&'static str> {
        (self == Self::Debian).then_some(debian::NAME)
    }

    /// Cargo of this toolchain, in the workspace.
    pub(crate) fn cargo(self) -> Command {
        let mut command = cargo();
        if let Some(name) = self.rustup_name() {
            command = in_workspace(Command::new("cargo"));
            command.env("RUSTUP_TOOLCHAIN", name);
        }
        command
    }
}

/// Cargo for this machine itself, in the workspace.
pub(crate) fn cargo() -> Command {
    in_workspace(Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))))
}

fn in_workspace(mut command: Command) -> Command {
    command.current_dir(root());
    command
}

/// Makes sure that wasm can be built, and says with what.
pub(crate) fn ready() -> Result<Toolchain> {
    if env::var_os(CHOICE).is_some_and(|choice| choice == "debian") {
        debian::ready()?;
        return Ok(Toolchain::Debian);
    }
    if own_has_target() {
        return Ok(Toolchain::Own);
    }
    let added = step(&format!("Adding the target {TARGET} (rustup)"), || {
        run(Command::new("rustup").args(["target", "add", TARGET]))
    });
    if added.is_ok() && own_has_target() {
        return Ok(Toolchain::Own);
    }
    note("rustup's server did not answer, or has not this target: taking Debian's packages.");
    debian::ready()?;
    Ok(Toolchain::Debian)
}

fn own_has_target() -> bool {
    let mut rustc = Command::new("rustc");
    read(rustc.args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| has_core(Path::new(&folder)))
}

/// Whether the folder holds a standard library.
fn has_core(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libcore-") && name.ends_with(".rlib")
        })
    })
}
