//! What the staff's pages are told.

use serde::{Deserialize, Serialize};

use super::oidc;

/// The pages of the desk's people, and how they sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
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
