//! Documents of an issuer's.

use std::time::Duration;

use reqwest::{Client, Url, redirect};

/// How long an answer may take. Whoever asked waits for it; the desk does not.
const PATIENCE: Duration = Duration::from_secs(5);

/// Largest answer, in bytes.
const MAX_ANSWER: usize = 256 * 1024;

/// Fetches documents of an issuer's: by TLS, or from this machine; follows nobody elsewhere.
#[derive(Clone)]
pub(in crate::desk) struct Fetch(pub(in crate::desk) Client);

impl Fetch {
    pub(in crate::desk) fn new() -> Option<Self> {
        let client = Client::builder().redirect(redirect::Policy::none()).timeout(PATIENCE);
        client.no_proxy().build().ok().map(Self)
    }

    /// An address that may be asked.
    pub(in crate::desk) fn url(text: &str) -> Option<Url> {
        let url = Url::parse(text).ok()?;
        let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&url.host_str()?);
        (url.scheme() == "https" || (url.scheme() == "http" && is_here)).then_some(url)
    }

    pub(in crate::desk) async fn get(&self, url: &Url) -> Option<Vec<u8>> {
        Self::read(self.0.get(url.clone())).await
    }

    /// An answer, if it is a good one of bounded length.
    pub(in crate::desk) async fn read(request: reqwest::RequestBuilder) -> Option<Vec<u8>> {
        let mut response = request.send().await.ok().filter(|own| own.status().is_success())?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.ok()? {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_ANSWER {
                return None;
            }
        }
        Some(body)
    }
}
