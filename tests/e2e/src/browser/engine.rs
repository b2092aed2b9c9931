//! Which engine draws the pages, and what its driver wants to know.

use std::path::Path;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Setting;

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium's, which tells everything.
    Blink,
    /// Firefox's, which tells what WebDriver BiDi has words for.
    Gecko,
    /// WebKitGTK's, seen by WebDriver alone. It has a language of the process, and wants a screen.
    WebKit,
}

/// The variable that names another engine than Chromium's for the tests: `gecko`, `webkit`.
const WISH: &str = "SIGILO_ENGINE";

impl Engine {
    /// The engine that the tests are to run in.
    pub fn wished() -> Result<Self> {
        match std::env::var(WISH).unwrap_or_default().as_str() {
            "" => Ok(Self::Blink),
            "gecko" => Ok(Self::Gecko),
            "webkit" => Ok(Self::WebKit),
            other => bail!("{WISH} names no engine: {other}"),
        }
    }

    /// The variable that names its driver, and what that is called otherwise.
    pub(super) fn driver(self) -> (&'static str, &'static str) {
        match self {
            Self::Blink => ("CHROMEDRIVER", "chromedriver"),
            Self::Gecko => ("GECKODRIVER", "geckodriver"),
            Self::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        }
    }

    /// The session's capabilities, with a profile in `profile` where the engine takes one.
    pub(super) fn capabilities(self, setting: &Setting, profile: &Path) -> Value {
        let program =
            |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.into());
        match self {
            Self::Blink => setting.capabilities(profile),
            Self::Gecko => json!({
                "pageLoadStrategy": "normal",
                "timeouts": super::setting::timeouts(),
                "webSocketUrl": true,
                "moz:firefoxOptions": {
                    "binary": program("FIREFOX", "/usr/bin/firefox-esr"),
                    "args": ["-headless", "-profile", profile],
                    "prefs": {
                        "intl.accept_languages": setting.languages,
                        "ui.prefersReducedMotion": 1,
                        // A tab's icon is the browser's own wish, which a page's strict policy refuses aloud.
                        "browser.chrome.site_icons": false,
                    },
                },
            }),
            Self::WebKit => json!({
                "timeouts": super::setting::timeouts(),
                "webkitgtk:browserOptions": {
                    "binary": program(
                        "MINIBROWSER",
                        "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
                    ),
                    "args": ["--automation"],
                },
            }),
        }
    }
}
