//! `sigilo-backend files`.

use std::{error::Error, fs, io::Write as _, path::PathBuf};

use clap::{Args, Subcommand};
use sigilo_backend::desk::{Files, StoredFile};
use sigilo_consent::iso;

use super::opening::Opening;

/// List and save the files that visitors have sent.
#[derive(Args)]
pub(crate) struct FilesCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print every file, without what is in it
    List(Opening),
    /// Write one, opened with the key file, where no file is
    Save(Save),
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
    opening: Opening,
}

impl FilesCommand {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.what {
            What::List(opening) => {
                let files = opening.open(Files::open)?.list()?;
                // Their names are what visitors gave them.
                opening.tell("access.files", |event| {
                    event.with("what", "list").with("opened", files.len())
                })?;
                if files.is_empty() {
                    println!("no files");
                }
                files.iter().for_each(|file| println!("{}", line(file)));
            }
            What::Save(Save { id, to, opening }) => {
                let (_, bytes) = opening.open(Files::open)?.bytes(&id)?;
                opening.tell("access.files", |event| {
                    event.with("what", "save").with("file", &id).with("opened", 1)
                })?;
                fs::File::create_new(&to)?.write_all(&bytes)?;
                println!("{}", to.display());
            }
        }
        Ok(())
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
