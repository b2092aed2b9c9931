//! The relay as a configuration has it.

use std::{net::SocketAddr, sync::Arc};

use tokio::net::TcpListener;

use super::{
    health::Probe,
    running::{StartError, listen},
    tls::Certificates,
};
use crate::{
    Clock,
    events::Events,
    relay::{self, Relay},
    settings::{Settings, SettingsError, Site},
};

/// Where a relay takes requests.
pub(super) struct Doors {
    pub(super) listeners: Vec<TcpListener>,
    pub(super) address: SocketAddr,
    pub(super) tls: Option<Arc<Certificates>>,
    /// For desks of this process, if the other door is not on this machine in clear.
    pub(super) inner: Option<TcpListener>,
    /// The relay's address for them.
    #[cfg_attr(not(feature = "desk"), allow(dead_code))]
    pub(super) own: SocketAddr,
}

impl Doors {
    /// Opens them; with an inner one if desks of this process need it.
    pub(super) async fn open(settings: &Settings, has_desks: bool) -> Result<Self, StartError> {
        let tls = settings.tls.as_ref().map(Certificates::open).transpose()?;
        if let Some(tls) = &tls {
            // What can't be served is told now.
            Arc::clone(tls).acceptor()?;
        }
        let (listener, address) = listen("listen.address", settings.listen.address).await?;
        let is_near = tls.is_none() && address.ip().is_loopback();
        let (inner, own) = if is_near || !has_desks {
            (None, address)
        } else {
            let any = SocketAddr::from(([127, 0, 0, 1], 0));
            let (inner, own) = listen("listen.address", any).await?;
            (Some(inner), own)
        };
        Ok(Self { listeners: vec![listener], address, tls, inner, own })
    }
}

/// Opens the relay; `pins` are of desks that run beside it.
pub(super) fn open(
    settings: &Settings,
    events: &Events,
    pins: &[(String, String)],
) -> Result<Arc<Relay>, StartError> {
    let sites = settings.sites.iter().enumerate().map(|(at, site)| served(at, site, pins));
    let relay = Relay::open(relay::Config {
        sites: sites.collect::<Result<_, _>>()?,
        database: settings.relay.database.clone(),
        clock: Clock::system(),
        storage: settings.relay.storage.clone(),
        events: events.clone(),
        limits: settings.limits.clone(),
    })?;
    relay.ask_work(settings.relay.work.clone());
    Ok(relay)
}

pub(super) fn probe(relay: &Arc<Relay>) -> Probe {
    let relay = Arc::clone(relay);
    Arc::new(move || {
        let relay = Arc::clone(&relay);
        Box::pin(async move { relay.ailments().await })
    })
}

fn served(at: usize, site: &Site, own: &[(String, String)]) -> Result<relay::Site, SettingsError> {
    let Site { name, widget_origins, .. } = site;
    let refused = |why: String| SettingsError::at(format!("site[{at}].pins"), why);
    let own = own.iter().find(|(site, _)| site == name).map(|(_, pin)| pin);
    let pins = match (site.pins.is_empty(), own) {
        (false, Some(own)) if !site.pins.contains(own) => {
            let why = format!("the desk's identity key is {own}, which is not among them; add it");
            return Err(refused(why));
        }
        (false, _) => site.parsed_pins(),
        (true, Some(own)) => sigilo_protocol::Pins::parse(own),
        (true, None) => {
            let why = "a relay needs them; write the thumbprint that `sigilo-backend init` or the desk \
                       told, as the script tag's data-key";
            return Err(refused(why.into()));
        }
    };
    let pins = pins.ok_or_else(|| refused("they are no thumbprints".into()))?;
    Ok(relay::Site { site: name.clone(), pins, widget_origins: widget_origins.clone() })
}
