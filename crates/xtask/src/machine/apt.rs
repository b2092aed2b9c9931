//! Installing Debian packages, when this machine has apt and we may use it.

use std::process::Command;

use anyhow::{Result, bail};

use crate::paths::on_path;
use crate::run::{read, succeeds};
use crate::say::step;

/// Installs `packages`; `why` completes the sentence "… is needed for".
pub(crate) fn install(packages: &[&str], why: &str) -> Result<()> {
    let list = packages.join(" ");
    if on_path(&["apt-get"]).is_none() {
        bail!("{list}: needed for {why}, and this machine has no apt-get. Install it by hand.");
    }
    let Some(prefix) = privilege() else {
        bail!(
            "{list}: needed for {why}, and only root may install packages here. Run this, then try \
             again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends {list}"
        );
    };
    step(&format!("Installing {list} (apt-get), for {why}"), || {
        // Read rather than run: what apt says matters only when it fails.
        read(apt(prefix).args(["update", "-qq"]))?;
        let install = ["install", "-y", "-qq", "--no-install-recommends"];
        read(apt(prefix).args(install).args(packages)).map(|_| ())
    })
}

/// The words to put before apt-get: none as root, `sudo -n` where sudo asks for no password.
fn privilege() -> Option<&'static [&'static str]> {
    if read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0") {
        return Some(&[]);
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

fn apt(prefix: &[&str]) -> Command {
    let quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    let mut words = prefix.iter().chain(&quiet);
    let mut command = Command::new(words.next().copied().unwrap_or("env"));
    command.args(words);
    command
}
