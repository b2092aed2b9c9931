//! The way to wasm on a machine that reaches package registries but not rustup's server.
//!
//! Debian 12 has a rustc for building browsers (`rustc-web`). Its packages bring no standard
//! library for `wasm32-unknown-unknown`, so that is built here once, from Debian's sources.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{TARGET, has_core};
use crate::machine::apt;
use crate::paths::{target, tools};
use crate::run::{read, run, succeeds};
use crate::say::step;

/// The name under which rustup knows Debian's toolchain.
pub(crate) const NAME: &str = "debian-web";

const PACKAGES: &[&str] =
    &["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rust-web-llvm"];
const RUSTC: &str = "/usr/bin/rustc";
const LINKER: &str = "/usr/bin/rust-lld";
const LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
const PURPOSE: &str = "building WebAssembly without rustup's server";

/// Makes Debian's toolchain usable as `debian-web`; every part that is there already is kept.
pub(super) fn ready() -> Result<()> {
    if !is_rustc_web() || !Path::new("/usr/bin/cargo-clippy").exists() {
        apt::install(PACKAGES, PURPOSE).context(
            "Neither rustup nor Debian could bring the wasm target. With a network that reaches \
             rustup's server, `rustup target add wasm32-unknown-unknown` is all that is needed",
        )?;
    }
    if !Path::new(LINKER).exists() {
        apt::install(&[&linker_package()?], PURPOSE)?;
    }
    link()?;
    let version = read(Command::new(RUSTC).arg("--version"))?;
    let stamp = Path::new(LIBRARY).join("sigilo-built-with");
    let built = fs::read_to_string(&stamp).is_ok_and(|with| with == version);
    if !built || !has_core(Path::new(LIBRARY)) {
        step("Building Rust's standard library for wasm (once)", build_std)?;
        fs::write(&stamp, version)?;
        // What was built against the former library must not be mixed with this one.
        remove(&target()?.join(TARGET))?;
    }
    Ok(())
}

/// Whether the system's rustc is the one of `rustc-web`, whose sources we build from.
fn is_rustc_web() -> bool {
    Path::new(RUSTC).exists()
        && succeeds(Command::new("dpkg").args(["-s", "rustc-web", "rust-web-src"]))
}

/// The package of what `rust-lld` points to: of `lld-22`, or of `../lib/llvm-22/bin/lld`.
fn linker_package() -> Result<String> {
    let link = fs::read_link(LINKER).with_context(|| format!("{LINKER} is no link"))?;
    lld_of(&link).with_context(|| format!("{LINKER} points to {}, no lld", link.display()))
}

fn lld_of(link: &Path) -> Option<String> {
    let names = link.components().map(|part| part.as_os_str().to_string_lossy());
    let version = names
        .filter_map(|name| {
            let version = name.strip_prefix("llvm-").or_else(|| name.strip_prefix("lld-"))?;
            version.parse::<u32>().ok()
        })
        .next()?;
    Some(format!("lld-{version}"))
}

fn link() -> Result<()> {
    if read(Command::new("rustup").args(["toolchain", "list"]))?
        .lines()
        .any(|line| line.starts_with(NAME))
    {
        return Ok(());
    }
    run(Command::new("rustup").args(["toolchain", "link", NAME, "/usr"]))
}

/// Builds std as a dependency of an empty crate, and puts the result where rustc looks for it.
fn build_std() -> Result<()> {
    let folder = tools()?.join("std");
    remove(&folder)?;
    fs::create_dir_all(folder.join("src"))?;
    let manifest = "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--quiet", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro")
        .current_dir(&folder)
        .env("RUSTUP_TOOLCHAIN", NAME)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode, fat link-time optimisation of the widget fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes");
    run(&mut cargo)?;
    install(&folder.join("target").join(TARGET).join("release/deps"))?;
    remove(&folder)
}

fn install(built: &Path) -> Result<()> {
    let library = PathBuf::from(LIBRARY);
    remove(&library)?;
    fs::create_dir_all(&library)
        .with_context(|| format!("{LIBRARY} can't be written: run this as root once"))?;
    let mut copied = 0;
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(&path, library.join(name.as_ref()))?;
            copied += 1;
        }
    }
    if copied == 0 {
        bail!("cargo built no libraries in {}", built.display());
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("{} can't be removed", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_package_follows_the_link() {
        assert_eq!(lld_of(Path::new("lld-22")).as_deref(), Some("lld-22"));
        assert_eq!(lld_of(Path::new("../lib/llvm-22/bin/lld")).as_deref(), Some("lld-22"));
        assert_eq!(lld_of(Path::new("/usr/bin/ld")), None);
    }
}
