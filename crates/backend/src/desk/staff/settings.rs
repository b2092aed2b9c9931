//! What the staff's pages are told.

use std::{net::SocketAddr, path::PathBuf};

use serde::Deserialize;

use super::oidc;
use crate::settings::{SettingsError, Tls, address, is_origin};

/// The pages of the desk's people, and how they sign in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// An IP address and a port of their own. Default `127.0.0.1:8090`: this machine alone, where a
    /// proxy or a tunnel reaches it. No visitor has to.
    #[serde(deserialize_with = "address")]
    pub address: SocketAddr,
    /// Whether requests may come in clear from other machines: behind a proxy on a private network.
    /// Default false: passwords and what visitors say would be anybody's on the way.
    pub allow_clear: bool,
    /// Certificates; default none: requests come in clear.
    pub tls: Option<Tls>,
    /// The origin under which browsers reach the pages, `https://desk.example`. Default
    /// `http://127.0.0.1:8090`. Only what comes from a page of this origin changes anything, and the
    /// session's cookie is `Secure` unless it is plain HTTP on this machine.
    pub origin: String,
    /// After how many minutes without a request a session ends. Default 30: who goes to lunch without
    /// locking the screen; a longer time leaves conversations open to whoever comes by.
    pub idle_minutes: u32,
    /// After how many hours a session ends in any case. Default 10, a working day.
    pub session_hours: u32,
    /// After how many failures in a row a name has to wait. Default 5: a wrong key is no attack.
    pub failures: u32,
    /// How long it waits first, in seconds; each further failure doubles that, up to an hour.
    /// Default 30.
    pub wait_seconds: u32,
    /// How many lines of who did what are kept for the auditor's page, the newest. Default 10 000; the
    /// audit log keeps them all.
    pub access_lines: u32,
    /// A provider that signs people in, if there is one.
    pub oidc: Option<oidc::Settings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8090)),
            allow_clear: false,
            tls: None,
            origin: "http://127.0.0.1:8090".into(),
            idle_minutes: 30,
            session_hours: 10,
            failures: 5,
            wait_seconds: 30,
            access_lines: 10_000,
            oidc: None,
        }
    }
}

/// A session's cookie: no other host and no plain connection can set it, and none is sent along from
/// another site.
const COOKIE: &str = "__Host-sigilo-staff";

/// On this machine, without TLS, a browser takes no such name.
const PLAIN_COOKIE: &str = "sigilo-staff";

impl Settings {
    /// Refuses what would send passwords in clear, or let nobody in. `key` is the section's place.
    pub(crate) fn check(&self, key: &str) -> Result<(), SettingsError> {
        let refused = |name: &str, why: String| SettingsError::at(format!("{key}.{name}"), why);
        if self.tls.is_none() && !self.address.ip().is_loopback() && !self.allow_clear {
            let why = format!(
                "{} is reached by other machines, and there is no `tls`: name a certificate there, or \
                 write `allow_clear = true` beside it if a proxy with one stands in front",
                self.address
            );
            return Err(refused("address", why));
        }
        if !is_origin(&self.origin) {
            let why = format!(
                "'{}' is not an origin; write what the browser shows before the first slash, such as \
                 \"https://desk.shop.example\"",
                self.origin
            );
            return Err(refused("origin", why));
        }
        if !self.is_secure() && !is_near(&self.origin) {
            let why = "plain HTTP is for this machine alone; write https://, and name a certificate in \
                       `tls` or in the proxy in front";
            return Err(refused("origin", why.into()));
        }
        Ok(())
    }

    /// The files that are named in it.
    pub(crate) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let tls = self.tls.iter_mut().flat_map(|tls| [&mut tls.certificate, &mut tls.key]);
        let secret = self.oidc.iter_mut().map(|oidc| &mut oidc.client_secret_file);
        // An empty one is none.
        tls.chain(secret.filter(|path| !path.as_os_str().is_empty()))
    }

    /// Whether the pages are reached by TLS.
    pub(super) fn is_secure(&self) -> bool {
        !self.origin.starts_with("http://")
    }

    pub(super) fn cookie(&self) -> &'static str {
        if self.is_secure() { COOKIE } else { PLAIN_COOKIE }
    }

    /// The header that sets a cookie of ours, or with an age of 0 takes it away.
    pub(super) fn set_cookie(&self, value: &str, age: u64) -> String {
        let secure = if self.is_secure() { "; Secure" } else { "" };
        let name = self.cookie();
        format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}")
    }

    pub(super) fn idle(&self) -> u64 {
        u64::from(self.idle_minutes) * 60
    }

    pub(super) fn lifetime(&self) -> u64 {
        u64::from(self.session_hours) * 3_600
    }
}

/// Whether an origin of plain HTTP is of this machine.
fn is_near(origin: &str) -> bool {
    let host = origin.strip_prefix("http://").unwrap_or(origin);
    let is_port = |rest: &str| rest.is_empty() || rest.starts_with(':');
    let hosts = ["127.0.0.1", "localhost", "[::1]"];
    hosts.iter().any(|near| host.strip_prefix(near).is_some_and(is_port))
}
