//! Whose connection a request came by, as far as a limit has to know: told by the connection, or by a
//! proxy that is trusted.
//!
//! It is never written down whole: what is told of it is the network that it lies in.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use axum::{extract::ConnectInfo, http::request::Parts};
use ipnet::IpNet;

/// The header in which each proxy adds whom it heard.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address that a request came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// Of a connection. An IPv4 address in the clothes of an IPv6 one is the IPv4 address.
    pub fn new(address: IpAddr) -> Self {
        Self(address.to_canonical())
    }

    /// What one subscriber has: an IPv4 address, an IPv6 /64.
    pub fn narrow(self) -> IpNet {
        self.cut(32, 64)
    }

    /// What one network has: an IPv4 /24, an IPv6 /48. This is as much as a log or an event has.
    pub fn wide(self) -> IpNet {
        self.cut(24, 48)
    }

    /// Whether one of `networks` has it.
    pub fn is_in(self, networks: &[IpNet]) -> bool {
        networks.iter().any(|network| network.contains(&self.0))
    }

    fn cut(self, v4: u32, v6: u32) -> IpNet {
        match self.0 {
            IpAddr::V4(address) => {
                let bits = address.to_bits() & (u32::MAX << (32 - v4));
                IpNet::new_assert(Ipv4Addr::from_bits(bits).into(), v4 as u8)
            }
            IpAddr::V6(address) => {
                let bits = address.to_bits() & (u128::MAX << (128 - v6));
                IpNet::new_assert(Ipv6Addr::from_bits(bits).into(), v6 as u8)
            }
        }
    }
}

impl fmt::Debug for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClientAddress({})", self.wide())
    }
}

/// The client's address: the connection's, unless that is a trusted proxy's; then the last one in its
/// `X-Forwarded-For` that is not a trusted proxy's too. What stands before that was written by anybody.
pub fn address_of(parts: &Parts, trusted: &[IpNet]) -> Option<ClientAddress> {
    if let Some(known) = parts.extensions.get::<ClientAddress>() {
        return Some(*known);
    }
    let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    let mut nearest = ClientAddress::new(peer.ip());
    let lines = parts.headers.get_all(FORWARDED_FOR).iter().rev();
    let named = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(','));
    for name in named {
        if !nearest.is_in(trusted) {
            break;
        }
        // Who writes what is no address is believed no further.
        let Some(address) = parse(name.trim()) else { break };
        nearest = address;
    }
    Some(nearest)
}

/// An address, with or without a port.
fn parse(name: &str) -> Option<ClientAddress> {
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    let with_port = || name.parse::<SocketAddr>().map(|address| address.ip());
    address.or_else(|_| with_port()).ok().map(ClientAddress::new)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let mut request = Request::new(());
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        for line in forwarded {
            request.headers_mut().append(FORWARDED_FOR, line.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        address_of(&request.into_parts().0, &trusted).unwrap().0.to_string()
    }

    #[test]
    fn a_header_counts_only_as_far_as_trusted_proxies_wrote_it() {
        assert_eq!(seen("192.0.2.1:9", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(seen("10.0.0.1:9", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(seen("10.0.0.1:9", &["203.0.113.9, 198.51.100.7, 10.2.2.2"]), "198.51.100.7");
        assert_eq!(seen("10.0.0.1:9", &["203.0.113.9", "198.51.100.7"]), "198.51.100.7");
        assert_eq!(seen("10.0.0.1:9", &["198.51.100.7, nonsense"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1:9", &[]), "10.0.0.1");
        assert_eq!(seen("[::1]:9", &["[2001:db8::5]:443"]), "2001:db8::5");
    }

    #[test]
    fn an_address_lies_in_two_networks_and_shows_the_wide_one_alone() {
        let four = ClientAddress::new("192.0.2.77".parse().unwrap());
        assert_eq!(
            (four.narrow().to_string(), four.wide().to_string()),
            ("192.0.2.77/32".into(), "192.0.2.0/24".into())
        );
        let six = ClientAddress::new("2001:db8:1:2:3:4:5:6".parse().unwrap());
        assert_eq!(six.narrow().to_string(), "2001:db8:1:2::/64");
        assert_eq!(six.wide().to_string(), "2001:db8:1::/48");
        assert_eq!(format!("{four:?}"), "ClientAddress(192.0.2.0/24)");
        let mapped = ClientAddress::new("::ffff:192.0.2.77".parse().unwrap());
        assert_eq!(mapped, four);
    }
}
