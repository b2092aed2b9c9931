//! The demonstration: the sites of an insurer, a bank and a clinic, the widget's files, a relay and a
//! desk for each site, in one process.
//!
//! Three ports, as three origins in production: the sites, the widget's files after them, the relay
//! after that. Relay and desks share nothing but HTTP on the loopback interface. The insurer has people beside
//! its bot, on a fourth port, and customers who sign in to its page.

mod config;
mod customer;
mod headers;
mod listen;
mod overlay;
mod page;
mod sector;
mod site;
mod staff;
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
pub use sector::{BANK, CLINIC, INSURER, SECTORS, Sector};
pub use site::router as site_router;
pub use staff::{Member, StaffPage, StaffPageError, people as people_in};
pub use widget::Widget;

use crate::{
    Clock, archive, audit,
    desk::{self, Desk, people},
    events::Events,
    relay::{self, Relay},
    serve::{Gate, Server},
};
use config::Addresses;
use customer::Customers;

/// The insurer's name in its manifest: the site that comes first.
pub const SITE: &str = INSURER.site;

/// How long requests under way may take once the demo is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// A running demonstration. Dropped, it stops too, without waiting for requests under way.
#[derive(Debug)]
pub struct Running {
    /// Where the insurer's site is.
    pub site: String,
    /// Where the widget's files are.
    pub widget: String,
    /// Where the relay is, `/v1/sites/…` aside.
    pub relay: String,
    /// The thumbprint of the insurer's site identity key, as the script tag pins it.
    pub pin: String,
    /// What the safety code of the insurer's visitors has to be.
    pub safety: Option<SafetyCode>,
    /// The other sites.
    pub others: Vec<Other>,
    /// Where the insurer's people work; none where other machines reach the demonstration.
    pub staff: Option<StaffPage>,
    /// The relay's database: what it stored is there for all to see.
    pub database: PathBuf,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Another site than the first.
#[derive(Debug)]
pub struct Other {
    /// What it is.
    pub sector: &'static Sector,
    /// Where its page is.
    pub page: String,
    /// The thumbprint of its site identity key.
    pub pin: String,
    /// What the safety code of its visitors has to be.
    pub safety: Option<SafetyCode>,
}

/// Starts everything; once it returns, every port answers and the manifests are published.
pub async fn start(config: Config) -> Result<Running, DemoError> {
    let listening = listen::all(&config).await?;
    let addresses = Addresses::new(&config, &listening);
    let database = config.data.join("relay.db");
    let customers = config.is_near().then(|| Customers::new(&addresses.origins));
    let mut desks = Vec::new();
    for sector in SECTORS {
        desks.push((sector, open_desk(sector, &config, &addresses, customers.as_ref())?));
    }
    let sites = desks.iter().map(|(sector, desk)| served(sector, &desk.pin(), &addresses));
    let relay = Relay::open(relay::Config {
        sites: sites.collect::<Result<_, _>>()?,
        database: database.clone(),
        events: desks
            .iter()
            .fold(Events::default(), |events, (_, desk)| events.and(Arc::new(desk.recorder()))),
        ..relay::Config::default()
    })?;
    let pins: Vec<_> = desks.iter().map(|(sector, desk)| (*sector, desk.pin())).collect();
    let (pages, files) = pages(&config, &addresses, &pins, customers)?;
    let staff = open_to_staff(&config, &addresses, &desks)?;
    let stop = watch::channel(false).0;
    let mut tasks = JoinSet::new();
    serve(&mut tasks, listening.site, pages, &stop);
    if let Some(files) = files {
        serve(&mut tasks, listening.widget, files, &stop);
    }
    serve(&mut tasks, listening.relay, relay::app(relay.clone()), &stop);
    let staff = staff.map(|(page, pages)| {
        serve(&mut tasks, listening.staff, desk::staff::app(pages.clone()), &stop);
        tasks.spawn(pages.run(stopped(&stop)));
        page
    });
    tasks.spawn(relay::retention(relay.clone()));
    let releasing = stopped(&stop);
    tasks.spawn(async move {
        releasing.await;
        relay.close();
    });
    let mut published = Vec::new();
    for (sector, mut desk) in desks {
        desk.publish().await.map_err(DemoError::Publish)?;
        let (pin, safety) = (desk.pin(), desk.safety_code());
        tasks.spawn(desk.run(stopped(&stop)));
        let page = sector.pages.first().map(|(path, _)| format!("{}{path}", addresses.site));
        published.push(Other { sector, page: page.unwrap_or_default(), pin, safety });
    }
    let Other { pin, safety, .. } = published.remove(0);
    let Addresses { site, widget, relay, .. } = addresses;
    Ok(Running {
        site,
        widget,
        relay,
        pin,
        safety,
        others: published,
        staff,
        database,
        stop,
        tasks,
    })
}

fn open_desk(
    sector: &Sector,
    config: &Config,
    addresses: &Addresses,
    customers: Option<&Customers>,
) -> Result<Desk, DemoError> {
    let beside = customers.and_then(|own| Some((sector.policy_with_people()?, own)));
    let (policy, people) = match beside {
        Some((policy, customers)) => {
            let settings = people::Settings {
                name: staff::TEAM.into(),
                supervision: staff::SUPERVISION.into(),
                identify: Some(customers.settings(&addresses.site_for_desk)),
                ..people::Settings::default()
            };
            (policy?, Some(settings))
        }
        None => (sector.policy()?, None),
    };
    Ok(Desk::open(desk::Config {
        relay: addresses.relay_for_desk.clone(),
        site: sector.site.into(),
        origins: addresses.origins.clone(),
        recipient: "bot".into(),
        name: sector.assistant.into(),
        picture: None,
        policy,
        data: config.data.join(sector.data),
        bot: Arc::new(sector.bot()?),
        slow: None,
        clock: Clock::system(),
        archive: archive::Settings::default(),
        audit: audit::Settings::default(),
        storage: Default::default(),
        events: Events::default(),
        files: desk::FilesSettings { unscanned: true, ..Default::default() },
        people,
    })?)
}

/// The page of the insurer's people, and what serves it: the audit log hears what is done there.
fn open_to_staff(
    config: &Config,
    addresses: &Addresses,
    desks: &[(&'static Sector, Desk)],
) -> Result<Option<(StaffPage, desk::staff::Staff)>, DemoError> {
    let found = desks.iter().find_map(|(sector, desk)| Some((sector, desk, desk.people()?)));
    let Some((sector, desk, people)) = found else { return Ok(None) };
    let folder = config.data.join(sector.data);
    let page = staff::page(&addresses.staff, &config.data, &folder, &config.lang)?;
    let origin = addresses.staff.clone();
    let settings = desk::staff::Settings { origin, ..desk::staff::Settings::default() };
    let events = Events::default().and(Arc::new(desk.recorder()));
    let pages = desk::staff::Staff::open(settings, &folder, people, events, Clock::system())?;
    Ok(Some((page, pages)))
}

fn served(sector: &Sector, pin: &str, addresses: &Addresses) -> Result<relay::Site, DemoError> {
    Ok(relay::Site {
        site: sector.site.into(),
        pins: sigilo_protocol::Pins::parse(pin).ok_or(DemoError::Pin)?,
        widget_origins: addresses.widget_origins.clone(),
    })
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

/// The sites' pages and, unless somebody else serves them, the widget's files.
fn pages(
    config: &Config,
    addresses: &Addresses,
    pins: &[(&'static Sector, String)],
    customers: Option<Customers>,
) -> Result<(Router, Option<Router>), DemoError> {
    let files = match &config.widget_url {
        Some(_) => None,
        None => Some(widget::Widget::open(&config.widget)?),
    };
    let integrity = files.as_ref().map(|files| files.integrity.clone()).unwrap_or_default();
    let tags = pins.iter().map(|(sector, pin)| {
        let tag = page::Tag {
            widget: addresses.widget.clone(),
            backend: format!("{}/v1/sites/{}", addresses.backend, sector.site),
            pin: pin.clone(),
            integrity: integrity.clone(),
        };
        (*sector, tag)
    });
    Ok((site::all(tags, customers), files.map(widget::Widget::router)))
}

fn serve(
    tasks: &mut JoinSet<()>,
    listeners: Vec<TcpListener>,
    router: Router,
    stop: &watch::Sender<bool>,
) {
    let gate = Gate { grace: GRACE, ..Gate::default() };
    tasks.spawn(Server { listeners, tls: None, app: router, gate }.run(stop.subscribe()));
}

fn stopped(stop: &watch::Sender<bool>) -> impl Future<Output = ()> + Send + 'static {
    let mut stop = stop.subscribe();
    async move {
        // A sender that is gone was dropped with the demonstration: that is a stop as well.
        let _ = stop.wait_for(|stop| *stop).await;
    }
}
