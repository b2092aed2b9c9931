//! A port that can be shut and opened again while what stands behind it runs on.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinHandle, JoinSet};

use crate::ports::listen;

/// Passes the bytes of every connection on to another address.
pub(super) struct Gate {
    address: SocketAddr,
    inner: SocketAddr,
    running: Option<JoinHandle<()>>,
    cutter: Cutter,
}

impl Gate {
    /// Listens on `port` of the loopback address for `inner`.
    pub(super) async fn open(port: u16, inner: SocketAddr, cutter: Cutter) -> Result<Self> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut gate = Self { address, inner, running: None, cutter };
        gate.reopen().await?;
        Ok(gate)
    }

    /// Listens again. Without effect on an open gate.
    pub(super) async fn reopen(&mut self) -> Result<()> {
        if self.running.is_none() {
            let listener = listen(self.address.port()).await?;
            self.address = listener.local_addr()?;
            self.running = Some(tokio::spawn(accept(listener, self.inner, self.cutter.clone())));
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
async fn accept(listener: TcpListener, inner: SocketAddr, cutter: Cutter) {
    let mut connections = JoinSet::new();
    while let Ok((mut outside, _)) = listener.accept().await {
        let Ok(mut inside) = TcpStream::connect(inner).await else { continue };
        let Ok(name) = inside.local_addr() else { continue };
        let task = connections.spawn(async move {
            // Either side closing, in whatever way, ends both.
            let _ = copy_bidirectional(&mut outside, &mut inside).await;
        });
        cutter.know(name, task);
        while connections.try_join_next().is_some() {}
    }
}

/// Cuts single connections, each by the address that the inner side sees it come from.
#[derive(Clone, Default)]
pub(super) struct Cutter(Arc<Mutex<HashMap<SocketAddr, AbortHandle>>>);

impl Cutter {
    /// Closes both ends of a connection, whatever is on its way.
    pub(super) async fn cut(&self, name: SocketAddr) {
        // What came on a connection may be here before the connection is known.
        for _ in 0..100 {
            if let Some(task) = self.lock().remove(&name) {
                task.abort();
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    fn know(&self, name: SocketAddr, task: AbortHandle) {
        let mut known = self.lock();
        known.retain(|_, task| !task.is_finished());
        known.insert(name, task);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SocketAddr, AbortHandle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
