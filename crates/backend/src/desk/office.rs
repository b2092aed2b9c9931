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
use sigilo_protocol::{ConvId, Pins, VerifiedManifest};

use super::{
    Config, DeskError,
    backoff::Backoff,
    bot::Bot,
    client::{Client, ClientError, Page},
    figures::{Figures, REMEMBERED},
    files::{Fetching, Outgoing},
    keys::{Keys, KeysError},
    memory::Earlier,
    people::People,
    policy::Policy,
    pulse::Pulse,
    scan::Scanner,
    slow::{self, Owing, Slow},
    store::{Store, Waiting},
};
use crate::{
    Clock, DatabaseError,
    archive::Published,
    audit::{Log, Recorder},
    events::Events,
    storage::DeskStorage,
};

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
    pub(super) picture: Option<String>,
    pub(super) policy: Policy,
    pub(super) bot: Arc<dyn Bot>,
    pub(super) slow: Option<Slow>,
    pub(super) clock: Clock,
    pub(super) people: Option<People>,
    pub(super) figures: Figures,
    /// What looks at files; nothing where they are taken without.
    pub(super) scanner: Option<Scanner>,
    pub(super) outgoing: Outgoing,
    pub(super) storage: DeskStorage,
    pub(super) keys: Keys,
    pub(super) store: Store,
    pub(super) client: Client,
    pub(super) protocol: sigilo_protocol::Desk,
    pub(super) manifest: Option<VerifiedManifest>,
    pub(super) is_published: bool,
    pub(super) pulse: Pulse,
    /// When what was kept for long enough is looked for again.
    pub(super) retention_due: u64,
    /// What earlier starts have read that this memory does not know; nothing before this start has
    /// looked back.
    pub(super) earlier: Option<Earlier>,
    /// The archive that is named in the manifest.
    pub(super) archive: Option<Published>,
    /// The audit log; what has to be in it with a step is committed with that.
    pub(super) log: Log,
    /// Who hears of what happens: the audit log and others.
    pub(super) events: Events,
    /// The others.
    pub(super) others: Events,
    /// Conversations in which something was decided or asked for that a slow bot may have to obey, each
    /// with whether something was taken back.
    pub(super) changed: Vec<(ConvId, bool)>,
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
    #[error("the archive's keys are over: make new ones with `archive keygen`")]
    Archive,
    #[error("the manifest could not be made: {0}")]
    Manifest(#[from] sigilo_protocol::ManifestError),
}

impl Desk {
    /// Opens the folder: reads the keys and what was kept, or makes them.
    pub fn open(config: Config) -> Result<Self, DeskError> {
        let Config { relay, site, origins, recipient, name, policy, data, bot, clock, .. } = config;
        let (slow, storage, picture) = (config.slow, config.storage, config.picture);
        let scanner = config.files.scanner()?;
        if let Some(slow) = &slow {
            slow.settings.check(&policy, &recipient)?;
        }
        let rng = &mut UnwrapErr(SysRng);
        let lock = lock(&data)?;
        let client = Client::new(&relay, &site)?;
        let keys = Keys::open(&data.join("keys.json"), clock.now(), rng)?;
        let store = keys.store(&data, &storage.master_key, clock.clone())?;
        if slow.is_none() {
            store.0.transact_blocking(slow::forget_all)?;
        }
        let figures = Figures::new(&site, &policy, clock.clone());
        let people = config.people.map(|settings| {
            People::new(store.clone(), settings, clock.clone(), &site, &recipient, figures.clone())
        });
        let people = people.transpose()?;
        let path = data.join("desk.db");
        let log = Log::within(store.0.clone(), &path, &site, config.audit, clock.clone())?;
        figures.recall(&log.since(clock.now().saturating_sub(REMEMBERED))?);
        let archive = config.archive.read(policy.core())?;
        let others = config.events.and(Arc::new(figures.clone()));
        let events = others.and(Arc::new(log.recorder()));
        let protocol = sigilo_protocol::Desk::new(&recipient, keys.prekeys(), Vec::new(), rng);
        let pulse = Pulse::new(&site, &clock, &store.0);
        Ok(Self {
            site,
            origins,
            recipient,
            name,
            picture,
            policy,
            bot,
            slow,
            clock,
            people,
            figures,
            scanner,
            outgoing: Outgoing::default(),
            storage,
            keys,
            store,
            client,
            protocol,
            manifest: None,
            is_published: false,
            pulse,
            retention_due: 0,
            earlier: None,
            archive,
            log,
            events,
            others,
            changed: Vec::new(),
            _lock: lock,
        })
    }

    /// The thumbprint of the site identity key: what the script tag pins.
    pub fn pin(&self) -> String {
        self.keys.identity.public().thumbprint().to_string()
    }

    /// The site's name.
    pub fn site(&self) -> &str {
        &self.site
    }

    /// Whether it gets anywhere, for who watches it while it runs.
    pub fn pulse(&self) -> Pulse {
        self.pulse.clone()
    }

    /// What it counts of its work.
    pub fn figures(&self) -> Figures {
        self.figures.clone()
    }

    pub(super) fn pins(&self) -> Option<Pins> {
        Pins::parse(&self.pin())
    }

    /// Appends events that others tell to this desk's audit log: those of its site and of none.
    pub fn recorder(&self) -> Recorder {
        self.log.recorder()
    }

    /// Answers until `stop` is ready. The last that is done is to sign the audit log.
    pub async fn run(mut self, stop: impl Future<Output = ()>) {
        let log = self.log.clone();
        let keeper = log.clone().keep(self.events.clone());
        let teller = log.clone().tell_elsewhere(self.others.clone());
        tokio::select! {
            () = stop => {}
            never = self.work() => match never {},
            never = keeper => match never {},
            never = teller => match never {},
        }
        let signed = tokio::task::spawn_blocking(move || {
            // What was heard is written first.
            drop(self);
            log.checkpoint()
        });
        if let Ok(Err(error)) = signed.await {
            tracing::error!(%error, "the audit log could not be signed at the end");
        }
    }

    async fn work(&mut self) -> Infallible {
        let (mut backoff, mut owing) = (Backoff::default(), Owing::default());
        let mut fetching = Fetching::default();
        if let Some(verifier) =
            self.people.as_ref().and_then(|people| people.verifier.as_ref().as_ref())
        {
            verifier.prepare(self.clock.now());
        }
        loop {
            match self.round(&mut owing, &mut fetching).await {
                Ok(()) => {
                    self.pulse.beat();
                    backoff.reset();
                }
                Err(error) => {
                    let wait = backoff.next(&mut UnwrapErr(SysRng));
                    tracing::warn!(%error, ?wait, "the desk tries again later");
                    tokio::time::sleep(wait).await;
                }
            }
        }
    }

    async fn round(
        &mut self,
        owing: &mut Owing,
        fetching: &mut Fetching,
    ) -> Result<(), RoundError> {
        self.publish_if_due().await?;
        if self.earlier.is_some() {
            self.tell_settled().await?;
            self.finish_erasures().await?;
            self.expire_forms().await?;
            self.retain().await?;
            self.expire_history().await?;
            self.settle_identities().await?;
            self.carry_out().await?;
            self.tend(owing).await?;
            self.fetch_files(fetching).await?;
        }
        self.post_waiting().await?;
        if self.earlier.is_none() {
            return self.look_back().await;
        }
        let waiting = self.store.waiting_count().await?;
        metrics::gauge!("sigilo_outbox", "site" => self.site.clone()).set(waiting);
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
            said = owing.next() => return self.hear_bot(owing, said).await,
            came = fetching.next() => return self.file_came(fetching, came).await,
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
            self.tend(owing).await?;
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
        self.upload_files().await?;
        self.take_form_files_away().await?;
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

/// Makes a desk's folder with its keys, if they are not there; the identity key's thumbprint.
pub fn make_keys(data: &Path) -> Result<String, DeskError> {
    let _lock = lock(data)?;
    let now = Clock::system().now();
    let keys = Keys::open(&data.join("keys.json"), now, &mut UnwrapErr(SysRng))?;
    Ok(keys.identity.public().thumbprint().to_string())
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
