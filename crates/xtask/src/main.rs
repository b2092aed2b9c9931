//! Sigilo's chores, run as `cargo xtask <command>`.

mod args;
mod bench;
mod bindgen_cli;
mod conformance;
mod crash;
mod demo;
mod detect;
mod dist;
mod fuzz;
mod hash;
mod load;
mod machine;
mod npm;
mod openapi;
mod paths;
mod prepare;
mod run;
mod say;
mod sbom;
mod shots;
mod size;
mod test;
mod toolchain;
mod widget;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND [OPTIONS]; cargo xtask COMMAND --help tells the options

  demo         the demo site with a running chat: start here
  test         every test, or some parts of it
  conformance  what the docs say, asked of any backend or recipient
  dist         build the static files to host, and print the script tag
  npm          the same as an npm package, with a loader and types
  size         what a visitor downloads, against the budgets
  detect       what the detector finds and what too much, beside Presidio if asked
  fuzz         the protocol and the detector against a fuzzer
  crash        the backend killed under load, a hundred times
  bench        the protocol's, the detector's and the chat's work, in time
  load         the relay under load, on this machine
  openapi      the description of the relay's API, written from its routes
  sbom         bills of materials of the backend and the widget
  shots        pictures of every screen
  toolchain    make ready what builds and tests need, for use without xtask
";

/// What carries out a command, given the words after its name.
type Run = fn(&[String]) -> Result<()>;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Result<()> {
    let (name, rest) =
        words.split_first().map_or(("--help", words), |(name, rest)| (name.as_str(), rest));
    let help = rest.iter().any(|word| word == "--help" || word == "-h");
    let (text, command): (&str, Run) = match name {
        "demo" => (demo::HELP, demo::command),
        "test" => (test::HELP, test::command),
        "conformance" => (conformance::HELP, conformance::command),
        "dist" => (dist::HELP, dist::command),
        "npm" => (npm::HELP, npm::command),
        "size" => (size::HELP, size::command),
        "detect" => (detect::HELP, detect::command),
        "crash" => (crash::HELP, crash::command),
        "bench" => (bench::HELP, bench::command),
        "load" => (load::HELP, load::command),
        "fuzz" => (fuzz::HELP, fuzz::command),
        "openapi" => (openapi::HELP, openapi::command),
        "sbom" => (sbom::HELP, sbom::command),
        "shots" => (shots::HELP, shots::command),
        "toolchain" => (prepare::HELP, prepare::command),
        "--help" | "-h" | "help" => (HELP, |_| Ok(())),
        other => bail!("there is no command {other:?}\n\n{HELP}"),
    };
    if help || matches!(name, "--help" | "-h" | "help") {
        print!("{text}");
        return Ok(());
    }
    command(rest)
}
