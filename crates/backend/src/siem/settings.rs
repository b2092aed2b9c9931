//! Where events go, as an operator sets it.

use std::path::PathBuf;

use serde::Deserialize;

use super::Pattern;
use crate::settings::Secret;

/// Where events go: the section `[siem]`. Nowhere, unless told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Files of JSON lines: `[[siem.file]]`.
    pub file: Vec<File>,
    /// Syslog servers: `[[siem.syslog]]`.
    pub syslog: Vec<Syslog>,
    /// Webhooks: `[[siem.webhook]]`.
    pub webhook: Vec<Webhook>,
}

/// Which events go to a place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Kinds that go there: `consent.given`, `access.*`, `*`. All, unless told.
    pub kinds: Vec<Pattern>,
    /// Kinds that don't, though the others name them. What every message makes is left out, unless
    /// told: it is much, and no security event.
    pub except: Vec<Pattern>,
}

/// A file with an event a line. It is opened anew when somebody has moved it: logrotate needs no signal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// What alerts call it.
    pub name: String,
    /// Where it is; made if missing, readable by its owner alone.
    pub path: PathBuf,
    /// Which events.
    #[serde(default)]
    pub filter: Filter,
}

/// A syslog server: RFC 5424 by TCP with octet counting (RFC 6587), or TLS (RFC 5425).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syslog {
    /// What alerts call it.
    pub name: String,
    /// Host and port: `siem.example:6514`.
    pub address: String,
    /// Whether by TLS; yes, unless told.
    #[serde(default = "yes")]
    pub tls: bool,
    /// A PEM file of the authorities that may sign the server's certificate; the system's, unless told.
    #[serde(default)]
    pub authorities: Option<PathBuf>,
    /// PEM files of a certificate chain and its key, by which the server knows us.
    #[serde(default)]
    pub identity: Option<(PathBuf, PathBuf)>,
    /// The HOSTNAME of each message; a hyphen, unless told.
    #[serde(default)]
    pub hostname: Option<String>,
    /// Which events.
    #[serde(default)]
    pub filter: Filter,
}

/// A webhook, signed as Standard Webhooks has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// What alerts call it, and its queue on the disk: another name is another queue.
    pub name: String,
    /// Where to post: `https://`, or `http://` on this machine.
    pub url: String,
    /// Where the shared secret is, `whsec_…`: `{ file = "…" }` or `{ env = "…" }`.
    pub secret: Secret,
    /// Events kept for it on the disk; beyond that what comes is dropped and counted. 10 000 are
    /// about 5 MB.
    #[serde(default = "most")]
    pub queue: usize,
    /// For how many hours an event is offered again to a receiver that does not take it.
    #[serde(default = "hours")]
    pub keep_hours: u64,
    /// Which events.
    #[serde(default)]
    pub filter: Filter,
}

impl Settings {
    /// The files that are named in it.
    pub(crate) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let files = self.file.iter_mut().map(|file| &mut file.path);
        let certificates = self.syslog.iter_mut().flat_map(|syslog| {
            let identity = syslog.identity.iter_mut();
            let identity = identity.flat_map(|(chain, key)| [chain, key]);
            syslog.authorities.iter_mut().chain(identity)
        });
        let secrets = self.webhook.iter_mut().filter_map(|webhook| webhook.secret.path());
        files.chain(certificates).chain(secrets)
    }
}

impl Filter {
    /// Whether events of `kind` go there.
    pub fn takes(&self, kind: &str) -> bool {
        let names = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(kind));
        names(&self.kinds) && !names(&self.except)
    }
}

impl Default for Filter {
    fn default() -> Self {
        let often = ["envelope.stored", "socket.opened", "access.token"];
        Self { kinds: vec![Pattern::new("*")], except: often.map(Pattern::new).into() }
    }
}

fn yes() -> bool {
    true
}

fn most() -> usize {
    10_000
}

fn hours() -> u64 {
    72
}
