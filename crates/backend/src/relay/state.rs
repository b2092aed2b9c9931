//! A relay: its sites, its store, and what it remembers for minutes only.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

use axum::http::HeaderValue;
use sigilo_protocol::{Hash, Pins, PublicKey, Thumbprint, VerifiedManifest};
use tokio::{
    sync::{Semaphore, watch},
    time::timeout,
};

use super::{
    MAX_NONCES, MAX_TOKENS, MAX_WAITING, NONCE_LIFETIME, TOKEN_LIFETIME,
    bell::Bells,
    expiring::Expiring,
    limits::{self, Limits},
    seats::Seats,
    store::Store,
};
use crate::{clock::Clock, database::DatabaseError, events::Events, storage::RelayStorage};

/// What a relay is told at its start.
#[derive(Debug, Default)]
pub struct Config {
    /// The sites it serves.
    pub sites: Vec<Site>,
    /// Its SQLite file; made if missing.
    pub database: PathBuf,
    /// Tells the time.
    pub clock: Clock,
    /// How it stores.
    pub storage: RelayStorage,
    /// Who hears what happens.
    pub events: Events,
    /// How much is too much.
    pub limits: limits::Settings,
}

/// A site that a relay serves.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its name, the manifest's `site`.
    pub site: String,
    /// Who may sign its manifest.
    pub pins: Pins,
    /// The origins of its widget, whose scripts may read the relay's answers.
    pub widget_origins: Vec<String>,
}

/// An open relay. [`super::app`] serves it.
pub struct Relay {
    /// Of who says hello, under load.
    pub(super) work: super::work::Work,
    pub(super) clock: Clock,
    pub(super) storage: RelayStorage,
    pub(super) events: Events,
    pub(super) store: Store,
    pub(super) bells: Bells,
    pub(super) waiting: Semaphore,
    pub(super) seats: Seats,
    limits: RwLock<Arc<Limits>>,
    sites: HashMap<String, Arc<Served>>,
    nonces: Mutex<Expiring<Hash, SiteName>>,
    pub(super) tokens: Mutex<Expiring<Hash, (SiteName, Thumbprint)>>,
    /// Rings when tokens were taken back.
    pub(super) revoked: watch::Sender<()>,
    closing: watch::Sender<bool>,
}

/// A site's name, hashed: of one length, so that what is remembered stays small.
pub(super) type SiteName = Hash;

/// A site as it is served now.
pub(super) struct Served {
    pub(super) site: Site,
    published: RwLock<Option<Arc<Publication>>>,
}

/// The manifest that was published last.
pub(super) struct Publication {
    /// As it was signed.
    pub(super) jws: String,
    /// What it says; `None` when it can't be believed any more, because its time was over or its
    /// key was unpinned when the relay started. It is handed out all the same: who reads it sees why.
    pub(super) manifest: Option<VerifiedManifest>,
}

impl Site {
    /// Whether its widget is served from `origin`.
    pub(super) fn has_widget_at(&self, origin: &HeaderValue) -> bool {
        self.widget_origins.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes())
    }
}

impl Relay {
    /// Opens the database and reads what was published.
    pub fn open(config: Config) -> Result<Arc<Self>, DatabaseError> {
        let Config { sites, database, clock, storage, events, limits } = config;
        let store = Store::open(&database, limits.queue, limits.batch)?;
        let mut served = HashMap::new();
        for site in sites {
            let published = store.manifest(&site.site)?.map(|stored| {
                let manifest = VerifiedManifest::verify(&stored.jws, &site.pins, clock.now()).ok();
                Arc::new(Publication { jws: stored.jws, manifest })
            });
            let published = RwLock::new(published);
            served.insert(site.site.clone(), Arc::new(Served { site, published }));
        }
        Ok(Arc::new(Self {
            work: super::work::Work::default(),
            clock,
            storage,
            events,
            store,
            bells: Bells::default(),
            waiting: Semaphore::new(MAX_WAITING),
            seats: Seats::default(),
            limits: RwLock::new(Arc::new(Limits::new(limits))),
            revoked: watch::channel(()).0,
            sites: served,
            nonces: Mutex::new(Expiring::new(NONCE_LIFETIME, MAX_NONCES)),
            tokens: Mutex::new(Expiring::new(TOKEN_LIFETIME, MAX_TOKENS)),
            closing: watch::channel(false).0,
        }))
    }

    /// Answers everybody who waits for news, so that the server can stop.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until nobody waits any more and every socket has said goodbye, or `patience` is over.
    pub async fn drained(&self, patience: Duration) {
        let all = u32::try_from(MAX_WAITING).unwrap_or(u32::MAX);
        if timeout(patience, self.waiting.acquire_many(all)).await.is_err() {
            tracing::warn!("sockets were cut at the end of the grace time");
        }
    }

    pub(super) fn is_closing(&self) -> bool {
        *self.closing.borrow()
    }

    pub(super) fn sites(&self) -> impl Iterator<Item = &Arc<Served>> {
        self.sites.values()
    }

    pub(super) async fn closed(&self) {
        // The sender lives as long as the relay, which lives as long as this wait.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }

    /// What is too much, as it is set now.
    pub(super) fn limits(&self) -> Arc<Limits> {
        self.limits.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sets limits anew while the relay runs; what was counted is forgotten, and keys that are denied
    /// from now on lose their tokens. The queue of the store stays as it was at the start.
    pub fn set_limits(&self, settings: limits::Settings) {
        let denied = settings.deny_keys.clone();
        let limits = Arc::new(Limits::new(settings));
        *self.limits.write().unwrap_or_else(PoisonError::into_inner) = limits;
        self.forget_tokens(|_, holder| denied.contains(&holder));
    }

    pub(super) fn site(&self, name: &str) -> Option<&Arc<Served>> {
        self.sites.get(name)
    }

    pub(super) fn remember_nonce(&self, site: &str, nonce: &str) -> u64 {
        let name = Hash::of(site.as_bytes());
        lock(&self.nonces).insert(Hash::of(nonce.as_bytes()), name, self.clock.now())
    }

    /// Whether `nonce` was given out for `site`, lately, and not used; it is used now.
    pub(super) fn use_nonce(&self, site: &str, nonce: &str) -> bool {
        let used = lock(&self.nonces).take(&Hash::of(nonce.as_bytes()), self.clock.now());
        used == Some(Hash::of(site.as_bytes()))
    }

    pub(super) fn remember_token(&self, site: &str, token: &str, key: &PublicKey) -> u64 {
        let holder = (Hash::of(site.as_bytes()), key.thumbprint());
        lock(&self.tokens).insert(Hash::of(token.as_bytes()), holder, self.clock.now())
    }

    /// The key that a token of `site` is bound to.
    pub(super) fn token_holder(&self, site: &str, token: &str) -> Option<Thumbprint> {
        let found = lock(&self.tokens).get(&Hash::of(token.as_bytes()), self.clock.now());
        found.filter(|(name, _)| *name == Hash::of(site.as_bytes())).map(|(_, holder)| holder)
    }
}

impl Served {
    /// Whether it has a manifest that holds.
    pub(super) fn is_published(&self, now: u64) -> bool {
        self.published().is_some_and(|published| published.valid(now).is_some())
    }

    pub(super) fn published(&self) -> Option<Arc<Publication>> {
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn publish(&self, manifest: VerifiedManifest) {
        let publication = Publication { jws: manifest.jws().into(), manifest: Some(manifest) };
        *self.published.write().unwrap_or_else(PoisonError::into_inner) =
            Some(Arc::new(publication));
    }

    /// The signing key of the recipient `id`, while the manifest that names it is valid.
    pub(super) fn recipient_key(&self, id: &str, now: u64) -> Option<PublicKey> {
        self.published()?.valid(now)?.recipient(id)?.sig
    }

    /// Whether `key` is a recipient's, while the manifest that names it is valid.
    pub(super) fn is_recipient(&self, key: Thumbprint, now: u64) -> bool {
        self.published().is_some_and(|published| {
            let is_holder = |sig: PublicKey| sig.thumbprint() == key;
            published.valid(now).is_some_and(|manifest| {
                manifest.recipients.iter().filter_map(|recipient| recipient.sig).any(is_holder)
            })
        })
    }
}

impl Publication {
    fn valid(&self, now: u64) -> Option<&VerifiedManifest> {
        self.manifest.as_ref().filter(|manifest| now < manifest.exp)
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // No step between lock and release can leave a map half changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
