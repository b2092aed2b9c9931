//! Events for those who watch: lines in a file, syslog, signed webhooks.
//!
//! Whoever tells of an event never waits for this. Each place that events go to has a queue of its own;
//! when that is full, what comes is counted and dropped, and the count is an event as soon as
//! somebody can be told.

mod envelope;
mod file;
mod hook;
mod outbox;
mod pattern;
mod settings;
mod sink;
mod syslog;
mod tls;

#[cfg(test)]
pub(crate) mod tests;

use std::{
    path::Path,
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::{
    sync::mpsc,
    task::{JoinSet, spawn_blocking},
    time::timeout,
};

use self::sink::Sink;
pub use self::{
    pattern::Pattern,
    settings::{File, Filter, Settings, Syslog, Webhook},
    tls::TlsError,
};
use crate::{
    clock::Clock,
    database::DatabaseError,
    events::{Event, Events, Listener},
    settings::SettingsError,
    webhook::SecretError,
};

/// Events that may wait for one place: some minutes of a busy relay, about 2 MB.
const QUEUE: usize = 8_192;

/// How long what waits may take to go out when the program ends; webhooks keep theirs on the disk.
const GRACE: Duration = Duration::from_secs(5);

/// The listener that hands events on. Dropped by everybody, it ends, once what waits has gone out.
pub struct Export {
    sinks: Vec<Arc<Sink>>,
    events: Arc<OnceLock<Events>>,
}

/// What works behind an export.
pub struct Running(JoinSet<()>);

/// Why an export can't begin.
#[derive(Debug, thiserror::Error)]
pub enum SiemError {
    /// A certificate, a key or the system's roots.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The webhooks' queue.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// An address that is none.
    #[error(
        "'{0}' is not the address of a webhook; it begins with https://, or http:// on this machine"
    )]
    Address(String),
    /// Where a webhook's secret should be, there is none.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// What is there is none.
    #[error("the webhook '{0}': {1}")]
    Secret(String, SecretError),
    /// The HTTP client.
    #[error("the HTTP client can't start: {0}")]
    Client(#[from] reqwest::Error),
}

impl Export {
    /// Begins to hand on; `data` is the folder of the webhooks' queue. Needs a runtime.
    pub fn start(
        settings: &Settings,
        data: &Path,
        clock: &Clock,
    ) -> Result<(Arc<Self>, Running), SiemError> {
        let events = Arc::new(OnceLock::new());
        let (mut sinks, mut tasks) = (Vec::new(), JoinSet::new());
        let mut sink = |name: &str, filter: &Filter| {
            let (sender, receiver) = mpsc::channel(QUEUE);
            let sink = Arc::new(Sink::new(name, filter.clone(), sender));
            sinks.push(sink.clone());
            sink::Source::new(receiver, &sink, events.clone(), clock.clone())
        };
        for file in &settings.file {
            let (source, path) = (sink(&file.name, &file.filter), file.path.clone());
            tasks.spawn(
                async move { drop(spawn_blocking(move || file::write(source, &path)).await) },
            );
        }
        for syslog in &settings.syslog {
            let peer = syslog::Peer::new(syslog)?;
            tasks.spawn(syslog::send(sink(&syslog.name, &syslog.filter), peer));
        }
        for webhook in &settings.webhook {
            let outbox = outbox::Outbox::open(&data.join("siem.db"), &webhook.name)?;
            let hook = hook::Hook::new(webhook, outbox)?;
            tasks.spawn(hook.send(sink(&webhook.name, &webhook.filter)));
        }
        Ok((Arc::new(Self { sinks, events }), Running(tasks)))
    }

    /// Takes nothing more: what waits goes out, and then it ends.
    pub fn close(&self) {
        for sink in &self.sinks {
            sink.close();
        }
    }

    /// Whom to tell that events were dropped; once.
    pub fn tell_to(&self, events: Events) {
        let _ = self.events.set(events);
    }
}

impl Running {
    /// Waits until what was heard has gone out, for a few seconds at most. The export was closed, or every
    /// clone of its `Events` is gone.
    pub async fn finish(mut self) {
        let ended = timeout(GRACE, async { while self.0.join_next().await.is_some() {} }).await;
        if ended.is_err() {
            tracing::warn!("some events had not gone out");
        }
    }
}

impl Listener for Export {
    fn hear(&self, event: &Event) {
        for sink in &self.sinks {
            sink.offer(event);
        }
    }
}
