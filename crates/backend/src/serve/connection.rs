//! One connection: a handshake if there is TLS, requests until it ends or is to end.

use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::watch,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tower_service::Service as _;

use super::{
    address::Client,
    held::Held,
    places::Place,
    server::{Gate, told},
};

/// How long a handshake may take. A longer time holds connections for nobody, a shorter one cuts slow
/// lines.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);

/// Largest head of a request, in bytes: a token and a few headers are below 2 KB.
const MAX_HEAD: usize = 16 * 1024;

/// Most headers of a request: a browser sends about 20.
const MAX_HEADERS: usize = 64;

pub(super) async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<TlsAcceptor>,
    (app, gate, place): (Router, Arc<Gate>, Place),
    stop: watch::Receiver<bool>,
) {
    // A page that waits in a buffer is late.
    let _ = stream.set_nodelay(true);
    match tls {
        None => hold(stream, peer, (app, gate, place), stop).await,
        Some(tls) => match timeout(HANDSHAKE_PATIENCE, tls.accept(stream)).await {
            Ok(Ok(stream)) => hold(stream, peer, (app, gate, place), stop).await,
            // Scanners and wrong clients; there is nobody to answer.
            Ok(Err(error)) => tracing::debug!(%error, "no handshake"),
            Err(_) => tracing::debug!("a handshake took too long"),
        },
    }
}

async fn hold(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    (app, gate, place): (Router, Arc<Gate>, Place),
    mut stop: watch::Receiver<bool>,
) {
    let head_patience = gate.head_patience;
    // The place is held for as long as the stream lives, also where it becomes a socket.
    let held = Held::new(stream, place, gate.write_patience);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (mut app, gate) = (app.clone(), Arc::clone(&gate));
        async move { answer(&mut app, &gate, peer, request.map(Body::new)).await }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(head_patience)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(held), service).with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stop) => {
            // It ends with the request under way, or at once if there is none.
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

async fn answer(
    app: &mut Router,
    gate: &Gate,
    peer: SocketAddr,
    mut request: Request,
) -> Result<Response, Infallible> {
    let Gate { trusted_proxies, forwarded_by, log_networks, .. } = gate;
    let client = Client::of(peer, request.headers(), trusted_proxies, *forwarded_by, *log_networks);
    request.extensions_mut().insert(client);
    // A router is always ready.
    app.call(request).await
}
