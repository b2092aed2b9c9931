//! Whether the demo's ports are free, asked before the long build rather than after it.

use std::io::ErrorKind;
use std::net::TcpListener;

use anyhow::{Result, bail};

/// Fails if something listens on `port` of this machine already.
pub(crate) fn free(port: u16) -> Result<()> {
    for address in ["127.0.0.1", "::1"] {
        match TcpListener::bind((address, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
                "Port {port} is taken by another program. Stop it, or choose another: --port 9080 \
                 (the demo uses that port and the next two)."
            ),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                bail!("Port {port} is not for everybody. Choose one above 1023: --port 9080.")
            }
            // A machine without IPv6 has nothing there that could be in the way.
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_told_with_the_fix() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = free(port).unwrap_err().to_string();
        assert!(error.contains(&port.to_string()) && error.contains("--port"), "{error}");
        drop(listener);
        free(port).unwrap();
    }
}
