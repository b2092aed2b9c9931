//! wasm-opt, told to save bytes.

use std::path::Path;

use anyhow::Result;

use super::Names;
use crate::machine::node::Packages;
use crate::run::run;

/// What rustc emits for `wasm32-unknown-unknown` without being asked; every browser that has
/// WebCrypto with P-256 and module scripts has these.
pub(super) const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A function with one caller goes into it only if it is small. Large ones save a call each, but
/// functions with hundreds of locals do not compress: 13 KB of brotli in all.
const SMALL: &str = "--one-caller-inline-max-function-size=20";

/// Rust counts on no trap of an instruction's own, and on no byte of the first thousand: there its stack would end.
const SURE: [&str; 2] = ["--ignore-implicit-traps", "--low-memory-unused"];

/// What the result depends on besides the input; a change here optimises anew.
pub(super) fn recipe(names: Names) -> String {
    arguments(names).join(" ")
}

/// Writes the optimised `from` to `to`.
pub(super) fn optimise(packages: &Packages, names: Names, from: &Path, to: &Path) -> Result<()> {
    run(packages.wasm_opt().args(arguments(names)).arg(from).arg("-o").arg(to))
}

fn arguments(names: Names) -> Vec<&'static str> {
    let strip: &[&str] = match names {
        Names::Stripped => &["--strip-debug", "--strip-producers", "--strip-target-features"],
        Names::Kept => {
            &["--debuginfo", "--strip-dwarf", "--strip-producers", "--strip-target-features"]
        }
    };
    [&["-Oz", "--converge", SMALL, "--quiet"], SURE.as_slice(), FEATURES, strip].concat()
}
