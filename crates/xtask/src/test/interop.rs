//! The protocol against other people's code: the recipient in Python, which was written from the
//! spec, on our vectors; and, live, HPKE of npm and of OpenSSL, and PyPI's DoubleRatchet. Then what the
//! backend talks to beside: [`vendors`].

use std::process::Command;

use anyhow::Result;

use super::{Extent, vendors};
use crate::machine::{node, python};
use crate::paths::root;
use crate::run::run;
use crate::toolchain::cargo;

pub(super) fn check(_: &Extent) -> Result<()> {
    let python = python::ready()?;
    let mut tests = Command::new(&python);
    tests.args(["-B", "-m", "unittest", "--quiet"]);
    run(tests.current_dir(root().join("examples/recipient-py")))?;
    let mut live = cargo();
    live.args([
        "test",
        "--locked",
        "-p",
        "sigilo-protocol",
        "--lib",
        "interop::",
        "--",
        "--ignored",
    ]);
    live.env("SIGILO_PYTHON", python).env("SIGILO_NODE", "node");
    run(live.env("SIGILO_NODE_MODULES", node::packages()?.folder()))?;
    vendors::check()
}
