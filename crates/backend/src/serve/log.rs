//! The log: to standard error, in words or as JSON, by what the configuration says.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::EnvFilter;

use crate::settings::{Format, Log};

/// Begins to log; what had begun stays. `RUST_LOG` goes before the configuration's level.
pub fn start_log(log: &Log) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| filter(&log.level));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    let lines = lines.with_ansi(io::stderr().is_terminal());
    let begun = match log.format {
        Format::Text => lines.try_init(),
        Format::Json => lines.json().flatten_event(true).try_init(),
    };
    if let Err(error) = begun {
        tracing::debug!(%error, "somebody logs already");
    }
}

/// A plain level is ours; libraries say warnings only, since some tell what goes over a line.
pub(super) fn filter(level: &str) -> EnvFilter {
    let is_plain = level.chars().all(|c| c.is_ascii_alphabetic());
    match is_plain {
        true => EnvFilter::new(format!("warn,sigilo_backend={level}")),
        false => EnvFilter::new(level),
    }
}
