//! `wasm-bindgen` and its test runner as programs, for what can't be linked in: cargo's test
//! runner, trunk and wasm-pack.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::paths::{target, tools_bin};
use crate::run::run;
use crate::say::step;
use crate::toolchain::cargo;

/// Our names for the programs, and theirs. (rustc takes a crate called `wasm_bindgen` for the
/// library, and finds our version too old.)
const PROGRAMS: [(&str, &str); 2] =
    [("bindgen", "wasm-bindgen"), ("bindgen-test-runner", "wasm-bindgen-test-runner")];

/// The programs, built.
pub(crate) struct Programs(PathBuf);

impl Programs {
    /// What runs a test that was built for wasm.
    pub(crate) fn test_runner(&self) -> PathBuf {
        self.0.join("wasm-bindgen-test-runner")
    }
}

/// Builds the programs in the version of Cargo.lock, into the folder of the tools.
pub(crate) fn ready() -> Result<Programs> {
    step("Compiling wasm-bindgen's test runner", || {
        let mut build = cargo();
        build.args(["build", "--quiet", "--locked", "-p", "xtask", "--features", "bindgen-cli"]);
        run(build.args(PROGRAMS.iter().flat_map(|(ours, _)| ["--bin", ours])))
    })?;
    let folder = tools_bin()?;
    std::fs::create_dir_all(&folder)?;
    for (ours, theirs) in PROGRAMS {
        let from = target()?.join("debug").join(ours);
        let to = folder.join(theirs);
        // A copy that is running can't be written over, only replaced.
        let _ = std::fs::remove_file(&to);
        std::fs::copy(&from, to).with_context(|| format!("cargo left no {}", from.display()))?;
    }
    Ok(Programs(folder))
}
