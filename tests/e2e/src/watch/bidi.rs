//! What Firefox tells by WebDriver BiDi, and how it is asked.
//!
//! A call and its answer look as the DevTools' do. Events are told in the DevTools' words, so that traffic is read
//! in one way. Not told: bodies, and what goes through a WebSocket. What of it is for the backend passes the proxy,
//! which has it in its record; for anybody else it is held to be a leak.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::link::Link;
use super::{Event, Seen, Watch};
use crate::browser::{Engine, Setting};

/// A body that there was.
pub(super) const UNTOLD: &str = "a body that is not told";

impl Watch {
    /// Listens to the browser whose BiDi is at `url`.
    pub async fn listen(url: &str) -> Result<Self> {
        let (link, mut news) = Link::open(url).await?;
        let seen = Arc::new(Mutex::new(Seen::default()));
        let eyes = seen.clone();
        let task = tokio::spawn(async move {
            while let Some(event) = news.recv().await {
                let mut seen = eyes.lock().unwrap_or_else(PoisonError::into_inner);
                seen.events.extend(in_devtools_words(&event));
            }
        });
        let (link, task) = (Arc::new(link), task.abort_handle());
        let watch = Self { engine: Engine::Gecko, link, seen, task };
        let events = json!({ "events": ["network.beforeRequestSent", "log.entryAdded"] });
        watch.link.call(None, "session.subscribe", events).await?;
        Ok(watch)
    }

    /// Runs `source` first in every new document.
    pub(super) async fn preload(&self, source: &str) -> Result<()> {
        let script = json!({ "functionDeclaration": format!("() => {{ {source}\n }}") });
        self.link.call(None, "script.addPreloadScript", script).await.map(drop)
    }

    /// Gives the page of a tab its size.
    pub(crate) async fn viewport(&self, tab: &str, setting: &Setting) -> Result<()> {
        let (width, height) = setting.size;
        let params = json!({
            "context": tab,
            "viewport": { "width": width, "height": height },
            "devicePixelRatio": setting.scale,
        });
        self.link.call(None, "browsingContext.setViewport", params).await.map(drop)
    }

    /// What is saved lands in `folder`.
    pub(crate) async fn save_into(&self, folder: &Path) -> Result<()> {
        let behavior = json!({ "type": "allowed", "destinationFolder": folder });
        let params = json!({ "downloadBehavior": behavior });
        self.link.call(None, "browser.setDownloadBehavior", params).await.map(drop)
    }

    /// Every cookie of the browser.
    pub(crate) async fn cookies(&self) -> Result<Value> {
        let mut told = self.link.call(None, "storage.getCookies", json!({})).await?;
        match told["cookies"].take() {
            Value::Null => bail!("no word of cookies"),
            cookies => Ok(cookies),
        }
    }
}

/// An event as the DevTools would tell it, if it is of interest.
fn in_devtools_words(event: &Event) -> Option<Event> {
    let said = |method: &str, params: Value| {
        Some(Event {
            session: event.text("/context").to_owned(),
            method: method.to_owned(),
            params,
        })
    };
    match event.method.as_str() {
        "network.beforeRequestSent" => {
            let headers: serde_json::Map<String, Value> = event.params["request"]["headers"]
                .as_array()?
                .iter()
                .filter_map(|one| {
                    let name = one["name"].as_str()?.to_owned();
                    Some((name, one["value"]["value"].clone()))
                })
                .collect();
            let url = event.text("/request/url");
            if headers.keys().any(|name| name.eq_ignore_ascii_case("sec-websocket-key")) {
                let url = url.replacen("http", "ws", 1);
                return said("Network.webSocketCreated", json!({ "url": url }));
            }
            let body = event.params["request"]["bodySize"].as_u64().unwrap_or_default();
            let request = json!({
                "url": url,
                "method": event.params["request"]["method"],
                "headers": headers,
                "postData": (body > 0).then_some(UNTOLD),
            });
            said("Network.requestWillBeSent", json!({ "requestId": "", "request": request }))
        }
        "log.entryAdded" if event.text("/type") == "console" => said(
            "Runtime.consoleAPICalled",
            json!({ "type": event.params["method"], "args": [event.params["text"]] }),
        ),
        "log.entryAdded" => {
            let text = event.text("/text");
            // That a request failed, which a page can't handle more quietly: the DevTools call such lines the
            // network's own.
            let failed = ["Firefox can’t establish a connection", "Cross-Origin Request Blocked"];
            if failed.iter().any(|start| text.starts_with(start)) {
                return None;
            }
            if text.starts_with("Content-Security-Policy:") {
                let details = json!({ "code": "ContentSecurityPolicyIssue", "details": text });
                return said("Audits.issueAdded", json!({ "issue": details }));
            }
            let entry =
                json!({ "level": event.params["level"], "source": "javascript", "text": text });
            said("Log.entryAdded", json!({ "entry": entry }))
        }
        _ => None,
    }
}
