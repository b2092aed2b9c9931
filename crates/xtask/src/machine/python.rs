//! Python with the packages that the second implementation of the protocol stands on, a third that
//! knows the ratchet, and two that check the description of the API and the API by it; and, in environments of their own,
//! Presidio, which the detector is measured beside, and LiteLLM's proxy, which bots' connectors talk to.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::paths::{on_path, tools};
use crate::run::{run, succeeds};
use crate::say::step;

/// OpenSSL's HPKE came with version 50; DoubleRatchet is another people's ratchet.
const PACKAGES: &[&str] = &[
    "cryptography==50.0.2",
    "DoubleRatchet==1.3.0",
    "openapi-spec-validator==0.9.0",
    "schemathesis==4.32.5",
];

/// The recognisers, and the pipeline that they want.
const PRESIDIO: &[&str] = &["presidio-analyzer==2.2.366", "spacy==3.8.18"];

/// A server of the chat-completions API, and a library that checks webhooks' signatures.
const VENDORS: &[&str] = &["litellm[proxy]==1.108.7", "standardwebhooks==1.1.0"];

/// What tests run in.
pub(crate) fn ready() -> Result<PathBuf> {
    environment("python", PACKAGES, "the second implementation of the protocol")
}

/// Where Presidio runs.
pub(crate) fn presidio() -> Result<PathBuf> {
    environment("presidio", PRESIDIO, "what the detector is measured beside")
}

/// Where what a bot's vendor would run runs.
pub(crate) fn vendors() -> Result<PathBuf> {
    environment("vendors", VENDORS, "the servers that the bots' connectors are tested against")
}

/// An environment of its own with the packages.
fn environment(name: &str, packages: &[&str], what: &str) -> Result<PathBuf> {
    let folder = tools()?.join(name);
    let (python, stamp) = (folder.join("bin/python"), folder.join("installed"));
    let wanted = packages.join(" ");
    if fs::read_to_string(&stamp).is_ok_and(|done| done == wanted) {
        return Ok(python);
    }
    let make = || succeeds(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    if on_path(&["python3"]).is_none() || !make() {
        apt::install(&["python3", "python3-venv"], what)?;
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    }
    step(&format!("Fetching {wanted} (pip)"), || {
        let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        run(Command::new(&python).args(quiet).args(packages))
            .context("pip could not fetch its packages. Is the network up, and PyPI reachable?")
    })?;
    fs::write(stamp, wanted)?;
    Ok(python)
}
