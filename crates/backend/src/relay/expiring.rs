//! A bounded map whose entries all live equally long: nonces and tokens.
//!
//! When it is full the oldest entry goes: whoever fills it makes others ask again, and never makes
//! the relay grow or refuse.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
};

/// Entries in the order of their making, which is the order of their expiry.
pub(crate) struct Expiring<K, V> {
    entries: HashMap<K, (u64, V)>,
    order: VecDeque<(u64, K)>,
    lifetime: u64,
    capacity: usize,
}

impl<K: Hash + Eq + Copy, V: Copy> Expiring<K, V> {
    /// At most `capacity` entries, each for `lifetime` seconds.
    pub(crate) fn new(lifetime: u64, capacity: usize) -> Self {
        Self { entries: HashMap::new(), order: VecDeque::new(), lifetime, capacity }
    }

    /// Adds an entry whose key is random, and tells when it expires.
    pub(crate) fn insert(&mut self, key: K, value: V, now: u64) -> u64 {
        self.purge(now);
        while self.order.len() >= self.capacity {
            self.drop_oldest();
        }
        let expiry = now + self.lifetime;
        self.entries.insert(key, (expiry, value));
        self.order.push_back((expiry, key));
        expiry
    }

    /// Looks an entry up.
    pub(crate) fn get(&self, key: &K, now: u64) -> Option<V> {
        self.entries.get(key).filter(|(expiry, _)| now < *expiry).map(|(_, value)| *value)
    }

    /// Takes an entry out: it is found once only.
    pub(crate) fn take(&mut self, key: &K, now: u64) -> Option<V> {
        let (expiry, value) = self.entries.remove(key)?;
        (now < expiry).then_some(value)
    }

    /// Looks an entry up, however old; the oldest are forgotten as new ones come.
    pub(crate) fn known(&self, key: &K) -> Option<V> {
        self.entries.get(key).map(|(_, value)| *value)
    }

    /// Takes every entry out that `is_meant`, and tells how many.
    pub(crate) fn remove_where(&mut self, is_meant: impl Fn(&V) -> bool) -> usize {
        let before = self.entries.len();
        self.entries.retain(|_, (_, value)| !is_meant(value));
        before - self.entries.len()
    }

    fn purge(&mut self, now: u64) {
        while self.order.front().is_some_and(|(expiry, _)| *expiry <= now) {
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) {
        if let Some((_, key)) = self.order.pop_front() {
            self.entries.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_taken_once() {
        let mut map = Expiring::new(60, 8);
        assert_eq!(map.insert(1, 'a', 100), 160);
        assert_eq!(map.take(&1, 159), Some('a'));
        assert_eq!(map.take(&1, 159), None);
    }

    #[test]
    fn an_entry_ends_with_its_time() {
        let mut map = Expiring::new(60, 8);
        map.insert(1, 'a', 100);
        assert_eq!(map.get(&1, 159), Some('a'));
        assert_eq!(map.get(&1, 160), None);
        assert_eq!(map.take(&1, 160), None);
    }

    #[test]
    fn a_full_map_forgets_the_oldest_and_never_grows() {
        let mut map = Expiring::new(60, 3);
        for key in 0..100 {
            map.insert(key, (), 100);
            map.take(&(key / 2), 100);
            assert!(map.order.len() <= 3 && map.entries.len() <= 3);
        }
        assert_eq!((map.get(&96, 100), map.get(&97, 100)), (None, Some(())));
    }
}
