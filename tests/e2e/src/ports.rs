//! Listening where the built widget expects it.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;

/// The world before this one may still be letting go of its ports.
const PATIENCE: Duration = Duration::from_secs(5);

/// Takes `port` of the loopback address; 0 is any free one.
pub(crate) async fn listen(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let started = Instant::now();
    loop {
        match TcpListener::bind(address).await {
            Err(_) if started.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            done => {
                return done.with_context(|| {
                    format!("port {port} is taken; the end-to-end tests need 4100 to 4103")
                });
            }
        }
    }
}
