//! One connection to the DevTools: calls are answered by number, events come as they happen.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::Event;

/// A browser that has not answered by then will not.
const PATIENCE: Duration = Duration::from_secs(20);

type Pending = Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>>;

/// The calling side.
pub(super) struct Link {
    next: AtomicU64,
    pending: Pending,
    out: mpsc::UnboundedSender<String>,
}

impl Link {
    /// Connects to `url`; events arrive at the receiver until either side is dropped.
    pub(super) async fn open(url: &str) -> Result<(Self, mpsc::UnboundedReceiver<Event>)> {
        // Screenshots and bodies come in one message each.
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) =
            tokio_tungstenite::connect_async_with_config(url, Some(config), true).await?;
        let (mut sink, mut stream) = socket.split();
        let (out, mut outbox) = mpsc::unbounded_channel::<String>();
        let (news, inbox) = mpsc::unbounded_channel();
        let pending = Pending::default();
        let answers = pending.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    text = outbox.recv() => {
                        let Some(text) = text else { break };
                        if sink.send(Message::text(text)).await.is_err() {
                            break;
                        }
                    }
                    message = stream.next() => match message {
                        Some(Ok(Message::Text(text))) => hand_out(&text, &answers, &news),
                        Some(Ok(_)) => {}
                        _ => break,
                    },
                }
            }
            // Whoever still waits learns now that no answer comes.
            answers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        });
        Ok((Self { next: AtomicU64::new(1), pending, out }, inbox))
    }

    /// Calls `method` in `session`, or of the browser as a whole.
    pub(super) async fn call(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Value> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let (answer, waiting) = oneshot::channel();
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).insert(id, answer);
        self.out.send(message.to_string()).ok().context("the browser is gone")?;
        let mut answer = tokio::time::timeout(PATIENCE, waiting)
            .await
            .with_context(|| format!("{method} was not answered"))?
            .context("the browser is gone")?;
        match answer.get("error") {
            Some(error) => bail!("{method}: {error}"),
            None => Ok(answer["result"].take()),
        }
    }
}

fn hand_out(text: &str, answers: &Pending, news: &mpsc::UnboundedSender<Event>) {
    let Ok(mut message) = serde_json::from_str::<Value>(text) else { return };
    if let Some(id) = message["id"].as_u64() {
        let waiting = answers.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        // A caller that gave up leaves nobody to tell.
        let _ = waiting.map(|waiting| waiting.send(message));
    } else if let Some(method) = message["method"].as_str().map(str::to_owned) {
        let session = message["sessionId"].as_str().unwrap_or_default().to_owned();
        let _ = news.send(Event { session, method, params: message["params"].take() });
    }
}
