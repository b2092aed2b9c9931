//! A port that can be shut and opened again while what stands behind it runs on.

use std::net::SocketAddr;

use anyhow::{Context as _, Result};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// Passes the bytes of every connection on to another address.
pub(super) struct Gate {
    address: SocketAddr,
    inner: SocketAddr,
    running: Option<JoinHandle<()>>,
}

impl Gate {
    /// Listens on `address` for `inner`.
    pub(super) async fn open(address: SocketAddr, inner: SocketAddr) -> Result<Self> {
        let mut gate = Self { address, inner, running: None };
        gate.reopen().await?;
        Ok(gate)
    }

    /// Listens again. Without effect on an open gate.
    pub(super) async fn reopen(&mut self) -> Result<()> {
        if self.running.is_none() {
            let listener = TcpListener::bind(self.address)
                .await
                .with_context(|| format!("port {} is taken", self.address.port()))?;
            self.address = listener.local_addr()?;
            self.running = Some(tokio::spawn(accept(listener, self.inner)));
        }
        Ok(())
    }

    /// Stops listening and cuts every connection; returns when that is so.
    pub(super) async fn shut(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
            // The only outcome is the cancellation that was just asked for.
            let _ = running.await;
        }
    }

    /// Where it listens.
    #[cfg(test)]
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.abort();
        }
    }
}

/// The connections live in this task's set: when it is dropped, they are cut.
async fn accept(listener: TcpListener, inner: SocketAddr) {
    let mut connections = JoinSet::new();
    while let Ok((mut outside, _)) = listener.accept().await {
        connections.spawn(async move {
            if let Ok(mut inside) = TcpStream::connect(inner).await {
                // Either side closing, in whatever way, ends both.
                let _ = copy_bidirectional(&mut outside, &mut inside).await;
            }
        });
        while connections.try_join_next().is_some() {}
    }
}
