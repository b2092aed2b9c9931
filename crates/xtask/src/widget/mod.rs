//! The widget as WebAssembly with its JavaScript glue: compiled, split, bound, optimised.

mod apart;
mod bind;
mod glue;
mod join;
mod names;
mod optimise;
mod order;
mod split;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub(crate) use self::split::{LOADER, Located, loader};
use crate::hash::sha256_hex;
use crate::machine::node::Packages;
use crate::paths::target;
use crate::run::run;
use crate::say::step;
use crate::toolchain::{TARGET, Toolchain, shrink};

/// Ciphers and hashes in their small forms: a chat has little to encrypt, and waits for the network.
pub(crate) const COMPACT: [&str; 2] =
    ["--cfg=aes_backend_soft=\"compact\"", "--cfg=sha2_backend_soft=\"compact\""];

/// For linking, what LLVM does for speed, and what then takes more locals. Its own measure of inlining is twenty times
/// as dear: what `optimise` says of functions with one caller holds there, too. Loops compute their places from one
/// variable, and constants anew; loads are not doubled on the way that lacks them.
const SMALL: [&str; 6] = [
    "-Cllvm-args=--inline-instr-cost=100",
    "-Cllvm-args=--inline-call-penalty=500",
    "-Cllvm-args=--disable-lsr",
    "-Cllvm-args=--disable-machine-licm",
    "-Cllvm-args=--enable-load-pre=false",
    // Half of the usual stack: what lies behind it begins below 2^20, where an address is a byte shorter.
    "-Clink-arg=-zstack-size=524288",
];

/// Whether function names stay in the wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// As shipped.
    Stripped,
    /// To see where the bytes go.
    Kept,
}

/// A built widget.
pub(crate) struct Widget {
    /// The folder of `sigilo.js`, the glue that wasm-bindgen generated, and of the parts' loader.
    pub(crate) folder: PathBuf,
    /// The optimised wasm that loads at once.
    pub(crate) wasm: Vec<u8>,
    /// What is fetched later.
    pub(crate) parts: Vec<Part>,
}

/// A part of the wasm that is fetched later.
pub(crate) struct Part {
    /// As the splitting named it: `split_chat`.
    pub(crate) stem: String,
    /// The optimised wasm.
    pub(crate) wasm: Vec<u8>,
}

impl Part {
    /// What it is for: `chat`.
    pub(crate) fn purpose(&self) -> &str {
        self.stem.strip_prefix("split_").unwrap_or(&self.stem)
    }
}

/// Builds the widget in release; what was built from the same bytes before is taken as it is.
pub(crate) fn build(toolchain: Toolchain, packages: &Packages, names: Names) -> Result<Widget> {
    let compiled =
        step("Compiling the widget for wasm (release)", || compile(toolchain, packages))?;
    let recipe = [
        split::RECIPE,
        bind::RECIPE,
        order::RECIPE,
        apart::RECIPE,
        glue::RECIPE,
        &optimise::recipe(names),
    ]
    .concat();
    let key = sha256_hex(&[compiled.as_slice(), recipe.as_bytes()].concat());
    let folder = target()?.join("widget").join(&key[..16]);
    let finished = folder.join("finished");
    if !finished.exists() {
        // Under a name of this run first: one that is interrupted leaves no half as finished, and
        // two at once do not write into each other's.
        let unfinished = folder.with_extension(format!("{}.unfinished", std::process::id()));
        fs::create_dir_all(unfinished.join("finished"))?;
        finish(packages, names, &compiled, &unfinished)?;
        if fs::rename(&unfinished, &folder).is_err() {
            // The other one was faster, or what is there was left by an older version of this.
            fs::remove_dir_all(&folder)?;
            fs::rename(&unfinished, &folder).context("the widget could not be put in its place")?;
        }
    }
    let mut parts = Vec::new();
    for entry in fs::read_dir(&finished)? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if stem != MAIN {
            parts.push(Part { stem, wasm: fs::read(&path)? });
        }
    }
    parts.sort_by(|a, b| a.stem.cmp(&b.stem));
    Ok(Widget { wasm: fs::read(finished.join(MAIN).with_extension("wasm"))?, parts, folder })
}

/// The stem of what loads at once.
const MAIN: &str = "sigilo_bg";

fn compile(toolchain: Toolchain, packages: &Packages) -> Result<Vec<u8>> {
    let work = work(toolchain, packages)?;
    let mut cargo = toolchain.cargo();
    cargo.args(["rustc", "--release", "--locked", "-p", "sigilo", "--lib", "--features", "split"]);
    cargo.args(["--target", TARGET]);
    shrink(toolchain, &mut cargo, [COMPACT.as_slice(), &[split::LINKING]].concat())?;
    run(cargo.env("SIGILO_WORK", work).arg("--").args(SMALL))?;
    let file = target()?.join(TARGET).join("release/sigilo.wasm");
    fs::read(&file).with_context(|| format!("cargo left no {}", file.display()))
}

/// The program that works for a relay in a worker, which the widget's own build takes in.
fn work(toolchain: Toolchain, packages: &Packages) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--release", "--locked", "-p", "sigilo-work", "--target", TARGET]);
    shrink(toolchain, &mut cargo, COMPACT.to_vec())?;
    run(&mut cargo)?;
    let (compiled, small) = (target()?.join(TARGET).join("release"), target()?.join("widget"));
    fs::create_dir_all(&small)?;
    let small = small.join("work.wasm");
    optimise::optimise(packages, Names::Stripped, &compiled.join("sigilo_work.wasm"), &small)?;
    Ok(small)
}

fn finish(packages: &Packages, names: Names, compiled: &[u8], folder: &Path) -> Result<()> {
    let mut files = step("Generating the JavaScript glue (wasm-bindgen)", || {
        let split = split::split(packages, compiled, folder)?;
        let bound = bind::bind(&split.main, folder)?;
        Ok([split.parts, vec![bound]].concat())
    })?;
    files.sort();
    step("Optimising the wasm (wasm-opt -Oz)", || {
        for file in files {
            let name = file.file_name().context("a wasm file without a name")?;
            let finished = folder.join("finished").join(name);
            optimise::optimise(packages, names, &file, &finished)?;
            let mut wasm = order::ordered(&fs::read(&finished)?)?;
            if split::stem(&file) == split::DETECTOR {
                let tables;
                (wasm, tables) = apart::apart(&wasm)?;
                let folder = finished.with_file_name(split::TABLES);
                fs::write(folder.with_extension("wasm"), tables)?;
            }
            fs::write(&finished, wasm)?;
        }
        let main = folder.join("finished").join(MAIN).with_extension("wasm");
        glue::lean(&folder.join("sigilo.js"), &main)
    })
}
