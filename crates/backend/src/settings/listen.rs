//! `[listen]` and `[tls]`: where requests are taken, and behind what.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de::Error as _};

use super::SettingsError;

/// `[listen]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Listen {
    /// An IP address and a port. Default `127.0.0.1:8443`: this machine alone, until told.
    #[serde(deserialize_with = "address")]
    pub address: SocketAddr,
    /// Whether requests may come in clear from other machines: behind a proxy on a private network.
    /// Default false: what is in clear, tokens too, is anybody's on the way.
    pub allow_clear: bool,
    /// Networks of proxies whose `Forwarded` or `X-Forwarded-For` says who the client is. Default none:
    /// anybody can write that header.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Which header they write: `x-forwarded-for` or `forwarded`. Default x-forwarded-for. The other one
    /// is whatever the client wrote.
    pub forwarded_by: ForwardedBy,
    /// Most connections at one time. Default 12000: 10 000 visitors who wait, and room; each costs a
    /// file (`ulimit -n`) and about 50 KB.
    pub max_connections: usize,
    /// Most connections of one IPv4 address, or one IPv6 /64. Default 256: a browser opens up to six, an
    /// office is behind one address. This machine and trusted proxies have all.
    pub connections_per_address: usize,
    /// Most connections of one IPv4 /24, or one IPv6 /48. Default 2048.
    pub connections_per_network: usize,
    /// Seconds that a request's head may take; a connection between requests ends as late. Default 30.
    pub head_seconds: u64,
    /// Seconds for which a reader may take nothing of an answer. Default 30.
    pub write_seconds: u64,
    /// Seconds that requests under way may take once the program is to end. Default 20: a slow line's
    /// largest envelope; more makes restarts slow, less cuts uploads.
    pub grace_seconds: u64,
    /// Seconds between the moment when `/readyz` says no and the one when nothing more is accepted.
    /// Default 0; what a load balancer needs to look twice.
    pub drain_seconds: u64,
}

/// The header in which a proxy names its client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardedBy {
    /// `X-Forwarded-For`, which most proxies write.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// `[tls]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The PEM file of the certificate, and of those that lead to its authority.
    pub certificate: PathBuf,
    /// The PEM file of its key.
    pub key: PathBuf,
    /// Seconds for which browsers ask by TLS only (HSTS). Default a year; 0 sends nothing.
    #[serde(default = "year")]
    pub hsts_seconds: u64,
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8443)),
            allow_clear: false,
            trusted_proxies: Vec::new(),
            forwarded_by: ForwardedBy::default(),
            max_connections: 12_000,
            connections_per_address: 256,
            connections_per_network: 2_048,
            head_seconds: 30,
            write_seconds: 30,
            grace_seconds: 20,
            drain_seconds: 0,
        }
    }
}

impl Listen {
    /// Refuses to be heard in clear by others, unless told.
    pub(super) fn check(&self, has_tls: bool) -> Result<(), SettingsError> {
        if !has_tls && !self.address.ip().is_loopback() && !self.allow_clear {
            let why = format!(
                "{} is reached by other machines, and there is no [tls]: name a certificate there, or \
                 write `allow_clear = true` in [listen] if a proxy with one stands in front",
                self.address
            );
            return Err(SettingsError::at("listen.address", why));
        }
        if self.max_connections == 0 {
            return Err(SettingsError::at("listen.max_connections", "write at least 1"));
        }
        Ok(())
    }
}

fn year() -> u64 {
    365 * 24 * 3_600
}

pub(crate) fn address<'de, D: Deserializer<'de>>(from: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|_| {
        D::Error::custom(format!(
            "'{text}' is not an IP address with a port; write one such as \"127.0.0.1:8443\" or \"[::]:443\""
        ))
    })
}

fn networks<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let network = |text: &String| {
        let alone = || text.parse::<IpAddr>().map(IpNet::from);
        text.parse::<IpNet>().or_else(|_| alone()).map_err(|_| {
            D::Error::custom(format!(
                "'{text}' is not a network; write one such as \"10.0.0.0/8\" or \"::1\""
            ))
        })
    };
    texts.iter().map(network).collect()
}
