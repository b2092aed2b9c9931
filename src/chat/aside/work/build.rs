//! Brings the program that works for a relay into what is built: the one that `SIGILO_WORK` names, as a release has made
//! it small, or else one that cargo makes here. A build for this machine has none, and starts no worker.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The crate, and what cargo calls its program.
const CRATE: &str = "sigilo-work";
const NAME: &str = "sigilo_work.wasm";
const TARGET: &str = "wasm32-unknown-unknown";

/// Writes `work.wasm` to `out`.
pub(crate) fn bring(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=crates/work/src");
    println!("cargo::rerun-if-env-changed=SIGILO_WORK");
    let file = out.join("work.wasm");
    if let Some(made) = env::var_os("SIGILO_WORK") {
        println!("cargo::rerun-if-changed={}", Path::new(&made).display());
        fs::copy(made, file)?;
    } else if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|own| own == "wasm") {
        fs::copy(make(out)?, file)?;
    } else {
        fs::write(file, [])?;
    }
    Ok(())
}

/// In a folder of its own: the one of the build around this is taken.
fn make(out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = out.join("work");
    let mut cargo = Command::new(env::var_os("CARGO").ok_or("cargo does not say where it is")?);
    cargo.args(["build", "--quiet", "--release", "--locked", "-p", CRATE, "--target", TARGET]);
    cargo.arg("--target-dir").arg(&folder);
    // These are meant for the build around this.
    for own in ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "RUSTC_WORKSPACE_WRAPPER", "RUSTC_WRAPPER"]
    {
        cargo.env_remove(own);
    }
    match cargo.status()?.success() {
        true => Ok(folder.join(TARGET).join("release").join(NAME)),
        false => Err("the program that works for a relay could not be built".into()),
    }
}
