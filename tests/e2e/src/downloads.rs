//! The files that a visitor saves.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

use crate::browser::Browser;

/// A folder that a browser saves into.
pub struct Downloads(TempDir);

impl Downloads {
    /// From now on `browser` saves here.
    pub async fn of(browser: &Browser) -> Result<Self> {
        let folder = TempDir::with_prefix("sigilo-downloads-")?;
        browser.save_into(folder.path()).await?;
        Ok(Self(folder))
    }

    /// Waits for the file `name` and takes it away, so that the next one has that name again.
    pub async fn take(&self, browser: &Browser, name: &str) -> Result<Vec<u8>> {
        let path = self.0.path().join(name);
        browser
            .wait(name, async || {
                ensure!(path.exists(), "saved: {:?}", self.names()?);
                let bytes = std::fs::read(&path)?;
                // A browser gives a file its name once it is whole.
                ensure!(!bytes.is_empty(), "{name} is empty");
                std::fs::remove_file(&path)?;
                Ok(bytes)
            })
            .await
    }

    /// The names of what was saved and not taken.
    pub fn names(&self) -> Result<Vec<String>> {
        let name = |path: &Path| Some(path.file_name()?.to_string_lossy().into_owned());
        let entries = std::fs::read_dir(self.0.path())?;
        entries.map(|entry| name(&entry?.path()).context("no name")).collect()
    }
}
