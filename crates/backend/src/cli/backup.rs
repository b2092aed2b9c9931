//! `sigilo-backend backup` and `sigilo-backend restore`.

use std::{error::Error, path::PathBuf};

use clap::Args;
use sigilo_backend::{backup, restore};

/// Copy the databases of a folder, beside what works there.
#[derive(Args)]
pub(crate) struct Backup {
    /// The folder of relay.db, desk.db, or of folders that have them: the configuration's, where `init` laid it out
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// The folder of the copies, elsewhere; made if missing
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

/// Put the copies of a backup back, where no databases are.
#[derive(Args)]
pub(crate) struct Restore {
    /// The folder of the copies
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// The folder of relay.db, desk.db, or of folders that have them
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
}

impl Backup {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        say(&backup(&self.data, &self.to)?);
        println!("keep keys.json and the master key apart: without them this opens nothing");
        Ok(())
    }
}

impl Restore {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        say(&restore(&self.from, &self.data)?);
        Ok(())
    }
}

fn say(paths: &[PathBuf]) {
    paths.iter().for_each(|path| println!("{}", path.display()));
}
