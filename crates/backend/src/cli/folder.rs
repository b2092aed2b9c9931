//! Which desk a command is for.

use std::path::PathBuf;

use clap::Args;

#[derive(Args)]
pub(crate) struct FolderArgs {
    /// The desk's folder; for the demo's insurer also the one that was given to `demo` as --data
    #[arg(long, value_name = "FOLDER", default_value = "target/demo/data")]
    data: PathBuf,
}

impl FolderArgs {
    /// The desk's own folder.
    pub(crate) fn desk(&self) -> PathBuf {
        let inner = self.data.join("desk");
        if inner.is_dir() { inner } else { self.data.clone() }
    }
}
