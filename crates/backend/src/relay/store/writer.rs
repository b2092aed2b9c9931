//! The queue of envelopes that wait to be stored, and the one thread that stores them: as many as
//! have come are one write to the disk, and each is acknowledged after it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Instant,
};

use rusqlite::Transaction;
use tokio::sync::{mpsc, oneshot};

use super::{NewEnvelope, Stored, append};
use crate::{
    database::{Database, DatabaseError},
    storage::Quotas,
};

/// A bounded queue before the database.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Waiting>,
    pace: Arc<Pace>,
}

/// How long one envelope takes, in microseconds: what the last batches took, the newest most.
#[derive(Default)]
struct Pace(AtomicU64);

struct Waiting {
    envelope: NewEnvelope,
    quotas: Option<Quotas>,
    done: oneshot::Sender<Result<Stored, DatabaseError>>,
}

impl Writer {
    /// Begins to write: at most `queue` envelopes wait, and at most `batch` are one write.
    pub(crate) fn start(
        database: Database,
        queue: usize,
        batch: usize,
    ) -> Result<Self, DatabaseError> {
        let (sender, receiver) = mpsc::channel(queue.max(1));
        let writer = Self { queue: sender, pace: Arc::default() };
        let pace = writer.pace.clone();
        // A thread that ends with the last sender, after all that waits was written.
        let work = move || write(&database, receiver, batch.max(1), &pace);
        let started = thread::Builder::new().name("envelopes".into()).spawn(work);
        started.map_err(|_| DatabaseError::Interrupted)?;
        Ok(writer)
    }

    /// Stores an envelope: the answer comes once it is on the disk. When too many wait it is refused,
    /// with the seconds after which that queue will have been written.
    pub(crate) async fn append(
        &self,
        envelope: NewEnvelope,
        quotas: Option<Quotas>,
    ) -> Result<Stored, DatabaseError> {
        let (done, written) = oneshot::channel();
        if self.queue.try_send(Waiting { envelope, quotas, done }).is_err() {
            return Ok(Stored::Queued(self.wait()));
        }
        written.await.map_err(|_| DatabaseError::Interrupted)?
    }

    fn wait(&self) -> u32 {
        let waiting = (self.queue.max_capacity() - self.queue.capacity()) as u64;
        let micros = self.pace.0.load(Ordering::Relaxed).saturating_mul(waiting);
        u32::try_from(micros.div_ceil(1_000_000)).unwrap_or(u32::MAX).max(1)
    }
}

impl Pace {
    fn learn(&self, began: Instant, envelopes: usize) {
        let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        let each = micros / (envelopes as u64).max(1);
        let known = self.0.load(Ordering::Relaxed);
        self.0.store((known.saturating_mul(3).saturating_add(each)) / 4, Ordering::Relaxed);
    }
}

fn write(database: &Database, mut queue: mpsc::Receiver<Waiting>, batch: usize, pace: &Pace) {
    let mut waiting = Vec::new();
    while queue.blocking_recv_many(&mut waiting, batch) > 0 {
        let began = Instant::now();
        let count = waiting.len();
        let stored = database.transact_blocking(|t| {
            waiting
                .iter()
                .map(|Waiting { envelope, quotas, .. }| each(t, envelope, quotas.as_ref()))
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        pace.learn(began, count);
        match stored {
            Ok(stored) => {
                for (Waiting { done, .. }, stored) in waiting.drain(..).zip(stored) {
                    // Who has hung up posts the same again, and hears that it is there.
                    let _ = done.send(stored);
                }
            }
            Err(error) => {
                tracing::error!(%error, "envelopes could not be written");
                for Waiting { done, .. } in waiting.drain(..) {
                    let _ = done.send(Err(DatabaseError::Interrupted));
                }
            }
        }
    }
}

/// One envelope of a batch: what fails with it takes nothing else along.
fn each(
    t: &Transaction<'_>,
    envelope: &NewEnvelope,
    quotas: Option<&Quotas>,
) -> rusqlite::Result<Result<Stored, DatabaseError>> {
    t.execute_batch("SAVEPOINT envelope")?;
    let stored = append(t, envelope, quotas);
    let end =
        if stored.is_ok() { "RELEASE envelope" } else { "ROLLBACK TO envelope; RELEASE envelope" };
    t.execute_batch(end)?;
    Ok(stored.map_err(DatabaseError::from))
}
