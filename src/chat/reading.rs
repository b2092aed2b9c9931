//! How a conversation is read: by a socket where the manifest offers one, else by long polls.
//!
//! A socket that fails says nothing about the relay, since many networks block them: the poll that
//! soon follows does.

use std::time::Duration;

use gloo_timers::future::sleep;

use super::wire::Wire;
use crate::{
    browser::now_ms,
    transport::{Batch, Live, RelayError},
};

/// An empty answer that comes sooner than this, in milliseconds, is followed by as long a pause.
const QUICK: u64 = 1_000;

/// A socket that ends sooner than this, in milliseconds, is no use: some proxies open them and cut.
/// It is longer than a first page may take.
const SHORT: u64 = 10_000;

/// How long to poll where sockets fail, in milliseconds, before one is tried again. Shorter makes
/// the visitor wait for it the more often, longer keeps a phone polling that has left that network.
const POLLING: u64 = 5 * 60_000;

/// What a socket's end waits before it is followed by a poll, in milliseconds: Firefox ends the sockets of a page
/// that is being left and lets it go on for a moment, in which it would ask for what nobody reads. Shorter lets it,
/// longer keeps words from where sockets are blocked.
const LEAVING: u64 = 200;

/// A conversation, read from cursor to cursor.
pub(super) struct Reading<'a> {
    wire: &'a Wire,
    pub(super) token: Option<String>,
    live: Option<Live>,
    /// When the socket was opened.
    opened: u64,
    /// Until then no socket is tried.
    polls_until: u64,
}

impl<'a> Reading<'a> {
    pub(super) fn new(wire: &'a Wire) -> Self {
        let polls_until = if wire.has_live { 0 } else { u64::MAX };
        Self { wire, token: None, live: None, opened: 0, polls_until }
    }

    /// What comes next after a cursor; nothing, now and then.
    pub(super) async fn next(&mut self, after: u64) -> Result<Batch, RelayError> {
        let Wire { relay, grant, keys, site, .. } = self.wire;
        let token = match self.token.take() {
            Some(token) => token,
            None => relay.token(grant, site, keys).await?,
        };
        self.token = Some(token.clone());
        if self.live.is_some() || self.polls_until <= now_ms() {
            match self.listen(&token, after).await {
                Err(RelayError::Unreachable) => sleep(Duration::from_millis(LEAVING)).await,
                heard => return heard,
            }
        }
        let polled = self.poll(&token, after).await;
        if polled.is_err() && self.wire.has_live {
            // It was not the socket alone.
            self.polls_until = 0;
        }
        polled
    }

    async fn listen(&mut self, token: &str, after: u64) -> Result<Batch, RelayError> {
        let Wire { relay, grant, conv, .. } = self.wire;
        if self.live.is_none() {
            self.opened = now_ms();
            self.live = relay.live(grant, *conv, token, after);
        }
        let heard = match &mut self.live {
            Some(live) => live.next().await,
            None => Err(RelayError::Unreachable),
        };
        if let Err(error) = &heard {
            self.live = None;
            if *error == RelayError::Unreachable && now_ms() < self.opened + SHORT {
                self.polls_until = now_ms() + POLLING;
            }
        }
        heard
    }

    async fn poll(&self, token: &str, after: u64) -> Result<Batch, RelayError> {
        let asked = now_ms();
        let Wire { relay, grant, conv, .. } = self.wire;
        let batch = relay.receive(grant, *conv, token, after).await?;
        if batch.envelopes.is_empty() && now_ms() < asked + QUICK {
            // This relay does not wait for news.
            sleep(Duration::from_millis(QUICK)).await;
        }
        Ok(batch)
    }
}
