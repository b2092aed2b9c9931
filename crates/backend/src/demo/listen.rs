//! The four ports. On this machine's own names each is taken on IPv4 and, where there is one, on
//! the IPv6 loopback: a browser resolves `localhost` to either.

use std::io::{self, ErrorKind};

use tokio::net::TcpListener;

use super::config::{Config, DemoError};

/// The sockets of a demonstration, and the ports that they have.
pub(super) struct Listening {
    pub(super) ports: [u16; 4],
    pub(super) site: Vec<TcpListener>,
    /// None when somebody else serves the widget's files.
    pub(super) widget: Vec<TcpListener>,
    pub(super) relay: Vec<TcpListener>,
    /// None where there are no people.
    pub(super) staff: Vec<TcpListener>,
}

/// Takes the ports.
pub(super) async fn all(config: &Config) -> Result<Listening, DemoError> {
    let Config { host, port, .. } = config;
    let wanted = match port {
        0 => [0; 4],
        first if *first > u16::MAX - 3 => return Err(DemoError::PortTooHigh(*first)),
        first => [*first, first + 1, first + 2, first + 3],
    };
    let (site, site_port) = one(host, wanted[0]).await?;
    let (widget, widget_port) = match config.widget_url {
        Some(_) => (Vec::new(), wanted[1]),
        None => one(host, wanted[1]).await?,
    };
    let (relay, relay_port) = one(host, wanted[2]).await?;
    let (staff, staff_port) = match config.is_near() {
        true => one(host, wanted[3]).await?,
        false => (Vec::new(), wanted[3]),
    };
    let ports = [site_port, widget_port, relay_port, staff_port];
    Ok(Listening { ports, site, widget, relay, staff })
}

async fn one(host: &str, port: u16) -> Result<(Vec<TcpListener>, u16), DemoError> {
    let refusal = |error: io::Error, port| match error.kind() {
        ErrorKind::AddrInUse => DemoError::PortTaken(port),
        _ => DemoError::Listen(format!("{host}:{port}"), error),
    };
    let is_here = ["localhost", "127.0.0.1", "::1"].contains(&host);
    let first = if is_here { "127.0.0.1" } else { host };
    let listener = TcpListener::bind((first, port)).await.map_err(|error| refusal(error, port))?;
    let taken = listener.local_addr().map_err(|error| refusal(error, port))?.port();
    let mut listeners = vec![listener];
    if is_here {
        match TcpListener::bind(("::1", taken)).await {
            Ok(listener) => listeners.push(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                return Err(refusal(error, taken));
            }
            // A machine without IPv6: its browser does not try it either.
            Err(error) => tracing::debug!(%error, "not listening on ::1"),
        }
    }
    Ok((listeners, taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(port: u16) -> Config {
        Config {
            host: "127.0.0.1".into(),
            port,
            widget: "dist".into(),
            data: "data".into(),
            backend_url: None,
            widget_url: None,
            lang: "es".into(),
        }
    }

    #[tokio::test]
    async fn a_taken_port_is_named_with_the_remedy() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = all(&config(port)).await.err().unwrap();
        assert!(matches!(error, DemoError::PortTaken(named) if named == port));
        assert!(error.to_string().contains("--port"));
    }

    #[tokio::test]
    async fn four_ports_need_room() {
        assert!(matches!(all(&config(65_533)).await, Err(DemoError::PortTooHigh(65_533))));
    }

    #[tokio::test]
    async fn any_free_ports_are_four() {
        let mut ports = all(&config(0)).await.unwrap().ports.to_vec();
        ports.sort_unstable();
        ports.dedup();
        assert!(ports[0] != 0 && ports.len() == 4, "{ports:?}");
    }

    #[tokio::test]
    async fn people_are_on_this_machine_alone() {
        for (host, count) in [("127.0.0.1", 1), ("0.0.0.0", 0)] {
            let listening = all(&Config { host: host.into(), ..config(0) }).await.unwrap();
            assert_eq!(listening.staff.len().min(1), count, "{host}");
            let addresses = listening.staff.iter().map(|own| own.local_addr().unwrap());
            assert!(addresses.into_iter().all(|own| own.ip().is_loopback()));
        }
    }
}
