//! `[metrics]`.

use std::net::SocketAddr;

use serde::{Deserialize, Deserializer};

use super::{Secret, SettingsError, listen};

/// `[metrics]`: figures for Prometheus at `/metrics`, and `/healthz` and `/readyz`, on a listener of
/// their own, in clear.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Metrics {
    /// An IP address and a port. Default none: nothing is told.
    #[serde(deserialize_with = "address")]
    pub address: Option<SocketAddr>,
    /// What a reader of `/metrics` has to send as a bearer token. Needed if the address is not this
    /// machine's alone.
    pub token: Option<Secret>,
}

impl Metrics {
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let is_open = self.address.is_some_and(|address| !address.ip().is_loopback());
        if is_open && self.token.is_none() {
            let why = "other machines reach this address: name a token in [metrics], such as \
                       `token = { file = \"metrics.token\" }`, or write \"127.0.0.1:9464\"";
            return Err(SettingsError::at("metrics.address", why));
        }
        Ok(())
    }
}

fn address<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
    listen::address(from).map(Some)
}
