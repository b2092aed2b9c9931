//! What the pages did, read from the events.

use anyhow::ensure;
use serde_json::Value;

use super::Event;
use super::bidi::UNTOLD;
use crate::canary::Canary;
use crate::world::BACKEND;

/// The events of a stretch of time, and what they say.
pub struct Traffic(Vec<Event>);

/// A request that a page made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `GET`, `POST` and so on; `WEBSOCKET` for a connection of that kind.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The names and values of the headers as they went out, cookies included.
    pub headers: Vec<(String, String)>,
    /// The body, where there was one.
    pub body: Option<String>,
}

impl Asked {
    /// Method and URL without the query.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.url.split('?').next().unwrap_or_default())
    }

    /// The value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl Traffic {
    pub(super) fn new(events: Vec<Event>) -> Self {
        Self(events)
    }

    /// Every request to the network, in order. What the browser's own pages load from themselves
    /// (`chrome:`), and `data:` and `blob:` URLs, reach no network.
    pub fn requests(&self) -> Vec<Asked> {
        let all = self.0.iter().filter_map(|event| match event.method.as_str() {
            "Network.requestWillBeSent" => Some(self.asked(event)),
            "Network.webSocketCreated" => Some(Asked {
                method: "WEBSOCKET".into(),
                url: event.text("/url").into(),
                headers: Vec::new(),
                body: None,
            }),
            _ => None,
        });
        let inner = [
            "chrome:",
            "chrome-untrusted:",
            "chrome-extension:",
            "devtools:",
            "data:",
            "blob:",
            "about:",
        ];
        all.filter(|asked| !inner.iter().any(|scheme| asked.url.starts_with(scheme))).collect()
    }

    /// The requests whose URL begins with `origin`.
    pub fn to(&self, origin: &str) -> Vec<Asked> {
        let prefix = format!("{origin}/");
        self.requests().into_iter().filter(|asked| asked.url.starts_with(&prefix)).collect()
    }

    /// Lines at the level of an error in any console, uncaught exceptions included. Not those in
    /// which the browser tells that a request failed: there is no way to handle that more quietly.
    pub fn errors(&self) -> Vec<String> {
        self.0.iter().filter_map(error).collect()
    }

    /// Violations of any document's content security policy.
    pub fn violations(&self) -> Vec<String> {
        let issues = self.0.iter().filter(|event| event.method == "Audits.issueAdded");
        let violations =
            issues.filter(|event| event.text("/issue/code") == "ContentSecurityPolicyIssue");
        violations.map(|event| event.params["issue"]["details"].to_string()).collect()
    }

    /// Fails if any request, or frame of a WebSocket either way, contains `canary`.
    pub fn must_not_contain(&self, canary: &Canary) -> anyhow::Result<()> {
        for event in self.0.iter().filter(|event| event.method.starts_with("Network.")) {
            let place = format!("{} {}", event.method, event.text("/request/url"));
            // Of its bodies alone the proxy has a record.
            let is_recorded = event.text("/request/url").starts_with(BACKEND);
            let is_hidden = event.text("/request/postData") == UNTOLD && !is_recorded;
            ensure!(!is_hidden, "something that nobody can read left by {place}");
            each_text(&event.params, &mut |text| canary.must_not_be_in(text.as_bytes(), &place))?;
        }
        Ok(())
    }

    fn asked(&self, event: &Event) -> Asked {
        let request = &event.params["request"];
        let id = event.text("/requestId");
        let extra = self.0.iter().find(|other| {
            other.method == "Network.requestWillBeSentExtraInfo" && other.text("/requestId") == id
        });
        let headers = extra.map_or(&request["headers"], |extra| &extra.params["headers"]);
        let pairs = headers.as_object().into_iter().flatten();
        Asked {
            method: event.text("/request/method").into(),
            url: event.text("/request/url").into(),
            headers: pairs
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
                .collect(),
            body: request["postData"].as_str().map(str::to_owned),
        }
    }
}

fn error(event: &Event) -> Option<String> {
    match event.method.as_str() {
        "Runtime.exceptionThrown" => Some(event.params["exceptionDetails"].to_string()),
        "Runtime.consoleAPICalled" if matches!(event.text("/type"), "error" | "assert") => {
            Some(event.params["args"].to_string())
        }
        "Log.entryAdded"
            if event.text("/entry/level") == "error"
                && event.text("/entry/source") != "network" =>
        {
            Some(format!("{} {}", event.text("/entry/text"), event.text("/entry/url")))
        }
        _ => None,
    }
}

/// Calls `check` with every string inside `value`, names of fields included.
fn each_text(
    value: &Value,
    check: &mut impl FnMut(&str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    match value {
        Value::String(text) => check(text),
        Value::Array(items) => items.iter().try_for_each(|item| each_text(item, check)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, field)| {
            check(name)?;
            each_text(field, check)
        }),
        _ => Ok(()),
    }
}
