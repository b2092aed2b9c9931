//! `cargo xtask demo`: from nothing to a chat in the browser.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::args::{Accepted, Args};
use crate::dist::{self, Plan};
use crate::machine::{browser, port, space};
use crate::paths::target;
use crate::run::run;
use crate::say::step;
use crate::toolchain::cargo;

pub(crate) const HELP: &str = "\
cargo xtask demo [--headless] [--port N] [--codes]

Makes the toolchain ready, builds the widget and the reference backend, and serves the demo sites
of an insurer, a bank and a clinic. The first time takes some minutes, the next seconds.

  --port N     the demo site's port (default 8080); the widget's files take the next one, the relay
               the one after, the page of the insurer's people the last
  --codes      for another terminal: the codes of now with which those people sign in
  --headless   for a machine without a screen: drives a whole conversation in headless Chromium,
               prints it beside what the relay stored, and leaves screenshots

Environment: SIGILO_WASM_TOOLCHAIN=debian builds the wasm with Debian's rustc-web packages even
where rustup has the target. CHROME and CHROMEDRIVER name a browser and its driver.
";

const ACCEPTED: Accepted = Accepted { flags: &["--headless", "--codes"], options: &["--port"] };
const PORT: u16 = 8080;

/// The last first port: three more have to follow it.
const LAST_PORT: u16 = u16::MAX - 3;

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &ACCEPTED)?;
    if args.has("--headless") {
        return headless();
    }
    if args.has("--codes") {
        return codes();
    }
    let site = args.last("--port").map_or(Ok(PORT), parse_port)?;
    for port in site..=site + 3 {
        port::free(port)?;
    }
    space::enough(&target()?)?;
    let folder = target()?.join("demo");
    let sites = [format!("http://localhost:{site}"), format!("http://127.0.0.1:{site}")];
    let relay = format!("http://localhost:{}", site + 2);
    let plan = Plan::new(&sites.each_ref().map(String::as_str), &relay, &folder.join("dist"))?;
    dist::build(&plan)?;
    step("Compiling the reference backend", || {
        run(cargo().args(["build", "--locked", "-p", "sigilo-backend", "--bin", "sigilo-backend"]))
    })?;
    let data = folder.join("data");
    print!("{}", what_to_try(site, &data));
    let mut backend = Command::new(target()?.join("debug/sigilo-backend"));
    backend.arg("demo").args(["--port", &site.to_string()]);
    backend.arg("--widget").arg(folder.join("dist")).arg("--data").arg(data);
    // In place of this process, so that what ends this one ends the backend.
    Err(backend.exec()).context("the backend could not be started")
}

/// What the people of a demo sign in with just now.
fn codes() -> Result<()> {
    let data = target()?.join("demo/data");
    let mut backend = Command::new(target()?.join("debug/sigilo-backend"));
    run(backend.args(["demo", "--codes", "--data"]).arg(data))
}

/// A whole conversation without a screen.
fn headless() -> Result<()> {
    space::enough(&target()?)?;
    let browser = browser::ready()?;
    let folder = dist::for_tests()?;
    step("Compiling the backend and the driven visit", || {
        run(cargo().args(["build", "--locked", "-p", "sigilo-e2e", "--bin", "demo"]))
    })?;
    let mut visit = Command::new(target()?.join("debug/demo"));
    visit.env("SIGILO_DIST", folder).current_dir(crate::paths::root());
    browser.name_to(&mut visit);
    run(&mut visit)
}

fn parse_port(text: &str) -> Result<u16> {
    match text.parse() {
        Ok(port @ 1..=LAST_PORT) => Ok(port),
        _ => bail!("--port {text}: a port is a number from 1 to {LAST_PORT}"),
    }
}

fn what_to_try(port: u16, data: &Path) -> String {
    format!(
        "
  Open  http://localhost:{port}   (Seguros Aurora, an insurer's page; /en is in English)

  Try   · the button at the bottom right: who reads, what for, how long, and Allow beside Refuse
        · a question: \"¿Qué cubre el seguro?\", \"How do I report a claim?\"
        · reload the page and open the chat again: the conversation is still there
        · \"Quiero hablar con una persona\", \"I want to talk to a person\": then sign in at
          http://localhost:{people} as printed below, and answer. `cargo xtask demo --codes` in another
          terminal has new codes
        · \"Entrar como cliente\", \"Sign in as a customer\" above the page, once the chat may know who
          you are
        · what the relay stored of it, which nobody there can read:
          cargo run -q -p sigilo-backend -- rows --data {}

  Ctrl-C stops it.

",
        data.display(),
        people = port + 3,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_leaves_room_for_the_three_after_it() {
        assert_eq!(parse_port("9080").unwrap(), 9080);
        for text in ["0", "65533", "65535", "70000", "-1", "web"] {
            assert!(parse_port(text).unwrap_err().to_string().contains(text));
        }
    }

    #[test]
    fn the_address_is_the_chosen_one() {
        let text = what_to_try(9080, Path::new("/data"));
        assert!(text.contains("http://localhost:9080 ") && text.contains("--data /data"));
    }
}
