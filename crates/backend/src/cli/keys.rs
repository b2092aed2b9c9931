//! `sigilo-backend keys`.

use std::{error::Error, path::PathBuf};

use clap::{Args, Subcommand};
use sigilo_backend::desk::{Rotated, new_master_key, rotate_master_key};

use super::master_key::MasterKeyArgs;

/// Make and rotate the desk's master key.
#[derive(Args)]
pub(crate) struct Keys {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a master key in a new file
    New(New),
    /// Put another master key into use, beside a running desk
    Rotate(Rotate),
}

#[derive(Args)]
struct New {
    /// The file to make
    file: PathBuf,
}

#[derive(Args)]
struct Rotate {
    /// The desk's folder
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    #[command(flatten)]
    master_key: MasterKeyArgs,
    /// Take older keys out of the master key's file; backups of before can't be opened then
    #[arg(long, requires = "master_key_file")]
    forget_old: bool,
}

impl Keys {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.command {
            Command::New(New { file }) => new_master_key(&file)?,
            Command::Rotate(Rotate { data, master_key, forget_old }) => {
                let rotated = rotate_master_key(&data, &master_key.source(), forget_old)?;
                let Rotated { master, rewrapped } = rotated;
                println!("master key {master} is in use; {rewrapped} data keys were wrapped anew");
            }
        }
        Ok(())
    }
}
