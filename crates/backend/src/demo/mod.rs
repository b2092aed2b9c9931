//! The demonstration: an insurer's site, the widget's files, a relay and a desk, in one process.
//!
//! Three ports, as three origins in production: the site, the widget's files after it, the relay
//! after that. Relay and desk share nothing but HTTP on the loopback interface.

mod config;
mod headers;
mod listen;
mod page;
mod site;
mod verify;
mod widget;

#[cfg(test)]
mod tests;

use std::{path::PathBuf, sync::Arc, time::Duration};

use axum::Router;
use sigilo_protocol::SafetyCode;
use tokio::{net::TcpListener, sync::watch, task::JoinSet, time::timeout};

pub use config::{Config, DemoError};
pub use page::Tag;
pub use site::router as site_router;
pub use widget::Widget;

use crate::{
    Clock,
    bot::RuleBot,
    desk::{self, Desk, Policy},
    relay::{self, Relay},
};
use config::Addresses;

/// The demo site's name in its manifest.
pub const SITE: &str = "seguros-aurora.example";

/// What the visitor reads as the assistant's name.
const ASSISTANT: &str = "Aurora";

/// How long requests under way may take once the demo is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// A running demonstration. Dropped, it stops too, without waiting for requests under way.
#[derive(Debug)]
pub struct Running {
    /// Where the site is.
    pub site: String,
    /// Where the widget's files are.
    pub widget: String,
    /// Where the relay is, `/v1/sites/…` aside.
    pub relay: String,
    /// The thumbprint of the site identity key, as the script tag pins it.
    pub pin: String,
    /// What the visitor's own safety code has to be.
    pub safety: Option<SafetyCode>,
    /// The relay's database: what it stored is there for all to see.
    pub database: PathBuf,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Starts everything; once it returns, every port answers and the manifest is published.
pub async fn start(config: Config) -> Result<Running, DemoError> {
    let listening = listen::all(&config).await?;
    let addresses = Addresses::new(&config, &listening);
    let database = config.data.join("relay.db");
    let mut desk = Desk::open(desk::Config {
        relay: addresses.relay_for_desk.clone(),
        site: SITE.into(),
        origins: addresses.origins.clone(),
        recipient: "bot".into(),
        name: ASSISTANT.into(),
        policy: policy()?,
        data: config.data.join("desk"),
        bot: Arc::new(RuleBot::demo()?),
        clock: Clock::system(),
    })?;
    let pin = desk.pin();
    let site = relay::Site {
        site: SITE.into(),
        pins: sigilo_protocol::Pins::parse(&pin).ok_or(DemoError::Pin)?,
        widget_origins: addresses.widget_origins.clone(),
    };
    let relay = Relay::open(relay::Config {
        sites: vec![site],
        database: database.clone(),
        clock: Clock::system(),
    })?;
    let (pages, files) = pages(&config, &addresses, &pin)?;
    let stop = watch::channel(false).0;
    let mut tasks = JoinSet::new();
    serve(&mut tasks, listening.site, pages, &stop);
    if let Some(files) = files {
        serve(&mut tasks, listening.widget, files, &stop);
    }
    serve(&mut tasks, listening.relay, relay::app(relay.clone()), &stop);
    let (releasing, working) = (stopped(&stop), stopped(&stop));
    tasks.spawn(async move {
        releasing.await;
        relay.close();
    });
    desk.publish().await.map_err(DemoError::Publish)?;
    let safety = desk.safety_code();
    tasks.spawn(desk.run(working));
    let Addresses { site, widget, relay, .. } = addresses;
    Ok(Running { site, widget, relay, pin, safety, database, stop, tasks })
}

impl Running {
    /// Stops: nothing new is taken, who waits for news is answered, requests under way end.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        let ended = timeout(GRACE, async { while self.tasks.join_next().await.is_some() {} });
        if ended.await.is_err() {
            tracing::warn!("some requests did not end in time");
        }
    }
}

/// The site's pages and, unless somebody else serves them, the widget's files.
fn pages(
    config: &Config,
    addresses: &Addresses,
    pin: &str,
) -> Result<(Router, Option<Router>), DemoError> {
    let files = match &config.widget_url {
        Some(_) => None,
        None => Some(widget::Widget::open(&config.widget)?),
    };
    let tag = page::Tag {
        widget: addresses.widget.clone(),
        backend: format!("{}/v1/sites/{SITE}", addresses.backend),
        pin: pin.into(),
        integrity: files.as_ref().map(|files| files.integrity.clone()).unwrap_or_default(),
    };
    Ok((site::router(&tag), files.map(widget::Widget::router)))
}

fn policy() -> Result<Policy, desk::PolicyError> {
    Policy::new(
        include_str!("../../demo/insurer/policy/core.json"),
        &[
            include_str!("../../demo/insurer/policy/es.json"),
            include_str!("../../demo/insurer/policy/en.json"),
        ],
    )
}

fn serve(
    tasks: &mut JoinSet<()>,
    listeners: Vec<TcpListener>,
    router: Router,
    stop: &watch::Sender<bool>,
) {
    for listener in listeners {
        let server = axum::serve(listener, router.clone());
        let server = server.with_graceful_shutdown(stopped(stop));
        tasks.spawn(async move {
            if let Err(error) = server.await {
                tracing::error!(%error, "a listener failed");
            }
        });
    }
}

fn stopped(stop: &watch::Sender<bool>) -> impl Future<Output = ()> + Send + 'static {
    let mut stop = stop.subscribe();
    async move {
        // A sender that is gone was dropped with the demonstration: that is a stop as well.
        let _ = stop.wait_for(|stop| *stop).await;
    }
}
