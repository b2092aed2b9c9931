//! A webhook's receiver, which refuses as often as it is told.

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    time::{Duration, sleep, timeout},
};

use super::SOON;
use crate::webhook::Secret;

pub(crate) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The same in a file of `folder`, as a configuration names it.
pub(crate) fn secret_in(folder: &Path) -> Value {
    let path = folder.join("hook.secret");
    crate::private::create(&path, SECRET.as_bytes()).unwrap();
    json!({"file": path})
}

#[derive(Clone, Default)]
pub(crate) struct Receiver {
    came: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    refusals: Arc<AtomicUsize>,
}

impl Receiver {
    /// One that refuses so many times first.
    pub(crate) fn refusing(times: usize) -> Self {
        Self { refusals: Arc::new(AtomicUsize::new(times)), ..Self::default() }
    }

    /// Listens, at any free port if 0; its address.
    pub(crate) async fn listen(&self, port: u16) -> String {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().route("/hook", post(take)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        format!("http://{address}/hook")
    }

    /// Every attempt: id, time, and what came, whose signature was checked.
    pub(crate) fn attempts(&self) -> Vec<(String, u64, Value)> {
        let secret = Secret::parse(SECRET).unwrap();
        let came = self.came.lock().unwrap().clone();
        let read = |(headers, body): (HeaderMap, Bytes)| {
            let header = |name| headers[name].to_str().unwrap().to_owned();
            let (id, time) = (header("webhook-id"), header("webhook-timestamp").parse().unwrap());
            assert_eq!(header("webhook-signature"), secret.sign(&id, time, &body));
            (id, time, serde_json::from_slice(&body).unwrap())
        };
        came.into_iter().map(read).collect()
    }

    /// Waits for the attempts to be so many, and gives what came of them.
    pub(crate) async fn after(&self, count: usize) -> Vec<(String, u64, Value)> {
        let wait = async {
            while self.came.lock().unwrap().len() < count {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(SOON, wait).await.expect("it did not come");
        self.attempts()
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    receiver.came.lock().unwrap().push((headers, body));
    let less = |left: usize| left.checked_sub(1);
    match receiver.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less) {
        Ok(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Err(_) => StatusCode::NO_CONTENT,
    }
}
