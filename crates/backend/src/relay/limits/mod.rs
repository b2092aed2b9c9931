//! What is too much of a good thing: who is counted, what is refused, and who is never heard.
//!
//! Addresses and sites are counted before a request is looked at; keys and conversations once a
//! signature or a token shows whose they are, so that nobody uses up another's share.

mod admission;
mod settings;

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use crate::serve::ClientAddress;
use ipnet::IpNet;
use sigilo_protocol::{ConvId, Thumbprint};

pub(super) use self::admission::{admit, site_of};
pub use self::settings::{Rate, Settings};
use super::{expiring::Expiring, problem::Problem};
pub(crate) use crate::limiter::Wait;
use crate::limiter::{Limiter, Shed};

/// Most addresses that are refused for a while at one time; beyond it the oldest is let in again.
const MAX_PAUSED: usize = 65_536;

/// The counters of one relay, by its settings.
pub(crate) struct Limits {
    pub(crate) settings: Settings,
    addresses: Limiter<IpNet>,
    networks: Limiter<IpNet>,
    sites: Limiter<String>,
    visitors: Limiter<Thumbprint>,
    recipients: Limiter<Thumbprint>,
    conversations: Limiter<(String, ConvId)>,
    refusals: Limiter<IpNet>,
    paused: Mutex<Expiring<IpNet, u64>>,
    denied: HashSet<Thumbprint>,
    shed: [Shed; KINDS.len()],
}

/// What can be used up, by the name that events have for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Address,
    Network,
    Site,
    Key,
    Conversation,
    Refusals,
    Queue,
}

const KINDS: [&str; 7] = ["address", "network", "site", "key", "conversation", "refusals", "queue"];

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        KINDS[self as usize]
    }
}

/// Who was refused by which limit.
pub(crate) struct Refused(pub(crate) Kind, pub(crate) Wait);

impl Limits {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            addresses: Limiter::new(settings.address),
            networks: Limiter::new(settings.network),
            sites: Limiter::new(settings.site),
            visitors: Limiter::new(settings.key),
            recipients: Limiter::new(settings.recipient),
            conversations: Limiter::new(settings.conversation),
            refusals: Limiter::new(settings.refusals),
            paused: Mutex::new(Expiring::new(settings.refusals_pause, MAX_PAUSED)),
            denied: settings.deny_keys.iter().copied().collect(),
            shed: Default::default(),
            settings,
        }
    }

    /// Counts a request by where it comes from.
    pub(crate) fn count_address(&self, address: ClientAddress, now: u64) -> Result<(), Refused> {
        if address.is_in(&self.settings.exempt) {
            return Ok(());
        }
        if let Some(until) = lock(&self.paused).get(&address.narrow(), now) {
            let wait = u32::try_from(until.saturating_sub(now)).unwrap_or(u32::MAX);
            return Err(Refused(Kind::Refusals, wait.max(1)));
        }
        self.addresses.check(&address.narrow()).map_err(|wait| Refused(Kind::Address, wait))?;
        self.networks.check(&address.wide()).map_err(|wait| Refused(Kind::Network, wait))
    }

    /// Counts a request by the site that it is for, which is one that the relay serves.
    pub(crate) fn count_site(&self, site: &str) -> Result<(), Refused> {
        self.sites.check(&site.to_owned()).map_err(|wait| Refused(Kind::Site, wait))
    }

    /// Counts what a key does; it has shown that it is the key.
    pub(crate) fn count_key(&self, key: Thumbprint, is_recipient: bool) -> Result<(), Refused> {
        let limiter = if is_recipient { &self.recipients } else { &self.visitors };
        limiter.check(&key).map_err(|wait| Refused(Kind::Key, wait))
    }

    /// Counts an envelope for its conversation, whose sender may post there as far as is known.
    pub(crate) fn count_envelope(&self, site: &str, conv: ConvId) -> Result<(), Refused> {
        let checked = self.conversations.check(&(site.to_owned(), conv));
        checked.map_err(|wait| Refused(Kind::Conversation, wait))
    }

    /// Counts a refusal for who asked; with too many of them the address waits.
    pub(crate) fn count_refusal(&self, address: ClientAddress, now: u64) {
        let narrow = address.narrow();
        if !address.is_in(&self.settings.exempt) && self.refusals.check(&narrow).is_err() {
            let until = now.saturating_add(self.settings.refusals_pause);
            lock(&self.paused).insert(narrow, until, now);
        }
    }

    /// Whether nothing is taken of a key.
    pub(crate) fn denies(&self, key: Thumbprint) -> Result<(), Problem> {
        if self.denied.contains(&key) { Err(Problem::Denied) } else { Ok(()) }
    }

    /// Counts that a limit has refused, as [`Shed::count`].
    pub(crate) fn count_shed(&self, kind: Kind, now: u64) -> Option<u64> {
        self.shed[kind as usize].count(now)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(Settings::default())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // No step between lock and release can leave a map half changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
