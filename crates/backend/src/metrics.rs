//! Figures for Prometheus: counted where things happen, told on a listener of their own.
//!
//! Labels are routes, kinds and sites: never a conversation, a key or an address.

#[cfg(feature = "relay")]
use std::sync::Arc;
use std::{fmt, sync::OnceLock, time::Duration};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use sha2::{Digest as _, Sha256};

use crate::events::{Event, Listener};

/// Bounds of the histogram of requests, in seconds: from a read to a long poll.
const SECONDS: &[f64] =
    &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// The same of answers, which people take their time for: up to a working day.
const ANSWER_SECONDS: &[f64] = &[
    0.01, 0.05, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0,
    3_600.0, 28_800.0,
];

/// How often samples are folded into their histograms when nobody asks.
const UPKEEP: Duration = Duration::from_secs(5);

/// The process's figures.
#[derive(Clone)]
pub struct Figures {
    handle: PrometheusHandle,
    #[cfg(feature = "relay")]
    relay: Option<Arc<crate::relay::Relay>>,
}

/// Counts events.
#[derive(Clone, Copy, Debug)]
pub struct Counting;

/// What the route is given.
#[derive(Clone)]
struct Told {
    figures: Figures,
    token: Option<[u8; 32]>,
}

impl Listener for Counting {
    fn hear(&self, event: &Event) {
        let labels = [("kind", event.kind.clone()), ("site", event.site.clone())];
        metrics::counter!("sigilo_events_total", &labels).increment(1);
        if let Some(kind) = event.kind.strip_prefix("failure.") {
            let labels = [("kind", kind.to_owned()), ("site", event.site.clone())];
            metrics::counter!("sigilo_failures_total", &labels).increment(1);
        }
        if event.kind == "blob.stored" {
            let site = event.site.clone();
            metrics::counter!("sigilo_blobs_stored_total", "site" => site).increment(1);
        }
        if event.kind == "envelope.stored" {
            let site = event.site.clone();
            metrics::counter!("sigilo_envelopes_stored_total", "site" => site).increment(1);
        }
    }
}

/// Begins to count, once a process.
pub fn install() -> Result<Figures, String> {
    static HANDLE: OnceLock<Result<PrometheusHandle, String>> = OnceLock::new();
    let handle = HANDLE.get_or_init(|| {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), SECONDS)
            .and_then(|own| own.set_buckets_for_metric(answers(), ANSWER_SECONDS))
            .map_err(|error| error.to_string())?;
        let handle = builder.install_recorder().map_err(|error| error.to_string())?;
        describe();
        Ok(handle)
    });
    let handle = handle.clone()?;
    Ok(Figures {
        handle,
        #[cfg(feature = "relay")]
        relay: None,
    })
}

fn answers() -> Matcher {
    Matcher::Full("sigilo_answer_seconds".into())
}

fn describe() {
    metrics::describe_counter!("sigilo_requests_total", "Requests answered");
    metrics::describe_histogram!("sigilo_request_seconds", "Time to an answer");
    metrics::describe_counter!("sigilo_envelopes_stored_total", "Envelopes that the relay stored");
    metrics::describe_counter!("sigilo_events_total", "Events by kind (docs/events.md)");
    metrics::describe_counter!("sigilo_failures_total", "Envelopes that were refused, by why");
    metrics::describe_counter!("sigilo_blobs_stored_total", "Sealed files that the relay stored");
    metrics::describe_gauge!("sigilo_blob_bytes", "Bytes of sealed files that the relay keeps");
    metrics::describe_gauge!("sigilo_sockets", "Sockets that are open");
    metrics::describe_gauge!("sigilo_waiting_polls", "Long polls that wait");
    metrics::describe_gauge!("sigilo_conversations", "Conversations that the relay keeps");
    metrics::describe_counter!(
        "sigilo_messages_total",
        "Messages of visitors that may be answered"
    );
    metrics::describe_histogram!("sigilo_answer_seconds", "Time from a message to its answer");
    metrics::describe_counter!("sigilo_decisions_total", "Decisions, by purpose");
    metrics::describe_counter!("sigilo_detected_total", "Personal data in what came, by DPV term");
    metrics::describe_gauge!("sigilo_talks", "Conversations at a desk with people, by state");
    metrics::describe_gauge!(
        "sigilo_longest_wait_seconds",
        "For how long a visitor waits for people"
    );
    metrics::describe_gauge!("sigilo_outbox", "Envelopes of a desk that wait to be posted");
}

impl Figures {
    /// The same, with a relay's.
    #[cfg(feature = "relay")]
    #[must_use]
    pub fn with_relay(self, relay: Option<Arc<crate::relay::Relay>>) -> Self {
        Self { relay, ..self }
    }

    /// `/metrics`, for who has `token` if there is one.
    pub fn router(self, token: Option<String>) -> Router {
        let token = token.map(|token| Sha256::digest(token.as_bytes()).into());
        Router::new().route("/metrics", get(tell)).with_state(Told { figures: self, token })
    }

    /// Folds samples into histograms for ever: without it a process that nobody asks grows.
    pub async fn keep(self) {
        let mut beat = tokio::time::interval(UPKEEP);
        loop {
            beat.tick().await;
            self.handle.run_upkeep();
        }
    }

    async fn text(&self) -> String {
        #[cfg(feature = "relay")]
        if let Some(relay) = &self.relay
            && let Ok(conversations) = relay.conversations().await
        {
            // More than 2^53 of them are not countable here, and not to be feared.
            metrics::gauge!("sigilo_conversations").set(conversations as f64);
        }
        #[cfg(feature = "relay")]
        if let Some(relay) = &self.relay
            && let Ok(bytes) = relay.blob_bytes().await
        {
            metrics::gauge!("sigilo_blob_bytes").set(bytes as f64);
        }
        self.handle.render()
    }
}

impl fmt::Debug for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Figures")
    }
}

async fn tell(State(Told { figures, token }): State<Told>, headers: HeaderMap) -> Response {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    // Hashes are compared, so that the time says nothing of the token.
    if token.is_some_and(|token| token != <[u8; 32]>::from(Sha256::digest(given.as_bytes()))) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, figures.text().await).into_response()
}
