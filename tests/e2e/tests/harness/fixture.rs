//! A small page with a frame of another origin in a shadow root, which misbehaves on demand.

use std::net::Ipv4Addr;

use axum::Router;
use axum::http::header;
use axum::response::Html;
use axum::routing::{get, post};
use futures_util::StreamExt as _;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// A text that nothing contains by itself.
pub(crate) const CANARY: &str = "canario-5Xw9";

/// The servers; they end when this is dropped.
pub(crate) struct Fixture {
    page: u16,
    frame: u16,
    socket: u16,
    _servers: JoinSet<()>,
}

impl Fixture {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let mut servers = JoinSet::new();
        let [page, frame, socket] = [listen().await?, listen().await?, listen().await?];
        let ports =
            [page.local_addr()?.port(), frame.local_addr()?.port(), socket.local_addr()?.port()];
        let document = include_str!("page.html").replace("FRAME_PORT", &ports[1].to_string());
        serve(&mut servers, page, Router::new().route("/", get(|| async { Html(document) })));
        let document = include_str!("frame.html").replace("SOCKET_PORT", &ports[2].to_string());
        let policy = [(header::CONTENT_SECURITY_POLICY, "img-src 'self' data:")];
        let script = |body: &'static str| {
            get(move || async move { ([(header::CONTENT_TYPE, "text/javascript")], body) })
        };
        let app = Router::new()
            .route("/frame", get(|| async { (policy, Html(document)) }))
            .route(
                "/worker.js",
                script(
                    "fetch('/by-worker'); onmessage = ({data}) => fetch('/by-worker?q=' + data)",
                ),
            )
            .route("/service.js", script("oninstall = () => skipWaiting()"))
            .route("/posted", post(|| async { "posted" }))
            .fallback(|| async { "any" });
        serve(&mut servers, frame, app);
        servers.spawn(echo(socket));
        Ok(Self { page: ports[0], frame: ports[1], socket: ports[2], _servers: servers })
    }

    pub(crate) fn page(&self, host: &str) -> String {
        format!("http://{host}:{}", self.page)
    }

    pub(crate) fn frame(&self) -> String {
        format!("http://localhost:{}", self.frame)
    }

    pub(crate) fn socket(&self) -> String {
        format!("ws://localhost:{}", self.socket)
    }
}

async fn listen() -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}

fn serve(servers: &mut JoinSet<()>, listener: TcpListener, app: Router) {
    // Ends with the task alone: it is aborted with its set.
    servers.spawn(async move { drop(axum::serve(listener, app).await) });
}

async fn echo(listener: TcpListener) {
    let mut open = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        open.spawn(async move {
            if let Ok(socket) = tokio_tungstenite::accept_async(stream).await {
                let (sink, stream) = socket.split();
                let _ = stream.forward(sink).await;
            }
        });
    }
}
