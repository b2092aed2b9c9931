//! Places for connections: so many in all, so many for one address, so many for its network.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use ipnet::IpNet;

use crate::relay::{address::ClientAddress, limits::Settings};

/// Lets connections in. Clones count together, so that every listener of a process can have one.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    settings: Settings,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_prefix: HashMap<IpNet, usize>,
}

/// A connection's place, free again when it is dropped.
pub struct Place {
    gate: Gate,
    prefixes: Vec<IpNet>,
}

impl Gate {
    /// With as many places as the settings have.
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(Inner { settings, taken: Mutex::default() }))
    }

    /// A place for a connection from `peer`, if there is one. Addresses that the limits leave out, and
    /// trusted proxies, count for the whole alone: many are behind one.
    pub fn enter(&self, peer: IpAddr) -> Option<Place> {
        let Settings { exempt, trusted_proxies, deny_addresses, .. } = self.settings();
        let address = ClientAddress::new(peer);
        if address.is_in(deny_addresses) {
            return None;
        }
        let settings = self.settings();
        let limits = [
            (address.narrow(), settings.connections_per_address),
            (address.wide(), settings.connections_per_network),
        ];
        let counted =
            if address.is_in(exempt) || address.is_in(trusted_proxies) { &[][..] } else { &limits };
        let mut taken = self.taken();
        let has_room = |(prefix, most): &(IpNet, usize)| {
            taken.by_prefix.get(prefix).is_none_or(|count| count < most)
        };
        if taken.all >= settings.connections || !counted.iter().all(has_room) {
            return None;
        }
        taken.all += 1;
        for (prefix, _) in counted {
            *taken.by_prefix.entry(*prefix).or_default() += 1;
        }
        let prefixes = counted.iter().map(|(prefix, _)| *prefix).collect();
        Some(Place { gate: self.clone(), prefixes })
    }

    /// What it goes by.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    fn taken(&self) -> std::sync::MutexGuard<'_, Taken> {
        // Numbers go up and down together, or the process is out of memory.
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.gate.taken();
        taken.all = taken.all.saturating_sub(1);
        for prefix in &self.prefixes {
            if let Some(count) = taken.by_prefix.get_mut(prefix) {
                *count -= 1;
                if *count == 0 {
                    taken.by_prefix.remove(prefix);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        let settings = Settings {
            connections: 4,
            connections_per_address: 1,
            connections_per_network: 2,
            ..Settings::default()
        };
        Gate::new(settings)
    }

    fn enter(gate: &Gate, from: &str) -> Option<Place> {
        gate.enter(from.parse().unwrap())
    }

    #[test]
    fn an_address_and_a_network_have_their_places_and_give_them_back() {
        let gate = gate();
        let first = enter(&gate, "192.0.2.1").unwrap();
        assert!(enter(&gate, "192.0.2.1").is_none(), "of one address");
        let _second = enter(&gate, "192.0.2.2").unwrap();
        assert!(enter(&gate, "192.0.2.3").is_none(), "of one network");
        drop(first);
        assert!(enter(&gate, "192.0.2.3").is_some());
        assert_eq!(gate.taken().by_prefix.len(), 2, "who has gone is forgotten");
    }

    #[test]
    fn a_proxy_has_all_places_and_there_are_no_more() {
        let gate = gate();
        let all: Vec<_> = (0..4).filter_map(|_| enter(&gate, "127.0.0.1")).collect();
        assert_eq!(all.len(), 4);
        assert!(enter(&gate, "127.0.0.1").is_none() && enter(&gate, "192.0.2.1").is_none());
        drop(all);
        assert!(enter(&gate, "192.0.2.1").is_some());
    }

    #[test]
    fn who_is_denied_gets_no_connection() {
        let denied = vec!["192.0.2.0/24".parse().unwrap()];
        let gate = Gate::new(Settings { deny_addresses: denied, ..Settings::default() });
        assert!(enter(&gate, "192.0.2.9").is_none() && enter(&gate, "192.0.3.9").is_some());
    }
}
