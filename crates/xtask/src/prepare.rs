//! `cargo xtask toolchain`: what builds and tests need, for programs other than this one.

use std::os::unix::fs::symlink;

use anyhow::{Result, bail};

use crate::args::{Accepted, Args};
use crate::bindgen_cli;
use crate::machine::{browser, node};
use crate::paths::tools_bin;
use crate::toolchain;

pub(crate) const HELP: &str = "\
cargo xtask toolchain [--export]

Makes ready what builds and tests need: the wasm target, wasm-bindgen in the version of Cargo.lock,
wasm-opt, Chromium with its driver.

  --export   print shell lines that put it all within reach of trunk and wasm-pack:
             eval \"$(cargo xtask toolchain --export)\"
";

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &Accepted { flags: &["--export"], options: &[] })?;
    let toolchain = toolchain::ready()?;
    let packages = node::packages()?;
    let browser = browser::ready()?;
    bindgen_cli::ready()?;
    let bin = tools_bin()?;
    for program in ["wasm-opt", "esbuild"] {
        let link = bin.join(program);
        if link.symlink_metadata().is_err() {
            symlink(packages.bin().join(program), &link)?;
        }
    }
    if !args.has("--export") {
        return Ok(());
    }
    println!("export PATH={}:\"$PATH\"", quoted(&bin.to_string_lossy())?);
    println!("export CHROME={}", quoted(&browser.chrome.to_string_lossy())?);
    println!("export CHROMEDRIVER={}", quoted(&browser.driver.to_string_lossy())?);
    if let Some(name) = toolchain.rustup_name() {
        println!("export RUSTUP_TOOLCHAIN={name}");
    }
    Ok(())
}

/// A path as a shell reads it back.
fn quoted(path: &str) -> Result<String> {
    if path.contains('\'') {
        bail!("{path}: a path with a quote in it can't be exported");
    }
    Ok(format!("'{path}'"))
}
