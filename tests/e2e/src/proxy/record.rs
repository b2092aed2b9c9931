//! What passed the proxy, in order.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use serde_json::Value;

use crate::canary::Canary;

/// A request and, once there is one, its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The request's method.
    pub method: Method,
    /// Path and query.
    pub uri: String,
    /// The request's headers.
    pub headers: HeaderMap,
    /// The request's body; of a WebSocket, all that its client has said.
    pub body: Bytes,
    /// Status and body of the answer; of a WebSocket, all that the relay has said.
    pub answer: Option<(StatusCode, Bytes)>,
}

impl Exchange {
    /// Path without the query.
    pub fn path(&self) -> &str {
        self.uri.split('?').next().unwrap_or_default()
    }

    /// The token that its reader shows; on a WebSocket in what its client says first.
    pub(super) fn token(&self) -> Option<String> {
        match self.headers.get(header::AUTHORIZATION) {
            Some(value) => value.to_str().ok()?.strip_prefix("Bearer ").map(str::to_owned),
            None if self.headers.contains_key(header::UPGRADE) => {
                let opening: Value = serde_json::from_slice(&self.body).ok()?;
                opening["token"].as_str().map(str::to_owned)
            }
            None => None,
        }
    }

    /// Fails if any part of the request or of its answer contains `canary`.
    pub fn must_not_contain(&self, canary: &Canary) -> anyhow::Result<()> {
        let place = format!("{} {}", self.method, self.path());
        canary.must_not_be_in(self.uri.as_bytes(), &format!("the URL of {place}"))?;
        for (name, value) in &self.headers {
            let line = [name.as_str().as_bytes(), b": ", value.as_bytes()].concat();
            canary.must_not_be_in(&line, &format!("header {name} of {place}"))?;
        }
        canary.must_not_be_in(&self.body, &format!("the body of {place}"))?;
        match &self.answer {
            Some((_, body)) => canary.must_not_be_in(body, &format!("the answer to {place}")),
            None => Ok(()),
        }
    }
}

/// Every exchange, oldest first.
#[derive(Default)]
pub struct Record(Mutex<Vec<Exchange>>);

impl Record {
    /// All exchanges so far.
    pub fn all(&self) -> Vec<Exchange> {
        self.lock().clone()
    }

    /// How many there are: a mark for [`Self::since`].
    pub fn mark(&self) -> usize {
        self.lock().len()
    }

    /// The exchanges after `mark`.
    pub fn since(&self, mark: usize) -> Vec<Exchange> {
        self.lock()[mark..].to_vec()
    }

    pub(super) fn begin(&self, parts: &Parts, body: Bytes) -> usize {
        let mut all = self.lock();
        all.push(Exchange {
            method: parts.method.clone(),
            uri: parts.uri.to_string(),
            headers: parts.headers.clone(),
            body,
            answer: None,
        });
        all.len() - 1
    }

    pub(super) fn finish(&self, slot: usize, status: StatusCode, body: Bytes) {
        self.lock()[slot].answer = Some((status, body));
    }

    pub(super) fn token(&self, slot: usize) -> Option<String> {
        self.lock()[slot].token()
    }

    /// More of what a socket's client says.
    pub(super) fn asked(&self, slot: usize, more: &[u8]) {
        let body = &mut self.lock()[slot].body;
        *body = [body, more].concat().into();
    }

    /// More of what the relay says on a socket.
    pub(super) fn answered(&self, slot: usize, more: &[u8]) {
        if let Some((_, body)) = &mut self.lock()[slot].answer {
            *body = [body, more].concat().into();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Exchange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
