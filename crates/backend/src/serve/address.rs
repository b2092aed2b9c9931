//! Who a request comes from: the other end of its connection or, where that is a proxy of ours, whom
//! the proxy names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

use crate::settings::ForwardedBy;

/// A request's client, as an extension of the request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// Its whole address: for limits, never for a log.
    pub address: IpAddr,
    /// Whether the log may have its network.
    pub(super) is_logged: bool,
}

impl Client {
    pub(crate) fn of(
        peer: SocketAddr,
        headers: &HeaderMap,
        trusted: &[IpNet],
        by: ForwardedBy,
        is_logged: bool,
    ) -> Self {
        let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
        let mut address = peer.ip().to_canonical();
        if is_trusted(address) {
            let mut named = named(headers, by);
            // The last one is who the proxy saw. What it saw may be another proxy of ours.
            while is_trusted(address) {
                match named.pop() {
                    Some(Some(next)) => address = next,
                    // Nobody can say more.
                    Some(None) | None => break,
                }
            }
        }
        Self { address, is_logged }
    }

    /// Nobody's but this address.
    #[cfg(test)]
    pub(crate) fn at(address: IpAddr) -> Self {
        Self { address, is_logged: false }
    }

    /// Its network, for the log: /24, or /48 for IPv6; nothing if the log is to have none.
    pub fn logged(&self) -> Option<String> {
        self.is_logged.then(|| network(self.address))
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Client({})", network(self.address))
    }
}

/// An address without what tells one household from another.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{}/24", Ipv4Addr::from([a, b, c, 0]))
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{}/48", Ipv6Addr::from([a, b, c, 0, 0, 0, 0, 0]))
        }
    }
}

/// Whom proxies name, the first in front; `None` for what is no address.
fn named(headers: &HeaderMap, by: ForwardedBy) -> Vec<Option<IpAddr>> {
    let (name, read): (_, fn(&str) -> Option<IpAddr>) = match by {
        ForwardedBy::XForwardedFor => ("x-forwarded-for", read_address),
        ForwardedBy::Forwarded => ("forwarded", read_forwarded),
    };
    let values = headers.get_all(name).iter();
    let texts = values.map(|value| value.to_str().unwrap_or_default());
    texts.flat_map(|text| text.split(',')).map(|text| read(text.trim())).collect()
}

/// `for="[2001:db8::1]:4711";proto=https` (RFC 7239).
fn read_forwarded(text: &str) -> Option<IpAddr> {
    let mut pairs = text.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    read_address(value.trim_matches('"'))
}

/// An address, with or without a port.
fn read_address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>().ok();
    let address = address.or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, by: ForwardedBy, header: &[(&'static str, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in header {
            headers.append(*name, value.parse().unwrap());
        }
        let trusted = ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"].map(|net| net.parse().unwrap());
        Client::of(peer.parse().unwrap(), &headers, &trusted, by, true).address.to_string()
    }

    #[test]
    fn a_header_counts_from_a_trusted_proxy_only() {
        let by = ForwardedBy::XForwardedFor;
        let header = [("x-forwarded-for", "203.0.113.9")];
        assert_eq!(seen("127.0.0.1:1", by, &header), "203.0.113.9");
        assert_eq!(seen("[::ffff:127.0.0.1]:1", by, &header), "203.0.113.9");
        assert_eq!(seen("198.51.100.1:1", by, &header), "198.51.100.1");
        assert_eq!(seen("127.0.0.1:1", by, &[]), "127.0.0.1");
    }

    #[test]
    fn what_a_client_wrote_in_front_changes_nothing() {
        let by = ForwardedBy::XForwardedFor;
        for (value, expected) in [
            ("1.1.1.1, 203.0.113.9", "203.0.113.9"),
            ("1.1.1.1, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
            ("nonsense, 10.1.1.1", "10.1.1.1"),
            ("203.0.113.9, nonsense", "127.0.0.1"),
        ] {
            assert_eq!(seen("127.0.0.1:1", by, &[("x-forwarded-for", value)]), expected, "{value}");
        }
        let two = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.9")];
        assert_eq!(seen("127.0.0.1:1", by, &two), "203.0.113.9");
        let other = [("forwarded", "for=1.1.1.1"), ("x-forwarded-for", "203.0.113.9")];
        assert_eq!(seen("127.0.0.1:1", by, &other), "203.0.113.9", "the other header is anybody's");
    }

    #[test]
    fn the_standard_s_header_is_read_where_it_is_asked_for() {
        let by = ForwardedBy::Forwarded;
        for (value, expected) in [
            ("for=203.0.113.9;proto=https", "203.0.113.9"),
            ("proto=https; For=\"[2001:db8::7]:4711\"", "2001:db8::7"),
            ("for=1.1.1.1, for=\"203.0.113.9:80\"", "203.0.113.9"),
            ("for=unknown", "127.0.0.1"),
        ] {
            assert_eq!(seen("127.0.0.1:1", by, &[("forwarded", value)]), expected, "{value}");
        }
    }

    #[test]
    fn a_log_has_a_network_at_most() {
        let client =
            |address: &str, is_logged| Client { address: address.parse().unwrap(), is_logged };
        assert_eq!(client("203.0.113.9", true).logged().unwrap(), "203.0.113.0/24");
        assert_eq!(client("2001:db8:1:2::3", true).logged().unwrap(), "2001:db8:1::/48");
        assert_eq!(client("203.0.113.9", false).logged(), None);
        assert_eq!(format!("{:?}", client("203.0.113.9", false)), "Client(203.0.113.0/24)");
    }
}
