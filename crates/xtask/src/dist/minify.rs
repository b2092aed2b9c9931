//! Smaller scripts and styles, by esbuild.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::machine::node::Packages;
use crate::run::read;

/// The script language of the browsers we support (Chromium 94, Firefox 93, Safari 16.4).
const TARGET: &str = "--target=es2022";

/// The stylesheets `files` under `root`, joined in their order.
pub(super) fn styles(
    packages: &Packages,
    root: &Path,
    files: &[String],
    scratch: &Path,
) -> Result<String> {
    let mut joined = String::new();
    for file in files {
        joined += &fs::read_to_string(root.join(file))
            .with_context(|| format!("index.html names {file}, which can't be read"))?;
    }
    let whole = scratch.join("joined.css");
    fs::write(&whole, joined)?;
    read(packages.esbuild().args(["--minify", "--log-level=warning"]).arg(&whole))
}

/// The module at `entry` with what it imports, as one module; each of `defined` names stands for
/// its string.
pub(super) fn bundle(
    packages: &Packages,
    entry: &Path,
    defined: &[(&str, &str)],
) -> Result<String> {
    let defines = defined.iter().map(|(name, value)| format!("--define:{name}=\"{value}\""));
    read(
        packages
            .esbuild()
            .args(["--bundle", "--minify", "--format=esm", "--log-level=warning", TARGET])
            .args(defines)
            .arg(entry),
    )
}

/// embed.js: one module, and the stylesheet inside it.
pub(super) fn embed(packages: &Packages, source: &str, scratch: &Path) -> Result<String> {
    const OPEN: &str = "replaceSync(`";
    const CLOSE: &str = "`);";
    let (head, rest) = source.split_once(OPEN).context("embed.js has no stylesheet")?;
    let (sheet, tail) = rest.split_once(CLOSE).context("embed.js's stylesheet has no end")?;
    let css = scratch.join("embed.css");
    fs::write(&css, sheet)?;
    let sheet = read(packages.esbuild().args(["--minify", "--log-level=warning"]).arg(&css))?;
    if sheet.contains(['`', '\\', '$']) {
        bail!("the stylesheet in embed.js has a character that a template would read otherwise");
    }
    let script = scratch.join("embed.js");
    fs::write(&script, [head, OPEN, &sheet, CLOSE, tail].concat())?;
    bundle(packages, &script, &[])
}
