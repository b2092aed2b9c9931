//! `sigilo-backend forms`.

use std::{error::Error, fs, io::Write as _, path::PathBuf};

use clap::{Args, Subcommand};
use sigilo_backend::desk::{FormFile, Forms, StoredForm};
use sigilo_consent::iso;

use super::opening::Opening;

/// List and show what visitors have filled in.
#[derive(Args)]
pub(crate) struct FormsCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print every form, without a value
    List(Opening),
    /// Print the values of one, opened with the key file
    Show(Show),
}

#[derive(Args)]
struct Show {
    /// The form, as `list` names it
    #[arg(allow_hyphen_values = true)]
    id: String,
    /// Also write the files that it has into this folder, each where no file is
    #[arg(long, value_name = "FOLDER")]
    files: Option<PathBuf>,
    #[command(flatten)]
    opening: Opening,
}

impl FormsCommand {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.what {
            What::List(opening) => {
                let forms = opening.open(Forms::open_with)?.list()?;
                opening.tell("access.forms", |event| {
                    event.with("what", "list").with("count", forms.len())
                })?;
                if forms.is_empty() {
                    println!("no forms");
                }
                forms.iter().for_each(|form| println!("{}", line(form)));
            }
            What::Show(Show { id, files, opening }) => {
                let forms = opening.open(Forms::open_with)?;
                let values = forms.show(&id)?;
                let opened = files.as_ref().map(|_| forms.files(&id)).transpose()?;
                opening.tell("access.forms", |event| {
                    event.with("what", "show").with("form", &id).with("opened", 1)
                })?;
                for (label, value) in values {
                    // What a visitor wrote must not steer a terminal.
                    println!("{}: {}", label.escape_debug(), value.escape_debug());
                }
                let named = opened.into_iter().flatten().enumerate();
                for ((at, FormFile { name, bytes, .. }), to) in named.zip(files.iter().cycle()) {
                    // Two fields may have files of one name.
                    let to = to.join(format!("{}-{name}", at + 1));
                    fs::File::create_new(&to)?.write_all(&bytes)?;
                    println!("{}", to.display());
                }
            }
        }
        Ok(())
    }
}

fn line(form: &StoredForm) -> String {
    let StoredForm { id, title, purpose, state, changed, until, restricted } = form;
    let at = iso(changed.saturating_mul(1_000));
    let until = until.map(|until| format!("  kept until {}", iso(until.saturating_mul(1_000))));
    let restricted = if *restricted { "  not to be used" } else { "" };
    let (title, until) = (title.escape_debug(), until.unwrap_or_default());
    format!("{id}  {at}  {:<9} {purpose}  {title}{until}{restricted}", state.name())
}
