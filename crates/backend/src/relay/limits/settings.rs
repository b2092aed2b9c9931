//! How much is too much, as an operator sets it.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use sigilo_protocol::Thumbprint;

pub use crate::limiter::Rate;

/// The limits of a relay: the section `[limits]`. Those of connections are in `[listen]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Requests of one address (IPv4), or one /64 (IPv6). An office behind one address has a few
    /// dozen chats, and opening one takes about ten requests.
    pub address: Rate,
    /// Requests of one network: an IPv4 /24, an IPv6 /48.
    pub network: Rate,
    /// Requests for one site, whoever makes them.
    pub site: Rate,
    /// What one visitor's key posts and reads.
    pub key: Rate,
    /// What one recipient's key posts and reads: one desk speaks for every conversation.
    pub recipient: Rate,
    /// Envelopes posted to one conversation, by all who take part.
    pub conversation: Rate,
    /// Requests of one address that were refused for who asks: a wrong token, nonce or signature.
    /// People who guess need millions, and who has a slow clock needs one or two.
    pub refusals: Rate,
    /// For how many seconds an address is refused that used up its refusals.
    pub refusals_pause: u64,
    /// Networks that the limits of addresses leave out: the desk's, and what asks for the health.
    pub exempt: Vec<IpNet>,
    /// Networks of which nothing is taken.
    pub deny_addresses: Vec<IpNet>,
    /// Thumbprints of keys of which nothing is taken: they get no token and can't post.
    pub deny_keys: Vec<Thumbprint>,
    /// For how many seconds a request's body may be on its way. On a slow phone 128 KiB take ten.
    pub body_seconds: u64,
    /// Envelopes that wait to be stored at one time; who comes then is told to come again.
    pub queue: usize,
    /// Envelopes that one write to the disk stores. 1 writes each on its own.
    pub batch: usize,
}

impl Default for Settings {
    fn default() -> Self {
        let here = || vec![IpNet::from(LOOPBACK_4), IpNet::from(LOOPBACK_6)];
        Self {
            address: Rate::new(1_200, 300),
            network: Rate::new(6_000, 1_500),
            site: Rate::new(240_000, 12_000),
            key: Rate::new(300, 300),
            recipient: Rate::new(120_000, 6_000),
            conversation: Rate::new(600, 600),
            refusals: Rate::new(20, 20),
            refusals_pause: 60,
            exempt: here(),
            deny_addresses: Vec::new(),
            deny_keys: Vec::new(),
            body_seconds: 30,
            queue: 2_048,
            batch: 256,
        }
    }
}

const LOOPBACK_4: ipnet::Ipv4Net =
    ipnet::Ipv4Net::new_assert(std::net::Ipv4Addr::new(127, 0, 0, 0), 8);
const LOOPBACK_6: ipnet::Ipv6Net = ipnet::Ipv6Net::new_assert(std::net::Ipv6Addr::LOCALHOST, 128);
