//! Where things are on disk.

use std::path::{Path, PathBuf};

/// The repository.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where runs leave pictures and evidence.
pub fn artefacts() -> PathBuf {
    target().join("e2e")
}

/// The built widget: `SIGILO_DIST`, or where `cargo xtask test --only e2e` leaves it.
pub fn dist() -> PathBuf {
    std::env::var_os("SIGILO_DIST").map_or_else(|| artefacts().join("dist"), PathBuf::from)
}

/// axe-core's one file: `SIGILO_AXE`, or where xtask installs it.
pub fn axe() -> PathBuf {
    let installed = || target().join("tools/node_modules/axe-core/axe.min.js");
    std::env::var_os("SIGILO_AXE").map_or_else(installed, PathBuf::from)
}

/// Cargo's target directory.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from)
}
