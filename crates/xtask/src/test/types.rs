//! The types that `embed.js` gives to pages: right uses compile, wrong ones do not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Extent;
use crate::machine::node::{self, Packages};
use crate::paths::{root, target};
use crate::run::run;

/// What marks a use that must not compile.
const EXPECTED: &str = "// @ts-expect-error";

pub(super) fn check(_: &Extent) -> Result<()> {
    let packages = node::packages()?;
    let samples = root().join("tests/types");
    // A wrong use that compiles is an error where one is expected.
    run(&mut compiler(&packages, &[samples.join("usage.ts"), samples.join("wrong.ts")]))?;
    each_is_an_error(&packages, &samples.join("wrong.ts"))
}

/// Fails unless the compiler finds an error for each of the wrong uses, once none is expected: else it
/// was not asked.
fn each_is_an_error(packages: &Packages, wrong: &Path) -> Result<()> {
    let text = fs::read_to_string(wrong).context("the wrong uses can't be read")?;
    let count = text.matches(EXPECTED).count();
    let types = format!("{}/", root().join("src").display());
    let text = text.replace(EXPECTED, "//").replace("../../src/", &types);
    let folder = target()?.join("types");
    fs::create_dir_all(&folder)?;
    let file = folder.join("wrong.ts");
    fs::write(&file, text)?;
    let said = compiler(packages, &[file]).output().context("tsc does not run")?;
    let said = String::from_utf8_lossy(&said.stdout);
    let errors = said.lines().filter(|line| line.contains("error TS")).count();
    ensure!(count > 0 && errors == count, "{errors} errors in {count} wrong uses:\n{said}");
    Ok(())
}

fn compiler(packages: &Packages, files: &[PathBuf]) -> Command {
    let mut compiler = packages.tsc();
    compiler.args(["--strict", "--noEmit", "--target", "es2022", "--module", "es2022"]);
    compiler.args(["--moduleResolution", "bundler"]).args(files);
    compiler
}
