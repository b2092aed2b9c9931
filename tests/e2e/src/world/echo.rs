//! The second implementation of a recipient, as a process.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use crate::paths;

/// The recipient in Python. Dropping it ends it.
pub struct Echo(Child);

impl Echo {
    /// Starts it as the recipient `bot`, with the keys that the desk has left in `folder`.
    pub(super) fn start(relay: &str, folder: &Path, site: &str, pin: &str) -> Result<Self> {
        let file: Value = serde_json::from_slice(&std::fs::read(folder.join("desk/keys.json"))?)?;
        let prekey = |prekey: &Value| {
            let kid = prekey["kid"].as_str()?.to_owned();
            Some((kid, json!({ "kem": prekey["kem"], "dh": prekey["dh"] })))
        };
        let prekeys = file["prekeys"].as_array().context("no prekeys")?;
        let prekeys: Option<Map<String, Value>> = prekeys.iter().map(prekey).collect();
        let prekeys = prekeys.context("a prekey of another form")?;
        let keys = json!({ "site": site, "pins": [pin], "sig": file["signing"], "pre": prekeys });
        let config = folder.join("echo.json");
        std::fs::write(&config, keys.to_string())?;
        let python = std::env::var_os("SIGILO_PYTHON").context("SIGILO_PYTHON names no Python")?;
        let mut echo = Command::new(python);
        echo.args(["-B", "echo.py", relay, "bot"]).arg(config).stdin(Stdio::null());
        let echo = echo.current_dir(paths::repository().join("examples/recipient-py"));
        Ok(Self(echo.spawn().context("Python could not be started")?))
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
