//! Python with the packages that the second implementation of the protocol stands on, a third that
//! knows the ratchet, and one that checks the description of the API.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::paths::{on_path, tools};
use crate::run::{run, succeeds};
use crate::say::step;

/// OpenSSL's HPKE came with version 50; DoubleRatchet is another people's ratchet.
const PACKAGES: &[&str] =
    &["cryptography==50.0.2", "DoubleRatchet==1.3.0", "openapi-spec-validator==0.9.0"];

/// An environment of its own with the packages.
pub(crate) fn ready() -> Result<PathBuf> {
    let folder = tools()?.join("python");
    let (python, stamp) = (folder.join("bin/python"), folder.join("installed"));
    let wanted = PACKAGES.join(" ");
    if fs::read_to_string(&stamp).is_ok_and(|done| done == wanted) {
        return Ok(python);
    }
    let make = || succeeds(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    if on_path(&["python3"]).is_none() || !make() {
        let packages = ["python3", "python3-venv"];
        apt::install(&packages, "the second implementation of the protocol")?;
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    }
    step(&format!("Fetching {wanted} (pip)"), || {
        let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        run(Command::new(&python).args(quiet).args(PACKAGES))
            .context("pip could not fetch its packages. Is the network up, and PyPI reachable?")
    })?;
    fs::write(stamp, wanted)?;
    Ok(python)
}
