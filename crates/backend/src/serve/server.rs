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

use super::connection;
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
        let Listen { max_connections, grace_seconds, .. } = Listen::default();
        Self {
            trusted_proxies: Vec::new(),
            forwarded_by: ForwardedBy::default(),
            log_networks: false,
            max_connections,
            grace: Duration::from_secs(grace_seconds),
            hsts_seconds: 0,
        }
    }
}

impl Gate {
    /// What a configuration says.
    pub fn of(settings: &Settings) -> Self {
        let Listen { trusted_proxies, forwarded_by, max_connections, grace_seconds, .. } =
            settings.listen.clone();
        let hsts_seconds = settings.tls.as_ref().map_or(0, |tls| tls.hsts_seconds);
        let grace = Duration::from_secs(grace_seconds);
        let log_networks = settings.log.networks;
        Self { trusted_proxies, forwarded_by, log_networks, max_connections, grace, hsts_seconds }
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
        for listener in listeners {
            let (tls, places) = (tls.clone(), Arc::clone(&places));
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
    places: Arc<Semaphore>,
    mut stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let grace = answering.1.grace;
    let next = async || {
        let place = Arc::clone(&places).acquire_owned().await;
        (place, listener.accept().await)
    };
    loop {
        let (place, accepted) = tokio::select! {
            accepted = next() => accepted,
            () = told(&mut stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let serving =
                    connection::serve(stream, peer, tls.clone(), answering.clone(), stop.clone());
                connections.spawn(async move {
                    serving.await;
                    drop(place);
                });
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
