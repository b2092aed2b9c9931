//! `sigilo-backend scan`.

use std::{error::Error, fs, path::PathBuf};

use clap::Args;
use sigilo_backend::desk::scan::{ScanSettings, Scanner, Verdict};

/// Ask the virus scanner about files, as the desk would; fails unless all are clean.
#[derive(Args)]
pub(crate) struct Scan {
    /// Where clamd listens: unix:PATH, or an address of this machine with a port
    #[arg(long, value_name = "ADDRESS", default_value = "unix:/run/clamav/clamd.ctl")]
    clamd: String,
    /// The files
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Scan {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        let scanner = Scanner::new(&ScanSettings { clamd: self.clamd, ..ScanSettings::default() })?;
        let runtime = tokio::runtime::Runtime::new()?;
        let mut quarantined = 0;
        for path in self.files {
            let verdict = runtime.block_on(scanner.scan(&fs::read(&path)?));
            quarantined += usize::from(verdict.is_quarantined());
            let verdict = match verdict {
                Verdict::Clean => "clean".into(),
                Verdict::Infected(name) => format!("infected: {name}"),
                Verdict::Unsure(why) => format!("quarantined: {why}"),
            };
            println!("{}: {verdict}", path.display());
        }
        match quarantined {
            0 => Ok(()),
            some => Err(format!("{some} would be quarantined").into()),
        }
    }
}
