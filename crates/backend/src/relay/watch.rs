//! Around every request: a line in the log, an event for a refusal, and a problem in place of a panic.
//!
//! The line has method, route, status and time. It has no address of the reader, no path with its
//! conversation in it, no header and no body.

use std::{any::Any, sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{problem::Problem, state::Relay};

pub(super) async fn log(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    let (status, milliseconds) = (response.status().as_u16(), began.elapsed().as_millis());
    relay.tell_answer(&path, &response);
    tracing::info!(%method, route, status, milliseconds, "answered");
    response
}

/// The panic's text may hold anything: it stays out of answer and log. Where it happened is on
/// standard error.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request handler panicked");
    Problem::Internal.into_response()
}
