//! `[log]`.

use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use super::SettingsError;

/// `[log]`: to standard error.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `text` for people, `json` for programs. Default text.
    pub format: Format,
    /// How much: `error`, `warn`, `info`, `debug`, or a filter as `RUST_LOG` has it, which goes first.
    /// Default `info`: a line for each request.
    pub level: String,
    /// Whether a request's line has the network that it came from, cut to /24 (IPv4) or /48 (IPv6).
    /// Default false: whoever needs no address keeps none.
    pub networks: bool,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Words.
    #[default]
    Text,
    /// An object a line.
    Json,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: Format::Text, level: "info".into(), networks: false }
    }
}

impl Log {
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let parsed = EnvFilter::builder().parse(&self.level);
        parsed.map(drop).map_err(|_| {
            let why = format!("'{}' is not a level; write error, warn, info or debug", self.level);
            SettingsError::at("log.level", why)
        })
    }
}
