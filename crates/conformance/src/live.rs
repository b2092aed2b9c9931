//! A WebSocket's client.

use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest as _},
};

use crate::{answer::Answer, backend::Backend};

/// How long a frame may take that has to come.
const SOON: Duration = Duration::from_secs(10);

/// An open socket.
pub(crate) struct Live(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// What a request for a socket brought.
pub(crate) enum Asked {
    Open(Live),
    Refused(Answer),
}

impl Backend {
    /// Asks for a socket of `protocol`, as a page of `origin` does.
    pub(crate) async fn socket(
        &self,
        path: &str,
        protocol: &str,
        origin: Option<&str>,
    ) -> Result<Asked> {
        let url = format!("{}{path}", self.base.replacen("http", "ws", 1));
        let mut request = url.into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", protocol.parse()?);
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse()?);
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Asked::Open(Live(socket))),
            Err(Error::Http(answer)) => {
                let (parts, body) = answer.into_parts();
                let mut headers = reqwest::header::HeaderMap::new();
                headers.extend(parts.headers);
                let (status, body) = (parts.status.as_u16(), body.unwrap_or_default());
                Ok(Asked::Refused(Answer {
                    asked: format!("WebSocket {path}"),
                    status,
                    headers,
                    body,
                }))
            }
            Err(error) => bail!("expected a WebSocket at {path}, came {error}"),
        }
    }

    /// A socket that has said its frame.
    pub(crate) async fn live(&self, path: &str, opening: impl ToString) -> Result<Live> {
        match self.socket(path, "sigilo.1", None).await? {
            Asked::Open(mut live) => {
                live.say(Message::text(opening.to_string())).await?;
                Ok(live)
            }
            Asked::Refused(answer) => bail!("expected a WebSocket, {}", answer.came()),
        }
    }
}

impl Live {
    pub(crate) async fn say(&mut self, message: Message) -> Result<()> {
        Ok(self.0.send(message).await?)
    }

    /// The next page.
    pub(crate) async fn page(&mut self) -> Result<Value> {
        loop {
            match self.frame().await? {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Ping(_) => {}
                other => bail!("expected a page in a text frame, came {other:?}"),
            }
        }
    }

    /// Fails unless the socket ends with this code and reason.
    pub(crate) async fn must_end(&mut self, code: u16, reason: &str) -> Result<()> {
        let frame = self.frame().await?;
        let Message::Close(Some(close)) = &frame else {
            bail!("expected the close code {code}, came {frame:?}");
        };
        let came = (u16::from(close.code), close.reason.as_str());
        ensure!(came == (code, reason), "expected {code} {reason}, came {} {}", came.0, came.1);
        Ok(())
    }

    async fn frame(&mut self) -> Result<Message> {
        let frame = timeout(SOON, self.0.next()).await.context("expected a frame, came none")?;
        Ok(frame.context("expected a frame, came the end")??)
    }
}
