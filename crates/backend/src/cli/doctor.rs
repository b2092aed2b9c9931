//! `sigilo-backend doctor`.

use std::{
    error::Error,
    io::{self, Write as _},
    path::PathBuf,
};

use clap::Args;
use reqwest::Url;
use sigilo_backend::{
    Clock,
    doctor::{Finding, Level, Question, examine},
};

/// Look at a deployment from outside, and say what to fix.
#[derive(Args)]
pub(crate) struct Doctor {
    /// The relay's address, such as https://relay.example; /v1/sites/NAME may follow
    #[arg(long, value_name = "URL")]
    url: Url,
    /// The site's name, if the address does not have it
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// The origin of the widget's files
    #[arg(long, value_name = "URL")]
    widget: Option<Url>,
    /// What the script tag pins: its data-key
    #[arg(long, value_name = "THUMBPRINTS", allow_hyphen_values = true)]
    pin: Option<String>,
    /// The address in clear that has to lead to the relay [default: port 80 of its host]
    #[arg(long, value_name = "URL")]
    http: Option<Url>,
    /// A PEM file of authorities to trust besides the system's
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Tell the findings as JSON
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        let Self { url, site, widget, pin, http: clear, ca, json } = self;
        let named = || {
            let mut segments = url.path_segments()?.skip_while(|own| *own != "sites");
            segments.nth(1).map(ToOwned::to_owned)
        };
        let site = site.or_else(named).ok_or("--site is missing: which site of this relay?")?;
        let question = Question { url, site, widget, pin, clear, ca, clock: Clock::system() };
        let findings = tokio::runtime::Runtime::new()?.block_on(examine(&question));
        let out =
            if json { serde_json::to_string_pretty(&findings)? + "\n" } else { lines(&findings) };
        io::stdout().write_all(out.as_bytes())?;
        match findings.iter().filter(|own| own.level == Level::Fault).count() {
            0 => Ok(()),
            1 => Err("1 fault".into()),
            faults => Err(format!("{faults} faults").into()),
        }
    }
}

/// One line a finding.
fn lines(findings: &[Finding]) -> String {
    let line = |Finding { level, check, what, remedy }: &Finding| {
        let level = match level {
            Level::Fine => "fine",
            Level::Warning => "warning",
            Level::Fault => "FAULT",
        };
        let remedy = if remedy.is_empty() { String::new() } else { format!(" → {remedy}") };
        format!("{level:<8} {check:<16} {what}{remedy}\n")
    };
    findings.iter().map(line).collect()
}
