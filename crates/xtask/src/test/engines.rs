//! The same visit in Firefox and WebKit: asked for by name, since CI has Chromium alone.

use std::env;
use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use super::Extent;
use crate::dist;
use crate::machine::apt;
use crate::paths::{on_path, target};
use crate::run::run as started;
use crate::say::step;
use crate::toolchain::cargo;

/// Firefox's driver, which Debian does not have.
const GECKODRIVER: &str = "0.37.1";

/// Builds the widget as it ships and visits it.
pub(super) fn run(_: &Extent) -> Result<()> {
    let missing: Vec<&str> = [
        ("firefox-esr", "firefox-esr"),
        ("WebKitWebDriver", "webkit2gtk-driver"),
        ("xvfb-run", "xvfb"),
    ]
    .into_iter()
    .filter_map(|(program, package)| on_path(&[program]).is_none().then_some(package))
    .collect();
    if !missing.is_empty() {
        apt::install(&missing, "a visit in other engines")?;
    }
    let folder = dist::for_tests()?;
    // WebKit wants a screen.
    let mut tests = Command::new("xvfb-run");
    tests.args(["-a", "-s", "-screen 0 1400x1000x24"]);
    let within = cargo();
    tests.arg(within.get_program());
    for (name, value) in within.get_envs() {
        if let Some(value) = value {
            tests.env(name, value);
        }
    }
    tests.args(["test", "--locked", "-p", "sigilo-e2e", "--test", "engines", "--", "--ignored"]);
    tests.env("SIGILO_DIST", folder).env("GECKODRIVER", geckodriver()?);
    started(tests.arg("--test-threads=1"))
}

/// Firefox's driver: the one that is named, on the path, or installed here.
fn geckodriver() -> Result<OsString> {
    let here = env::var_os("GECKODRIVER");
    if let Some(named) = here.or_else(|| on_path(&["geckodriver"]).map(Into::into)) {
        return Ok(named);
    }
    let root = target()?.join("tools/geckodriver");
    let program = root.join("bin/geckodriver");
    if !program.is_file() {
        step("Installing geckodriver", || {
            let mut install = cargo();
            install.args(["install", "--quiet", "--locked", "--debug", "--root"]).arg(&root);
            started(install.args(["--version", GECKODRIVER, "geckodriver"]))
        })?;
    }
    Ok(program.into())
}
