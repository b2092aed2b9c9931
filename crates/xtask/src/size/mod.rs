//! `cargo xtask size`: what a visitor downloads, against the budgets.

mod sums;
mod top;

use std::path::PathBuf;

use anyhow::{Result, bail};

use self::sums::{Sizes, verdict};
use crate::args::{Accepted, Args};
use crate::dist::{self, Plan};
use crate::paths::target;

pub(crate) const HELP: &str = "\
cargo xtask size [--top]

Builds the widget and prints raw, gzip and brotli bytes of every shipped file; fails over budget.

  --top   instead: where the wasm's bytes go, by crate and by function (a build with names)
";

const ACCEPTED: Accepted = Accepted { flags: &["--top"], options: &[] };

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    if Args::parse(words, &ACCEPTED)?.has("--top") {
        return top::print();
    }
    check()
}

/// Prints the sizes; fails over budget.
pub(crate) fn check() -> Result<()> {
    let sizes = Sizes::of(&built()?)?;
    print!("{}", sizes.table());
    let (text, over) = verdict(&sizes);
    println!("{text}");
    if over {
        bail!("over budget; `cargo xtask size --top` tells where the bytes go");
    }
    Ok(())
}

/// The folder as a site owner would get it; the origins are of usual length.
fn built() -> Result<PathBuf> {
    let folder = target()?.join("size/dist");
    dist::build(&Plan::new(&["https://www.example.com"], "https://relay.example.com", &folder)?)?;
    Ok(folder)
}
