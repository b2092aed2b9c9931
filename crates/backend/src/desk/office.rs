//! A desk at work: publish, post what waits, read the feed, and again.

use std::{
    convert::Infallible,
    fs::{self, File, TryLockError},
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_protocol::{Pins, VerifiedManifest};

use super::{
    Config, DeskError,
    backoff::Backoff,
    bot::Bot,
    client::{Client, ClientError, Page},
    keys::{Keys, KeysError},
    memory::Earlier,
    people::People,
    policy::Policy,
    store::{Store, Waiting},
};
use crate::{Clock, DatabaseError, events::Events};

/// How long the relay is asked to wait for news, in seconds; also how late a manifest's renewal can
/// be.
const FEED_WAIT: u64 = 25;

/// Least time between two looks at an empty feed: a relay that does not wait is not hammered.
const PAUSE: Duration = Duration::from_millis(500);

/// A desk that is ready to run.
pub struct Desk {
    pub(super) site: String,
    pub(super) origins: Vec<String>,
    pub(super) recipient: String,
    pub(super) name: String,
    pub(super) policy: Policy,
    pub(super) bot: Arc<dyn Bot>,
    pub(super) clock: Clock,
    pub(super) events: Events,
    pub(super) people: Option<People>,
    pub(super) keys: Keys,
    pub(super) store: Store,
    pub(super) client: Client,
    pub(super) protocol: sigilo_protocol::Desk,
    pub(super) manifest: Option<VerifiedManifest>,
    pub(super) is_published: bool,
    /// What earlier starts have read that this memory does not know; nothing before this start has
    /// looked back.
    pub(super) earlier: Option<Earlier>,
    _lock: File,
}

/// Why a round ended early. The next one tries again.
#[derive(Debug, thiserror::Error)]
pub(super) enum RoundError {
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error("the manifest could not be made: {0}")]
    Manifest(#[from] sigilo_protocol::ManifestError),
}

impl Desk {
    /// Opens the folder: reads the keys and what was kept, or makes them.
    pub fn open(config: Config) -> Result<Self, DeskError> {
        let Config {
            relay,
            site,
            origins,
            recipient,
            name,
            policy,
            data,
            bot,
            clock,
            events,
            people,
        } = config;
        let rng = &mut UnwrapErr(SysRng);
        let lock = lock(&data)?;
        let client = Client::new(&relay, &site)?;
        let keys = Keys::open(&data.join("keys.json"), clock.now(), rng)?;
        let store = Store::open(&data.join("desk.db"), keys.vault())?;
        let people = people
            .map(|settings| People::new(store.clone(), settings, clock.clone(), &site, &recipient));
        let people = people.transpose()?;
        let protocol = sigilo_protocol::Desk::new(&recipient, keys.prekeys(), Vec::new(), rng);
        Ok(Self {
            site,
            origins,
            recipient,
            name,
            policy,
            bot,
            clock,
            events,
            people,
            keys,
            store,
            client,
            protocol,
            manifest: None,
            is_published: false,
            earlier: None,
            _lock: lock,
        })
    }

    /// The thumbprint of the site identity key: what the script tag pins.
    pub fn pin(&self) -> String {
        self.keys.identity.public().thumbprint().to_string()
    }

    pub(super) fn pins(&self) -> Option<Pins> {
        Pins::parse(&self.pin())
    }

    /// Answers until `stop` is ready.
    pub async fn run(mut self, stop: impl Future<Output = ()>) {
        tokio::select! {
            () = stop => {}
            never = self.work() => match never {},
        }
    }

    async fn work(&mut self) -> Infallible {
        let mut backoff = Backoff::default();
        loop {
            match self.round().await {
                Ok(()) => backoff.reset(),
                Err(error) => {
                    let wait = backoff.next(&mut UnwrapErr(SysRng));
                    tracing::warn!(%error, ?wait, "the desk tries again later");
                    tokio::time::sleep(wait).await;
                }
            }
        }
    }

    async fn round(&mut self) -> Result<(), RoundError> {
        self.publish_if_due().await?;
        if self.earlier.is_some() {
            self.tell_settled().await?;
            self.finish_erasures().await?;
            self.expire_forms().await?;
            self.expire_history().await?;
            self.carry_out().await?;
        }
        self.post_waiting().await?;
        if self.earlier.is_none() {
            return self.look_back().await;
        }
        let (after, began) = (self.store.cursor().await?, Instant::now());
        let wake = self.people.as_ref().map(|people| Arc::clone(&people.wake));
        let woken = async {
            match &wake {
                Some(wake) => wake.notified().await,
                None => std::future::pending().await,
            }
        };
        let news = tokio::select! {
            news = self.news(after, FEED_WAIT) => news?,
            () = woken => return Ok(()),
        };
        let Some(page) = news else { return Ok(()) };
        if page.envelopes.is_empty() && began.elapsed() < PAUSE {
            tokio::time::sleep(PAUSE).await;
        }
        let mut last = after;
        for item in page.envelopes {
            if item.cursor <= last {
                return Err(ClientError::Unreachable.into());
            }
            last = item.cursor;
            self.take(item).await?;
            self.post_waiting().await?;
        }
        Ok(())
    }

    /// What is new in the feed after `after`; nothing if the relay has lost what it had, or has an
    /// older copy of it: then this desk reads from the beginning, and passes over what it knows.
    pub(super) async fn news(&mut self, after: u64, wait: u64) -> Result<Option<Page>, RoundError> {
        let page = self.client.feed(after, wait, &self.keys.signing).await;
        if let Err(ClientError::Refused(403, _)) = page {
            // A relay that does not know this recipient has lost the manifest.
            self.is_published = false;
        }
        let page = page?;
        let epoch = self.store.epoch().await?;
        let is_another = epoch.is_some() && page.epoch.is_some() && page.epoch != epoch;
        if is_another || page.next < after {
            tracing::warn!("the relay has begun anew; the desk reads it from the beginning");
            self.earlier = None;
            self.store.begin_feed(page.epoch, Some(0)).await?;
            tokio::time::sleep(PAUSE).await;
            return Ok(None);
        }
        if page.epoch != epoch {
            self.store.begin_feed(page.epoch, None).await?;
        }
        Ok(Some(page))
    }

    /// Posts what was sealed and stored, in its order, until nothing waits.
    pub(super) async fn post_waiting(&mut self) -> Result<(), RoundError> {
        loop {
            let waiting = self.store.waiting().await?;
            if waiting.is_empty() {
                return Ok(());
            }
            for Waiting { id, conv, envelope } in waiting {
                match self.client.post(&conv, &envelope).await {
                    Ok(()) => {}
                    // Another try with the manifest in place tells whether that was the reason.
                    Err(error @ ClientError::Refused(403, _)) if self.is_published => {
                        self.is_published = false;
                        self.publish_if_due().await?;
                        match self.client.post(&conv, &envelope).await {
                            Ok(()) => {}
                            Err(ClientError::Refused(..)) => {
                                tracing::error!(%error, "an answer is refused for good");
                            }
                            Err(error) => return Err(error.into()),
                        }
                    }
                    Err(ClientError::Refused(410, _)) => {
                        tracing::info!("the relay has erased the conversation of an answer");
                    }
                    Err(error @ ClientError::Refused(..)) => {
                        tracing::error!(%error, "an answer is refused for good");
                    }
                    Err(error) => return Err(error.into()),
                }
                self.store.posted(id).await?;
            }
        }
    }
}

/// Takes the folder for this desk, until it is dropped: two would answer everything twice.
fn lock(data: &Path) -> Result<File, DeskError> {
    let folder = |error| DeskError::Folder(data.into(), error);
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data).map_err(folder)?;
    let lock = File::create(data.join("lock")).map_err(folder)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(DeskError::Busy(data.into())),
        Err(TryLockError::Error(error)) => Err(folder(error)),
    }
}
