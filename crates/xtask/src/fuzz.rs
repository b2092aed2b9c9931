//! `cargo xtask fuzz`: libFuzzer on every reader of the protocol, on two ends and a network, on the
//! detector, and on what relay and desk read of others.
//!
//! No nightly and no cargo-fuzz: coverage is a pass of LLVM that stable Rust can be told to run. What
//! that lacks is the address sanitizer, which a protocol without `unsafe` can do without.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::args::{Accepted, Args};
use crate::paths::{root, target};
use crate::run::{read, run};
use crate::say::{note, step};
use crate::toolchain::cargo;

pub(crate) const HELP: &str = "\
cargo xtask fuzz [--only TARGET[,TARGET…]] [--minutes N] [--list]

Fuzzes protocol, detector, relay and desk, on one core: every target for its share of N minutes (3 unless
told). What was learnt stays in the target directory and is where the next run begins. A crash ends the
run, with the input that makes it.

  --list   the targets (crates/protocol/fuzz, crates/detect/fuzz, crates/backend/fuzz)
";

const ACCEPTED: Accepted = Accepted { flags: &["--list"], options: &["--only", "--minutes"] };

/// The crates that have targets.
pub(crate) const CRATES: &[&str] = &["protocol", "detect", "backend"];

/// What `cargo fuzz` passes, but for the sanitizer.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// What libFuzzer is told: inputs up to 8 KiB, the longest seed; 60 s and 1 GiB are a finding too.
const LIMITS: &[&str] = &["-max_len=8192", "-timeout=60", "-rss_limit_mb=1024"];

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &ACCEPTED)?;
    let all = targets()?;
    if args.has("--list") {
        println!("{}", all.join("\n"));
        return Ok(());
    }
    let named: Vec<&str> = args.all("--only").flat_map(|list| list.split(',')).collect();
    if let Some(stranger) = named.iter().find(|name| !all.iter().any(|own| own == *name)) {
        bail!("there is no target {stranger:?}; --list tells them");
    }
    let chosen = all.iter().filter(|name| named.is_empty() || named.contains(&name.as_str()));
    let minutes: u64 = args.last("--minutes").unwrap_or("3").parse().context("--minutes")?;
    let chosen: Vec<&String> = chosen.collect();
    let shares: u64 = chosen.iter().map(|name| share(name)).sum();
    let seconds = |name: &str| (minutes * 60 * share(name) / shares).max(1);
    let folder = target()?.join("fuzz");
    let bin = step("Building the targets", || build(&folder))?;
    seed(&folder.join("seeds"))?;
    chosen.into_iter().try_for_each(|name| fuzz(name, &bin, &folder, seconds(name)))
}

/// Parts of the time: a run of the state machine takes as long as a thousand of a reader.
fn share(name: &str) -> u64 {
    if name == "session" { 5 } else { 1 }
}

/// The targets, by the names of their files.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for own in CRATES {
        for entry in fs::read_dir(root().join("crates").join(own).join("fuzz/fuzz_targets"))? {
            let file = entry?.file_name();
            names.extend(Path::new(&file).file_stem().map(|name| name.to_string_lossy().into()));
        }
    }
    names.sort();
    Ok(names)
}

/// Builds every target; the folder of the programs.
fn build(folder: &Path) -> Result<PathBuf> {
    let told = read(Command::new("rustc").arg("-vV"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    // Named, so that build scripts and macros are built without the flags.
    let host = host.context("rustc tells no host")?;
    for own in CRATES {
        let manifest = root().join("crates").join(own).join("fuzz/Cargo.toml");
        let mut cargo = cargo();
        cargo.args(["build", "--quiet", "--locked", "--release", "--bins", "--target", host]);
        cargo.arg("--manifest-path").arg(manifest);
        run(cargo.arg("--target-dir").arg(folder).env("RUSTFLAGS", FLAGS))?;
    }
    Ok(folder.join(host).join("release"))
}

/// Writes what the targets begin with: the vectors, taken apart, and the corpus.
fn seed(folder: &Path) -> Result<()> {
    for own in CRATES {
        let package = format!("sigilo-{own}");
        let mut cargo = cargo();
        cargo.args(["test", "--quiet", "--locked", "-p", &package, "--test", "fuzz", "--"]);
        let write = ["--ignored", "--exact", "seeds_are_written"];
        read(cargo.args(write).env("SIGILO_SEEDS", folder))?;
    }
    Ok(())
}

fn fuzz(name: &str, bin: &Path, folder: &Path, seconds: u64) -> Result<()> {
    let (corpus, found) = (folder.join("corpus").join(name), folder.join("found"));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&found)?;
    let mut fuzzer = Command::new(bin.join(name));
    fuzzer.arg(&corpus).arg(folder.join("seeds").join(name)).args(LIMITS);
    fuzzer.arg(format!("-max_total_time={seconds}"));
    fuzzer.arg(format!("-artifact_prefix={}/{name}-", found.display()));
    let log = folder.join(format!("{name}.log"));
    fuzzer.stderr(fs::File::create(&log)?);
    let ended = run(&mut fuzzer);
    let text = fs::read_to_string(&log)?;
    if ended.is_err() {
        bail!("{name} found something:\n{}", last(&text, 40));
    }
    note(&format!("{name:<10} {}", figures(&text).context("libFuzzer told no figures")?));
    Ok(())
}

/// Executions, and edges and features that were covered, of a log.
fn figures(log: &str) -> Option<String> {
    let done = log.lines().rev().find(|line| line.starts_with('#') && line.contains("DONE"))?;
    let mut words = done.split_whitespace();
    let runs = words.next()?.trim_start_matches('#');
    let after = |name| done.split_once(name)?.1.split_whitespace().next();
    let (edges, corpus, speed) = (after("cov: ")?, after("corp: ")?, after("exec/s: ")?);
    Some(format!("{runs:>9} runs, {speed:>6}/s, {edges:>5} edges, corpus {corpus}"))
}

fn last(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_what_libfuzzer_says() {
        let log = "#2\tINITED cov: 5 ft: 6\n\
            #9123\tDONE   cov: 815 ft: 2345 corp: 77/12Kb lim: 4096 exec/s: 456 rss: 61Mb\n\
            Done 9123 runs in 20 second(s)\n";
        let told = figures(log).unwrap();
        assert_eq!(told, "     9123 runs,    456/s,   815 edges, corpus 77/12Kb");
        assert!(figures("ERROR: libFuzzer").is_none());
    }

    #[test]
    fn every_target_is_listed() {
        let targets = targets().unwrap();
        assert!(["session", "scan"].iter().all(|name| targets.contains(&(*name).into())));
        assert!(!targets.contains(&"".into()));
    }
}
