//! `cargo xtask load`: the relay under load, on this machine.

use anyhow::Result;

use crate::args::{Accepted, Args};
use crate::run::run;
use crate::toolchain::cargo;

pub(crate) const HELP: &str = "\
cargo xtask load [--visitors 100,1000,10000] [--envelopes 10000]

Starts a relay in a process of its own, on the loopback interface, and measures it by the real protocol
(crates/backend/examples/load): envelopes a second on the disk, with a write each and with a write for
all that wait; the time of an answer at half of that; what three times of it does; the memory of
idle visitors. docs/benchmarks.md says what it told.
";

const ACCEPTED: Accepted = Accepted { flags: &[], options: &["--visitors", "--envelopes"] };

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &ACCEPTED)?;
    let mut load = cargo();
    load.args(["run", "--quiet", "--locked", "--profile", "server", "-p", "sigilo-backend"]);
    load.args(["--example", "load", "--"]);
    for option in ACCEPTED.options {
        if let Some(value) = args.last(option) {
            load.args([option, value]);
        }
    }
    run(&mut load)
}
