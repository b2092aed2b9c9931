//! The protocol against other people's code: the recipient in Python, which was written from the
//! spec, on our vectors; and, live, HPKE of npm and of OpenSSL, and PyPI's DoubleRatchet. Events, against
//! Debian's rsyslog. Then what the backend talks to beside: [`vendors`].

use std::process::Command;

use anyhow::Result;

use super::{Extent, vendors};
use crate::machine::{apt, node, python};
use crate::paths::{on_path, root};
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
    if on_path(&["rsyslogd", "/usr/sbin/rsyslogd"]).is_none() {
        apt::install(&["rsyslog", "rsyslog-gnutls"], "the test of the events' way to a SIEM")?;
    }
    let mut siem = cargo();
    run(siem.args([
        "test",
        "--locked",
        "-p",
        "sigilo-backend",
        "--test",
        "rsyslog",
        "--",
        "--ignored",
    ]))?;
    vendors::check()
}
