//! How many of those who wait for news have one key: nobody takes every place that there is.

use std::{collections::HashMap, sync::Mutex};

use sigilo_protocol::Thumbprint;

use super::state::lock;

/// Most requests that wait and sockets that are open for one key. A visitor has one in each tab, a desk one or two.
pub(super) const MAX_OF_KEY: usize = 32;

/// After how many seconds who has as many may come again: a long poll may be over by then.
pub(super) const AGAIN: u32 = 5;

/// Who has how many.
#[derive(Default)]
pub(super) struct Seats(Mutex<HashMap<Thumbprint, usize>>);

/// A key's right to one of the places, given back when dropped.
pub(super) struct Seat<'a> {
    seats: &'a Seats,
    key: Thumbprint,
}

impl Seats {
    /// One more for `key`; nothing if it has all that one may have.
    pub(super) fn take(&self, key: Thumbprint) -> Option<Seat<'_>> {
        let mut seats = lock(&self.0);
        let taken = seats.entry(key).or_default();
        (*taken < MAX_OF_KEY).then(|| {
            *taken += 1;
            Seat { seats: self, key }
        })
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut seats = lock(&self.seats.0);
        if let Some(taken) = seats.get_mut(&self.key) {
            *taken -= 1;
            if *taken == 0 {
                seats.remove(&self.key);
            }
        }
    }
}
