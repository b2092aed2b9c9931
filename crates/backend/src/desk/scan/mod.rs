//! Whether an opened file may be handed on: asked of clamd by its INSTREAM command (clamd(8)).
//!
//! The rule is one: what is not known to be clean is quarantined. A scanner that can't be reached, is
//! too slow, or gives up at a limit knows nothing. Files travel to it in the clear, so it has to be on
//! this machine.
//!
//! Not here: opening a file (docs/protocol.md, §11), and where a quarantined one is put: that is `files`.

mod reply;
#[cfg(any(test, fuzzing))]
pub(in crate::desk) use reply::read as read_reply;

#[cfg(test)]
mod tests;

use std::{io, net::SocketAddr, path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

/// Bytes in a piece of the stream: as in a sealed file.
const PIECE: usize = 64 * 1_024;

/// Longest reply that is read, in bytes: it has the name of what was found.
const MAX_REPLY: u64 = 4 * 1_024;

/// How a scanner is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ScanSettings {
    /// Where clamd listens: `unix:` and the path of its socket, or an address of this machine with a
    /// port. By default where Debian's package listens.
    pub clamd: String,
    /// Largest file that is scanned, in bytes; 25 MiB by default, as large as one may be. clamd has limits
    /// of its own (`StreamMaxLength`, `MaxFileSize`), and has to be told to say so (`AlertExceedsMax`).
    pub max_bytes: u64,
    /// Longest time for a file, in seconds; 60 by default. A shorter one quarantines what a busy scanner
    /// would have cleared, a longer one keeps people waiting.
    pub patience: u64,
}

/// What a scan has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Clean,
    /// Something, of this name.
    Infected(String),
    /// Nobody knows.
    Unsure(Unsure),
}

/// Why nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsure {
    /// Larger than is scanned.
    #[error("the file is larger than what is scanned")]
    TooLarge,
    /// A limit of the scanner, or an archive that it can't open.
    #[error("the scanner did not look at all of it: {0}")]
    Partly(String),
    /// Nobody there.
    #[error("the scanner can't be reached")]
    Unreachable,
    /// Not in time.
    #[error("the scanner did not answer in time")]
    Late,
    /// It failed.
    #[error("the scanner failed: {0}")]
    Failed(String),
}

/// Why a scanner can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// Not an address.
    #[error(
        "'{0}' is not where a clamd listens; it looks like unix:/run/clamav/clamd.ctl or 127.0.0.1:3310"
    )]
    Address(String),
    /// Elsewhere.
    #[error("'{0}' is not this machine; files would travel to it in the clear")]
    Elsewhere(SocketAddr),
}

impl Default for ScanSettings {
    fn default() -> Self {
        Self {
            clamd: "unix:/run/clamav/clamd.ctl".into(),
            max_bytes: sigilo_protocol::MAX_FILE,
            patience: 60,
        }
    }
}

impl Verdict {
    /// Whether the file is kept from people: unless it is known to be clean.
    pub fn is_quarantined(&self) -> bool {
        *self != Self::Clean
    }
}

/// A clamd on this machine.
#[derive(Clone, Debug)]
pub struct Scanner {
    at: Place,
    max_bytes: u64,
    patience: Duration,
}

#[derive(Clone, Debug)]
enum Place {
    Socket(PathBuf),
    Address(SocketAddr),
}

impl Scanner {
    /// A scanner that goes by its settings. It is reached when there is something to scan.
    pub fn new(settings: &ScanSettings) -> Result<Self, ScanError> {
        let at = match settings.clamd.strip_prefix("unix:") {
            Some(path) if !path.is_empty() => Place::Socket(path.into()),
            _ => {
                let address: SocketAddr = settings
                    .clamd
                    .parse()
                    .map_err(|_| ScanError::Address(settings.clamd.clone()))?;
                if !address.ip().is_loopback() {
                    return Err(ScanError::Elsewhere(address));
                }
                Place::Address(address)
            }
        };
        let patience = Duration::from_secs(settings.patience.max(1));
        Ok(Self { at, max_bytes: settings.max_bytes, patience })
    }

    /// Scans an opened file.
    pub async fn scan(&self, file: &[u8]) -> Verdict {
        if file.len() as u64 > self.max_bytes {
            return Verdict::Unsure(Unsure::TooLarge);
        }
        match timeout(self.patience, self.ask(file)).await {
            Ok(Ok(reply)) => reply::read(&reply),
            Ok(Err(_)) => Verdict::Unsure(Unsure::Unreachable),
            Err(_) => Verdict::Unsure(Unsure::Late),
        }
    }

    async fn ask(&self, file: &[u8]) -> io::Result<Vec<u8>> {
        match &self.at {
            #[cfg(unix)]
            Place::Socket(path) => stream(tokio::net::UnixStream::connect(path).await?, file).await,
            #[cfg(not(unix))]
            Place::Socket(_) => Err(io::ErrorKind::Unsupported.into()),
            Place::Address(address) => stream(TcpStream::connect(address).await?, file).await,
        }
    }
}

/// `zINSTREAM`, each piece after its length (4 bytes, big-endian), and a length of 0; then the reply.
async fn stream(
    mut clamd: impl AsyncRead + AsyncWrite + Unpin,
    file: &[u8],
) -> io::Result<Vec<u8>> {
    let sent = send(&mut clamd, file).await;
    let mut reply = Vec::new();
    // One that has heard enough says so, and closes: its reply counts more than what it did not read.
    let read = clamd.take(MAX_REPLY).read_to_end(&mut reply).await;
    match reply.is_empty() {
        true => sent.and(read).and(Err(io::ErrorKind::UnexpectedEof.into())),
        false => Ok(reply),
    }
}

async fn send(clamd: &mut (impl AsyncWrite + Unpin), file: &[u8]) -> io::Result<()> {
    clamd.write_all(b"zINSTREAM\0").await?;
    for piece in file.chunks(PIECE) {
        // A piece is shorter than 4 GiB.
        let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
        clamd.write_all(&length.to_be_bytes()).await?;
        clamd.write_all(piece).await?;
    }
    clamd.write_all(&[0; 4]).await?;
    clamd.flush().await
}
