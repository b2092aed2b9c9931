//! Connectors at a server of ours that does what real ones seldom do. What real ones do is seen at a
//! real one: `live`.

mod live;
mod openai;
mod settings;
mod tools;
mod webhook;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Response, StatusCode},
};
use tokio::net::TcpListener;

use crate::{
    desk::slow::{Pieces, Question, Turn},
    settings::Secret,
};

/// What a server does with a request.
#[derive(Clone)]
enum Does {
    Answers(StatusCode, &'static str, String),
    /// Answers, in pieces with a pause before each.
    Streams(Vec<(Duration, String)>),
    Waits(StatusCode, u64),
    Hangs,
}

/// A request as it came.
#[derive(Clone)]
struct Came {
    at: Instant,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

/// A server that does one thing after the other, the last again and again.
struct Fixture {
    address: SocketAddr,
    came: Arc<Mutex<Vec<Came>>>,
}

type Shared = (Arc<Mutex<Vec<Came>>>, Arc<Vec<Does>>);

impl Fixture {
    async fn new(does: Vec<Does>) -> Self {
        let came: Arc<Mutex<Vec<Came>>> = Arc::default();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(serve).with_state((came.clone(), Arc::new(does)));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, came }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn came(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }
}

async fn serve(
    State((came, does)): State<Shared>,
    request: axum::extract::Request,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let nth = {
        let mut came = came.lock().unwrap();
        let (path, headers) = (head.uri.path().to_owned(), head.headers);
        came.push(Came { at: Instant::now(), path, headers, body });
        came.len() - 1
    };
    match does.get(nth).or(does.last()).unwrap().clone() {
        Does::Answers(status, kind, text) => Response::builder()
            .status(status)
            .header("content-type", kind)
            .body(text.into())
            .unwrap(),
        Does::Waits(status, seconds) => Response::builder()
            .status(status)
            .header("retry-after", seconds)
            .body(Body::empty())
            .unwrap(),
        Does::Streams(pieces) => {
            let pieces = futures_util::stream::unfold(pieces.into_iter(), async |mut left| {
                let (pause, piece) = left.next()?;
                tokio::time::sleep(pause).await;
                let piece = match piece.as_str() {
                    "BREAK" => Err(std::io::Error::other("broken")),
                    _ => Ok(Bytes::from(piece)),
                };
                Some((piece, left))
            });
            Response::builder()
                .header("content-type", "text/event-stream; charset=utf-8")
                .body(Body::from_stream(pieces))
                .unwrap()
        }
        Does::Hangs => std::future::pending().await,
    }
}

fn question(text: &str) -> Question {
    let turn = |is_visitor, text: &str| Turn { is_visitor, text: text.into() };
    Question {
        id: "q1".into(),
        conversation: "c1".into(),
        text: text.into(),
        lang: "es".into(),
        history: vec![turn(true, "hola"), turn(false, "buenas")],
    }
}

/// A key in a file of its owner's.
fn key_file(folder: &std::path::Path, text: &str) -> Secret {
    let file = folder.join("key");
    std::fs::write(&file, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    Secret::File(file)
}

/// Pieces that nobody watches.
fn unwatched() -> Pieces {
    Pieces::channel().0
}
