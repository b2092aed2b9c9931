//! `cargo xtask shots`: a picture of each screen, at phone and desktop width.

use anyhow::Result;

use crate::args::{Accepted, Args};
use crate::dist;
use crate::machine::browser;
use crate::paths::root;
use crate::run::run;
use crate::say::step;
use crate::toolchain::cargo;

pub(crate) const HELP: &str = "\
cargo xtask shots

Drives headless Chromium through every screen of the widget, light and dark, at phone and desktop
width, and leaves the pictures in docs/shots/.
";

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    Args::parse(words, &Accepted { flags: &[], options: &[] })?;
    let browser = browser::ready()?;
    let folder = dist::for_tests()?;
    let out = root().join("docs/shots");
    std::fs::create_dir_all(&out)?;
    step("Taking the pictures into docs/shots", || {
        let mut cargo = cargo();
        cargo.args(["run", "--quiet", "--locked", "-p", "sigilo-e2e", "--bin", "shots"]);
        cargo.env("SIGILO_DIST", folder).env("SIGILO_SHOTS", out);
        browser.name_to(&mut cargo);
        run(&mut cargo)
    })
}
