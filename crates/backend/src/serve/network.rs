//! What an address has in common with others, as far as a limit has to know.
//!
//! It is never written down whole: what is told of it is the network that it lies in.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use ipnet::IpNet;

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

#[cfg(test)]
mod tests {
    use super::*;

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
