//! The relay and the desk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result};
use sigilo_backend::desk::bot::Bot;
use sigilo_backend::desk::people::{self, People};
use sigilo_backend::desk::{self, Desk, Policy};
use sigilo_backend::{Clock, archive, audit, bot, demo, events::Events, relay};
use sigilo_protocol::Pins;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{ELSEWHERE, SITE, WIDGET};
use crate::ports::listen;

/// The site's name.
pub(super) const NAME: &str = demo::SITE;

/// The demo's policy: public documents.
pub(super) const POLICY: [&str; 3] = [
    include_str!("../../../../crates/backend/demo/insurer/policy/core.json"),
    include_str!("../../../../crates/backend/demo/insurer/policy/es.json"),
    include_str!("../../../../crates/backend/demo/insurer/policy/en.json"),
];

/// A relay that serves and a desk that can be stopped and started.
pub(super) struct Backend {
    origin: String,
    pin: String,
    folder: PathBuf,
    /// What the desk declares: the core, then its texts.
    policy: Vec<String>,
    /// What the bot is called.
    name: String,
    /// What answers.
    bot: Arc<dyn Bot>,
    /// Where the desk finds the relay, if not where it is.
    line: Option<String>,
    /// The people beside it, if there are some.
    people: Option<people::Settings>,
    /// How many seconds its clock is ahead of this machine's.
    ahead: Arc<AtomicU64>,
    relay: Option<RelayProcess>,
    desk: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

/// A relay that serves.
struct RelayProcess {
    relay: Arc<relay::Relay>,
    stop: oneshot::Sender<()>,
    run: JoinHandle<std::io::Result<()>>,
}

impl RelayProcess {
    async fn start(port: u16, pin: &str, folder: &Path, clock: Clock) -> Result<(Self, String)> {
        let listener = listen(port).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let site = relay::Site {
            site: NAME.to_owned(),
            pins: Pins::parse(pin).context("no pin")?,
            widget_origins: vec![WIDGET.to_owned()],
        };
        let config = relay::Config {
            sites: vec![site],
            database: folder.join("relay.sqlite"),
            clock,
            ..relay::Config::default()
        };
        let relay = relay::Relay::open(config)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, relay::app(relay.clone()));
        let server = server.with_graceful_shutdown(async {
            // Dropping the sender stops it as well.
            let _ = stopped.await;
        });
        let run = tokio::spawn(async move { server.await });
        Ok((Self { relay, stop, run }, origin))
    }

    /// Stops as the program does: who waits is answered, and sockets are closed.
    async fn stop(self) -> Result<()> {
        self.relay.close();
        drop(self.stop);
        Ok(self.run.await??)
    }
}

impl Backend {
    /// Starts the relay, with its data and the desk's in `folder`. The desk is made, for its pin,
    /// and not yet started.
    pub(super) async fn start(
        folder: &Path,
        people: Option<people::Settings>,
        policy: Vec<String>,
    ) -> Result<Self> {
        // The desk is told where the relay is when it starts; its pin needs no address.
        let name = "Aurora".to_owned();
        let bot: Arc<dyn Bot> = Arc::new(bot::RuleBot::demo()?);
        let ahead = Arc::default();
        let open = open_desk(
            "http://127.0.0.1",
            folder,
            &policy,
            &name,
            bot.clone(),
            &people,
            clock(&ahead),
        );
        let pin = open?.pin();
        let (relay, origin) = RelayProcess::start(0, &pin, folder, clock(&ahead)).await?;
        let folder = folder.to_owned();
        let (line, relay, desk) = (None, Some(relay), None);
        Ok(Self { origin, pin, folder, policy, name, bot, line, people, ahead, relay, desk })
    }

    /// Stops the relay, as an operator would.
    pub(super) async fn stop_relay(&mut self) -> Result<()> {
        self.relay.take().context("no relay runs")?.stop().await
    }

    /// Starts a relay on what the last one left, where it was.
    pub(super) async fn start_relay(&mut self) -> Result<()> {
        let port = self.origin.rsplit(':').next().context("no port")?.parse()?;
        self.relay =
            Some(RelayProcess::start(port, &self.pin, &self.folder, clock(&self.ahead)).await?.0);
        Ok(())
    }

    /// From now on every hello needs work.
    pub(super) fn ask_work(&self) -> Result<()> {
        let RelayProcess { relay, .. } = self.relay.as_ref().context("no relay runs")?;
        relay.ask_work(relay::WorkSettings {
            enabled: true,
            from_hellos: 0,
            effort: 20_000,
            ..relay::WorkSettings::default()
        });
        Ok(())
    }

    /// Where the relay listens.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// What the script tag pins.
    pub(super) fn pin(&self) -> &str {
        &self.pin
    }

    /// Starts a desk on what the last one left; what its people have of it, if there are some.
    pub(super) async fn start_desk(&mut self) -> Result<Option<People>> {
        let Self { origin, folder, policy, name, bot, line, people, ahead, .. } = self;
        let relay = line.as_ref().unwrap_or(origin);
        let desk = open_desk(relay, folder, policy, name, bot.clone(), people, clock(ahead))?;
        let people = desk.people();
        let (stop, stopped) = oneshot::channel();
        let run = tokio::spawn(desk.run(async {
            // Dropping the sender stops it as well.
            let _ = stopped.await;
        }));
        self.desk = Some((stop, run));
        Ok(people)
    }

    /// Its clock goes on by so many seconds.
    pub(super) fn later(&self, seconds: u64) {
        self.ahead.fetch_add(seconds, Ordering::Relaxed);
    }

    /// From the desk's next start on it declares this.
    pub(super) fn declare(&mut self, policy: Vec<String>) {
        self.policy = policy;
    }

    /// From the desk's next start on the bot is called so.
    pub(super) fn rename(&mut self, bot: &str) {
        self.name = bot.to_owned();
    }

    /// From the desk's next start on this answers.
    pub(super) fn answer_by(&mut self, bot: Arc<dyn Bot>) {
        self.bot = bot;
    }

    /// From the desk's next start on it finds the relay at this origin.
    pub(super) fn lead_desk(&mut self, origin: String) {
        self.line = Some(origin);
    }

    /// What the desk declares: the core, then its texts.
    pub(super) fn policy(&self) -> &[String] {
        &self.policy
    }

    /// Stops the desk, and returns when it has let go of its folder.
    pub(super) async fn stop_desk(&mut self) -> Result<()> {
        let (stop, run) = self.desk.take().context("no desk runs")?;
        drop(stop);
        Ok(run.await?)
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        if let Some(RelayProcess { run, .. }) = &self.relay {
            run.abort();
        }
        if let Some((_, run)) = &self.desk {
            run.abort();
        }
    }
}

/// This machine's clock, so many seconds ahead.
fn clock(ahead: &Arc<AtomicU64>) -> Clock {
    let (system, ahead) = (Clock::system(), ahead.clone());
    Clock::new(move || system.now() + ahead.load(Ordering::Relaxed))
}

fn open_desk(
    relay: &str,
    folder: &Path,
    policy: &[String],
    name: &str,
    bot: Arc<dyn Bot>,
    people: &Option<people::Settings>,
    clock: Clock,
) -> Result<Desk> {
    let documents: Vec<&str> = policy.iter().map(String::as_str).collect();
    let (core, texts) = documents.split_first().context("no policy")?;
    Ok(Desk::open(desk::Config {
        relay: relay.to_owned(),
        site: NAME.to_owned(),
        origins: vec![SITE.to_owned(), ELSEWHERE.to_owned()],
        recipient: "bot".to_owned(),
        name: name.to_owned(),
        picture: None,
        policy: Policy::new(core, texts)?,
        data: folder.join("desk"),
        bot,
        clock,
        archive: archive::Settings::default(),
        audit: audit::Settings::default(),
        storage: Default::default(),
        events: Events::default(),
        files: desk::FilesSettings { unscanned: true, ..Default::default() },
        people: people.clone(),
        slow: None,
    })?)
}
