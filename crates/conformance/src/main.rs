//! `cargo xtask conformance`: the kit as a program.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Result, bail};
use clap::Parser;
use sigilo_conformance::{Kit, Options, Report, all, ask, ask_recipient};

/// Asks a backend, or a recipient behind one, what the docs say, case by case.
#[derive(Parser)]
#[command(name = "cargo xtask conformance", version)]
struct Cli {
    /// The site's base on the backend: http://HOST/v1/sites/SITE
    #[arg(long, value_name = "URL", required_unless_present = "list")]
    backend: Option<String>,
    /// A JSON file whose "identity" is the d of the site's identity key: also publish manifests,
    /// read as a recipient, and leave a manifest that names the kit. For a site made for tests
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// An origin of the site's widget: also ask what its pages may do
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
    /// Ask this recipient of the site, and not the backend
    #[arg(long, value_name = "ID", requires = "pin")]
    recipient: Option<String>,
    /// The thumbprint of the site's identity key, for --recipient
    #[arg(long, value_name = "THUMBPRINT")]
    pin: Option<String>,
    /// Ask only the cases whose names contain this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Print the names of the cases, and ask nothing
    #[arg(long)]
    list: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(report) if report.is_good() => {
            println!("\n{report}");
            ExitCode::SUCCESS
        }
        Ok(report) => {
            println!("\n{report}: {}", report.failed().join(", "));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<Report> {
    let Cli { backend, identity, origin, recipient, pin, only, list } = cli;
    if list {
        all().iter().for_each(|case| println!("{}", case.name));
        std::process::exit(0);
    }
    let Some(backend) = backend else { bail!("--backend says what to ask") };
    if let (Some(recipient), Some(pin)) = (recipient, pin) {
        return Ok(ask_recipient(&backend, &recipient, &pin).await);
    }
    let kit = Kit::new(Options { backend, identity, origin }).await?;
    Ok(ask(&kit, &only).await)
}
