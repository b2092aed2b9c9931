//! `cargo xtask detect`: what the detector finds, kind by kind, and what it finds too much.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

use crate::args::{Accepted, Args};
use crate::machine::python;
use crate::paths::{root, target};
use crate::run::{read, run};
use crate::say::step;
use crate::toolchain::cargo;

pub(crate) const HELP: &str = "\
cargo xtask detect [--cases FILE] [--presidio] [--wrong]

Measures the detector on cases of Presidio's tests and on both halves of our corpus
(crates/detect/corpus), and prints a table of each: recall and false alarms at a confidence of 0.5.

  --cases     another file of cases than ours, one JSON object a line: entity, text, spans, positive,
              weak, lang
  --presidio  sets Microsoft Presidio beside it, run on the same files (from PyPI; without models)
  --wrong     tells what went wrong, but for the half of the corpus that nobody tunes on
";

const ACCEPTED: Accepted = Accepted { flags: &["--presidio", "--wrong"], options: &["--cases"] };

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &ACCEPTED)?;
    let corpus = root().join("crates/detect/corpus");
    let cases = match args.last("--cases") {
        Some(file) => env::current_dir()?.join(file),
        None => corpus.join("pii_cases.jsonl"),
    };
    let mut measure = cargo();
    measure.args(["run", "--quiet", "--locked", "--release", "-p", "sigilo-detect"]);
    measure.args(["--example", "measure", "--", "--cases"]).arg(&cases);
    if args.has("--presidio") {
        measure.arg("--beside").arg(presidio(&corpus, &cases)?);
    }
    run(measure.args(args.has("--wrong").then_some("--wrong")))
}

/// What Presidio finds, in a file.
fn presidio(corpus: &Path, cases: &Path) -> Result<PathBuf> {
    let python = python::presidio()?;
    let mut ask = Command::new(python);
    ask.arg(corpus.join("presidio.py")).arg(cases).arg(corpus.join("chat.jsonl"));
    let told = step("Asking Presidio", || read(&mut ask))?;
    let file = target()?.join("presidio.jsonl");
    fs::write(&file, told).with_context(|| format!("{} could not be written", file.display()))?;
    Ok(file)
}
