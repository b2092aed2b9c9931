//! Hears events and writes them into a log, without holding up whoever tells them.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{network::NetworkKey, table};
use crate::{
    Clock,
    database::Database,
    events::{Event, Listener},
};

/// Most events that wait to be written: some seconds of a busy relay, 20 MB. What does not fit is
/// counted, and the count is written; a longer line only puts that off.
const WAITING: usize = 65_536;

/// Most events of one transaction.
const BATCH: usize = 512;

/// How long is waited after a failed write.
const AGAIN: Duration = Duration::from_secs(1);

/// How often a write that fails is tried again once nobody tells events any more.
const LAST_TRIES: u32 = 3;

/// A listener that appends to a log. What it has heard is written before it is gone; a crash can lose
/// what waits. What may not be lost is appended where it happens.
pub struct Recorder {
    site: String,
    networks: NetworkKey,
    waiting: Option<SyncSender<Event>>,
    lost: std::sync::Arc<AtomicU64>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Recorder {
    pub(super) fn new(
        database: Database,
        site: String,
        clock: Clock,
        networks: NetworkKey,
    ) -> Self {
        let (waiting, events) = sync_channel(WAITING);
        let lost = std::sync::Arc::new(AtomicU64::new(0));
        let (own_site, own_lost) = (site.clone(), lost.clone());
        let write = move || write(&events, &database, &own_site, &clock, &own_lost);
        let writer = thread::Builder::new().name("audit".into()).spawn(write);
        let writer =
            writer.inspect_err(|error| tracing::error!(%error, "no thread for the audit log"));
        Self { site, networks, waiting: Some(waiting), lost, writer: Mutex::new(writer.ok()) }
    }
}

impl Listener for Recorder {
    fn hear(&self, event: &Event) {
        if !event.site.is_empty() && event.site != self.site {
            return;
        }
        let Some(waiting) = &self.waiting else { return };
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) =
            waiting.try_send(self.networks.hide(event))
        {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        // The writer ends when it has written what waits.
        self.waiting = None;
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer
            && writer.join().is_err()
        {
            tracing::error!("the audit log's writer has failed");
        }
    }
}

fn write(
    events: &Receiver<Event>,
    database: &Database,
    site: &str,
    clock: &Clock,
    lost: &AtomicU64,
) {
    while let Ok(first) = events.recv() {
        let mut batch = vec![first];
        batch.extend(events.try_iter().take(BATCH - 1));
        let missed = lost.swap(0, Ordering::Relaxed);
        if missed > 0 {
            tracing::error!(missed, "events came faster than the audit log could be written");
            let failure = Event::new(clock.now(), site, "failure.audit", "desk");
            batch.push(failure.with("fault", "events were lost").with("lost", missed));
        }
        let mut tries = 0;
        while let Err(error) = database
            .transact_blocking(|t| batch.iter().try_for_each(|event| table::append(t, event)))
        {
            tracing::error!(%error, "the audit log could not be written");
            // Nobody waits for ever at a shutdown.
            tries += 1;
            if tries >= LAST_TRIES && is_over(events, &mut batch) {
                return;
            }
            thread::sleep(AGAIN);
        }
    }
}

/// Whether nobody tells events any more; one that came is taken into the batch.
fn is_over(events: &Receiver<Event>, batch: &mut Vec<Event>) -> bool {
    match events.try_recv() {
        Ok(event) => {
            batch.push(event);
            false
        }
        Err(error) => error == std::sync::mpsc::TryRecvError::Disconnected,
    }
}
