//! `sigilo-backend files`.

use std::{error::Error, fs, io::Write as _, path::PathBuf};

use clap::{Args, Subcommand};
use sigilo_backend::desk::{Files, StoredFile};
use sigilo_consent::iso;

use super::{folder::FolderArgs, master_key::MasterKeyArgs};

/// List and save the files that visitors have sent.
#[derive(Args)]
pub(crate) struct FilesCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print every file, without what is in it
    List(Folder),
    /// Write one, opened with the key file, where no file is
    Save(Save),
}

#[derive(Args)]
struct Folder {
    #[command(flatten)]
    folder: FolderArgs,
    #[command(flatten)]
    master_key: MasterKeyArgs,
}

#[derive(Args)]
struct Save {
    /// The file, as `list` names it
    #[arg(allow_hyphen_values = true)]
    id: String,
    /// Where to write it
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[command(flatten)]
    folder: Folder,
}

impl FilesCommand {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.what {
            What::List(folder) => {
                let files = folder.open()?.list()?;
                if files.is_empty() {
                    println!("no files");
                }
                files.iter().for_each(|file| println!("{}", line(file)));
            }
            What::Save(Save { id, to, folder }) => {
                let (_, bytes) = folder.open()?.bytes(&id)?;
                fs::File::create_new(&to)?.write_all(&bytes)?;
                println!("{}", to.display());
            }
        }
        Ok(())
    }
}

impl Folder {
    fn open(self) -> Result<Files, Box<dyn Error>> {
        Ok(Files::open(&self.folder.desk(), &self.master_key.source())?)
    }
}

fn line(file: &StoredFile) -> String {
    let StoredFile { id, name, media, size, state, at, restricted } = file;
    let at = iso(at.saturating_mul(1_000));
    let restricted = if *restricted { "  not to be used" } else { "" };
    // What a visitor wrote must not steer a terminal.
    let (name, media) = (name.escape_debug(), media.escape_debug());
    format!("{id}  {at}  {:<11} {size:>9}  {media}  {name}{restricted}", state.name())
}
