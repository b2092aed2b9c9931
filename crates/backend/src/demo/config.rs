//! What a demonstration is told, what can be wrong with it, and the addresses that follow.

use std::{io, path::PathBuf};

use super::{listen::Listening, staff::StaffPageError};
use crate::{
    DatabaseError,
    bot::KnowledgeError,
    desk::{DeskError, PolicyError, PublishError, staff::StaffError},
};

/// What a demonstration is told at its start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen. `127.0.0.1` or `localhost` mean this machine, by both names.
    pub host: String,
    /// The site's port; the widget's files take the next one, the relay the one after, the people's page
    /// the last. 0 takes any free ones.
    pub port: u16,
    /// The folder of the widget's files, as `cargo xtask dist` writes it.
    pub widget: PathBuf,
    /// The folder of keys and databases; made if missing.
    pub data: PathBuf,
    /// The relay's origin in the script tag, if it is not the relay's own: a proxy's, for instance.
    pub backend_url: Option<String>,
    /// The origin that serves the widget's files, if it is not this program: `trunk serve`.
    pub widget_url: Option<String>,
    /// The language of the people's page: `es` or `en`.
    pub lang: String,
}

impl Config {
    /// Whether only this machine reaches it. Elsewhere there are no people and no customers: their sign-in would
    /// be anybody's on the way.
    pub(super) fn is_near(&self) -> bool {
        ["localhost", "127.0.0.1", "::1"].contains(&&*self.host)
    }
}

/// Why a demonstration could not start.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A port is in use.
    #[error("port {0} is taken; stop what uses it, or choose other ports with --port")]
    PortTaken(u16),
    /// There are no four ports from this one on.
    #[error("port {0} leaves no room for the three after it; choose one up to 65532 with --port")]
    PortTooHigh(u16),
    /// The address is not this machine's.
    #[error("can't listen on {0}: {1}")]
    Listen(String, io::Error),
    /// The folder of the widget is not one.
    #[error(
        "{0} has no {1}; build the widget with `cargo xtask dist`, or let `cargo xtask demo` do all"
    )]
    Widget(PathBuf, &'static str),
    /// The header file has a line that is not understood.
    #[error("line {1} of {0} is not understood")]
    Headers(PathBuf, usize),
    /// The desk can't start.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// Nobody could sign in.
    #[error(transparent)]
    Staff(#[from] StaffPageError),
    /// The people's page can't be served.
    #[error(transparent)]
    Pages(#[from] StaffError),
    /// The relay can't start.
    #[error(transparent)]
    Relay(#[from] DatabaseError),
    /// The policy's documents don't fit each other.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The bot's knowledge can't be read.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    /// The relay did not take the manifest.
    #[error("the desk could not publish its manifest: {0}")]
    Publish(PublishError),
    /// The identity key's thumbprint is not one.
    #[error("the site identity key has no thumbprint that can be pinned")]
    Pin,
}

/// The addresses of a demonstration, as browsers and the desk see them.
pub(super) struct Addresses {
    pub(super) site: String,
    pub(super) widget: String,
    pub(super) relay: String,
    /// The relay's origin in the script tag.
    pub(super) backend: String,
    pub(super) relay_for_desk: String,
    /// The site, as the desk reaches it.
    pub(super) site_for_desk: String,
    /// The people's page.
    pub(super) staff: String,
    /// Of pages that may embed the chat.
    pub(super) origins: Vec<String>,
    /// Of the frame, whose scripts may read the relay's answers.
    pub(super) widget_origins: Vec<String>,
}

impl Addresses {
    pub(super) fn new(config: &Config, listening: &Listening) -> Self {
        let Listening { ports: [site, widget, relay, staff], .. } = *listening;
        let names = names(&config.host);
        let name = names[0].clone();
        let at = |port: u16| format!("http://{name}:{port}");
        let origins = |port: u16| names.iter().map(move |name| format!("http://{name}:{port}"));
        let given =
            |url: &Option<String>| url.as_deref().map(|url| url.trim_end_matches('/').into());
        let (widget_url, backend_url) = (given(&config.widget_url), given(&config.backend_url));
        let widget_origins = match &widget_url {
            Some(url) => vec![String::clone(url)],
            None => origins(widget).collect(),
        };
        let near = |port: u16| match names.iter().any(|name| name == "127.0.0.1") {
            true => format!("http://127.0.0.1:{port}"),
            false => at(port),
        };
        Self {
            site: at(site),
            widget: widget_url.unwrap_or_else(|| at(widget)),
            backend: backend_url.unwrap_or_else(|| at(relay)),
            relay: at(relay),
            relay_for_desk: near(relay),
            site_for_desk: near(site),
            staff: at(staff),
            origins: origins(site).collect(),
            widget_origins,
        }
    }
}

/// The names by which a host's ports are reached, the one to print first.
fn names(host: &str) -> Vec<String> {
    match host {
        "localhost" | "127.0.0.1" | "::1" | "0.0.0.0" | "::" => {
            vec!["localhost".into(), "127.0.0.1".into()]
        }
        host if host.contains(':') => vec![format!("[{host}]")],
        host => vec![host.into()],
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn addresses(host: &str, widget_url: Option<&str>, backend_url: Option<&str>) -> Addresses {
        let config = Config {
            host: host.into(),
            port: 8080,
            widget: Path::new("dist").into(),
            data: Path::new("data").into(),
            backend_url: backend_url.map(Into::into),
            widget_url: widget_url.map(Into::into),
            lang: "es".into(),
        };
        let (ports, none) = ([8080, 8081, 8082, 8083], Vec::new);
        let (site, widget, relay, staff) = (none(), none(), none(), none());
        Addresses::new(&config, &Listening { ports, site, widget, relay, staff })
    }

    #[test]
    fn this_machine_has_two_names() {
        let found = addresses("127.0.0.1", None, None);
        assert_eq!(found.site, "http://localhost:8080");
        assert_eq!(found.origins, ["http://localhost:8080", "http://127.0.0.1:8080"]);
        assert_eq!(found.widget_origins, ["http://localhost:8081", "http://127.0.0.1:8081"]);
        assert_eq!(found.backend, "http://localhost:8082");
        assert_eq!(found.relay_for_desk, "http://127.0.0.1:8082");
        assert_eq!(found.site_for_desk, "http://127.0.0.1:8080");
        assert_eq!(found.staff, "http://localhost:8083");
    }

    #[test]
    fn what_others_serve_is_named_in_the_tag() {
        let found =
            addresses("localhost", Some("http://localhost:3000/"), Some("http://localhost:9"));
        assert_eq!(found.widget, "http://localhost:3000");
        assert_eq!(found.widget_origins, ["http://localhost:3000"]);
        assert_eq!(
            (&*found.backend, &*found.relay),
            ("http://localhost:9", "http://localhost:8082")
        );
    }

    #[test]
    fn another_host_has_its_own_name() {
        let found = addresses("192.0.2.1", None, None);
        assert_eq!(found.origins, ["http://192.0.2.1:8080"]);
        assert_eq!(found.relay_for_desk, "http://192.0.2.1:8082");
        assert_eq!(addresses("2001:db8::1", None, None).site, "http://[2001:db8::1]:8080");
    }
}
