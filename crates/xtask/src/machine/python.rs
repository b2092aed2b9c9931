//! Python with the one package that the second implementation of the protocol stands on.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::paths::{on_path, tools};
use crate::run::{run, succeeds};
use crate::say::step;

/// OpenSSL's HPKE came with version 50.
const PACKAGE: &str = "cryptography==50.0.2";

/// An environment of its own with the package.
pub(crate) fn ready() -> Result<PathBuf> {
    let folder = tools()?.join("python");
    let (python, stamp) = (folder.join("bin/python"), folder.join("installed"));
    if fs::read_to_string(&stamp).is_ok_and(|done| done == PACKAGE) {
        return Ok(python);
    }
    let make = || succeeds(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    if on_path(&["python3"]).is_none() || !make() {
        let packages = ["python3", "python3-venv"];
        apt::install(&packages, "the second implementation of the protocol")?;
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    }
    step(&format!("Fetching {PACKAGE} (pip)"), || {
        let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        run(Command::new(&python).args(quiet).arg(PACKAGE))
            .context("pip could not fetch its package. Is the network up, and PyPI reachable?")
    })?;
    fs::write(stamp, PACKAGE)?;
    Ok(python)
}
