//! A server: its listeners, until it is told to end.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    http::{HeaderValue, header},
};
use ipnet::IpNet;
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use tower_http::set_header::SetResponseHeaderLayer;

use super::{connection, places::Places};
use crate::settings::{ForwardedBy, Listen, Settings};

/// How long to wait when the system gives no more connections: for files to be closed.
const EXHAUSTED: Duration = Duration::from_millis(200);

/// What holds for every connection.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Whose word on the client's address is taken.
    pub trusted_proxies: Vec<IpNet>,
    /// In which header.
    pub forwarded_by: ForwardedBy,
    /// Whether the log may have clients' networks.
    pub log_networks: bool,
    /// Most connections at one time; more wait to be accepted.
    pub max_connections: usize,
    /// How long requests under way may take at the end.
    pub grace: Duration,
    /// Connections of one IPv4 address, or one IPv6 /64.
    pub connections_per_address: usize,
    /// Connections of one IPv4 /24, or one IPv6 /48.
    pub connections_per_network: usize,
    /// How long a request's head may take, and a connection may idle.
    pub head_patience: Duration,
    /// How long a reader may take nothing.
    pub write_patience: Duration,
    /// For how many seconds browsers are to ask by TLS only; 0 says nothing.
    pub hsts_seconds: u64,
}

/// Listeners with what answers there.
pub struct Server {
    /// Where connections come in.
    pub listeners: Vec<TcpListener>,
    /// With it they are TLS.
    pub tls: Option<TlsAcceptor>,
    /// What answers.
    pub app: Router,
    /// What holds for all of them.
    pub gate: Gate,
}

impl Default for Gate {
    fn default() -> Self {
        Self::listening(Listen::default(), false, 0)
    }
}

impl Gate {
    /// What a configuration says.
    pub fn of(settings: &Settings) -> Self {
        let hsts_seconds = settings.tls.as_ref().map_or(0, |tls| tls.hsts_seconds);
        Self::listening(settings.listen.clone(), settings.log.networks, hsts_seconds)
    }

    fn listening(listen: Listen, log_networks: bool, hsts_seconds: u64) -> Self {
        Self {
            trusted_proxies: listen.trusted_proxies,
            forwarded_by: listen.forwarded_by,
            log_networks,
            max_connections: listen.max_connections,
            connections_per_address: listen.connections_per_address,
            connections_per_network: listen.connections_per_network,
            head_patience: Duration::from_secs(listen.head_seconds.max(1)),
            write_patience: Duration::from_secs(listen.write_seconds.max(1)),
            grace: Duration::from_secs(listen.grace_seconds),
            hsts_seconds,
        }
    }
}

impl Server {
    /// Serves until `stop` says so: then nothing new is accepted, connections end with the request
    /// under way, and those that are not done within the grace time are cut.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        let Self { listeners, tls, app, gate } = self;
        let app = match HeaderValue::try_from(format!("max-age={}", gate.hsts_seconds)) {
            Ok(value) if gate.hsts_seconds > 0 => app.layer(SetResponseHeaderLayer::overriding(
                header::STRICT_TRANSPORT_SECURITY,
                value,
            )),
            _ => app,
        };
        let places = Arc::new(Semaphore::new(gate.max_connections.min(Semaphore::MAX_PERMITS)));
        let (gate, mut accepting) = (Arc::new(gate), JoinSet::new());
        let prefixes = Places::default();
        for listener in listeners {
            let (tls, places) = (tls.clone(), (Arc::clone(&places), prefixes.clone()));
            let answering = (app.clone(), Arc::clone(&gate));
            accepting.spawn(accept(listener, tls, answering, places, stop.clone()));
        }
        accepting.join_all().await;
    }
}

async fn accept(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    answering: (Router, Arc<Gate>),
    (all, prefixes): (Arc<Semaphore>, Places),
    mut stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let grace = answering.1.grace;
    let next = async || {
        let place = Arc::clone(&all).acquire_owned().await;
        (place, listener.accept().await)
    };
    loop {
        let (place, accepted) = tokio::select! {
            accepted = next() => accepted,
            () = told(&mut stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Dropped, the stream is closed: where there is no place for it, no byte of it is read.
                let place = place.ok();
                let place =
                    place.and_then(|of_all| prefixes.enter(&answering.1, peer.ip(), of_all));
                let Some(place) = place else { continue };
                let answering = (answering.0.clone(), Arc::clone(&answering.1), place);
                connections.spawn(connection::serve(
                    stream,
                    peer,
                    tls.clone(),
                    answering,
                    stop.clone(),
                ));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection can't be accepted");
                sleep(EXHAUSTED).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    if timeout(grace, async { while connections.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!("requests were cut at the end of the grace time");
    }
}

/// Waits for the word to end. A sender that is gone gives it as well.
pub(super) async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}
