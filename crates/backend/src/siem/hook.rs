//! Webhooks: signed, offered again until taken, from a queue that outlives a restart.

use std::time::Duration;

use reqwest::{StatusCode, Url, header::RETRY_AFTER, redirect};
use tokio::time::sleep;
use zeroize::Zeroizing;

use super::{
    SiemError, Webhook,
    envelope::body,
    outbox::{Message, Outbox},
    sink::Source,
};
use crate::{database::DatabaseError, webhook::Secret};

/// How long a receiver may take to answer; Standard Webhooks has 15 to 30 seconds.
const PATIENCE: Duration = Duration::from_secs(15);

/// First and longest wait before an event is offered again, in seconds.
const FIRST: u64 = 1;
const LONGEST: u64 = 60 * 60;

/// How long to wait after the queue's database failed.
const REST: Duration = Duration::from_secs(1);

/// A receiver.
pub(super) struct Hook {
    http: reqwest::Client,
    url: Url,
    secret: Secret,
    outbox: Outbox,
    most: usize,
    keep_seconds: u64,
}

/// What became of an attempt.
enum Outcome {
    Taken,
    /// Not now; the seconds that the receiver asks for, if it does.
    Later(Option<u64>),
}

impl Hook {
    pub(super) fn new(settings: &Webhook, outbox: Outbox) -> Result<Self, SiemError> {
        let refused = || SiemError::Address(settings.url.clone());
        let url = Url::parse(&settings.url).map_err(|_| refused())?;
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(refused());
        }
        let text = settings.secret.read(&format!("siem.webhook '{}' secret", settings.name))?;
        let secret = Secret::parse(&Zeroizing::new(text))
            .map_err(|error| SiemError::Secret(settings.name.clone(), error))?;
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).timeout(PATIENCE);
        let http = if is_here { http.no_proxy() } else { http }.build()?;
        let keep_seconds = settings.keep_hours.saturating_mul(3_600);
        Ok(Self { http, url, secret, outbox, most: settings.queue, keep_seconds })
    }

    /// Keeps what comes and sends what is due, until nobody tells any more; what is left is sent after
    /// the next start.
    pub(super) async fn send(self, mut source: Source) {
        let mut is_told = true;
        let mut pause = Duration::ZERO;
        while is_told {
            tokio::select! {
                batch = source.next() => match batch {
                    Some(batch) => {
                        let bodies: Vec<String> = batch.iter().map(body).collect();
                        let count = bodies.len() as u64;
                        match self.outbox.keep(bodies, self.most, source.now()).await {
                            Ok(lost) => source.lost(lost),
                            Err(error) => {
                                tracing::error!(%error, "the webhooks' queue can't be written");
                                source.lost(count);
                            }
                        }
                        pause = Duration::ZERO;
                    }
                    None => is_told = false,
                },
                () = sleep(pause) => pause = self.step(&source).await.unwrap_or_else(|error| {
                    tracing::error!(%error, "the webhooks' queue can't be read");
                    REST
                }),
            }
        }
    }

    /// One attempt; how long there is nothing to do after it.
    async fn step(&self, source: &Source) -> Result<Duration, DatabaseError> {
        let now = source.now();
        let message = match self.outbox.due(now).await? {
            Ok(message) => message,
            Err(Some(due)) => return Ok(Duration::from_secs(due.saturating_sub(now).max(1))),
            Err(None) => return Ok(PATIENCE),
        };
        match self.attempt(&message, now).await {
            Outcome::Taken => {
                self.outbox.remove(message.row).await?;
                source.tell_dropped();
            }
            Outcome::Later(_) if now.saturating_sub(message.came) >= self.keep_seconds => {
                self.outbox.remove(message.row).await?;
                source.lost(1);
            }
            Outcome::Later(asked) => {
                let wait = (FIRST << message.attempts.min(16)).max(asked.unwrap_or(0)).min(LONGEST);
                self.outbox.postpone(message.row, now.saturating_add(wait)).await?;
                tracing::warn!(to = source.name(), wait, "a webhook was not taken");
            }
        }
        Ok(Duration::ZERO)
    }

    async fn attempt(&self, message: &Message, now: u64) -> Outcome {
        let signature = self.secret.sign(&message.id, now, message.body.as_bytes());
        let request = self.http.post(self.url.clone()).body(message.body.clone());
        let request = request
            .header("content-type", "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", now.to_string())
            .header("webhook-signature", signature);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Outcome::Taken,
            Ok(answer) => {
                let asks = matches!(
                    answer.status(),
                    StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
                );
                let asked = answer.headers().get(RETRY_AFTER).filter(|_| asks);
                Outcome::Later(asked.and_then(|value| value.to_str().ok()?.parse().ok()))
            }
            Err(_) => Outcome::Later(None),
        }
    }
}
