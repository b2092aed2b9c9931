//! The end-to-end tests: the built widget, the reference backend, a browser.

use anyhow::Result;

use super::Extent;
use crate::dist;
use crate::machine::{browser, node, python};
use crate::run;
use crate::toolchain::cargo;

/// Builds the widget as it ships and runs the suite against it.
pub(super) fn run(extent: &Extent) -> Result<()> {
    let browser = browser::ready()?;
    let folder = dist::for_tests()?;
    let mut tests = cargo();
    tests.args(["test", "--locked", "-p", "sigilo-e2e"]);
    tests.env("SIGILO_DIST", folder).env("SIGILO_AXE", node::packages()?.axe());
    tests.env("SIGILO_PYTHON", python::ready()?);
    browser.name_to(&mut tests);
    // Whatever the surroundings say: this part is Chromium's.
    tests.env_remove("SIGILO_ENGINE");
    extent.tell(&mut tests);
    run::run(&mut tests)
}
