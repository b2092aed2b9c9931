//! Whether the disk has room for a build.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::read;

/// What a first build leaves behind, in KiB, with some room: 4 GiB. With less, cargo fails midway
/// with an error of the linker that does not name the cause.
const NEEDED: u64 = 4 * 1024 * 1024;

/// Fails if the disk of `folder` has less free than a first build needs.
pub(crate) fn enough(folder: &Path) -> Result<()> {
    let table = read(Command::new("df").arg("-Pk").arg(folder))?;
    let free = free(&table).context("df printed a table that could not be read")?;
    if free < NEEDED {
        bail!(
            "The disk of {} has {} MiB free, and a build may need {} MiB. Make room (cargo clean \
             empties the target directory), or set CARGO_TARGET_DIR to a folder on another disk.",
            folder.display(),
            free / 1024,
            NEEDED / 1024
        );
    }
    Ok(())
}

/// The fourth column of the second line: what is available.
fn free(table: &str) -> Option<u64> {
    table.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_available_blocks_are_read() {
        let table = "Filesystem 1024-blocks Used Available Capacity Mounted on\n\
            /dev/sda1 1000 400 600 40% /";
        assert_eq!(free(table), Some(600));
        assert_eq!(free("df: nothing"), None);
    }
}
