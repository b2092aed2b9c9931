//! What kind of visitor it is: language, screen, taste.

use std::path::Path;

use serde_json::{Value, json};

/// How long a driver waits.
pub(super) fn timeouts() -> Value {
    json!({ "script": 20_000, "pageLoad": 20_000, "implicit": 0 })
}

/// The circumstances of a visit. The default is a Spanish speaker at a desk.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The browser's languages, in order: `es-ES,es`.
    pub languages: String,
    /// Width and height of the page in CSS pixels.
    pub size: (u32, u32),
    /// Device pixels for a CSS pixel; browsers zoom by raising it and shrinking `size` alike.
    pub scale: f64,
    /// The visitor prefers dark screens.
    pub dark: bool,
    /// A touch screen, with a phone's viewport.
    pub phone: bool,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            languages: "es-ES,es".into(),
            size: (1280, 800),
            scale: 1.0,
            dark: false,
            phone: false,
        }
    }
}

impl Setting {
    /// The same in English.
    pub fn english() -> Self {
        Self { languages: "en-GB,en".into(), ..Self::default() }
    }

    /// The session's capabilities, with the profile in `profile`.
    pub(super) fn capabilities(&self, profile: &Path) -> Value {
        let (width, height) = self.size;
        let program = std::env::var("CHROME").unwrap_or_else(|_| "/usr/bin/chromium".into());
        let args = [
            "--headless".to_owned(),
            // Containers and CI run as root, where the sandbox does not start.
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--no-first-run".to_owned(),
            "--hide-scrollbars".to_owned(),
            // Nothing leaves this machine, whatever the browser or the page would like.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
                .to_owned(),
            format!("--accept-lang={}", self.languages),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.display()),
        ];
        json!({
            "browserName": "chrome",
            "pageLoadStrategy": "normal",
            "timeouts": timeouts(),
            "goog:chromeOptions": {
                "binary": program,
                "args": args,
                "prefs": { "intl.accept_languages": self.languages },
            },
        })
    }

    /// DevTools calls on the page's target.
    pub(super) fn page_overrides(&self) -> [(&'static str, Value); 1] {
        let (width, height) = self.size;
        [(
            "Emulation.setDeviceMetricsOverride",
            json!({
                "width": width, "height": height,
                "deviceScaleFactor": self.scale, "mobile": self.phone,
            }),
        )]
    }

    /// DevTools calls on the target of every frame.
    pub(super) fn frame_overrides(&self) -> [(&'static str, Value); 1] {
        let scheme = if self.dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        [("Emulation.setEmulatedMedia", json!({ "features": features }))]
    }
}
