//! wasm-opt, told to save bytes.

use std::path::Path;

use anyhow::{Context, Result};

use super::Names;
use crate::machine::node::Packages;
use crate::run::run;

/// What rustc emits for `wasm32-unknown-unknown` without being asked; every browser that has
/// WebCrypto with P-256 and module scripts has these.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What the result depends on besides the input; a change here optimises anew.
pub(super) fn recipe(names: Names) -> String {
    arguments(names).join(" ")
}

/// Writes the optimised `from` to `to`.
pub(super) fn optimise(packages: &Packages, names: Names, from: &Path, to: &Path) -> Result<()> {
    // Under a name of this run first: one that is interrupted leaves no half of a file as finished,
    // and two at once do not write into each other's.
    let unfinished = to.with_extension(format!("{}.unfinished", std::process::id()));
    run(packages.wasm_opt().args(arguments(names)).arg(from).arg("-o").arg(&unfinished))?;
    std::fs::rename(&unfinished, to).context("the optimised wasm could not be put in its place")
}

fn arguments(names: Names) -> Vec<&'static str> {
    let strip: &[&str] = match names {
        Names::Stripped => &["--strip-debug", "--strip-producers", "--strip-target-features"],
        Names::Kept => {
            &["--debuginfo", "--strip-dwarf", "--strip-producers", "--strip-target-features"]
        }
    };
    [&["-Oz", "--converge"], FEATURES, strip].concat()
}
