//! The command line: a file a command.

#[cfg(all(feature = "desk", feature = "relay"))]
mod all;
#[cfg(feature = "desk")]
mod archive;
#[cfg(feature = "desk")]
mod audit;
#[cfg(any(feature = "desk", feature = "relay"))]
mod backup;
#[cfg(feature = "serve")]
mod configured;
#[cfg(feature = "desk")]
mod consent;
#[cfg(feature = "demo")]
mod demo;
#[cfg(feature = "desk")]
mod desk;
#[cfg(feature = "desk")]
mod doctor;
#[cfg(feature = "serve")]
mod ending;
#[cfg(feature = "desk")]
mod files;
#[cfg(feature = "desk")]
mod forms;
#[cfg(feature = "demo")]
mod init;
#[cfg(feature = "desk")]
mod keys;
#[cfg(feature = "desk")]
mod master_key;
#[cfg(feature = "desk")]
mod opening;
#[cfg(feature = "policy-check")]
mod policy;
#[cfg(feature = "desk")]
mod ratings;
#[cfg(feature = "desk")]
mod receipt;
#[cfg(feature = "relay")]
mod relay;
#[cfg(feature = "desk")]
mod rights;
#[cfg(feature = "relay")]
mod rows;
#[cfg(feature = "desk")]
mod scan;
#[cfg(feature = "desk")]
mod staff;
#[cfg(feature = "desk")]
mod telling;

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
    #[cfg(all(feature = "desk", feature = "relay"))]
    All(all::All),
    #[cfg(feature = "desk")]
    Archive(archive::ArchiveCommand),
    #[cfg(feature = "desk")]
    Audit(audit::Audit),
    #[cfg(any(feature = "desk", feature = "relay"))]
    Backup(backup::Backup),
    #[cfg(feature = "desk")]
    Consent(consent::Consent),
    #[cfg(feature = "demo")]
    Demo(demo::Demo),
    #[cfg(feature = "desk")]
    Desk(desk::Desk),
    #[cfg(feature = "desk")]
    Doctor(Box<doctor::Doctor>),
    #[cfg(feature = "desk")]
    Files(files::FilesCommand),
    #[cfg(feature = "desk")]
    Forms(forms::FormsCommand),
    #[cfg(feature = "demo")]
    Init(Box<init::Init>),
    #[cfg(feature = "desk")]
    Keys(keys::Keys),
    #[cfg(feature = "policy-check")]
    Policy(policy::Policy),
    #[cfg(feature = "desk")]
    Ratings(ratings::RatingsCommand),
    #[cfg(feature = "desk")]
    Receipt(receipt::Receipt),
    #[cfg(feature = "relay")]
    Relay(relay::Relay),
    #[cfg(feature = "relay")]
    Rows(rows::Rows),
    #[cfg(any(feature = "desk", feature = "relay"))]
    Restore(backup::Restore),
    #[cfg(feature = "desk")]
    Rights(rights::RightsCommand),
    #[cfg(feature = "desk")]
    Scan(scan::Scan),
    #[cfg(feature = "desk")]
    Staff(staff::StaffCommand),
}

impl Cli {
    /// Carries the command out.
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        if !self.command.has_configuration() {
            log();
        }
        match self.command {
            #[cfg(all(feature = "desk", feature = "relay"))]
            Command::All(all) => all.run(),
            #[cfg(feature = "desk")]
            Command::Archive(archive) => archive.run(),
            #[cfg(feature = "desk")]
            Command::Audit(audit) => audit.run(),
            #[cfg(any(feature = "desk", feature = "relay"))]
            Command::Backup(backup) => backup.run(),
            #[cfg(feature = "desk")]
            Command::Consent(consent) => consent.run(),
            #[cfg(feature = "demo")]
            Command::Demo(demo) => demo.run(),
            #[cfg(feature = "desk")]
            Command::Desk(desk) => desk.run(),
            #[cfg(feature = "desk")]
            Command::Doctor(doctor) => doctor.run(),
            #[cfg(feature = "desk")]
            Command::Files(files) => files.run(),
            #[cfg(feature = "desk")]
            Command::Forms(forms) => forms.run(),
            #[cfg(feature = "demo")]
            Command::Init(init) => init.run(),
            #[cfg(feature = "desk")]
            Command::Keys(keys) => keys.run(),
            #[cfg(feature = "policy-check")]
            Command::Policy(policy) => policy.run(),
            #[cfg(feature = "desk")]
            Command::Ratings(ratings) => ratings.run(),
            #[cfg(feature = "desk")]
            Command::Receipt(receipt) => receipt.run(),
            #[cfg(feature = "relay")]
            Command::Relay(relay) => relay.run(),
            #[cfg(feature = "relay")]
            Command::Rows(rows) => rows.run(),
            #[cfg(any(feature = "desk", feature = "relay"))]
            Command::Restore(restore) => restore.run(),
            #[cfg(feature = "desk")]
            Command::Rights(rights) => rights.run(),
            #[cfg(feature = "desk")]
            Command::Scan(scan) => scan.run(),
            #[cfg(feature = "desk")]
            Command::Staff(staff) => staff.run(),
        }
    }
}

impl Command {
    /// Whether a configuration says what is logged.
    fn has_configuration(&self) -> bool {
        match self {
            #[cfg(all(feature = "desk", feature = "relay"))]
            Self::All(_) => true,
            #[cfg(feature = "desk")]
            Self::Desk(_) => true,
            #[cfg(feature = "relay")]
            Self::Relay(_) => true,
            #[allow(unreachable_patterns)]
            _ => false,
        }
    }
}

/// The log of commands without a configuration: to standard error; `RUST_LOG` says how much of it.
fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
}
