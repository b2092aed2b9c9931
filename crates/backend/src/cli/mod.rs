//! The command line: a file a command.

#[cfg(feature = "desk")]
mod consent;
#[cfg(feature = "demo")]
mod demo;
#[cfg(feature = "desk")]
mod forms;
#[cfg(feature = "policy-check")]
mod policy;
#[cfg(feature = "desk")]
mod receipt;
#[cfg(feature = "desk")]
mod rights;
#[cfg(feature = "relay")]
mod rows;
#[cfg(feature = "desk")]
mod staff;

use std::{error::Error, io};

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// Sigilo's reference backend: a relay that carries what it can't read, and the desk that answers.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[cfg(feature = "desk")]
    Consent(consent::Consent),
    #[cfg(feature = "demo")]
    Demo(demo::Demo),
    #[cfg(feature = "desk")]
    Forms(forms::FormsCommand),
    #[cfg(feature = "policy-check")]
    Policy(policy::Policy),
    #[cfg(feature = "desk")]
    Receipt(receipt::Receipt),
    #[cfg(feature = "relay")]
    Rows(rows::Rows),
    #[cfg(feature = "desk")]
    Rights(rights::RightsCommand),
    #[cfg(feature = "desk")]
    Staff(staff::StaffCommand),
}

impl Cli {
    /// Carries the command out.
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.command {
            #[cfg(feature = "desk")]
            Command::Consent(consent) => consent.run(),
            #[cfg(feature = "demo")]
            Command::Demo(demo) => demo.run(),
            #[cfg(feature = "desk")]
            Command::Forms(forms) => forms.run(),
            #[cfg(feature = "policy-check")]
            Command::Policy(policy) => policy.run(),
            #[cfg(feature = "desk")]
            Command::Receipt(receipt) => receipt.run(),
            #[cfg(feature = "relay")]
            Command::Rows(rows) => rows.run(),
            #[cfg(feature = "desk")]
            Command::Rights(rights) => rights.run(),
            #[cfg(feature = "desk")]
            Command::Staff(staff) => staff.run(),
        }
    }
}

/// The log goes to standard error; `RUST_LOG` says how much of it.
pub(crate) fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
}
