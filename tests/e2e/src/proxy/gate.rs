//! A port that can be shut and opened again while what stands behind it runs on.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Result;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::ports::listen;

/// Passes the bytes of every connection on to another address.
pub(super) struct Gate {
    address: SocketAddr,
    inner: SocketAddr,
    running: Option<JoinHandle<()>>,
}

impl Gate {
    /// Listens on `port` of the loopback address for `inner`.
    pub(super) async fn open(port: u16, inner: SocketAddr) -> Result<Self> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut gate = Self { address, inner, running: None };
        gate.reopen().await?;
        Ok(gate)
    }

    /// Listens again. Without effect on an open gate.
    pub(super) async fn reopen(&mut self) -> Result<()> {
        if self.running.is_none() {
            let listener = listen(self.address.port()).await?;
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
