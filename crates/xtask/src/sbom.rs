//! `cargo xtask sbom`: what the program and the widget are made of, as CycloneDX.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::args::{Accepted, Args};
use crate::paths::{root, target, tools};
use crate::run::run;
use crate::say::step;

pub(crate) const HELP: &str = "\
cargo xtask sbom

Writes bills of materials of the backend and of the widget (CycloneDX, JSON) to target/sbom, by
cargo-cyclonedx, which is compiled the first time.
";

const ACCEPTED: Accepted = Accepted { flags: &[], options: &[] };

/// The version of cargo-cyclonedx.
const VERSION: &str = "0.5.9";

/// What they are called in the folder while the program writes them beside every manifest.
const NAME: &str = "sbom-of-this-run";

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    Args::parse(words, &ACCEPTED)?;
    let program = tools()?.join("bin/cargo-cyclonedx");
    if !program.exists() {
        step("Compiling cargo-cyclonedx", || {
            let mut install = Command::new("cargo");
            install.args(["install", "--quiet", "--locked", "--debug", "--version", VERSION]);
            run(install.arg("--root").arg(tools()?).arg("cargo-cyclonedx"))
        })?;
    }
    let folder = target()?.join("sbom");
    fs::create_dir_all(&folder)?;
    let mut write = Command::new(&program);
    write.args(["cyclonedx", "--format", "json", "--override-filename", NAME]);
    run(write.arg("--manifest-path").arg(root().join("Cargo.toml")))?;
    for (place, name) in [("crates/backend", "sigilo-backend"), (".", "sigilo")] {
        let from = root().join(place).join(NAME).with_extension("json");
        let to = folder.join(name).with_extension("cdx.json");
        fs::copy(&from, &to).with_context(|| format!("there is no {}", from.display()))?;
        println!("{}", to.display());
    }
    // It writes one for every member of the workspace.
    for place in [
        "",
        "crates/backend",
        "crates/conformance",
        "crates/consent",
        "crates/detect",
        "crates/protocol",
        "crates/work",
        "crates/xtask",
        "tests/e2e",
    ] {
        let _ = fs::remove_file(root().join(place).join(NAME).with_extension("json"));
    }
    Ok(())
}
