//! WebSockets through the proxy: every frame passes, and is written down with its request.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::body::Bytes;
use axum::extract::FromRequestParts as _;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message as Said};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::mishap::{self, Mishap};
use super::{Shared, end_to_end};

type Upstream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Whether a WebSocket is asked for.
pub(super) fn is_asked(parts: &Parts) -> bool {
    parts.headers.contains_key(header::UPGRADE)
}

/// Opens one to the relay and one to the browser, and stands between them.
pub(super) async fn pass(
    shared: Arc<Shared>,
    mut parts: Parts,
    slot: usize,
    from: SocketAddr,
) -> Response {
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let protocols: Vec<_> = upgrade.requested_protocols().cloned().collect();
    let protocols = protocols.into_iter().filter_map(|name| Some(name.to_str().ok()?.to_owned()));
    let upgrade = upgrade.protocols(protocols);
    let upstream = match connect(&shared, &parts).await {
        Ok(upstream) => upstream,
        Err(answer) => {
            shared.record.finish(slot, answer.status(), Bytes::new());
            return answer;
        }
    };
    shared.record.finish(slot, StatusCode::SWITCHING_PROTOCOLS, Bytes::new());
    upgrade.on_upgrade(async move |browser| {
        // It ends with either side, in whatever way; both are closed then.
        let _ = stand_between(&shared, slot, from, browser, upstream).await;
    })
}

async fn connect(shared: &Shared, parts: &Parts) -> Result<Upstream, Response> {
    let gone = || StatusCode::BAD_GATEWAY.into_response();
    let url = format!("{}{}", shared.upstream.replacen("http", "ws", 1), parts.uri);
    let mut request = url.into_client_request().map_err(|_| gone())?;
    // The handshake's own are this hop's.
    for (name, value) in &end_to_end(&parts.headers) {
        let is_handshake = name.as_str().starts_with("sec-websocket-");
        if !is_handshake || name == header::SEC_WEBSOCKET_PROTOCOL {
            request.headers_mut().insert(name.clone(), value.clone());
        }
    }
    match connect_async(request).await {
        Ok((upstream, _)) => Ok(upstream),
        Err(Error::Http(answer)) => Err(answer.status().into_response()),
        Err(_) => Err(gone()),
    }
}

async fn stand_between(
    shared: &Shared,
    slot: usize,
    from: SocketAddr,
    mut browser: WebSocket,
    mut relay: Upstream,
) -> Result<()> {
    loop {
        tokio::select! {
            said = browser.recv() => match said.context("the browser has gone")?? {
                Message::Text(text) => {
                    shared.record.asked(slot, text.as_bytes());
                    relay.send(Said::text(text.as_str())).await?;
                }
                Message::Close(_) => return Ok(relay.close(None).await?),
                _ => {}
            },
            said = relay.next() => match said.context("the relay has gone")?? {
                Said::Text(text) => {
                    shared.until_handed_out(slot).await;
                    shared.fault().delay().await;
                    // What a socket carries is in order and whole, as long as it is there.
                    let mishap = shared.mishap();
                    match mishap {
                        Some(Mishap::CutBefore | Mishap::Truncate) => {
                            shared.cutter.cut(from).await;
                            return Ok(());
                        }
                        Some(Mishap::Delay | Mishap::HoldBack) => sleep(mishap::DELAY).await,
                        _ => {}
                    }
                    shared.record.answered(slot, text.as_bytes());
                    if !shared.fault().is_mute() {
                        browser.send(Message::Text(text.as_str().into())).await?;
                    }
                    if mishap == Some(Mishap::CutAfter) {
                        shared.cutter.cut(from).await;
                        return Ok(());
                    }
                }
                Said::Close(frame) => {
                    let frame = frame.map(|frame| CloseFrame {
                        code: frame.code.into(),
                        reason: frame.reason.as_str().into(),
                    });
                    return Ok(browser.send(Message::Close(frame)).await?);
                }
                _ => {}
            },
        }
    }
}
