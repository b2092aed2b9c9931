//! Which engine draws the pages, and what its driver wants to know.

use std::path::Path;

use serde_json::{Value, json};

use super::Setting;

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium's, which can be watched.
    Blink,
    /// Firefox's, seen by WebDriver alone.
    Gecko,
    /// WebKitGTK's, the same. It has a language of the process, and wants a screen.
    WebKit,
}

impl Engine {
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
                "moz:firefoxOptions": {
                    "binary": program("FIREFOX", "/usr/bin/firefox-esr"),
                    "args": ["-headless", "-profile", profile],
                    "prefs": {
                        "intl.accept_languages": setting.languages,
                        "ui.prefersReducedMotion": 1,
                        "ui.systemUsesDarkTheme": u8::from(setting.dark),
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
