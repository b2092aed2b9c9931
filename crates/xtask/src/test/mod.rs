//! `cargo xtask test`: everything that CI asks, part by part.

mod arch;
mod browser;
mod conformance;
mod e2e;
mod engines;
mod house;
mod interop;
mod types;
mod vendors;

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::args::{Accepted, Args};
use crate::machine::space;
use crate::paths::target;
use crate::say::length;
use crate::size;

pub(crate) const HELP: &str = "\
cargo xtask test [--only PART[,PART…]] [--list] [--long] [--engine ENGINE] [--filter NAME]…

Runs every part, or those that --only names, and ends with how many passed and failed. Chromium
and its driver are installed with apt where they are missing and that is allowed.

  --list   the parts
  --long   also what takes hours: long fuzzing, crash and load runs (SIGILO_LONG=1 for the suites)
  --engine gecko or webkit: with --only engines, all end-to-end tests in that one
  --filter part of a test's name: of these, only such
";

const ACCEPTED: Accepted =
    Accepted { flags: &["--list", "--long"], options: &["--only", "--engine", "--filter"] };

/// One part of the tests.
struct Part {
    name: &'static str,
    what: &'static str,
    run: fn(&Extent) -> Result<()>,
}

/// How much is asked of each part.
pub(crate) struct Extent {
    long: bool,
    engines: engines::Wish,
}

impl Extent {
    /// Tells `command`'s suites how much to run.
    fn tell(&self, command: &mut Command) {
        if self.long {
            command.env("SIGILO_LONG", "1");
        }
    }
}

/// From the quickest answer to the slowest.
const PARTS: &[Part] = &[
    Part { name: "fmt", what: "formatting", run: house::fmt },
    Part {
        name: "arch",
        what: "the invariants that sources and the crate graph show",
        run: arch::check,
    },
    Part { name: "clippy", what: "lints, native and wasm, warnings denied", run: house::clippy },
    Part {
        name: "native",
        what: "unit, integration and documentation tests on this machine",
        run: house::native,
    },
    Part {
        name: "types",
        what: "the types for pages: right uses compile, wrong ones do not",
        run: types::check,
    },
    Part {
        name: "interop",
        what: "the protocol against implementations in Python and JavaScript; bots and scanner at real servers",
        run: interop::check,
    },
    Part {
        name: "conformance",
        what: "the kit on our backend and on the recipient in Python; the API's description",
        run: conformance::check,
    },
    Part {
        name: "browser",
        what: "the widget's wasm tests in headless Chromium",
        run: browser::run,
    },
    Part {
        name: "size",
        what: "what a visitor downloads, against the budgets",
        run: |_| size::check(),
    },
    Part { name: "e2e", what: "the real widget and backend in real Chromium", run: e2e::run },
    Part {
        name: ENGINES,
        what: "the end-to-end tests in Firefox and WebKit: the most telling, or all; only if it is named",
        run: engines::run,
    },
];

/// The part that is run only if it is named: it installs two more browsers.
const ENGINES: &str = "engines";

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &ACCEPTED)?;
    if args.has("--list") {
        PARTS.iter().for_each(|Part { name, what, .. }| println!("{name:<11} {what}"));
        return Ok(());
    }
    let parts = chosen(args.all("--only"))?;
    space::enough(&target()?)?;
    let extent = Extent { long: args.has("--long"), engines: wish(&args, &parts)? };
    let mut failed = Vec::new();
    for part in &parts {
        eprintln!("\n━━ {}: {}", part.name, part.what);
        let start = Instant::now();
        match (part.run)(&extent) {
            Ok(()) => eprintln!("━━ {} passed in {}", part.name, length(start.elapsed())),
            Err(error) => {
                eprintln!("━━ {} FAILED in {}: {error:#}", part.name, length(start.elapsed()));
                failed.push(part.name);
            }
        }
    }
    println!("\n{} passed, {} failed", parts.len() - failed.len(), failed.len());
    if !failed.is_empty() {
        bail!("failed: {0}; try one again with: cargo xtask test --only {0}", failed.join(","));
    }
    Ok(())
}

/// The parts of the names in `lists`, each of them separated by commas; all of them for no list.
fn chosen<'a>(lists: impl Iterator<Item = &'a str>) -> Result<Vec<&'static Part>> {
    let names: Vec<&str> = lists.flat_map(|list| list.split(',')).collect();
    if names.is_empty() {
        return Ok(PARTS.iter().filter(|part| part.name != ENGINES).collect());
    }
    let find = |name: &&str| {
        let part = PARTS.iter().find(|part| part.name == *name);
        part.with_context(|| format!("there is no part {name:?}; --list tells them"))
    };
    names.iter().map(find).collect()
}

/// What is wanted in other engines.
fn wish(args: &Args, parts: &[&Part]) -> Result<engines::Wish> {
    let engine = args.last("--engine").map(str::to_owned);
    let filters: Vec<String> = args.all("--filter").map(str::to_owned).collect();
    if let Some(name) = &engine {
        ensure!(
            engines::ENGINES.contains(&name.as_str()),
            "there is no engine {name:?}; --help tells them"
        );
        ensure!(
            parts.iter().any(|part| part.name == ENGINES),
            "--engine goes with --only {ENGINES}"
        );
    }
    ensure!(engine.is_some() || filters.is_empty(), "--filter goes with --engine");
    Ok(engines::Wish { engine, filters })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(lists: &[&str]) -> Result<Vec<&'static str>> {
        Ok(chosen(lists.iter().copied())?.iter().map(|part| part.name).collect())
    }

    #[test]
    fn parts_are_chosen_by_name_and_all_by_none() {
        assert_eq!(names(&["fmt,e2e", "size"]).unwrap(), ["fmt", "e2e", "size"]);
        assert_eq!(names(&[]).unwrap().len(), PARTS.len() - 1);
        assert!(names(&["fmt,"]).is_err() && names(&["everything"]).is_err());
    }

    #[test]
    fn an_engine_goes_with_its_part_and_a_filter_with_an_engine() {
        let wish = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let args = Args::parse(&words, &ACCEPTED)?;
            super::wish(&args, &chosen(args.all("--only"))?)
        };
        let all = wish("--only engines --engine gecko --filter care --filter rich").unwrap();
        assert_eq!((all.engine.as_deref(), all.filters.len()), (Some("gecko"), 2));
        assert!(wish("--only engines").unwrap().engine.is_none());
        for wrong in [
            "--only e2e --engine gecko",
            "--only engines --engine lynx",
            "--only engines --filter care",
        ] {
            assert!(wish(wrong).is_err(), "{wrong}");
        }
    }
}
