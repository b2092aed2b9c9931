//! `cargo xtask bench`: what the protocol and the detector cost in time, on this machine and in a browser, and what the
//! chat costs beside another.

mod chat;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::args::{Accepted, Args};
use crate::bindgen_cli;
use crate::machine::browser;
use crate::paths::target;
use crate::run::read;
use crate::say::step;
use crate::toolchain::{self, TARGET, cargo};
use crate::widget::COMPACT;

pub(crate) const HELP: &str = "\
cargo xtask bench [--only protocol|detect|chat] [--repeats N]

Measures the protocol's work and the detector's (their crates' benches) natively, as the backend is
compiled, and in headless Chromium, as the widget is, and prints both in one table (docs/benchmarks.md
says of what).

chat measures the widget beside deep-chat's shipped bundle (npm), on the same page in the same run: bytes,
opening, sending, keys, long conversations, memory. It takes half an hour; --repeats (default 5) is how
often each visit is made. SIGILO_LONG, such as 1000 10000,
measures our conversations of so many messages alone, in minutes.
";

/// The crates that have benches.
const CRATES: &[&str] = &["protocol", "detect"];

/// What is measured beside another chat.
const CHAT: &str = "chat";

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &Accepted { flags: &[], options: &["--only", "--repeats"] })?;
    let only = args.last("--only");
    if let Some(stranger) = only.filter(|own| *own != CHAT && !CRATES.contains(own)) {
        bail!("{stranger} has no benches; protocol, detect and chat have");
    }
    for own in CRATES.iter().filter(|own| only.is_none_or(|only| only == **own)) {
        let package = format!("sigilo-{own}");
        step(&format!("Measuring {own} on this machine (criterion)"), || native(&package))?;
        let browser = step(&format!("Measuring {own} in Chromium"), || in_browser(&package))?;
        let folder = target()?.join("criterion");
        println!("{:<30} {:>10} {:>10}", "median / mean, ms", "native", "Chromium");
        for (name, there) in browser {
            println!("{name:<30} {:>10.3} {there:>10.3}", median(&folder.join(&name))?);
        }
    }
    match only.is_none_or(|only| only == CHAT) {
        true => chat::measure(args.last("--repeats")),
        false => Ok(()),
    }
}

fn native(package: &str) -> Result<()> {
    let mut bench = cargo();
    bench.args(["bench", "--locked", "--profile", "server", "-p", package]);
    read(bench.args(["--bench", "native"])).map(|_| ())
}

/// The means by name, in milliseconds.
fn in_browser(package: &str) -> Result<Vec<(String, f64)>> {
    let browser = browser::ready()?;
    let runner = bindgen_cli::ready()?.test_runner();
    let mut bench = toolchain::ready()?.cargo();
    bench.args(["test", "--locked", "--release", "-p", package, "--bench", "browser"]);
    bench.args(["--target", TARGET, "--", "--nocapture"]).env("RUSTFLAGS", COMPACT.join(" "));
    bench.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    bench.env("WASM_BINDGEN_TEST_ONLY_WEB", "1").env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    browser.name_to(&mut bench);
    let told = read(&mut bench)?;
    let means: Vec<(String, f64)> = told.lines().filter_map(mean).collect();
    if means.is_empty() {
        bail!("the browser told no times:\n{told}");
    }
    Ok(means)
}

/// A line of benches/browser.rs.
fn mean(line: &str) -> Option<(String, f64)> {
    let mut words = line.split('\t').skip_while(|word| !word.ends_with("bench")).skip(1);
    Some((words.next()?.into(), words.next()?.trim().parse().ok()?))
}

/// What criterion keeps of a bench, in milliseconds.
fn median(folder: &Path) -> Result<f64> {
    let file = folder.join("new/estimates.json");
    let text = fs::read_to_string(&file)
        .with_context(|| format!("criterion left no {}", file.display()))?;
    estimate(&text).context("criterion writes its estimates in another form now")
}

fn estimate(json: &str) -> Option<f64> {
    let (_, median) = json.split_once(r#""median":"#)?;
    let (_, point) = median.split_once(r#""point_estimate":"#)?;
    let end = point.find([',', '}'])?;
    point[..end].trim().parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_from_what_both_say() {
        assert_eq!(mean("    bench\tseal 1 MB\t1.25").unwrap(), ("seal 1 MB".into(), 1.25));
        assert!(mean("test measure ... ok").is_none());
        let json = r#"{"mean":{"point_estimate":9.0},"median":{"confidence_interval":
            {"lower_bound":1.0},"point_estimate":2500000.0,"standard_error":3.0}}"#;
        assert_eq!(estimate(json), Some(2.5));
    }
}
