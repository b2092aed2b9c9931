//! The chat beside deep-chat: the widget as it ships, the real backend, and `tests/e2e/src/bin/bench`, which measures.

use anyhow::Result;

use crate::dist;
use crate::machine::{browser, node};
use crate::run::run;
use crate::toolchain::cargo;

/// Builds the widget and runs the measurements, each visit `repeats` times.
pub(super) fn measure(repeats: Option<&str>) -> Result<()> {
    let browser = browser::ready()?;
    let (folder, other) = (dist::for_tests()?, node::deep_chat()?);
    let mut bench = cargo();
    bench.args(["run", "--quiet", "--locked", "--profile", "server"]);
    bench.args(["-p", "sigilo-e2e", "--bin", "bench"]);
    bench.env("SIGILO_DIST", folder).env("SIGILO_DEEP_CHAT", other);
    if let Some(repeats) = repeats {
        bench.env("SIGILO_REPEATS", repeats);
    }
    browser.name_to(&mut bench);
    run(&mut bench)
}
