//! Syslog: RFC 5424 messages, octet-counted (RFC 6587 §3.4.1, RFC 5425 §4.3), by TCP or TLS.
//!
//! Syslog has no acknowledgement: what lay in the system's buffers when a connection broke is lost, and
//! nobody can tell. Who needs every event takes a webhook or a file.

use std::time::Duration;

use syslog_fmt::{
    Facility, Severity,
    v5424::{Config, Formatter},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

use super::{
    Syslog,
    envelope::{self, Level, line},
    sink::Source,
    tls::{TlsError, connector},
};
use crate::events::Event;

/// How long connecting or writing may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// First and longest wait between two attempts to connect.
const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(60);

/// Longest MSGID (RFC 5424 §6.2.7).
const MAX_MSGID: usize = 32;

/// A server, and how our messages begin.
pub(super) struct Peer {
    address: String,
    tls: Option<(TlsConnector, ServerName<'static>)>,
    formatter: Formatter,
}

/// An open connection of either kind.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

impl Peer {
    pub(super) fn new(settings: &Syslog) -> Result<Self, TlsError> {
        let address = settings.address.clone();
        let tls = match settings.tls {
            true => {
                let host = address.rsplit_once(':').map(|(host, _)| host.trim_matches(['[', ']']));
                let name = host.and_then(|host| ServerName::try_from(host.to_owned()).ok());
                let name = name.ok_or_else(|| TlsError::Address(address.clone()))?;
                Some((connector(settings)?, name))
            }
            false => None,
        };
        let process = std::process::id().to_string();
        let config = Config {
            // What is about access and consent; RFC 5424 calls it security, and not everybody's.
            facility: Facility::Authpriv,
            hostname: settings.hostname.as_deref(),
            app_name: Some("sigilo"),
            proc_id: Some(&process),
        };
        Ok(Self { address, tls, formatter: config.into_formatter() })
    }

    async fn connect(&self) -> std::io::Result<Box<dyn Stream>> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        Ok(match &self.tls {
            Some((connector, name)) => Box::new(connector.connect(name.clone(), stream).await?),
            None => Box::new(stream),
        })
    }

    /// `LENGTH SP MESSAGE`.
    fn frame(&self, event: &Event) -> Vec<u8> {
        let severity = match envelope::level(event) {
            Level::Info => Severity::Info,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Err,
            Level::Critical => Severity::Crit,
        };
        let id: String =
            event.kind.chars().filter(char::is_ascii_graphic).take(MAX_MSGID).collect();
        let mut message = Vec::new();
        let (time, text) = (envelope::time(event.at), line(event));
        // Writing into memory does not fail.
        let _ = self.formatter.write_without_data(
            &mut message,
            severity,
            time,
            text.as_str(),
            Some(id.as_str()),
        );
        let mut frame = format!("{} ", message.len()).into_bytes();
        frame.append(&mut message);
        frame
    }
}

/// Sends until nobody tells any more. A batch that could not be written is sent again whole.
pub(super) async fn send(mut source: Source, peer: Peer) {
    let mut stream: Option<Box<dyn Stream>> = None;
    while let Some(batch) = source.next().await {
        let frames: Vec<u8> = batch.iter().flat_map(|event| peer.frame(event)).collect();
        let mut wait = FIRST;
        loop {
            if stream.is_none() {
                stream = connected(&peer).await;
            }
            if let Some(open) = &mut stream
                && written(open.as_mut(), &frames).await
            {
                break;
            }
            stream = None;
            tracing::warn!(to = source.name(), "the syslog server can't be reached");
            sleep(wait).await;
            wait = (wait * 2).min(LONGEST);
        }
        source.tell_dropped();
    }
}

async fn connected(peer: &Peer) -> Option<Box<dyn Stream>> {
    timeout(PATIENCE, peer.connect()).await.ok()?.ok()
}

async fn written(stream: &mut dyn Stream, frames: &[u8]) -> bool {
    // A server that has hung up is seen by reading, not by writing: it never says anything else.
    if timeout(Duration::ZERO, stream.read_u8()).await.is_ok() {
        return false;
    }
    let write = async {
        stream.write_all(frames).await?;
        stream.flush().await
    };
    matches!(timeout(PATIENCE, write).await, Ok(Ok(())))
}
