//! The widget as WebAssembly with its JavaScript glue: compiled, bound, optimised.

mod bind;
mod optimise;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::hash::sha256_hex;
use crate::machine::node::Packages;
use crate::paths::target;
use crate::run::run;
use crate::say::step;
use crate::toolchain::{TARGET, Toolchain};

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
    /// The folder of `sigilo.js`, the glue that wasm-bindgen generated.
    pub(crate) folder: PathBuf,
    /// The optimised wasm.
    pub(crate) wasm: Vec<u8>,
}

/// Builds the widget in release; what was built from the same bytes before is taken as it is.
pub(crate) fn build(toolchain: Toolchain, packages: &Packages, names: Names) -> Result<Widget> {
    let compiled = step("Compiling the widget for wasm (release)", || {
        run(toolchain
            .cargo()
            .args(["build", "--release", "--locked", "-p", "sigilo", "--lib"])
            .args(["--target", TARGET]))?;
        let file = target()?.join(TARGET).join("release/sigilo.wasm");
        fs::read(&file).with_context(|| format!("cargo left no {}", file.display()))
    })?;
    let recipe = format!("{}{}", bind::RECIPE, optimise::recipe(names));
    let key = sha256_hex(&[compiled.as_slice(), recipe.as_bytes()].concat());
    let folder = target()?.join("widget").join(&key[..16]);
    let finished = folder.join("sigilo_opt.wasm");
    if !finished.exists() {
        fs::create_dir_all(&folder)?;
        let bound = step("Generating the JavaScript glue (wasm-bindgen)", || {
            bind::bind(compiled, &folder)
        })?;
        step("Optimising the wasm (wasm-opt -Oz)", || {
            optimise::optimise(packages, names, &bound, &finished)
        })?;
    }
    Ok(Widget { wasm: fs::read(&finished)?, folder })
}
