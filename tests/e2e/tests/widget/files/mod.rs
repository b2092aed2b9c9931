//! Files: what leaves is cleaned and sealed, what comes is opened here and saved.

mod breaks;
mod care;
pub(crate) mod pictures;
mod received;

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use sigilo_backend::desk::FileState;
use sigilo_e2e::browser::Browser;
use sigilo_e2e::world::World;
use tempfile::TempDir;

/// Files of the visitor's, on their own disk.
pub(crate) struct Desktop(TempDir);

impl Desktop {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(TempDir::new()?))
    }

    /// Puts a file there.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    }
}

/// A document as far as anybody looks here, of so many bytes.
pub(crate) fn document(len: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n% canario-Lq7Wz4 \n".to_vec();
    let rest = len.saturating_sub(bytes.len());
    bytes.extend((0..rest).map(|at| (at * 31 % 251) as u8));
    bytes
}

/// Chooses files with the button's field.
pub(crate) async fn attach(browser: &Browser, paths: &[PathBuf]) -> Result<()> {
    browser.wait_for(".composer__attach").await?;
    let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    browser.find("#files").await?.type_text(&paths.join("\n")).await
}

/// What the desk has of its only file, once it keeps it: its name there, and what is in it.
pub(crate) async fn kept(world: &World, browser: &Browser) -> Result<(String, Vec<u8>)> {
    browser
        .wait("the file at the desk", async || {
            let files = world.files()?;
            let all = files.list()?;
            let one = all.iter().find(|own| own.state == FileState::Kept).context("none")?;
            ensure!(all.len() == 1, "{all:?}");
            let (told, bytes) = files.bytes(&one.id)?;
            Ok((told.name, bytes))
        })
        .await
}
