//! Around every request: a line in the log, an event for a refusal, and a problem in place of a panic.
//!
//! The line has method, route, status and time, and the reader's network if the configuration asks for
//! it. It has no address of the reader, no path with its
//! conversation in it, no header and no body.

use std::{any::Any, sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{problem::Problem, state::Relay};
use crate::serve::Client;

/// Something of which there are so many now: a gauge, while this lives.
pub(super) struct Counted(&'static str);

impl Counted {
    pub(super) fn new(gauge: &'static str) -> Self {
        metrics::gauge!(gauge).increment(1.0);
        Self(gauge)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        metrics::gauge!(self.0).decrement(1.0);
    }
}

pub(super) async fn log(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let network = request.extensions().get::<Client>().and_then(Client::logged);
    // A long poll's time is its reader's wish, and says nothing of the relay.
    let mut query = request.uri().query().unwrap_or_default().split('&');
    let waits = query.any(|own| own.strip_prefix("wait=").is_some_and(|wait| wait != "0"));
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    let (status, milliseconds) = (response.status().as_u16(), began.elapsed().as_millis());
    relay.tell_answer(&path, &response);
    tracing::info!(%method, route, status, milliseconds, network, "answered");
    count(method.as_str(), route, status, began.elapsed().as_secs_f64(), waits);
    response
}

fn count(method: &str, route: &str, status: u16, seconds: f64, waits: bool) {
    let known = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"];
    let method = known.into_iter().find(|known| *known == method).unwrap_or("other");
    let (route, waits) = (route.to_owned(), if waits { "yes" } else { "no" });
    let status = status.to_string();
    let labels = [("method", method.to_owned()), ("route", route), ("status", status)];
    metrics::counter!("sigilo_requests_total", &labels).increment(1);
    let [method, route, _] = labels;
    let labels = [method, route, ("waits", waits.to_owned())];
    metrics::histogram!("sigilo_request_seconds", &labels).record(seconds);
}

/// The panic's text may hold anything: it stays out of answer and log. Where it happened is on
/// standard error.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request handler panicked");
    Problem::Internal.into_response()
}
