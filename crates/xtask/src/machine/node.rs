//! Node, and the npm packages of `crates/xtask/npm` at the versions of its lock file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::hash::sha256_hex;
use crate::paths::{on_path, root, tools};
use crate::run::{read, run};
use crate::say::step;

/// The oldest Node that the packages run on.
const OLDEST: u32 = 18;

/// The npm packages, installed.
pub(crate) struct Packages(PathBuf);

impl Packages {
    /// `wasm-opt` with the binaryen package's version of it.
    pub(crate) fn wasm_opt(&self) -> Command {
        self.node("binaryen/bin/wasm-opt")
    }

    /// `wasm-merge`, of the same.
    pub(crate) fn wasm_merge(&self) -> Command {
        self.node("binaryen/bin/wasm-merge")
    }

    /// `esbuild`, which minifies scripts and styles.
    pub(crate) fn esbuild(&self) -> Command {
        self.node("esbuild/bin/esbuild")
    }

    /// `tsc`, which checks the types that pages use.
    pub(crate) fn tsc(&self) -> Command {
        self.node("typescript/bin/tsc")
    }

    /// The script of axe-core, which the end-to-end tests run in the page.
    pub(crate) fn axe(&self) -> PathBuf {
        self.0.join("axe-core/axe.min.js")
    }

    /// The folder of the packages, for scripts that import them.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// The folder of the programs, with the names that PATH users know.
    pub(crate) fn bin(&self) -> PathBuf {
        self.0.join(".bin")
    }

    fn node(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.0.join(script));
        command
    }
}

/// Installs the packages, unless this lock file's already are.
pub(crate) fn packages() -> Result<Packages> {
    let (from, to) = (root().join("crates/xtask/npm"), tools()?);
    let lock =
        fs::read(from.join("package-lock.json")).context("crates/xtask/npm has no lock file")?;
    let (stamp, wanted) = (to.join("npm-installed"), sha256_hex(&lock));
    if !fs::read_to_string(&stamp).is_ok_and(|done| done == wanted) {
        check_node()?;
        step(
            "Fetching wasm-opt, esbuild, axe-core, typescript, @hpke/core, altcha-lib, oidc-provider (npm)",
            || install(&from, &to),
        )?;
        fs::write(&stamp, wanted)?;
    }
    Ok(Packages(to.join("node_modules")))
}

/// What the chat is measured beside, at an exact version, and the hash of the file that is taken from it.
const DEEP_CHAT: (&str, &str) =
    ("deep-chat@2.4.2", "4be8e65b12c0678ccc06fd157a402be4dc7c01f910056166518781f1de2d6ad7");

/// The bundle of deep-chat that it ships, for those who measure: apart from the packages that builds and
/// tests run.
pub(crate) fn deep_chat() -> Result<PathBuf> {
    let (package, wanted) = DEEP_CHAT;
    let folder = tools()?.join("deep-chat");
    let bundle = folder.join("node_modules/deep-chat/dist/deepChat.bundle.js");
    if !bundle.is_file() {
        check_node()?;
        fs::create_dir_all(&folder)?;
        let arguments =
            ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        let mut npm = Command::new("npm");
        npm.args(arguments).arg("--prefix").arg(&folder).arg(package);
        step(&format!("Fetching {package} (npm)"), || run(&mut npm))?;
    }
    let found = sha256_hex(&fs::read(&bundle).context("deep-chat has no bundle")?);
    if found != wanted {
        bail!("{} has the hash {found}, not {wanted}; remove its folder", bundle.display());
    }
    Ok(bundle)
}

fn install(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(from.join(file), to.join(file))?;
    }
    // Nothing of these packages has to run at installation, so nothing may.
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new("npm").args(arguments).current_dir(to)).context(
        "npm could not fetch its packages. Is the network up, and the npm registry reachable?",
    )
}

fn check_node() -> Result<()> {
    const FIX: &str = "Install Node 18 or newer with npm, for instance: \
        sudo apt-get install -y nodejs npm (or from nodejs.org)";
    if on_path(&["node"]).is_none() || on_path(&["npm"]).is_none() {
        bail!("Node or npm is missing: they run wasm-opt and esbuild. {FIX}");
    }
    let said = read(Command::new("node").arg("--version"))?;
    let version = said.trim_start_matches('v').split('.').next().and_then(|part| part.parse().ok());
    if version.is_none_or(|version: u32| version < OLDEST) {
        bail!("This machine's Node is {said}. {FIX}");
    }
    Ok(())
}
