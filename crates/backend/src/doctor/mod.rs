//! A deployment looked at from outside, as a browser and an attacker meet it: what is wrong, and what to
//! do about it.
//!
//! It asks by GET and preflights alone, posts nothing, and needs no key. What only an inside can tell
//! (whether the desk answers, whether a disk fills) is `/readyz` and `/metrics`.

mod finding;
mod manifest;
mod relay;
mod tls;
mod web;
mod widget;

#[cfg(test)]
#[cfg(feature = "demo")]
mod tests;

use std::{path::PathBuf, time::Duration};

use reqwest::{Url, redirect};

pub use finding::{Finding, Level};

use crate::Clock;
use finding::Report;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// What is to be looked at.
#[derive(Clone, Debug)]
pub struct Question {
    /// The relay's origin, `https://relay.example`.
    pub url: Url,
    /// The site's name.
    pub site: String,
    /// The origin of the widget's files.
    pub widget: Option<Url>,
    /// The thumbprints that the script tag pins, separated by spaces.
    pub pin: Option<String>,
    /// An address in clear that has to lead to `url`; by default its host's port 80.
    pub clear: Option<Url>,
    /// A PEM file of authorities to trust besides the system's.
    pub ca: Option<PathBuf>,
    /// Tells the time.
    pub clock: Clock,
}

/// Looks at all of it.
pub async fn examine(question: &Question) -> Vec<Finding> {
    let mut report = Report::default();
    let local = [Some(&question.url), question.widget.as_ref()];
    let is_local = local.into_iter().flatten().all(is_here);
    let client = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .timeout(PATIENCE)
        // A bad certificate is a finding of its own, and hides no other.
        .tls_danger_accept_invalid_certs(true);
    let client = if is_local { client.no_proxy() } else { client };
    let Ok(client) = client.build() else {
        report.fault(
            "client",
            "The HTTP client can't start.",
            "Look at the system's certificates.",
        );
        return report.findings;
    };
    tls::look("tls", &question.url, question, &mut report).await;
    relay::redirects(&client, question, &mut report).await;
    let origins = relay::look(&client, question, &mut report).await;
    if let Some(widget) = &question.widget {
        tls::look("widget-tls", widget, question, &mut report).await;
        widget::look(&client, question, widget, &origins, &mut report).await;
    }
    report.findings
}

/// Whether it is this machine.
fn is_here(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// Scheme, host and port, as a browser writes them.
fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
