//! Places for connections of one address and of one network; the server counts how many there are in
//! all.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use ipnet::IpNet;
use tokio::sync::OwnedSemaphorePermit;

use super::{network::ClientAddress, server::Gate};

/// Connections by prefix. Clones count together.
#[derive(Clone, Default)]
pub(super) struct Places(Arc<Mutex<HashMap<IpNet, usize>>>);

/// A connection's place, free again when it is dropped.
pub(super) struct Place {
    places: Places,
    prefixes: Vec<IpNet>,
    _of_all: OwnedSemaphorePermit,
}

impl Places {
    /// A place for a connection from `peer`, if its address and its network have one. This machine and
    /// trusted proxies count for the whole alone: many are behind one.
    pub(super) fn enter(
        &self,
        gate: &Gate,
        peer: IpAddr,
        of_all: OwnedSemaphorePermit,
    ) -> Option<Place> {
        let address = ClientAddress::new(peer);
        let limits = [
            (address.narrow(), gate.connections_per_address),
            (address.wide(), gate.connections_per_network),
        ];
        let is_many = peer.to_canonical().is_loopback() || address.is_in(&gate.trusted_proxies);
        let counted = if is_many { &[][..] } else { &limits };
        let mut taken = self.taken();
        let has_room =
            |(prefix, most): &(IpNet, usize)| taken.get(prefix).is_none_or(|count| count < most);
        if !counted.iter().all(has_room) {
            return None;
        }
        for (prefix, _) in counted {
            *taken.entry(*prefix).or_default() += 1;
        }
        let prefixes = counted.iter().map(|(prefix, _)| *prefix).collect();
        Some(Place { places: self.clone(), prefixes, _of_all: of_all })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<IpNet, usize>> {
        // Numbers go up and down together, or the process is out of memory.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        for prefix in &self.prefixes {
            if let Some(count) = taken.get_mut(prefix) {
                *count -= 1;
                if *count == 0 {
                    taken.remove(prefix);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::Semaphore;

    use super::*;

    async fn enter(places: &Places, from: &str) -> Option<Place> {
        let trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
        let (connections_per_address, connections_per_network) = (1, 2);
        let gate = Gate {
            trusted_proxies,
            connections_per_address,
            connections_per_network,
            ..Gate::default()
        };
        let permit = Arc::new(Semaphore::new(1)).acquire_owned().await.unwrap();
        places.enter(&gate, from.parse().unwrap(), permit)
    }

    #[tokio::test]
    async fn an_address_and_a_network_have_their_places_and_give_them_back() {
        let places = Places::default();
        let first = enter(&places, "192.0.2.1").await.unwrap();
        assert!(enter(&places, "192.0.2.1").await.is_none(), "of one address");
        let _second = enter(&places, "192.0.2.2").await.unwrap();
        assert!(enter(&places, "192.0.2.3").await.is_none(), "of one network");
        drop(first);
        assert!(enter(&places, "192.0.2.3").await.is_some());
        assert_eq!(places.taken().len(), 2, "who has gone is forgotten");
    }

    #[tokio::test]
    async fn a_proxy_and_this_machine_have_all_places() {
        let places = Places::default();
        for from in ["10.0.0.1", "127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            let all = [
                enter(&places, from).await,
                enter(&places, from).await,
                enter(&places, from).await,
            ];
            assert!(all.iter().all(Option::is_some), "{from}");
        }
    }
}
