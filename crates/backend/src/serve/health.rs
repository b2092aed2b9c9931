//! `/healthz`: the process answers. `/readyz`: it can do its work, or why not.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use tokio::sync::Mutex;
use tower_http::set_header::SetResponseHeaderLayer;

/// How long an answer is good: each one writes to a disk, and anybody may ask.
const FRESH: Duration = Duration::from_secs(1);

/// Tells what keeps a part from its work, a sentence each; nothing if it is ready.
pub type Probe = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Vec<String>> + Send>> + Send + Sync>;

/// What a process is asked by who watches it.
#[derive(Clone)]
pub struct Health(Arc<Inner>);

struct Inner {
    is_ending: AtomicBool,
    probes: Vec<Probe>,
    known: Mutex<Option<(Instant, Vec<String>)>>,
}

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    reasons: Vec<String>,
}

impl Health {
    /// Of parts that tell by `probes`.
    pub fn of(probes: Vec<Probe>) -> Self {
        Self(Arc::new(Inner { is_ending: AtomicBool::new(false), probes, known: Mutex::default() }))
    }

    /// From now on it is not ready: nobody new is to be sent here.
    pub fn end(&self) {
        self.0.is_ending.store(true, Ordering::SeqCst);
    }

    /// `/healthz` and `/readyz`.
    pub fn router(self) -> Router {
        let no_store = HeaderValue::from_static("no-store");
        Router::new()
            .route("/healthz", get(|| async { "ok\n" }))
            .route("/readyz", get(ready))
            .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, no_store))
            .with_state(self)
    }

    async fn reasons(&self) -> Vec<String> {
        if self.0.is_ending.load(Ordering::SeqCst) {
            return vec!["it is shutting down".into()];
        }
        // Whoever asks meanwhile waits for the same answer.
        let mut known = self.0.known.lock().await;
        if let Some((at, reasons)) = &*known
            && at.elapsed() < FRESH
        {
            return reasons.clone();
        }
        let mut reasons = Vec::new();
        for probe in &self.0.probes {
            reasons.extend(probe().await);
        }
        *known = Some((Instant::now(), reasons.clone()));
        reasons
    }
}

async fn ready(State(health): State<Health>) -> Response {
    let reasons = health.reasons().await;
    let ready = reasons.is_empty();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, reasons })).into_response()
}
