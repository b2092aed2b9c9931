//! The configuration: one TOML file, read once at the start into types that can't be wrong.
//!
//! Every section is a struct of its own with a default for each value that can have one; what is not
//! known is refused. An error names the key, and what to write instead. Paths are seen from the
//! file's folder. Secrets are not in it: it names the file or the variable that has them.

mod archive;
mod audit;
mod error;
mod listen;
mod log;
mod metrics;
mod parts;
mod secret;
mod site;
#[cfg(test)]
mod tests;

use std::{fs, path::Path};

use serde::Deserialize;

pub use archive::Archive;
pub use audit::Audit;
pub use error::SettingsError;
#[cfg(feature = "desk")]
pub(crate) use listen::address;
pub use listen::{ForwardedBy, Listen, Tls};
pub use log::{Format, Log};
pub use metrics::Metrics;
pub use parts::{DeskPart, RelayPart};
pub use secret::Secret;
#[cfg(feature = "desk")]
pub(crate) use site::is_origin;
pub use site::{Recipient, Site};

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where requests are taken.
    pub listen: Listen,
    /// Certificates; without it requests come in clear.
    pub tls: Option<Tls>,
    /// What is logged, and how.
    pub log: Log,
    /// Where figures and health are told.
    pub metrics: Metrics,
    /// What relays know.
    pub relay: RelayPart,
    /// What desks know.
    pub desk: DeskPart,
    /// How much is too much at the relay.
    #[cfg(feature = "relay")]
    pub limits: crate::relay::limits::Settings,
    /// Where events go.
    #[cfg(feature = "siem")]
    pub siem: crate::siem::Settings,
    /// Whether the standard rules raise alarms. Default true.
    #[cfg(feature = "siem")]
    pub standard_alerts: crate::alerts::Standard,
    /// Rules that raise alarms, an `[[alert]]` each.
    #[cfg(feature = "siem")]
    pub alert: Vec<crate::alerts::Rule>,
    /// The sites, a `[[site]]` each.
    #[serde(rename = "site")]
    pub sites: Vec<Site>,
}

impl Settings {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let text = fs::read_to_string(path).map_err(|error| SettingsError::file(path, &error))?;
        let mut settings = Self::parse(&text).map_err(|error| error.of(path))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        settings.locate(folder);
        settings.check().map_err(|error| error.of(path))?;
        Ok(settings)
    }

    /// Reads a text that is no file yet, for who writes one.
    #[cfg(feature = "demo")]
    pub(crate) fn of_text(text: &str) -> Result<Self, SettingsError> {
        let settings = Self::parse(text)?;
        settings.check()?;
        Ok(settings)
    }

    fn parse(text: &str) -> Result<Self, SettingsError> {
        let document =
            toml::Deserializer::parse(text).map_err(|error| SettingsError::syntax(&error))?;
        serde_path_to_error::deserialize(document).map_err(SettingsError::value)
    }

    /// Relative paths are seen from the file, wherever the program was started.
    fn locate(&mut self, folder: &Path) {
        let mut paths = vec![&mut self.relay.database];
        paths.extend(self.tls.iter_mut().flat_map(|tls| [&mut tls.certificate, &mut tls.key]));
        paths.extend(self.metrics.token.iter_mut().filter_map(Secret::path));
        #[cfg(feature = "siem")]
        paths.extend(self.siem.paths());
        for site in &mut self.sites {
            paths.extend([&mut site.policy, &mut site.data, &mut site.rules]);
            paths.extend(&mut site.archive.file);
            #[cfg(feature = "desk")]
            paths.extend(site.bot.paths());
            #[cfg(feature = "desk")]
            paths.extend(site.people.iter_mut().filter_map(|people| people.path()));
            #[cfg(feature = "desk")]
            paths.extend(site.staff.iter_mut().flat_map(|staff| staff.paths()));
        }
        for path in paths {
            *path = folder.join(&*path);
        }
    }

    /// What no value can tell by itself.
    fn check(&self) -> Result<(), SettingsError> {
        self.listen.check(self.tls.is_some())?;
        self.log.check()?;
        self.metrics.check()?;
        if self.sites.is_empty() {
            return Err(SettingsError::at("site", "there is none; write a [[site]] with its name"));
        }
        for (at, site) in self.sites.iter().enumerate() {
            site.check(at)?;
            if self.sites[..at].iter().any(|other| other.name == site.name) {
                let key = format!("site[{at}].name");
                return Err(SettingsError::at(
                    key,
                    "another [[site]] has this name; give each its own",
                ));
            }
            if self.sites[..at].iter().any(|other| other.data == site.data) {
                let key = format!("site[{at}].data");
                return Err(SettingsError::at(
                    key,
                    "another [[site]] has this folder; give each its own",
                ));
            }
        }
        Ok(())
    }
}
