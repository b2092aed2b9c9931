//! The recipient in Python, which was written from the spec, on our vectors.

use std::process::Command;

use anyhow::Result;

use super::Extent;
use crate::machine::python;
use crate::paths::root;
use crate::run::run;

pub(super) fn check(_: &Extent) -> Result<()> {
    let mut tests = Command::new(python::ready()?);
    tests.args(["-B", "-m", "unittest", "--quiet"]);
    run(tests.current_dir(root().join("examples/recipient-py")))
}
