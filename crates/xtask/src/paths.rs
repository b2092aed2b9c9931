//! Where things are: the workspace and what the chores leave under its target directory.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The workspace's own folder: that of the cargo that runs us, since two checkouts may share a
/// target directory and so this program.
pub(crate) fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").unwrap_or(env!("CARGO_MANIFEST_DIR").into());
    let here = Path::new(&here);
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Cargo's target directory, wherever it was told to be: this program lies two levels below it.
pub(crate) fn target() -> Result<PathBuf> {
    let program = env::current_exe().context("this program cannot tell where it lies")?;
    let target =
        program.ancestors().nth(2).context("this program lies outside a target directory")?;
    Ok(target.to_path_buf())
}

/// Programs and packages that are fetched once and kept.
pub(crate) fn tools() -> Result<PathBuf> {
    Ok(target()?.join("tools"))
}

/// The programs to put on PATH for trunk and wasm-pack.
pub(crate) fn tools_bin() -> Result<PathBuf> {
    Ok(tools()?.join("bin"))
}

/// The first of `names` that PATH has, as a whole path.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}
