//! `cargo xtask crash`: the backend, killed again and again under load.

use anyhow::{Context, Result};

use crate::args::{Accepted, Args};
use crate::run::run;
use crate::toolchain::cargo;

pub(crate) const HELP: &str = "\
cargo xtask crash [--times N]

Kills relay and desks as `kill -9` does, at random moments under load, N times (100 unless told), and
looks at what they left after each: nothing acknowledged is lost or doubled, every chain holds, no
ratchet key is used twice, the databases are whole. `cargo test` does so five times.
";

const ACCEPTED: Accepted = Accepted { flags: &[], options: &["--times"] };

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &ACCEPTED)?;
    let times: u64 = args.last("--times").unwrap_or("100").parse().context("--times")?;
    let test = ["test", "--locked", "-p", "sigilo-backend", "--test", "crash", "--", "--nocapture"];
    run(cargo().args(test).env("SIGILO_CRASHES", times.to_string()))
}
