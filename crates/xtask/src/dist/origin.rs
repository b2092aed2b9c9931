//! Origins, read strictly: they end up in headers, where a stray character would mean something.

use std::fmt;
use std::str::FromStr;

use anyhow::{Error, Result, bail};

/// `https://shop.example` or, on this machine, `http://localhost:8080`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin(String);

impl FromStr for Origin {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (origin, rest) = split(text)?;
        if !matches!(rest, "" | "/") {
            bail!("{text}: an origin ends after the host, so leave out {rest}");
        }
        Ok(origin)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the relay is: its origin, and the site's base where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Backend {
    /// What `connect-src` admits.
    pub(crate) origin: Origin,
    /// The path `/v1/sites/<site>`.
    site: Option<String>,
}

impl Backend {
    /// The value of `data-backend`; a placeholder stands for a site that was not told.
    pub(crate) fn base(&self) -> String {
        format!("{}/v1/sites/{}", self.origin, self.site.as_deref().unwrap_or("YOUR-SITE"))
    }
}

impl FromStr for Backend {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (origin, rest) = split(text)?;
        let site = match rest {
            "" | "/" => None,
            _ => match rest.strip_prefix("/v1/sites/").map(|site| site.trim_end_matches('/')) {
                Some(site) if is_name(site) => Some(site.to_owned()),
                _ => bail!("{text}: a backend is an origin, or https://…/v1/sites/<site>"),
            },
        };
        Ok(Self { origin, site })
    }
}

/// The origin at the start of `text`, and what follows it.
fn split(text: &str) -> Result<(Origin, &str)> {
    let Some((scheme, rest)) = text.split_once("://") else {
        bail!("{text}: an origin starts with https://");
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    if !is_name(host) {
        bail!("{text}: {host:?} is not the name of a host in lower case");
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        bail!("{text}: the port is a number up to 65535");
    }
    let here = host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1";
    match scheme {
        "https" => {}
        "http" if here => {}
        "http" => bail!("{text}: only this machine may go without https"),
        _ => bail!("{text}: an origin starts with https://"),
    }
    Ok((Origin(format!("{scheme}://{authority}")), path))
}

fn is_name(text: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_taken_as_browsers_write_them() {
        for text in ["https://shop.example", "http://localhost:8080", "http://127.0.0.1:4100"] {
            assert_eq!(text.parse::<Origin>().unwrap().to_string(), text);
        }
        assert_eq!(
            "https://a.example/".parse::<Origin>().unwrap().to_string(),
            "https://a.example"
        );
    }

    #[test]
    fn what_could_change_a_header_is_refused() {
        for text in [
            "shop.example",
            "http://shop.example",
            "https://shop.example; script-src *",
            "https://shop.example *",
            "https://*",
            "https://Shop.example",
            "https://shop.example:99999",
            "https://shop.example/page",
            "https://",
            "data://x",
        ] {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_backend_is_an_origin_or_a_sites_base() {
        let whole: Backend = "https://relay.example/v1/sites/aurora".parse().unwrap();
        assert_eq!(whole.base(), "https://relay.example/v1/sites/aurora");
        assert_eq!(whole.origin.to_string(), "https://relay.example");
        let origin: Backend = "https://relay.example".parse().unwrap();
        assert_eq!(origin.base(), "https://relay.example/v1/sites/YOUR-SITE");
        assert!("https://relay.example/v2".parse::<Backend>().is_err());
        assert!("https://relay.example/v1/sites/a/b".parse::<Backend>().is_err());
    }
}
