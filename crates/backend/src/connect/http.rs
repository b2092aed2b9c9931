//! What connectors have in common: addresses that may be used, a client, tries, and answers of a
//! bounded length.

use std::time::Duration;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use reqwest::{Client, Response, StatusCode, Url, header, redirect};

use crate::desk::{Backoff, slow::NoAnswer};

/// Longest time to reach a server. One that is further away is down.
const CONNECT: Duration = Duration::from_secs(10);

/// Longest wait that a server may ask for before the next try.
const RETRY_AFTER: u64 = 30;

/// Why an address can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Not a URL.
    #[error("'{0}' is not an address; it looks like https://bot.example/")]
    Format(String),
    /// In clear.
    #[error("'{0}' is not https://; what visitors say leaves this machine by TLS alone")]
    Clear(String),
    /// It carries what belongs into a key.
    #[error("the bot's address carries a user name or a password; give the key by itself")]
    Credentials,
    /// The HTTP client can't start.
    #[error("the HTTP client can't start: {0}")]
    Client(reqwest::Error),
}

/// What went wrong with one try.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Another try may work, after this time if the server said so.
    Again(NoAnswer, Option<Duration>),
    /// None will.
    Final(NoAnswer),
}

/// How often it is tried.
pub(super) struct Tries {
    left: u32,
    backoff: Backoff,
}

impl Tries {
    pub(super) fn new(most: u32) -> Self {
        Self { left: most.max(1), backoff: Backoff::default() }
    }

    /// Waits for the next try; if there is none, says why.
    pub(super) async fn next(&mut self, trouble: Trouble) -> Result<(), NoAnswer> {
        let (reason, wanted) = match trouble {
            Trouble::Final(reason) => return Err(reason),
            Trouble::Again(reason, wanted) => (reason, wanted),
        };
        self.left -= 1;
        if self.left == 0 {
            return Err(reason);
        }
        let own = self.backoff.next(&mut UnwrapErr(SysRng));
        tokio::time::sleep(wanted.map_or(own, |wanted| wanted.max(own))).await;
        Ok(())
    }
}

/// An address that visitors' words may go to.
pub(super) fn address(text: &str) -> Result<Url, ConnectError> {
    let format = || ConnectError::Format(text.into());
    let url = Url::parse(text).map_err(|_| format())?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ConnectError::Credentials);
    }
    url.host_str().ok_or_else(format)?;
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_this_machine(&url) => Ok(url),
        "http" => Err(ConnectError::Clear(text.into())),
        _ => Err(format()),
    }
}

/// A client for an address. A redirect would lead past what was checked of it.
pub(super) fn client(url: &Url, silence: Duration) -> Result<Client, ConnectError> {
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT)
        .read_timeout(silence);
    // A proxy of the environment is not for this machine itself.
    let client = if is_this_machine(url) { client.no_proxy() } else { client };
    client.build().map_err(ConnectError::Client)
}

fn is_this_machine(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// A response that is a success.
pub(super) fn succeeded(response: Result<Response, reqwest::Error>) -> Result<Response, Trouble> {
    let response = response.map_err(|error| Trouble::Again(why(&error), None))?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let reason = NoAnswer::Refused(status.as_u16());
    let is_passing = status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
        || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_EARLY, StatusCode::TOO_MANY_REQUESTS]
            .contains(&status);
    if !is_passing {
        return Err(Trouble::Final(reason));
    }
    let wanted = response.headers().get(header::RETRY_AFTER);
    let wanted = wanted.and_then(|wanted| wanted.to_str().ok()?.parse().ok());
    let wanted = wanted.map(|seconds: u64| Duration::from_secs(seconds.min(RETRY_AFTER)));
    Err(Trouble::Again(reason, wanted))
}

/// A body of at most `most` bytes.
pub(super) async fn body(mut response: Response, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(error) => return Err(Trouble::Again(why(&error), None)),
        }
        if body.len() > most {
            return Err(Trouble::Final(NoAnswer::Bad("it is too long")));
        }
    }
}

pub(super) fn why(error: &reqwest::Error) -> NoAnswer {
    if error.is_timeout() { NoAnswer::Late } else { NoAnswer::Unreachable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_leave_this_machine_by_tls_alone() {
        for good in [
            "https://bot.example/hook",
            "http://127.0.0.1:9/",
            "http://[::1]:9/a",
            "http://localhost/",
        ] {
            assert!(address(good).is_ok(), "{good}");
        }
        assert!(matches!(address("http://bot.example/"), Err(ConnectError::Clear(_))));
        assert!(matches!(address("http://127.0.0.1.evil.example/"), Err(ConnectError::Clear(_))));
        assert!(matches!(address("https://u:p@bot.example/"), Err(ConnectError::Credentials)));
        for bad in ["bot.example", "ftp://bot.example/", ""] {
            assert!(matches!(address(bad), Err(ConnectError::Format(_))), "{bad}");
        }
    }
}
