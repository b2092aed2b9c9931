//! `sigilo-backend receipt`.

use std::{error::Error, fs::File, io::Read as _, path::PathBuf};

use clap::{Args, Subcommand};
use sigilo_consent::{Check, MAX_BUNDLE, Outcome, Terms, is_sound, verify};
use sigilo_protocol::Pins;

/// Terms of DPV, PD and EU-GDPR 2.3.
const TERMS: &str = include_str!("../../../consent/data/dpv-2.3.txt");

/// Look into receipts of decisions.
#[derive(Args)]
pub(crate) struct Receipt {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Verify(Verify),
}

/// Check a receipt, or a bundle of them, without asking anybody
#[derive(Args)]
struct Verify {
    /// The file that a visitor downloaded
    file: PathBuf,
    /// The thumbprint of the site identity key, as the script tag pins it: this key alone is trusted
    #[arg(long, value_name = "THUMBPRINT", allow_hyphen_values = true)]
    key: Option<String>,
}

impl Receipt {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        let Command::Verify(verify) = self.command;
        verify.run()
    }
}

impl Verify {
    fn run(self) -> Result<(), Box<dyn Error>> {
        let pins = match &self.key {
            Some(key) => {
                Some(Pins::parse(key).ok_or("--key takes one thumbprint, or two with a space")?)
            }
            None => None,
        };
        let mut file = Vec::new();
        // One byte more than is read at all, so that a larger file is known to be larger.
        let most = u64::try_from(MAX_BUNDLE)?.saturating_add(1);
        let opened = File::open(&self.file);
        let opened = opened.map_err(|error| format!("{}: {error}", self.file.display()))?;
        opened.take(most).read_to_end(&mut file)?;
        let checks = verify(&file, pins.as_ref(), Some(&Terms::of(TERMS)));
        for check in &checks {
            println!("{}", line(check));
        }
        if is_sound(&checks) { Ok(()) } else { Err("a check failed".into()) }
    }
}

fn line(Check { name, outcome, receipt }: &Check) -> String {
    let (verdict, reason) = match outcome {
        Outcome::Passed => ("passed", None),
        Outcome::Failed(reason) => ("FAILED", Some(reason)),
        Outcome::Impossible(reason) => ("not possible", Some(reason)),
    };
    let reason = reason.map(|reason| format!("  {}: {reason}", reason.name()));
    let place = receipt.map(|at| format!(" (receipt {})", at + 1));
    format!("{name:<17} {verdict}{}{}", reason.unwrap_or_default(), place.unwrap_or_default())
}
