//! WebDriver on the wire: one session of one browser, as W3C WebDriver 2 describes it.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::Method;
use serde_json::{Value, json};

/// The key under which WebDriver writes an element (section 12.1 of the specification).
pub(super) const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// The same for a shadow root.
pub(super) const SHADOW: &str = "shadow-6066-11e4-a52e-4f735466cecf";

/// Longer than the driver's own limits, which give the better message.
const PATIENCE: Duration = Duration::from_secs(60);

/// A session. Cloning it gives another handle to the same one.
#[derive(Clone)]
pub(super) struct Session {
    http: reqwest::Client,
    base: String,
}

impl Session {
    /// Has the driver at `driver`, an origin, start a browser; also returns what it says of it.
    pub(super) async fn start(driver: &str, capabilities: Value) -> Result<(Self, Value)> {
        let http = reqwest::Client::builder().timeout(PATIENCE).build()?;
        let mut session = Self { http, base: format!("{driver}/session") };
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let mut begun = session.post("", wanted).await?;
        let id = begun["sessionId"].as_str().context("a session without an id")?;
        session.base = format!("{driver}/session/{id}");
        Ok((session, begun["capabilities"].take()))
    }

    /// Asks for something.
    pub(super) async fn get(&self, path: &str) -> Result<Value> {
        self.call(Method::GET, path, None).await
    }

    /// Asks for something to be done.
    pub(super) async fn post(&self, path: &str, body: Value) -> Result<Value> {
        self.call(Method::POST, path, Some(body)).await
    }

    /// Ends what is at `path`, or all of it.
    pub(super) async fn delete(&self, path: &str) -> Result<()> {
        self.call(Method::DELETE, path, None).await.map(drop)
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let mut answer: Value = request.send().await?.json().await?;
        let value = answer["value"].take();
        match value["error"].as_str() {
            None => Ok(value),
            Some(error) => {
                let message = value["message"].as_str().unwrap_or_default();
                bail!("{error}: {}", message.lines().next().unwrap_or_default())
            }
        }
    }
}
