//! `sigilo-backend consent`.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use sigilo_backend::desk;
use sigilo_consent::{Event, iso, verify_log};

use super::telling::ByArgs;

/// Look into what a desk keeps of consent.
#[derive(Args)]
pub(crate) struct Consent {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Log(Log),
}

/// Print a desk's consent log and check its chain and signatures
#[derive(Args)]
struct Log {
    /// A desk's folder, or the one that was given to `demo` as --data
    #[arg(long, value_name = "FOLDER", default_value = "target/demo/data")]
    data: PathBuf,
    #[command(flatten)]
    by: ByArgs,
}

impl Consent {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        let Command::Log(log) = self.command;
        log.run()
    }
}

impl Log {
    fn run(self) -> Result<(), Box<dyn Error>> {
        let desks = desks(&self.data)?;
        if desks.is_empty() {
            let data = self.data.display();
            return Err(format!("{data} has no desk.db; give a desk's folder with --data").into());
        }
        for (at, desk) in desks.iter().enumerate() {
            if desks.len() > 1 {
                println!("{}{}", if at > 0 { "\n" } else { "" }, desk.display());
            }
            self.show(desk)?;
        }
        Ok(())
    }

    fn show(&self, desk: &Path) -> Result<(), Box<dyn Error>> {
        let pages = desk::consent_log(&desk.join("desk.db"))?;
        let (key, events) = verify_log(pages.iter().map(String::as_str))?;
        self.by.tell(desk, "access.consent", |event| {
            event.with("what", "log").with("count", events.len())
        })?;
        for event in &events {
            println!("{}", line(event));
        }
        match key {
            Some(key) => println!("{} pages, whole, by {}", pages.len(), key.thumbprint()),
            None => println!("no receipt has come yet"),
        }
        Ok(())
    }
}

/// The folder, if it is a desk's, and those below it that are: a demo has several.
fn desks(data: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let is_desk = |folder: &PathBuf| folder.join("desk.db").exists();
    let below = fs::read_dir(data).map_err(|error| format!("{}: {error}", data.display()))?;
    let below = below.filter_map(|entry| Some(entry.ok()?.path()));
    let mut desks: Vec<_> = [data.to_path_buf()].into_iter().chain(below).filter(is_desk).collect();
    desks.sort();
    Ok(desks)
}

fn line(event: &Event) -> String {
    let (at, kind, purposes) = (iso(event.at_ms), event.kind.name(), event.purposes.join(" "));
    let receipt = event.receipt.map_or(String::new(), |receipt| format!("  receipt {receipt}"));
    format!("{at}  {kind:<12} {purposes}{receipt}")
}
