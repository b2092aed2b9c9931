//! Which desk a command opens, with what key, and who does it.

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use clap::Args;
use sigilo_backend::{events::Event, storage::MasterKey};

use super::{master_key::MasterKeyArgs, telling::ByArgs};

#[derive(Args)]
pub(crate) struct Opening {
    /// The desk's folder; for the demo's insurer also the one that was given to `demo` as --data
    #[arg(long, value_name = "FOLDER", default_value = "target/demo/data")]
    data: PathBuf,
    #[command(flatten)]
    master_key: MasterKeyArgs,
    #[command(flatten)]
    by: ByArgs,
}

impl Opening {
    /// Opens something of the desk's.
    pub(crate) fn open<T, E: Error + 'static>(
        &self,
        open: impl FnOnce(&Path, &MasterKey) -> Result<T, E>,
    ) -> Result<T, Box<dyn Error>> {
        Ok(open(&self.desk(), &self.master_key.source())?)
    }

    /// Tells the desk's audit log what is about to be shown. What can't be told is not to be.
    pub(crate) fn tell(
        &self,
        kind: &str,
        more: impl FnOnce(Event) -> Event,
    ) -> Result<(), Box<dyn Error>> {
        self.by.tell(&self.desk(), kind, more)
    }

    fn desk(&self) -> PathBuf {
        let inner = self.data.join("desk");
        if inner.is_dir() { inner } else { self.data.clone() }
    }
}
