//! A reverse proxy in front of the relay that writes down what passes, and lies when asked to.
//!
//! It is the backend that the script tag names. Its own port can be shut, as of a host that is
//! down, without a trace of the connections that were open.

mod fault;
mod gate;
mod mishap;
mod record;
mod socket;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

pub use fault::Fault;
pub use mishap::{Line, Mishap};
pub use record::{Exchange, Record};

use crate::ports::listen;
use gate::{Cutter, Gate};

/// More than any body of the protocol; what is larger fails the request.
const BODY_LIMIT: usize = 4 << 20;

/// The running proxy. Dropping it closes its port and every connection.
pub struct Proxy {
    gate: Gate,
    shared: Arc<Shared>,
    server: AbortHandle,
}

struct Shared {
    upstream: String,
    client: reqwest::Client,
    record: Record,
    fault: Mutex<Fault>,
    cutter: Cutter,
    /// How many exchanges have come to the relay: what is held back waits for a later one.
    passed: watch::Sender<u64>,
    /// How many exchanges began, on either kind of line, and with how many of them something went wrong.
    begun: AtomicU64,
    spoiled: AtomicU64,
    /// Whoever shows one of these tokens waits for its answers.
    withheld: watch::Sender<Vec<String>>,
}

impl Shared {
    fn fault(&self) -> Fault {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What happens to the next exchange on the way.
    fn mishap(&self) -> Option<Mishap> {
        let mishap = self.fault().mishap(self.begun.fetch_add(1, Ordering::Relaxed));
        self.spoiled.fetch_add(mishap.is_some().into(), Ordering::Relaxed);
        mishap
    }

    /// Waits until a later exchange has come to the relay, for a while.
    async fn until_another_passed(&self) {
        let mut passed = self.passed.subscribe();
        let before = *passed.borrow_and_update();
        // It fails only without a sender, and that lives as long as the proxy.
        let _ = timeout(mishap::HELD, passed.wait_for(|now| *now > before)).await;
    }

    /// Waits as long as this exchange's answer is withheld.
    async fn until_handed_out(&self, slot: usize) {
        if let Some(token) = self.record.token(slot) {
            // It fails only without a sender, and that lives as long as the proxy.
            let free = |withheld: &Vec<String>| !withheld.contains(&token);
            let _ = self.withheld.subscribe().wait_for(free).await;
        }
    }
}

impl Proxy {
    /// Listens on `port` of the loopback address and passes everything on to `upstream`, an origin.
    pub async fn start(port: u16, upstream: &str) -> Result<Self> {
        let shared = Arc::new(Shared {
            upstream: upstream.to_owned(),
            client: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()?,
            record: Record::default(),
            fault: Mutex::new(Fault::None),
            cutter: Cutter::default(),
            passed: watch::Sender::default(),
            begun: AtomicU64::new(0),
            spoiled: AtomicU64::new(0),
            withheld: watch::Sender::default(),
        });
        let inner = listen(0).await?;
        let inner_address = inner.local_addr()?;
        let app = axum::Router::new().fallback(pass).with_state(shared.clone());
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(inner, app).await }).abort_handle();
        let gate = Gate::open(port, inner_address, shared.cutter.clone()).await?;
        Ok(Self { gate, shared, server })
    }

    /// Where it listens, as an origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.gate.address())
    }

    /// Everything that passed since the start.
    pub fn record(&self) -> &Record {
        &self.shared.record
    }

    /// With how many exchanges something went wrong on the way.
    pub fn mishaps(&self) -> u64 {
        self.shared.spoiled.load(Ordering::Relaxed)
    }

    /// From now on misbehaves as `fault` says.
    pub fn set(&self, fault: Fault) {
        *self.shared.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// From now on the load that read last gets no answers to its reading, those included that it
    /// waits for already.
    pub fn withhold(&self) -> Result<()> {
        let all = self.record().all();
        let token = all.iter().rev().find_map(Exchange::token).context("nobody has read")?;
        self.shared.withheld.send_modify(|withheld| withheld.push(token));
        Ok(())
    }

    /// Hands out what was withheld.
    pub fn hand_out(&self) {
        self.shared.withheld.send_replace(Vec::new());
    }

    /// Closes the port and every open connection: the next one is refused.
    pub async fn down(&mut self) {
        self.gate.shut().await;
    }

    /// Opens the port again.
    pub async fn up(&mut self) -> Result<()> {
        self.gate.reopen().await
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn pass(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let slot = shared.record.begin(&parts, body.clone());
    let fault = shared.fault();
    if let Some(answer) = fault.instead(&parts) {
        shared.record.finish(slot, answer.status(), Bytes::new());
        return answer;
    }
    if fault.swallows(&parts) {
        return std::future::pending().await;
    }
    if socket::is_asked(&parts) {
        return socket::pass(shared, parts, slot, from).await;
    }
    let mishap = shared.mishap();
    match mishap {
        Some(Mishap::CutBefore) => return cut(&shared, from).await,
        Some(Mishap::Delay) => sleep(mishap::DELAY).await,
        Some(Mishap::HoldBack) => shared.until_another_passed().await,
        Some(Mishap::Twice) => drop(forward(&shared, &parts, body.clone()).await),
        _ => {}
    }
    let forwarded = forward(&shared, &parts, body).await;
    shared.passed.send_modify(|passed| *passed += 1);
    match forwarded {
        Ok((status, headers, bytes)) => {
            shared.until_handed_out(slot).await;
            let bytes = fault.spoil(&parts, bytes).await;
            shared.record.finish(slot, status, bytes.clone());
            if fault.is_deaf_to(&parts) {
                return fault::server_error();
            }
            let mut answer = match mishap {
                Some(Mishap::CutAfter) => return cut(&shared, from).await,
                Some(Mishap::Truncate) if !bytes.is_empty() => halved(bytes),
                _ => Response::new(Body::from(bytes)),
            };
            *answer.status_mut() = status;
            answer.headers_mut().extend(headers);
            answer
        }
        Err(error) => (StatusCode::BAD_GATEWAY, format!("{error:#}")).into_response(),
    }
}

/// Closes the connection that a request came on; there is no answer.
async fn cut(shared: &Shared, from: SocketAddr) -> Response {
    shared.cutter.cut(from).await;
    std::future::pending().await
}

/// An answer that ends in its middle, where its length says that it goes on.
fn halved(bytes: Bytes) -> Response {
    let length = bytes.len();
    let half = bytes.slice(..length / 2);
    let end = || std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let pieces = futures_util::stream::iter([Ok(half), Err(end())]);
    ([(header::CONTENT_LENGTH, length)], Body::from_stream(pieces)).into_response()
}

async fn forward(
    shared: &Shared,
    parts: &axum::http::request::Parts,
    body: Bytes,
) -> Result<(StatusCode, HeaderMap, Bytes)> {
    let url = format!("{}{}", shared.upstream, parts.uri);
    let answer = shared
        .client
        .request(parts.method.clone(), url)
        .headers(end_to_end(&parts.headers))
        .body(body)
        .send()
        .await
        .context("the relay does not answer")?;
    let (status, headers) = (answer.status(), end_to_end(answer.headers()));
    Ok((status, headers, answer.bytes().await?))
}

/// The headers that mean the same on both sides of a proxy.
fn end_to_end(headers: &HeaderMap) -> HeaderMap {
    const HOP: [HeaderName; 5] = [
        header::HOST,
        header::CONNECTION,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::UPGRADE,
    ];
    let kept = headers.iter().filter(|(name, _)| !HOP.contains(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

#[cfg(test)]
mod tests;
