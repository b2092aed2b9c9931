//! `cargo xtask openapi`: the description of the relay's API, as its routes say it.

use anyhow::Result;

use crate::args::{Accepted, Args};
use crate::run::run;
use crate::say::note;
use crate::toolchain::cargo;

pub(crate) const HELP: &str = "\
cargo xtask openapi

Writes docs/openapi.json anew from the relay's routes (crates/backend/src/relay/openapi/). Tests fail where it is
not what they say.
";

const ACCEPTED: Accepted = Accepted { flags: &[], options: &[] };

/// The test that compares, and writes if it is told to: what describes is part of no build but the tests'.
const TEST: &str = "relay::tests::openapi::the_file_is_what_the_routes_say";

pub(crate) fn command(words: &[String]) -> Result<()> {
    Args::parse(words, &ACCEPTED)?;
    let mut test = cargo();
    test.args(["test", "--locked", "-p", "sigilo-backend", "--lib", "--", "--exact", TEST]);
    run(test.env("SIGILO_OPENAPI", "write"))?;
    note("docs/openapi.json is what the routes say");
    Ok(())
}
