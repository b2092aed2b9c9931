//! Relay and desks as a configuration has them, until the end.

use std::{io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    net::TcpListener,
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};

#[cfg(feature = "desk")]
use super::desk_part;
#[cfg(feature = "relay")]
use super::relay_part;
use super::{
    health::{Health, Probe},
    server::{Gate, Server, told},
    tls::{Certificates, LOOK, TlsError},
};
use crate::{
    DatabaseError,
    events::{Events, Listener},
    metrics::{self, Counting},
    settings::{Settings, SettingsError},
};

/// How much longer than the requests' grace time the end may take: sockets say goodbye, desks store.
const END: Duration = Duration::from_secs(15);

/// What of a configuration runs in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// The relay.
    #[cfg(feature = "relay")]
    Relay,
    /// A desk for each site.
    #[cfg(feature = "desk")]
    Desk,
    /// Both, which speak HTTP with each other all the same.
    #[cfg(all(feature = "desk", feature = "relay"))]
    All,
}

impl Parts {
    #[cfg(feature = "relay")]
    fn has_relay(self) -> bool {
        match self {
            Self::Relay => true,
            #[cfg(feature = "desk")]
            Self::Desk => false,
            #[cfg(feature = "desk")]
            Self::All => true,
        }
    }

    #[cfg(feature = "desk")]
    fn has_desk(self) -> bool {
        match self {
            Self::Desk => true,
            #[cfg(feature = "relay")]
            Self::Relay => false,
            #[cfg(feature = "relay")]
            Self::All => true,
        }
    }
}

/// Why it could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration does not do.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The certificates can't be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// An address can't be had.
    #[error("{0}: can't listen on {1}: {2}")]
    Listen(&'static str, SocketAddr, io::Error),
    /// The relay's database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A file of a site can't be read.
    #[error("{0} can't be read: {1}")]
    File(PathBuf, io::Error),
    /// A desk can't start.
    #[cfg(feature = "desk")]
    #[error(transparent)]
    Desk(#[from] crate::desk::DeskError),
    /// A policy can't be used.
    #[cfg(feature = "desk")]
    #[error("{0}: {1}")]
    Policy(PathBuf, crate::desk::PolicyError),
    /// A bot's rules can't be used.
    #[cfg(feature = "desk")]
    #[error("{0}: {1}")]
    Rules(PathBuf, crate::bot::KnowledgeError),
    /// A site's bot can't be had.
    #[cfg(feature = "desk")]
    #[error("the bot of {0}: {1}")]
    Bot(String, crate::connect::BotError),
    /// The staff's pages can't be served.
    #[cfg(feature = "desk")]
    #[error("the staff's pages of {0}: {1}")]
    Staff(String, crate::desk::staff::StaffError),
    /// Events can't be handed on.
    #[cfg(feature = "siem")]
    #[error("siem: {0}")]
    Siem(#[from] crate::siem::SiemError),
    /// Figures can't be counted.
    #[error("metrics: {0}")]
    Metrics(String),
}

/// What was started. Dropped, it stops at once.
pub struct Running {
    /// Where the relay is, if it is here.
    pub address: Option<SocketAddr>,
    /// Where figures and health are told, if they are.
    pub metrics: Option<SocketAddr>,
    /// Where the pages of a site's people are, by site.
    pub staff: Vec<(String, SocketAddr)>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    probes: Vec<Probe>,
    gate: Gate,
    health: Option<Health>,
    drain: Duration,
    #[cfg(feature = "siem")]
    watching: Option<super::watching::Watching>,
    #[cfg(feature = "relay")]
    relay: Option<Arc<crate::relay::Relay>>,
    /// Who hears of what an operator does to what runs.
    #[cfg(feature = "relay")]
    events: Events,
}

/// Starts what `parts` says. Once it returns, every address answers; manifests follow by themselves.
pub async fn start(settings: &Settings, parts: Parts) -> Result<Running, StartError> {
    let figures = settings.metrics.address.map(|_| metrics::install()).transpose();
    let figures = figures.map_err(StartError::Metrics)?;
    #[cfg_attr(not(feature = "siem"), allow(unused_mut))]
    let mut listeners = vec![Arc::new(Counting) as Arc<dyn Listener>];
    #[cfg(feature = "siem")]
    let watching = super::watching::start(settings, &mut listeners)?;
    let events = Events::to(listeners);
    #[cfg(feature = "siem")]
    watching.tell_to(&events);
    let mut running = Running {
        address: None,
        metrics: None,
        staff: Vec::new(),
        stop: watch::channel(false).0,
        tasks: JoinSet::new(),
        probes: Vec::new(),
        gate: Gate::of(settings),
        health: None,
        drain: Duration::from_secs(settings.listen.drain_seconds),
        #[cfg(feature = "siem")]
        watching: Some(watching),
        #[cfg(feature = "relay")]
        relay: None,
        #[cfg(feature = "relay")]
        events: events.clone(),
    };
    // Desks are told the relay's address, and the relay the desks' pins: so doors come first.
    #[cfg(feature = "relay")]
    let doors = match parts.has_relay() {
        true => Some(relay_part::Doors::open(settings, parts != Parts::Relay).await?),
        false => None,
    };
    #[cfg(all(feature = "desk", feature = "relay"))]
    let own = doors.as_ref().map(|doors| format!("http://{}", doors.own));
    #[cfg(all(feature = "desk", not(feature = "relay")))]
    let own = None;
    #[cfg(feature = "desk")]
    let desks = match parts.has_desk() {
        true => desk_part::open(settings, &events, own)?,
        false => Vec::new(),
    };
    #[cfg(feature = "desk")]
    running.probes.extend(desks.iter().map(|desk| desk_part::probe(desk)));
    #[cfg(feature = "relay")]
    let relay = match &doors {
        #[cfg(feature = "desk")]
        Some(_) => {
            running.events = desk_part::told(&desks, &events);
            Some(relay_part::open(settings, &running.events, &desk_part::pins(&desks))?)
        }
        #[cfg(not(feature = "desk"))]
        Some(_) => Some(relay_part::open(settings, &events, &Vec::new())?),
        None => None,
    };
    #[cfg(feature = "relay")]
    running.probes.extend(relay.as_ref().map(relay_part::probe));
    let health = Health::of(std::mem::take(&mut running.probes));
    running.health = Some(health.clone());
    #[cfg(feature = "relay")]
    if let (Some(doors), Some(relay)) = (doors, relay) {
        running.address = Some(doors.address);
        let app = crate::relay::app(relay.clone()).merge(health.clone().router());
        running.serve(doors.listeners, doors.tls, app.clone());
        running.serve(doors.inner.into_iter().collect(), None, app);
        running.until_the_end(crate::relay::retention(relay.clone()));
        running.relay = Some(relay);
    }
    #[cfg(feature = "desk")]
    for (site, desk) in settings.sites.iter().zip(desks) {
        running.open_to_staff(site, &desk, &events).await?;
        let mut stop = running.stop.subscribe();
        running.tasks.spawn(desk.run(async move { told(&mut stop).await }));
    }
    if let (Some(address), Some(figures)) = (settings.metrics.address, figures) {
        let token = settings.metrics.token.as_ref();
        let token = token.map(|token| token.read("metrics.token")).transpose()?;
        #[cfg(feature = "relay")]
        let figures = figures.with_relay(running.relay.clone());
        running.until_the_end(figures.clone().keep());
        let app = figures.router(token).merge(health.router());
        let (listener, address) = listen("metrics.address", address).await?;
        running.metrics = Some(address);
        running.serve(vec![listener], None, app);
    }
    Ok(running)
}

impl Running {
    /// Takes what may change while it runs from a configuration that was read anew: the relay's
    /// limits. What else is different there, the next start takes.
    #[cfg_attr(not(feature = "relay"), allow(unused_variables))]
    pub fn reload(&self, settings: &Settings) {
        #[cfg(feature = "relay")]
        self.set_limits(settings);
    }

    #[cfg(feature = "relay")]
    fn set_limits(&self, settings: &Settings) {
        let Some(relay) = &self.relay else { return };
        relay.set_limits(settings.limits.clone());
        let now = crate::Clock::system().now();
        let event = crate::events::Event::new(now, "", "admin.config", "operator");
        self.events.tell(&event.with("what", "limits"));
    }

    /// Ends: it tells that it is not ready, takes nothing new, answers who waits, closes sockets, lets
    /// requests under way end. What was acknowledged is stored already.
    pub async fn shutdown(mut self) {
        if let Some(health) = &self.health {
            health.end();
        }
        sleep(self.drain).await;
        self.stop.send_replace(true);
        let grace = self.gate.grace;
        let end = async {
            #[cfg(feature = "relay")]
            if let Some(relay) = &self.relay {
                relay.close();
                relay.drained(grace).await;
            }
            while self.tasks.join_next().await.is_some() {}
        };
        if timeout(grace + END, end).await.is_err() {
            tracing::warn!("the end took too long; what was under way is cut");
        }
        #[cfg(feature = "siem")]
        if let Some(watching) = self.watching.take() {
            watching.finish().await;
        }
    }

    /// Does this until it is told to end.
    fn until_the_end(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        let mut stop = self.stop.subscribe();
        self.tasks.spawn(async move {
            tokio::select! {
                () = told(&mut stop) => {}
                () = work => {}
            }
        });
    }

    /// Serves the pages of a site's people at an address of their own, if it has some.
    #[cfg(feature = "desk")]
    async fn open_to_staff(
        &mut self,
        site: &crate::settings::Site,
        desk: &crate::desk::Desk,
        events: &Events,
    ) -> Result<(), StartError> {
        let (Some(settings), Some(staff)) = (&site.staff, desk_part::staff(site, desk, events)?)
        else {
            return Ok(());
        };
        let tls = settings.tls.as_ref().map(Certificates::open).transpose()?;
        if let Some(tls) = &tls {
            Arc::clone(tls).acceptor()?;
        }
        let (listener, address) = listen("site.staff.address", settings.address).await?;
        self.staff.push((site.name.clone(), address));
        let hsts_seconds = settings.tls.as_ref().map_or(0, |tls| tls.hsts_seconds);
        let gate = Gate { hsts_seconds, ..self.gate.clone() };
        self.serve_by(gate, vec![listener], tls, crate::desk::staff::app(staff.clone()));
        let mut stop = self.stop.subscribe();
        self.tasks.spawn(staff.run(async move { told(&mut stop).await }));
        Ok(())
    }

    fn serve(&mut self, listeners: Vec<TcpListener>, tls: Option<Arc<Certificates>>, app: Router) {
        self.serve_by(self.gate.clone(), listeners, tls, app);
    }

    fn serve_by(
        &mut self,
        gate: Gate,
        listeners: Vec<TcpListener>,
        tls: Option<Arc<Certificates>>,
        app: Router,
    ) {
        let stop = self.stop.subscribe();
        let acceptor = tls.as_ref().and_then(|tls| Arc::clone(tls).acceptor().ok());
        if let Some(tls) = tls {
            self.until_the_end(tls.keep_fresh(LOOK));
        }
        self.tasks.spawn(Server { listeners, tls: acceptor, app, gate }.run(stop));
    }
}

pub(super) async fn listen(
    key: &'static str,
    address: SocketAddr,
) -> Result<(TcpListener, SocketAddr), StartError> {
    let refused = |error| StartError::Listen(key, address, error);
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok((listener, address))
}
