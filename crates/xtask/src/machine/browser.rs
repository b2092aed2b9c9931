//! Chromium and its driver: found, or installed where that is allowed.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use super::apt;
use crate::paths::on_path;
use crate::run::read;
use crate::say::note;

const BROWSERS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVERS: &[&str] = &["chromedriver", "chromium.chromedriver"];

const FIX: &str = "Where apt brings no real Chromium (on Ubuntu its package only points to snap), \
    do one of these, then try again:\n  \
    sudo snap install chromium\n  \
    or install Google Chrome and the chromedriver of the same version, and set\n  \
    CHROME=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver";

/// A browser that can be driven.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    /// The browser itself.
    pub(crate) chrome: PathBuf,
    /// The WebDriver server of the same version.
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Tells `command` where the browser is, as `CHROME` and `CHROMEDRIVER`.
    pub(crate) fn name_to(&self, command: &mut Command) {
        command.env("CHROME", &self.chrome).env("CHROMEDRIVER", &self.driver);
    }
}

/// Finds a browser with its driver; installs Debian's if there is none.
pub(crate) fn ready() -> Result<Browser> {
    if let Some(browser) = find()? {
        return Ok(browser);
    }
    if is_ubuntu() {
        bail!("No Chromium with chromedriver was found. {FIX}");
    }
    apt::install(&["chromium", "chromium-driver"], "a real browser to test in")
        .map_err(|reason| anyhow!("{reason:#}\n\n{FIX}"))?;
    find()?.with_context(|| format!("apt installed no Chromium that starts. {FIX}"))
}

/// The browser of the environment or of PATH, if both halves start and agree.
fn find() -> Result<Option<Browser>> {
    let chrome = named("CHROME")?.or_else(|| on_path(BROWSERS));
    let driver = named("CHROMEDRIVER")?.or_else(driver_on_machine);
    let (Some(chrome), Some(driver)) = (chrome, driver) else { return Ok(None) };
    // A package that only points to snap is a program too; it fails when asked anything.
    let (Ok(browser), Ok(server)) = (version(&chrome), version(&driver)) else { return Ok(None) };
    if browser != server {
        bail!(
            "{} is version {browser} and {} is version {server}: they must be of one version. {FIX}",
            chrome.display(),
            driver.display()
        );
    }
    Ok(Some(Browser { chrome, driver }))
}

/// The program that the environment variable `name` names.
fn named(name: &str) -> Result<Option<PathBuf>> {
    match env::var_os(name).map(PathBuf::from) {
        Some(path) if path.is_file() => Ok(Some(path)),
        Some(path) => bail!("{name} names {}, which is not a file", path.display()),
        None => Ok(None),
    }
}

fn driver_on_machine() -> Option<PathBuf> {
    // Hosted CI machines name the folder of their driver.
    let hosted =
        env::var_os("CHROMEWEBDRIVER").map(|folder| Path::new(&folder).join("chromedriver"));
    let snap = PathBuf::from("/snap/bin/chromium.chromedriver");
    on_path(DRIVERS)
        .or(hosted.filter(|path| path.is_file()))
        .or(Some(snap).filter(|path| path.is_file()))
}

/// The main version number of a browser or driver.
fn version(program: &Path) -> Result<u32> {
    let said = read(Command::new(program).arg("--version"))?;
    let number = main_version(&said);
    if number.is_none() {
        note(&format!("{} tells no version: {said}", program.display()));
    }
    number.context("no version")
}

fn main_version(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| word.split_once('.')?.0.parse().ok())
}

fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.contains("\nID=ubuntu"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_programs_say() {
        assert_eq!(main_version("Chromium 141.0.7390.54 built on Debian"), Some(141));
        assert_eq!(main_version("ChromeDriver 141.0.7390.54 (abc-refs/heads@{#9})"), Some(141));
        assert_eq!(main_version("Command requires the chromium snap"), None);
    }
}
