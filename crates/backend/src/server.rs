//! Connections: how many there may be, and how slow.
//!
//! What listens, and what TLS does, is somebody else's: this takes a stream that is ready to speak
//! HTTP/1.1 and the address behind it.

mod gate;
mod held;

use std::{convert::Infallible, future::Future, net::SocketAddr, pin::pin, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::watch,
    task::JoinSet,
};
use tower_service::Service as _;

pub use gate::{Gate, Place};
use held::Held;

use crate::relay::limits::Settings;

/// Fewest bytes of a head that hyper can be told.
const LEAST_HEAD: usize = 8 * 1024;

/// Most headers of a request: a browser sends about 20.
const MAX_HEADERS: usize = 64;

/// How long to wait after the system has no more files for connections.
const REST: Duration = Duration::from_millis(200);

/// Serves a listener until `stop`: then nothing new is taken, and requests under way end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    gate: Gate,
    stop: impl Future<Output = ()>,
) {
    let stopping = watch::channel(false).0;
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(REST).await;
                    continue;
                }
            },
        };
        while connections.try_join_next().is_some() {}
        // Dropped, it is closed: there is no place for it, so no byte of it is read.
        let Some(place) = gate.enter(peer.ip()) else { continue };
        // Answers are small and whole: waiting for more to send would only make them late.
        let _ = stream.set_nodelay(true);
        let (router, stop) = (router.clone(), stopping.subscribe());
        let settings = gate.settings().clone();
        connections
            .spawn(async move { connection(stream, peer, router, place, &settings, stop).await });
    }
    drop(listener);
    stopping.send_replace(true);
    while connections.join_next().await.is_some() {}
}

/// Serves one connection until it ends, is too slow, or `stop` turns true. The place is held for as
/// long as the stream lives, also where it becomes a socket.
pub async fn connection(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    peer: SocketAddr,
    router: Router,
    place: Place,
    settings: &Settings,
    mut stop: watch::Receiver<bool>,
) {
    let answer = move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let mut router = router.clone();
        async move {
            Ok::<_, Infallible>(router.call(request).await.unwrap_or_else(|never| match never {}))
        }
    };
    let held = Held::new(stream, place, Duration::from_secs(settings.write_seconds));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(settings.header_seconds.max(1)))
        .max_headers(MAX_HEADERS)
        .max_buf_size(settings.header_bytes.max(LEAST_HEAD))
        .serve_connection(TokioIo::new(held), service_fn(answer))
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Waits until it turns true; whoever could say so and is gone has ended, too.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

#[cfg(test)]
mod tests;
