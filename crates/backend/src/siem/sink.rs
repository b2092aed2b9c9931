//! One place's queue: filled by whoever tells, emptied by whoever sends.

use std::sync::{
    Arc, Mutex, MutexGuard, OnceLock, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::mpsc;

use super::Filter;
use crate::{
    clock::Clock,
    events::{Event, Events},
};

/// Most events that are taken out at once.
const BATCH: usize = 256;

/// How alerts say where they go.
const TO: &str = "to";

/// The end that is filled.
pub(super) struct Sink {
    name: String,
    filter: Filter,
    queue: Mutex<Option<mpsc::Sender<Event>>>,
    dropped: Arc<AtomicU64>,
}

/// The end that is emptied.
pub(super) struct Source {
    name: String,
    queue: mpsc::Receiver<Event>,
    dropped: Arc<AtomicU64>,
    events: Arc<OnceLock<Events>>,
    clock: Clock,
}

impl Sink {
    pub(super) fn new(name: &str, filter: Filter, queue: mpsc::Sender<Event>) -> Self {
        let queue = Mutex::new(Some(queue));
        Self { name: name.into(), filter, queue, dropped: Arc::default() }
    }

    /// Takes an event that is meant for here, if there is room.
    pub(super) fn offer(&self, event: &Event) {
        if !self.takes(event) {
            return;
        }
        let queue = self.queue();
        if queue.as_ref().is_none_or(|queue| queue.try_send(event.clone()).is_err()) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Takes nothing more.
    pub(super) fn close(&self) {
        self.queue().take();
    }

    fn queue(&self) -> MutexGuard<'_, Option<mpsc::Sender<Event>>> {
        // Held for a moment only: sending into a queue does not wait.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An alert that names its places goes to no others.
    fn takes(&self, event: &Event) -> bool {
        let to = event.details.get(TO).filter(|_| event.kind.starts_with("alert."));
        match to {
            Some(names) => names.split(',').any(|name| name.trim() == self.name),
            None => self.filter.takes(&event.kind),
        }
    }
}

impl Source {
    pub(super) fn new(
        queue: mpsc::Receiver<Event>,
        sink: &Sink,
        events: Arc<OnceLock<Events>>,
        clock: Clock,
    ) -> Self {
        Self { name: sink.name.clone(), queue, dropped: sink.dropped.clone(), events, clock }
    }

    /// What has come, once something has; nothing when nobody tells any more.
    pub(super) async fn next(&mut self) -> Option<Vec<Event>> {
        let mut batch = Vec::new();
        (self.queue.recv_many(&mut batch, BATCH).await > 0).then_some(batch)
    }

    /// The same, on a thread that may block.
    pub(super) fn blocking_next(&mut self) -> Option<Vec<Event>> {
        let mut batch = Vec::new();
        (self.queue.blocking_recv_many(&mut batch, BATCH) > 0).then_some(batch)
    }

    /// Events that came when there was no room; they count as told from now on.
    pub(super) fn lost(&self, count: u64) {
        self.dropped.fetch_add(count, Ordering::Relaxed);
    }

    /// Something has gone out: now it can be told what has not.
    pub(super) fn tell_dropped(&self) {
        let count = self.dropped.swap(0, Ordering::Relaxed);
        if count > 0 {
            tracing::warn!(to = self.name, count, "events were dropped");
            let event = Event::new(self.clock.now(), "", "siem.dropped", "operator");
            if let Some(events) = self.events.get() {
                events.tell(&event.with("name", &self.name).with("count", count));
            }
        }
    }

    /// Whether nobody tells any more.
    pub(super) fn is_over(&self) -> bool {
        self.queue.is_closed()
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn now(&self) -> u64 {
        self.clock.now()
    }
}
